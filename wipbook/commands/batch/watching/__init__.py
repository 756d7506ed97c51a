"""Folders that are watched: a file that arrives is imported, and put aside with what came of it."""
