"""What stands in stock, its value and its age."""
