"""Analysis of the books: variances."""
