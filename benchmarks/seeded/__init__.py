"""Faults of every kind put into sound books at random places, to measure what the rules find."""
