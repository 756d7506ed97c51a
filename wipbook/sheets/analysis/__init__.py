"""Sheets of analysis: process cost, variances."""
