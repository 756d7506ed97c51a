"""Commands of the month's end: close, reopen, verify."""
