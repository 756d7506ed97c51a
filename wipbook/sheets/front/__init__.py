"""The first sheets: Home, Dashboard."""
