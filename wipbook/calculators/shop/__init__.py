"""Measures of a shop: flow, service, effectiveness of machines."""
