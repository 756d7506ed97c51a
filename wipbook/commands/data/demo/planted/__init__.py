"""The problems planted for the audits to find."""
