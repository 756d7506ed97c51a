"""What a user sees first: Home's facts and figures, and whose tabs stand beside it."""
