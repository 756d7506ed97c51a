"""Specific identification: every lot at its own cost."""

from __future__ import annotations

from wipbook.schema.methods.method import Layers, Method

METHOD = Method(
    name="Specific", order=80, layers=Layers.OLDEST_FIRST, by_lot=True, needs="Lot", needed_in="Movements",
)
