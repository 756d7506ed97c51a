"""What was paid for labor, and where it went."""
