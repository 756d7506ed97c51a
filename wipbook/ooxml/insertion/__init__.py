"""Blank rows put into a sheet, and everything that speaks of the rows below them."""
