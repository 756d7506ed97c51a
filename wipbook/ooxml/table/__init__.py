"""Tables and what follows when they grow."""
