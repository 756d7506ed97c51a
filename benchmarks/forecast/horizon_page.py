"""The part of docs/benchmarks-forecast.md on horizons and ranges."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from benchmarks.forecast.forecast_horizons import HORIZONS, OURS

MEASURES = {
    "months": "Root mean squared scaled error of the months 1 to h",
    "sum": "Error of the sum of the h months, over the square root of h, scaled likewise",
}
LEAST, FEW = 400, 100
LIMITS = {True: (0.75, 0.85), False: (0.70, 0.90)}
"""Within which a range of four of five is to hold: with ``LEAST`` series or more, and with ``FEW`` or more."""


def horizon_sections(found: dict[str, Any]) -> Iterator[str]:
    yield "## One, three, six and twelve months ahead"
    yield ""
    yield from textwrap.wrap(
        "Error over that of the best single method of the library at that horizon (which is named); below 1 "
        "nothing single is as good. Errors are scaled by that of the last value carried forward, part by "
        "part, and averaged over parts; forecasts are made 12, 9, 6 and 3 months before the end, as far as "
        "the horizon fits.",
        112,
    )
    for measure, words in MEASURES.items():
        yield ""
        yield f"{words}:"
        yield ""
        yield "| group | series | " + " | ".join(f"{h} | best single" for h in HORIZONS) + " |"
        yield "|---|---:|" + "---:|---|" * len(HORIZONS)
        mine = [row for row in found["errors"] if row["measure"] == measure]
        for group in dict.fromkeys(row["group"] for row in mine):
            rows = {row["horizon"]: row for row in mine if row["group"] == group}
            cells = [_ratio(rows[horizon]["errors"]) for horizon in HORIZONS]
            yield f"| {group} | {rows[1]['series']:,} | " + " | ".join(cells) + " |"
    yield ""
    yield "`all series` and the classes are of all sets without what is made up."
    yield ""
    yield "## Ranges: share of months between P10 and P90 (80 % is right)"
    yield ""
    yield from textwrap.wrap(
        f"Twelve months ahead (first: next month, last: the twelfth). Wanted: 75 to 85 % with {LEAST} series "
        f"or more, 70 to 90 % with {FEW} or more. No range of demand can hold less than the months without "
        "any: where these are more than 85 % (raf, oil) the range is right at nothing or next to it, and "
        "holds more. Demand that stops at once within the months forecast cannot be known before; most of "
        "what `stopping at once` misses is that.",
        112,
    )
    yield ""
    yield "| group | class | series | held | first | last | |"
    yield "|---|---|---:|---:|---:|---:|---|"
    for row in found["cover"]:
        low, high = LIMITS[row["series"] >= LEAST]
        said = "" if low <= row["held"] <= high else "too wide" if row["held"] > high else "too narrow"
        figures = " | ".join(f"{row[name]:.1%}" for name in ("held", "first", "last"))
        yield f"| {row['group']} | {row['class']} | {row['series']:,} | {figures} | {said} |"


def _ratio(errors: dict[str, float]) -> str:
    others = {name: value for name, value in errors.items() if name != OURS}
    if not others:
        return " | "
    best = min(others, key=others.__getitem__)
    return f"{errors[OURS] / others[best]:.3f} | {best}"
