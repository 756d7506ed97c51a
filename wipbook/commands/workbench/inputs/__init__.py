"""The input tables as commands meet them: with all that was typed around them, and what is gone from them."""
