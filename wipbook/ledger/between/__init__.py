"""Rows of one sheet against each other: what takes back another, and what speaks of the same months."""
