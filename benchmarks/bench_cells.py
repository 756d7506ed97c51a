"""Measure many cells at once: a column in one call against a call for each cell, through xlwings' ``call_udf``; and a
formula for each material of a list that is kept. Writes docs/benchmarks-cells.md.

    python -m benchmarks.bench_cells [--rows 5000] [--materials 1000] [--runs 7]
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from wipbook import __version__
from wipbook.addin.build import UDF_MODULE
from wipbook.addin.desktop_stub import Dispatch, install

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks-cells.md"
RANGE = "{00020846-0000-0000-C000-000000000046}"
Rows = tuple[tuple[Any, ...], ...]
Ways = dict[str, Callable[[], Any]]


class Range(Dispatch):
    """A range as COM hands it over, as far as xlwings looks at one to read it."""

    CLSID = RANGE
    _oleobj_ = SimpleNamespace(GetTypeInfo=lambda: SimpleNamespace(GetTypeAttr=lambda: SimpleNamespace(iid=RANGE)))

    def __init__(self, rows: Rows) -> None:
        self.Value, self.Row, self.Column, self.Address = rows, 1, 1, "$A$1"
        self.Rows, self.Columns = SimpleNamespace(Count=len(rows)), SimpleNamespace(Count=len(rows[0]))
        self.Count = len(rows) * len(rows[0])
        book = SimpleNamespace(Name="Book1", FullName="Book1", Application=SimpleNamespace(Hwnd=1))
        self.Worksheet = SimpleNamespace(Name="Sheet1", Index=1, Parent=book)

    def GetAddress(self, *_: Any) -> str:  # noqa: N802 - so COM spells it
        return self.Address


def movements(rows: int, materials: int) -> Rows:
    """A list as Value2 of its range: days are numbers; every material comes in twice before anything goes out."""
    draw = random.Random(1)
    made: list[tuple[Any, ...]] = [("Date", "Material", "Quantity", "Unit Cost")]
    for number in range(rows):
        day, material = 45658.0 + number * 365 // rows, f"M{number % materials:04d}"
        quantity = round(draw.uniform(1, 50), 2)
        if number < 2 * materials or draw.random() < 0.5:
            made.append((day, material, quantity * 1.2, round(draw.uniform(1, 20), 4)))
        else:
            made.append((day, material, -quantity, None))
    return tuple(made)


def medians(ways: Ways, runs: int) -> dict[str, float]:
    """Medians in seconds; the ways take turns, so that all see the same machine, and the first turn warms up."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(runs + 1):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            if turn:
                times[name].append(time.perf_counter() - began)
    return {name: statistics.median(found) for name, found in times.items()}


def columns(rows: int, runs: int) -> Iterator[str]:
    """Single calls get constants: without COM xlwings has nothing to read, and a call is as cheap as it can be."""
    server, caller = install(), Range(((None,),))

    def call(name: str, *given: Any) -> Any:
        return server.call_udf(UDF_MODULE, name, given, None, caller)

    draw = random.Random(2)
    for name, figures in (
        ("wip_contract", (4_500_000.0, 1_000_000.0, 3_000_000.0, 900_000.0)),
        ("wip_overhead_rate", (250_000.0, 62_500.0)), ("wip_safety_stock", (0.9, 50.0, 5.0, 1.0)),
    ):
        cells = [tuple(figure * draw.uniform(0.5, 1) for figure in figures) for _ in range(rows)]
        if name == "wip_safety_stock":
            cells = [(0.5 + one[0] / 2, *one[1:]) for one in cells]
        ranges = [Range(tuple((one[at],) for one in cells)) for at in range(len(figures))]
        singles = f"{rows:,} calls of {name}"
        ways: Ways = {
            singles: lambda name=name, given=cells: [call(name, *one) for one in given],  # type: ignore[misc]
            f"one call of {name} with columns of {rows:,}": lambda name=name, given=ranges: call(  # type: ignore[misc]
                name, *given
            ),
        }
        found = medians(ways, runs)
        for way, seconds in found.items():
            yield f"| {way} | {seconds:.3f} | {seconds / rows * 1e3:.3f} | {seconds / found[singles]:.3f} |"


def kept(rows: int, materials: int, runs: int) -> Iterator[str]:
    import udfs
    from udfs.boundary.cells import FromCell
    from udfs.boundary.kept import Kept

    cells = movements(rows, materials)
    codes = sorted({row[1] for row in cells[1:]})

    def ask(name: str, given: Any, *more: Any) -> Any:
        return udfs.FUNCTIONS[name](*map(FromCell, (given, *more)))

    def each(name: str, *before: Any) -> None:
        given = Kept(cells)
        for code in codes:
            ask(name, given, *before, code)

    base = "one wip_layers"
    ways: Ways = {
        base: lambda: ask("wip_layers", cells),
        "one wip_value of one material": lambda: ask("wip_value", cells, None, None, codes[0]),
        f"{materials:,} wip_value, a material each, of a kept range": lambda: each("wip_value", None, None),
        f"{materials:,} wip_cogs, a material each, of a kept range": lambda: each("wip_cogs", None, None, None),
        f"{materials:,} wip_layers, a material each, of a kept range": lambda: each("wip_layers", None, None),
        f"one wip_value with a column of {materials:,} materials": lambda: ask(
            "wip_value", cells, None, None, tuple((code,) for code in codes)
        ),
    }
    found = medians(ways, runs)
    for name, seconds in found.items():
        yield f"| {name} | {seconds:.3f} | {seconds / found[base]:.2f} |"


def page(rows: int, listed: int, materials: int, runs: int) -> Iterator[str]:
    yield "# Benchmark of many cells"
    yield ""
    yield "Generated by `python -m benchmarks.bench_cells`: medians, the ways taking turns in one process."
    yield ""
    yield (
        f"wipbook {__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}, "
        f"{dt.date.today()}."
    )
    yield ""
    yield "## A column in one call, against a call for each cell"
    yield ""
    yield "Through xlwings' own `call_udf`, without COM, the arguments of single calls constants: the least a call can"
    yield "cost. COM adds some 1 to 2 ms to each (under Wine, see tests/addin), to one with columns as to one without."
    yield ""
    yield "| way | s | ms a row | x single calls |"
    yield "|---|---:|---:|---:|"
    yield from columns(rows, runs)
    yield ""
    yield f"## A formula for each material of {listed:,} movements"
    yield ""
    yield "The range is given as Excel hands over the Value2 of one; typing and checking it is part of every time."
    yield ""
    yield "| way | s | x one wip_layers |"
    yield "|---|---:|---:|"
    yield from kept(listed, materials, runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--movements", type=int, default=7_000)
    parser.add_argument("--materials", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    lines = list(page(options.rows, options.movements, options.materials, options.runs))
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
