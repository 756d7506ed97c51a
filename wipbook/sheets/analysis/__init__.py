"""The figures against earlier periods, budgets, goals and standards."""
