"""All that follows from the facts: what costing hands to the books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from wipbook.costing.relief.flow import Flow
from wipbook.ledger.rejections import Listed

CARRIED = {
    "Date": pl.Date, "Line": pl.String, "Source": pl.String, "by": pl.Int64, "to": pl.Int64, "material": pl.Int64,
    "Amount": pl.Int64,
}
"""Cost that came later and went on with the goods: by which movement (``by``, -1: by an event that is no
movement), to which (``to``)."""
EVENT = {
    "Date": pl.Date, "Line": pl.String, "Source": pl.String, "position": pl.Int64, "material": pl.Int64,
    "key": pl.Int64, "origin": pl.Int64, "value_in": pl.Int64, "handed_on": pl.Int64, "variance": pl.Int64,
}


@dataclass(frozen=True)
class Solution:
    """All that follows from the facts, amounts in the smallest currency unit, quantities in millionths.

    ``movements``: every movement used with its costs, in workbook order; ``layers``: open layers (key, Date,
    Movement, quantity, value; whole_quantity and whole_value: of how much at what they are what is left); ``keys``:
    what is valued by itself with on_hand and worth; ``job_entries``: Job, Date, Entry (an element, Completed,
    Scrapped, Expensed, Late Cost or Contract Cost), Element, Amount, signed as it changes the job; ``labor``:
    tickets; ``overhead``: pools by month; ``events``: value that came without quantity; ``carried``: what of it
    (and of the price of what had been short) went on with the goods; ``basis``: how the units in process of open
    jobs are known; ``periods``: what jobs made and had in process, by period; ``flow``: the same in full, of jobs
    that belong to a department; ``doubts``: what costing found wrong, and ``left_out``: by sheet, the ``_row`` of
    what it could not use.
    """

    movements: pl.DataFrame
    layers: pl.DataFrame
    keys: pl.DataFrame
    materials: pl.DataFrame
    job_entries: pl.DataFrame
    labor: pl.DataFrame
    overhead: pl.DataFrame
    charged: pl.DataFrame
    events: pl.DataFrame
    carried: pl.DataFrame
    basis: pl.DataFrame
    periods: pl.DataFrame
    flow: Flow = field(default_factory=Flow)
    doubts: Listed = field(default_factory=Listed)
    left_out: Mapping[str, frozenset[int]] = field(default_factory=dict)
