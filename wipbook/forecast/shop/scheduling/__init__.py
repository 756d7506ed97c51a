"""Which step each line works on next: working time, dispatch rules, the search for a better plan."""
