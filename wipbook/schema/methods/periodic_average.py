"""One average for an interval."""

from __future__ import annotations

from wipbook.schema.methods.method import Layers, Method

METHOD = Method(name="Periodic Average", order=60, layers=Layers.AVERAGE, periodic=True)
