"""Numbers that mean something: fixed-point money and quantities, rounding, periods. Imports nothing of ours."""
