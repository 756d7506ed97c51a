"""What closing needs of the books, and what the books show of what was closed."""
