"""Figures and days as programs print them, read column by column."""
