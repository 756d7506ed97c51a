"""Intermittent demand: the size of a demand and the time between demands, smoothed apart."""

from __future__ import annotations

import numpy as np

from wipbook.calculators.demand.origins import History, Origins

VARIANTS = ("croston", "sba", "sbj", "tsb")


def intermittent(history: History, variant: str = "croston", alpha: float = 0.1, beta: float | None = None) -> Origins:
    """Demand rate per period after every period; zero before the first demand.

    A period with a demand other than zero updates size z and interval p (``croston``, ``sba``, ``sbj``); ``tsb``
    updates the probability of a demand in every period. ``alpha`` smooths sizes, ``beta`` intervals or probability
    (None: alpha). Both start with what the first demand showed: its size, and the periods up to and with it.

    Equations: croston z / p; sba (1 - beta/2) z / p; sbj (1 - beta/(2 - beta)) z / p; tsb z times probability.
    Sources: Croston (1972); Syntetos & Boylan (2005), IJF 21, 303-314; Shale, Boylan & Johnston (2006), JORS 57,
    588-592; Teunter, Syntetos & Babai (2011), EJOR 214, 606-615. Start as in R's forecast::croston.

    >>> intermittent(np.array([0.0, 2, 0, 1])).ahead(1)[-1]
    array([0.95])
    """
    beta = alpha if beta is None else beta
    shape = history.shape[:-1]
    size, interval, chance, since = (np.zeros(shape) for _ in range(4))
    seen = np.zeros(shape, dtype=bool)
    rates = []
    for at in range(history.shape[-1]):
        now = history[..., at]
        since = since + 1
        hit = now != 0
        first = hit & ~seen
        chance = np.where(seen, chance + beta * (hit - chance), np.where(first, 1 / since, 0.0))
        size = np.where(first, now, np.where(hit, size + alpha * (now - size), size))
        interval = np.where(first, since, np.where(hit, interval + beta * (since - interval), interval))
        since = np.where(hit, 0.0, since)
        seen = seen | hit
        rates.append(size * chance if variant == "tsb" else size / np.where(seen, interval, 1.0))
    factor = {"sba": 1 - beta / 2, "sbj": 1 - beta / (2 - beta)}.get(variant, 1.0)
    return Origins.flat(np.stack(rates, axis=-1) * factor)


def demand_rate(history: History, alpha: float, variant: str, beta: float | None) -> float:
    """The rate after the last period of one series, units per period.

    Example: FPP2, 12.2, sales of a lubricant (``productC``): sizes smooth to 2.750, intervals to 2.793.

    >>> sales = [0, 2, 0, 1, 0, 11, 0, 0, 0, 0, 2, 0, 6, 3, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 1, 0, 1]
    >>> round(demand_rate(np.array(sales, dtype=float), 0.1, "croston", None), 3)
    0.985
    """
    return float(intermittent(history, variant, alpha, beta).level[-1])
