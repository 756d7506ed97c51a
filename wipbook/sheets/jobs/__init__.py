"""What finished jobs teach: their close-out, and what the next ones should cost."""
