"""The sheets Units of Measure and Rates of Exchange, as what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from wipbook.ledger.conversion.problems import RATES, UNITS
from wipbook.ledger.conversion.rates import Quote, Rates
from wipbook.ledger.conversion.units import Edge, Units
from wipbook.ledger.policy import Policy
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TableCells
from wipbook.schema.buying.rates_of_exchange import SPOT


@dataclass(frozen=True)
class Sources:
    """What converts; ``has_units`` and ``has_rates`` say whether the workbook has the sheets at all."""

    units: Units
    rates: Rates
    has_units: bool = True
    has_rates: bool = True

    @classmethod
    def of(
        cls, tables: Mapping[str, pl.DataFrame], cells: Mapping[str, TableCells], policy: Policy
    ) -> Sources:
        """From the tables of the ledger; ``cells`` say where they stand."""
        units, rates = tables.get(UNITS), tables.get(RATES)
        first = {name: cells[name].place.first_row if name in cells else 0 for name in (UNITS, RATES)}
        edges = [] if units is None else [
            Edge(start, end, Fraction(factor), first[UNITS] + row, material)
            for start, end, factor, row, material in units.select("From", "To", "Factor", ROW, "Material").iter_rows()
        ]
        quotes = [] if rates is None else [
            Quote(start, end, day, Fraction(rate), first[RATES] + row)
            for start, end, day, rate, row in rates.filter(
                pl.col("Kind").fill_null(SPOT) == SPOT
            ).select("From", "To", "Date", "Rate", ROW).iter_rows()
        ]
        return cls(
            Units(edges), Rates(quotes, policy.currency, policy.exchange_rate_days), UNITS in cells, RATES in cells
        )
