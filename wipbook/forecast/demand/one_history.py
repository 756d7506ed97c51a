"""The forecast of one history: a panel of one, so that a cell says what the sheet Forecast says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from wipbook.calculators.demand.history import history_of
from wipbook.calculators.demand.methods import METHODS
from wipbook.forecast.demand.panel import DemandPanel
from wipbook.forecast.demand.panel_forecast import AUTO, forecast_panel

PLACES = 6
"""Of units, as the sheet holds them."""
CHOICES = (AUTO, *METHODS)


@dataclass(frozen=True)
class PeriodAhead:
    """A forecast in units of the history; ``low`` and ``high`` are blank when the history is too short.

    ``method``: what was averaged, best first, such as ``mean + ses``.
    """

    period: int
    forecast: float
    low: float | None
    high: float | None
    method: str
    back_test_error: float | None = field(metadata={"header": "Back-Test Error"})
    status: str = ""


def forecast(demand: Sequence[Decimal | float], periods: int = 12, method: str = AUTO) -> list[PeriodAhead]:
    """Demand of the next ``periods`` months, as ``forecast_panel`` finds it for a row of the sheet Forecast.

    ``demand``: units of every whole month, oldest first, a month without demand as 0, returns negative. The history
    begins with its first demand, and what came back is taken off the demand before it (``DemandPanel.of``). ``method``:
    one of ``CHOICES``. Back-Test Error: root mean square, units.

    >>> [(row.period, row.forecast) for row in forecast([10, 12, 13], 2, "naive")]
    [(1, 13.0), (2, 13.0)]
    """
    panel = DemandPanel.of(history_of(demand)[None])
    found = forecast_panel(panel, periods, method)
    name, error = found.method_names()[0], _known(found.error[0])
    status = _status(panel, method, bool(np.isnan(found.low[0, 0])))
    return [
        PeriodAhead(number, round(float(point), PLACES), _known(low), _known(high), name, error, status)
        for number, (point, low, high) in enumerate(zip(found.point[0], found.low[0], found.high[0], strict=True), 1)
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), PLACES)


def _status(panel: DemandPanel, method: str, too_few: bool) -> str:
    length, silent, ended = panel.described().select("Periods", "Silent", "Ended").row(0)
    if not length:
        return "no demand in the history"
    words = [f"only {length} in the history: too few periods for Low and High"] if too_few else []
    if ended and method == AUTO:
        words.append(f"no demand for {silent} periods, seems ended: forecast as nothing")
    if method.startswith("seasonal") and length < panel.season * (2 if method == "seasonal trend" else 1):
        words.append(f"{length} periods show no season yet: the mean instead")
    if panel.returned[0]:
        periods = "1 period" if panel.returned[0] == 1 else f"{panel.returned[0]} periods"
        words.append(f"more came back than went out in {periods}: set against earlier demand")
    return "; ".join(words)
