"""Commands of the group Data: new, import, check, compare, the next period."""
