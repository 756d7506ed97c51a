"""Moving average: every receipt makes a new average."""

from __future__ import annotations

from wipbook.schema.methods.method import Layers, Method

METHOD = Method(name="Moving Average", order=30, layers=Layers.AVERAGE)
