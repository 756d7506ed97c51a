"""Standard cost; what differs from it is variance."""

from __future__ import annotations

from wipbook.schema.methods.method import Layers, Method

METHOD = Method(
    name="Standard", order=70, layers=Layers.STANDARD, needs="Standard Cost", needed_in="Materials",
)
