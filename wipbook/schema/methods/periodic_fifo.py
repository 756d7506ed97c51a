"""FIFO by interval: all receipts of an interval before its issues."""

from __future__ import annotations

from wipbook.schema.methods.method import Layers, Method

METHOD = Method(name="Periodic FIFO", order=40, layers=Layers.OLDEST_FIRST, periodic=True)
