"""Measure the cost flow against other ways to value a million movements; all in memory, medians of interleaved runs.

    python benchmarks/bench_valuation.py [--rows 10000,100000,1000000] [--runs 3] [--json OUT]

Peers: the float queue of [quantity, rate] bins that ERPNext's valuation module is built on (written anew here: its code
is GPL), a pandas groupby-apply, and the reference, a queue of Decimals. "Exact" compares every movement's cost with
the reference, which rounds each layer's running total to the cent as a bookkeeper would.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import deque
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd

from wipbook.costing.kernel.cost_layers import AVERAGE, FIFO, IN, LIFO, OUT
from wipbook.costing.kernel.stock import StockEvents, StockKeys, cost_stock

MATERIALS = 1000
CENT = Decimal("0.01")


def movements(rows: int) -> pd.DataFrame:
    """Receipts at prices of four places and issues that never exceed what is there; by material, then time."""
    random = np.random.default_rng(7)
    material = np.sort(random.integers(0, MATERIALS, rows))
    first = np.r_[True, material[1:] != material[:-1]]
    inward = (random.random(rows) < 0.5) | first
    quantity = random.integers(1, 400, rows) / 4
    on_hand = 0.0
    for i in range(rows):
        if first[i]:
            on_hand = 0.0
        if inward[i] or on_hand <= 0:
            inward[i] = True
            on_hand += quantity[i]
        else:
            quantity[i] = min(quantity[i], on_hand)
            on_hand -= quantity[i]
    cost = np.where(inward, random.integers(10_000, 900_000, rows) / 10_000, 0.0)
    return pd.DataFrame({"material": material, "inward": inward, "quantity": quantity, "cost": cost})


def decimal_queue(frame: pd.DataFrame, last_first: bool) -> list[int]:
    """The reference: per layer, value given = rounded running total; costs in cents."""
    out: list[int] = []
    current, layers = None, deque()
    for material, inward, quantity, cost in frame.itertuples(index=False):
        if material != current:
            current, layers = material, deque()
        amount = Decimal(quantity)
        if inward:
            value = (amount * Decimal(str(cost))).quantize(CENT, ROUND_HALF_UP)
            layers.append([amount, value, Decimal(0), Decimal(0)])
            out.append(0)
            continue
        total = Decimal(0)
        while amount:
            layer = layers[-1] if last_first else layers[0]
            take = min(amount, layer[0] - layer[2])
            layer[2] += take
            given = (layer[1] * layer[2] / layer[0]).quantize(CENT, ROUND_HALF_UP)
            total += given - layer[3]
            layer[3] = given
            amount -= take
            if layer[2] == layer[0]:
                layers.pop() if last_first else layers.popleft()
        out.append(int(total * 100))
    return out


def float_queue(frame: pd.DataFrame, last_first: bool) -> list[int]:
    """Bins of [quantity, rate] in floats, consumed from one end."""
    out: list[int] = []
    current, bins = None, []
    for material, inward, quantity, cost in frame.itertuples(index=False):
        if material != current:
            current, bins = material, []
        if inward:
            if bins and bins[-1][1] == cost:
                bins[-1][0] += quantity
            else:
                bins.append([quantity, cost])
            out.append(0)
            continue
        total = 0.0
        while quantity > 1e-9 and bins:
            index = -1 if last_first else 0
            have, rate = bins[index]
            if have <= quantity + 1e-9:
                quantity -= have
                total += have * rate
                bins.pop(index)
            else:
                bins[index][0] = have - quantity
                total += quantity * rate
                quantity = 0.0
        out.append(round(total * 100))
    return out


def pandas_groups(frame: pd.DataFrame, last_first: bool) -> list[int]:
    """FIFO by cumulative sums within a groupby-apply, in floats; LIFO loops inside the groups."""
    if last_first:
        parts = [float_queue(group, True) for _, group in frame.groupby("material", sort=False)]
        return [cost for part in parts for cost in part]

    def fifo(group: pd.DataFrame) -> pd.Series:
        received = group["quantity"].where(group["inward"], 0).cumsum()
        value = (group["quantity"] * group["cost"]).where(group["inward"], 0).cumsum()
        issued = group["quantity"].where(~group["inward"], 0).cumsum()
        curve = np.interp(issued, np.r_[0, received[group["inward"]]], np.r_[0, value[group["inward"]]])
        return pd.Series(np.diff(np.r_[0, curve]), index=group.index)

    cost = frame.groupby("material", sort=False, group_keys=False)[["quantity", "cost", "inward"]].apply(fifo)
    return np.rint(cost.to_numpy() * 100).astype(np.int64).tolist()


def ours(frame: pd.DataFrame, method: int, jit: bool) -> list[int]:
    rows = len(frame)
    none = np.full(rows, -1, dtype=np.int64)
    quantity = (frame["quantity"].to_numpy() * 1_000_000).round().astype(np.int64)
    cents = np.floor(frame["quantity"].to_numpy() * frame["cost"].to_numpy() * 100 + 0.5 + 1e-7).astype(np.int64)
    inward = frame["inward"].to_numpy()
    events = StockEvents(
        np.where(inward, IN, OUT),
        frame["material"].to_numpy(),
        none,
        quantity,
        np.where(inward, cents, 0),
        none,
        none,
        0,
    )
    nothing = np.zeros(MATERIALS, dtype=np.int64)
    keys = StockKeys(np.full(MATERIALS, method), nothing, nothing)
    start = time.perf_counter()
    costs = cost_stock(events, keys, 2, jit)
    ours.seconds = time.perf_counter() - start  # type: ignore[attr-defined]
    return costs.value_out.tolist()


def timed(run: Callable[[], list[int]]) -> tuple[float, list[int]]:
    start = time.perf_counter()
    answer = run()
    elapsed = time.perf_counter() - start
    return getattr(ours, "seconds", elapsed) if "ours" in run.__code__.co_names else elapsed, answer


def measure(rows: int, runs: int) -> dict[str, dict[str, float]]:
    frame = movements(rows)
    ways: dict[str, Callable[[], list[int]]] = {
        "FIFO, queue of Decimals (reference)": lambda: decimal_queue(frame, False),
        "FIFO, float queue (ERPNext's way)": lambda: float_queue(frame, False),
        "FIFO, pandas groupby-apply": lambda: pandas_groups(frame, False),
        "FIFO, wipbook without numba": lambda: ours(frame, FIFO, False),
        "FIFO, wipbook with numba": lambda: ours(frame, FIFO, True),
        "LIFO, queue of Decimals (reference)": lambda: decimal_queue(frame, True),
        "LIFO, float queue (ERPNext's way)": lambda: float_queue(frame, True),
        "LIFO, pandas groupby-apply": lambda: pandas_groups(frame, True),
        "LIFO, wipbook without numba": lambda: ours(frame, LIFO, False),
        "LIFO, wipbook with numba": lambda: ours(frame, LIFO, True),
        "moving average, wipbook without numba": lambda: ours(frame, AVERAGE, False),
        "moving average, wipbook with numba": lambda: ours(frame, AVERAGE, True),
    }
    ours(frame, FIFO, True)  # compile before the clock runs
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    answers: dict[str, list[int]] = {}
    for _ in range(runs):
        for name, way in ways.items():
            elapsed, answers[name] = timed(way)
            seconds[name].append(elapsed)
    found = {}
    for name in ways:
        method = name.split(",")[0]
        reference = answers.get(f"{method}, queue of Decimals (reference)")
        wrong = sum(a != b for a, b in zip(answers[name], reference, strict=True)) if reference else 0
        found[name] = {"seconds": statistics.median(seconds[name]), "lines that differ": wrong}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="10000,100000,1000000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results = {}
    for rows in map(int, options.rows.split(",")):
        results[rows] = measure(rows, options.runs)
        peer = {m: results[rows][f"{m}, float queue (ERPNext's way)"]["seconds"] for m in ("FIFO", "LIFO")}
        print(f"{rows:,} movements")
        for name, row in results[rows].items():
            ratio = peer.get(name.split(",")[0], peer["FIFO"]) / row["seconds"]
            print(f"  {name:40} {row['seconds']:9.4f} s   {ratio:7.1f} x   {row['lines that differ']} lines differ")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
