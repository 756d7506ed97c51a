"""The methods by name, simplest first: of two that do equally well the first is taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from wipbook.calculators.demand.croston import intermittent
from wipbook.calculators.demand.origins import History, Origins
from wipbook.calculators.demand.simple import mean, moving_average, naive
from wipbook.calculators.demand.smoothing import ets, ses

Method = Callable[[History], Origins]

METHODS: dict[str, Method] = {
    "mean": mean,
    "naive": naive,
    "moving average": moving_average,
    "ses": ses,
    "croston": partial(intermittent, variant="croston"),
    "sba": partial(intermittent, variant="sba"),
    "sbj": partial(intermittent, variant="sbj"),
    "tsb": partial(intermittent, variant="tsb"),
    "ets": ets,
}
