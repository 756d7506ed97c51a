"""What shell and buttons have in common: the log of unexpected errors, what a failure says, text shown safely."""
