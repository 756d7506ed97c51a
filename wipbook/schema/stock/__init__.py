"""Input sheets of stock: movements, counts, demand."""
