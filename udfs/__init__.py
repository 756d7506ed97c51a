"""Custom functions of the WIP category."""
