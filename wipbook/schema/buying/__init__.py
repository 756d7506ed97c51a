"""Input sheets of buying."""
