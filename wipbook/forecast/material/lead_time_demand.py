"""How much may be asked for while an order is on its way, and how likely which amount is."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import NormalDist

import numpy as np

from wipbook.calculators.demand.history import History
from wipbook.forecast.demand.panel import Whole

FEWEST_WINDOWS = 24
"""Stretches of history as long as the lead time, from which their distribution is read rather than assumed."""
AROUND = ((0.0, 1), (-(3**0.5), 4), (3**0.5, 4))
"""Lead times tried: the mean, and sqrt(3) standard deviations to either side a quarter as often (Gauss-Hermite)."""
LONGEST = 365
_ROUNDING = 1e-9


@dataclass(frozen=True)
class LeadTimeDemand:
    """Units asked for during one lead time. ``mean`` and ``sd`` by row; ``seen``: by row, what stretches of history as
    long as the lead time asked for (sorted), None where the normal distribution stands for them."""

    mean: History
    sd: History
    seen: list[History | None]

    def safety(self, service: float) -> History:
        """Safety stock for ``service``, the chance (a fraction) that no order cycle runs out.

        Normal: z sd, as ``safety_stock``. Else the quantile of what was seen, less the mean.

        >>> demand = LeadTimeDemand(np.array([50.0]), np.array([5.0]), [None])
        >>> demand.safety(0.97).round(2).tolist()
        [9.4]
        """
        stock = NormalDist().inv_cdf(min(max(service, 0.5), 1 - 1e-9)) * self.sd
        for row, seen in enumerate(self.seen):
            if seen is not None:
                stock[row] = seen[min(ceil(service * len(seen) - _ROUNDING), len(seen)) - 1] - self.mean[row]
        return np.maximum(stock, 0.0)

    def short(self, stock: History) -> History:
        """Units expected to be short in a cycle that starts with ``stock``.

        Normal: sd (phi(k) - k (1 - Phi(k))), k = (stock - mean) / sd (the unit normal loss function; Silver, Pyke &
        Thomas, Inventory and Production Management in Supply Chains, 4th ed., ch. 6). Else the mean seen.

        >>> LeadTimeDemand(np.array([0.0]), np.array([1.0]), [None]).short(np.array([0.0])).round(4).tolist()
        [0.3989]
        """
        normal, sd = NormalDist(), np.where(self.sd > 0, self.sd, 1.0)
        k = (stock - self.mean) / sd
        tail = np.array([1 - normal.cdf(each) for each in k])
        loss = sd * (np.exp(-(k**2) / 2) / np.sqrt(2 * np.pi) - k * tail)
        loss = np.where(self.sd > 0, loss, np.maximum(self.mean - stock, 0.0))
        for row, seen in enumerate(self.seen):
            if seen is not None:
                above = seen[np.searchsorted(seen, stock[row], side="right") :]
                loss[row] = (above.sum() - len(above) * stock[row]) / len(seen)
        return np.maximum(loss, 0.0)

    def risk(self, stock: History) -> History:
        """Chance that more is asked for than ``stock``, a fraction; of nothing, nothing is asked."""
        normal = NormalDist()
        chance = np.array([
            (1 - normal.cdf((have - mean) / sd)) if sd > 0 else float(mean > have)
            for have, mean, sd in zip(stock, self.mean, self.sd, strict=True)
        ])
        for row, seen in enumerate(self.seen):
            if seen is not None:
                chance[row] = 1 - np.searchsorted(seen, stock[row], side="right") / len(seen)
        return np.where((self.mean > 0) | (self.sd > 0), chance, 0.0)


def lead_time_demand(
    level: History,
    error: History,
    days: History,
    days_sd: History,
    gappy: Whole,
    daily: History,
    period: float = 30.4375,
    added: History | None = None,
) -> LeadTimeDemand:
    """Demand over lead times of ``days`` (standard deviation ``days_sd``), by row.

    ``level``: forecast per period; ``error``: root mean square error of the back-test per period; a period has
    ``period`` days. ``gappy``: rows whose demand has gaps; ``daily``: their demand by day from their first on (NaN
    before it), a row each. For those, all stretches of history as long as the lead time are looked at (with three
    lead times for its spread), if there are ``FEWEST_WINDOWS``, and scaled to nothing: what was seen is what counts;
    but ``added``, units per period of ``level`` that no history has seen, comes on top of each stretch.
    For the others mean L level, variance L error² + level² sd_L² (Stevenson, 12-13 to 12-15).
    """
    length, spread = days / period, days_sd / period
    mean = level * length
    sd = np.sqrt(length * error**2 + level**2 * spread**2)
    seen: list[History | None] = [None] * len(level)
    for row, history in zip(gappy.tolist(), daily, strict=True):
        known = history[~np.isnan(history)]
        sums = np.concatenate([[0.0], np.cumsum(known)])
        windows = []
        for shift, every in AROUND:
            if shift and not days_sd[row]:
                continue
            width = int(np.clip(round(days[row] + shift * days_sd[row]), 1, LONGEST))
            windows.append((sums[width:] - sums[:-width])[::every] if len(known) >= width else sums[:0])
        found = np.sort(np.concatenate(windows))
        if len(windows[0]) >= FEWEST_WINDOWS and len(known) >= 3 * days[row]:
            seen[row] = found if added is None else found + added[row] * length[row]
            mean[row], sd[row] = seen[row].mean(), found.std()
    return LeadTimeDemand(mean, sd, seen)
