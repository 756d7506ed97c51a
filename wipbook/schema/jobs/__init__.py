"""Input sheets of jobs: orders, their steps, their invoices."""
