"""What the figures are compared with: earlier periods, budgets, goals, standards."""
