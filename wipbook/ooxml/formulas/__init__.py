"""What formulas depend on: their references read, followed through names, tables and sheets."""
