"""Sources that are workbooks: those of today's format behind the guard, all others in a process of their own."""
