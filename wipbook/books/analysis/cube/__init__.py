"""The cube: what happened, as one tidy table that pivots can turn to any side."""
