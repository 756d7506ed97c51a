"""Intermittent demand: the size of a demand and the time between demands, smoothed apart."""

from __future__ import annotations

import numpy as np

from wipbook.calculators.demand.history import History

VARIANTS = ("croston", "sba", "sbj", "tsb")


def intermittent(
    history: History, variant: str = "croston", alpha: float = 0.1, beta: float | None = None, settling: bool = False
) -> History:
    """Demand rate per period after every period; zero before the first demand.

    A period with a demand other than zero updates size z and interval p (``croston``, ``sba``, ``sbj``); ``tsb``
    updates the probability of a demand in every period. ``alpha`` smooths sizes, ``beta`` intervals or probability
    (None: alpha). Both start with what the first demand showed: its size, and the periods up to and with it; with
    ``settling`` the weights then fall as 1/2, 1/3 .. to alpha and beta, so that they start as plain means.

    Equations: croston z / p; sba (1 - beta/2) z / p; sbj (1 - beta/(2 - beta)) z / p; tsb z times probability.
    Sources: Croston (1972); Syntetos & Boylan (2005), IJF 21, 303-314; Shale, Boylan & Johnston (2006), JORS 57,
    588-592; Teunter, Syntetos & Babai (2011), EJOR 214, 606-615. Start as in R's forecast::croston; the falling weight
    as in Brown (1963), Smoothing, Forecasting and Prediction.

    >>> intermittent(np.array([0.0, 2, 0, 1])).tolist()
    [0.0, 1.0, 1.0, 0.95]
    >>> intermittent(np.array([0.0, 2, 0, 1]), settling=True)[-1].item()
    0.75
    """
    beta = alpha if beta is None else beta
    shape = history.shape[:-1]
    size, interval, chance, since, count = (np.zeros(shape) for _ in range(5))
    rates = []
    for at in range(history.shape[-1]):
        now = history[..., at]
        hit = now != 0
        since, count = since + 1, count + hit
        first = hit & (count == 1)
        seen = count > 0
        pace = 1 / np.maximum(count, 1.0) if settling else 0.0
        trial = max(beta, 1 / (at + 1)) if settling else beta
        chance = np.where(first, 1 / since, np.where(seen, chance + trial * (hit - chance), 0.0))
        size = np.where(first, now, np.where(hit, size + np.maximum(alpha, pace) * (now - size), size))
        step = np.maximum(beta, pace) * (since - interval)
        interval = np.where(first, since, np.where(hit, interval + step, interval))
        since = np.where(hit, 0.0, since)
        rates.append(size * chance if variant == "tsb" else size / np.where(seen, interval, 1.0))
    factor = {"sba": 1 - beta / 2, "sbj": 1 - beta / (2 - beta)}.get(variant, 1.0)
    return np.stack(rates, axis=-1) * factor


def demand_rate(history: History, alpha: float, variant: str, beta: float | None) -> float:
    """The rate after the last period of one series, units per period.

    Example: FPP2, 12.2, sales of a lubricant (``productC``): sizes smooth to 2.750, intervals to 2.793.

    >>> sales = [0, 2, 0, 1, 0, 11, 0, 0, 0, 0, 2, 0, 6, 3, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 1, 0, 1]
    >>> round(demand_rate(np.array(sales, dtype=float), 0.1, "croston", None), 3)
    0.985
    """
    return float(intermittent(history, variant, alpha, beta)[-1])
