"""Commands of inputs: new, import, check, compare, the next period."""
