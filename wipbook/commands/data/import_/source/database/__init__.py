"""Databases as sources: one query, by a session that can only read, its rows as exact as the server has them."""
