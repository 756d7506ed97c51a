"""Builds the Excel add-in from text, without Excel: VBA project, ribbon and package, the same bytes every time."""
