"""Exports of programs whose columns are known from public sources: one module each, found by scanning this room."""

from __future__ import annotations

from functools import cache

from wipbook.commands.data.import_.proposals.presets.preset import NotOfPreset, Preset, UnknownPreset, unknown
from wipbook.registry import declared

__all__ = ["NotOfPreset", "Preset", "UnknownPreset", "preset_named", "presets"]


@cache
def presets() -> dict[str, Preset]:
    """Every preset by its name.

    >>> sorted(presets())[:2]
    ['bc-item-ledger', 'dolibarr-stock']
    """
    found = declared(Preset, "PRESET", __name__, __path__)
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}


def preset_named(name: str) -> Preset:
    """The preset of a name. Errors: ``UnknownPreset``."""
    if name not in presets():
        raise unknown(name, list(presets()))
    return presets()[name]
