"""Tests an auditor runs on a list of numbers: pure functions. A hit is a question, never a verdict."""
