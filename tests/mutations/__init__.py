"""Mutated workbook files, and the oracle that says what a reader may answer to them."""
