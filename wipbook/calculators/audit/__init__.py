"""Tests of digits, repeated entries, how often to count."""
