"""How well it went: quality, suppliers, limits, KPIs."""
