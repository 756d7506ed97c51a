"""Sheets on the state of the inputs: checks, exceptions, the log of changes."""
