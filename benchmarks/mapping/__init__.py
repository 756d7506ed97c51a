"""How many columns of public export files ``wipbook map`` places without help."""
