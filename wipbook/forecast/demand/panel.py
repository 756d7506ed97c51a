"""The demand of many materials at once: one row each, one column per period, each row from its first demand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wipbook.calculators.demand.classify import INTERVAL_CUT, VARIATION_CUT
from wipbook.calculators.demand.history import History

Whole = NDArray[np.int64]
CLASSES = ("smooth", "erratic", "intermittent", "lumpy", "no demand")
SILENCE = 6
"""So many periods without demand, at least, before anybody asks whether a material is still used."""
UNLIKELY = 0.01
"""A silence less likely than this by the pace before it is no accident."""


@dataclass(frozen=True)
class DemandPanel:
    """``quantity``: units, one row per name and one column per period, oldest first, none negative. A row counts from
    column ``start``, its first demand; a row without any demand has ``start`` at the number of periods. ``returned``:
    periods in which more came back than went out; ``source``: where the row's history is from. ``season``: periods of a
    year, 0 when there is none."""

    names: tuple[str, ...]
    periods: tuple[dt.date, ...]
    quantity: History
    start: Whole
    returned: Whole
    source: tuple[str, ...]
    season: int = 12

    @classmethod
    def of(
        cls, quantity: History, names: tuple[str, ...] = (), periods: tuple[dt.date, ...] = (),
        source: tuple[str, ...] = (), season: int = 12,
    ) -> DemandPanel:
        """A panel of net demand, negative where returns prevail: those are set against earlier demand.

        >>> panel = DemandPanel.of(np.array([[0.0, 5, 2, -3], [0, 0, 0, 0]]))
        >>> panel.quantity.tolist(), panel.start.tolist(), panel.returned.tolist()
        ([[0.0, 4.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]], [1, 4], [1, 0])
        """
        rows = len(quantity)
        net = carried_back(quantity)
        found = net > 0
        start = np.where(found.any(axis=1), found.argmax(axis=1) if net.shape[1] else 0, net.shape[1])
        return cls(
            names or tuple(str(number + 1) for number in range(rows)), periods, net, start.astype(np.int64),
            (quantity < 0).sum(axis=1), source or ("",) * rows, season,
        )

    def __len__(self) -> int:
        return len(self.names)

    @property
    def length(self) -> Whole:
        """Periods from the first demand to the last column."""
        periods: Whole = self.quantity.shape[1] - self.start
        return periods

    def by_length(self, most: int) -> Iterator[tuple[Whole, History]]:
        """Rows of equal length together, at most ``most`` of them at a time, with their histories."""
        for start in np.unique(self.start[self.length > 0]):
            rows = np.flatnonzero(self.start == start)
            for part in np.array_split(rows, -(-len(rows) // most)):
                yield part, self.quantity[part, start:]

    def described(self) -> pl.DataFrame:
        """Per row: Material, Periods (of history), ADI (periods), CV², Class (as ``classify`` finds them), Silent
        (periods since the last demand) and Ended (a silence that is no accident at the pace before it)."""
        counted = np.arange(self.quantity.shape[1]) >= self.start[:, None]
        hits = (self.quantity > 0) & counted
        times = hits.sum(axis=1)
        size = self.quantity.sum(axis=1) / np.maximum(times, 1)
        squares = np.where(hits, (self.quantity - size[:, None]) ** 2, 0.0).sum(axis=1) / np.maximum(times, 1)
        variation = squares / np.where(size > 0, size, 1.0) ** 2
        interval = self.length / np.maximum(times, 1)
        kind = 2 * (interval >= float(INTERVAL_CUT)) + (variation >= float(VARIATION_CUT))
        silent = np.where(times > 0, hits[:, ::-1].argmax(axis=1) if hits.shape[1] else 0, 0)
        before = np.maximum(self.length - silent, 1)
        accident = (1 - np.minimum(times / before, 1 - 1e-9)) ** silent
        seldom = (times == 1) & (silent < 2 * SILENCE)  # one demand tells no pace
        return pl.DataFrame(
            {
                "Material": self.names,
                "Periods": self.length,
                "ADI": np.where(times > 0, interval, np.nan),
                "CV²": np.where(times > 0, variation, np.nan),
                "Class": np.array(CLASSES)[np.where(times > 0, kind, 4)],
                "Silent": silent,
                "Ended": (silent >= SILENCE) & (accident < UNLIKELY) & ~seldom,
            },
            schema_overrides={"Material": pl.String, "Class": pl.String},
        ).with_columns(pl.col("ADI", "CV²").fill_nan(None))


def carried_back(net: History) -> History:
    """Net demand without negative periods: what came back is taken off the latest demand before it, for it was sold
    there. The sum stays as it is, unless more came back than ever went out.

    >>> carried_back(np.array([[4.0, 1.0, -2.0, 3.0]])).tolist()
    [[3.0, 0.0, 0.0, 3.0]]
    """
    if not (net < 0).any():
        return net
    kept, owed = np.empty_like(net), np.zeros(len(net))
    for at in range(net.shape[1] - 1, -1, -1):
        balance = net[:, at] + owed
        kept[:, at], owed = np.maximum(balance, 0.0), np.minimum(balance, 0.0)
    return kept
