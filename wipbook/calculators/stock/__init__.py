"""Measures of stock: classes, age, lower of cost and net realisable value."""
