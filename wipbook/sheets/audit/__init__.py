"""Sheets of the audit: findings, tie-out, counts, samples, sign-off."""
