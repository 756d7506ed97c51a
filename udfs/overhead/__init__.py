"""Functions of overhead and variances."""
