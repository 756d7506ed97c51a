"""Textbook formulas on plain numbers, without ledger or workbook: what cells call and sheets are tested against."""
