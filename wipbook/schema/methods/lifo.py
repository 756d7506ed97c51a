"""Last in, first out: the newest layer leaves first (US GAAP only)."""

from __future__ import annotations

from wipbook.schema.methods.method import Layers, Method

METHOD = Method(name="LIFO", order=20, layers=Layers.NEWEST_FIRST, under_ifrs=False)
