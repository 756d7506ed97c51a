"""Journals: the entries of a period as a general ledger takes them."""
