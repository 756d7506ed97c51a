"""Plants over months, and many of them."""
