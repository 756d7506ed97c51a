"""Input sheets of what lasts: materials, bills, people, places, partners."""
