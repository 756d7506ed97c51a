"""First in, first out: the oldest layer leaves first."""

from __future__ import annotations

from wipbook.schema.methods.method import Layers, Method

METHOD = Method(name="FIFO", order=10, layers=Layers.OLDEST_FIRST)
