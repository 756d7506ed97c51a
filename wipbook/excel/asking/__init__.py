"""What a button finds out before its command runs: a job, an answer, a yes."""
