"""LIFO by interval (US GAAP only)."""

from __future__ import annotations

from wipbook.schema.methods.method import Layers, Method

METHOD = Method(name="Periodic LIFO", order=50, layers=Layers.NEWEST_FIRST, periodic=True, under_ifrs=False)
