"""Rows that costing could not take, or took with a doubt: listed, never decided in silence."""
