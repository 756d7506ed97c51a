"""The demand that forecasts are measured on: real parts, simulated ones, and kinds that are made up.

Parts are cut in two by the CRC-32 of their names: constants of the forecast were set on one half (``set_by``), what is
measured is the other. The folder ``spare_parts`` of the reference data has ``auto`` and ``sim1`` to ``sim4``. More sets
are read from a folder of ``NAME.csv.gz`` (a row per part: its name, then months, oldest first), where it is given:
``raf`` (5,000 parts of aircraft, 84 months), ``oil`` (9,473 of a refinery, 56 months), ``man`` (1,381 of a plant, 37
times four weeks), each with two demands or more before the last year, from RawData.RData of
github.com/KhueNguyenTK/Spare-Part-Demand-Forecasting (MIT); ``car`` (2,404 car parts, 51 months) and ``hospital`` (767
products, 84 months) of the R package expsmooth (Hyndman; GPL). None of these is part of this project.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from pathlib import Path

import numpy as np

from wipbook.calculators.demand.history import History

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data" / "spare_parts"
FILES = {"auto": "auto_monthly_24", **{f"sim{number}": f"sim{number}_monthly_60_first1000" for number in range(1, 5)}}
MORE = ("raf", "oil", "man", "car", "hospital")
MOST = 1_200
"""Series of a set that are measured: the library takes its time."""
MONTHS = 60


def set_by(name: str, part: str) -> bool:
    """Whether the constants were set by this part, so that it proves nothing."""
    return zlib.crc32(f"{name}/{part}".encode()) % 2 == 0


def read(path: Path) -> tuple[list[str], History]:
    """Names and histories of a file: the columns from m01 on."""
    with gzip.open(path, "rt") as lines:
        rows = list(csv.reader(lines))
    first = next(at for at, header in enumerate(rows[0]) if header == "m01")
    return [row[0] for row in rows[1:]], np.array([[float(cell) for cell in row[first:]] for row in rows[1:]])


def judged(more: Path | None = None) -> dict[str, History]:
    """Histories by set: the half that no constant was set by; of the simulated parts all, since other ones were used.
    Sets that are not there are left out."""
    files = {name: DATA / f"{file}.csv.gz" for name, file in FILES.items()}
    if more is not None:
        files |= {name: more / f"{name}.csv.gz" for name in MORE if (more / f"{name}.csv.gz").exists()}
    found = {}
    for name, path in files.items():
        parts, demand = read(path)
        kept = [row for row, part in enumerate(parts) if name.startswith("sim") or not set_by(name, part)]
        kept.sort(key=lambda row, parts=parts: zlib.crc32(f"x{parts[row]}".encode()))  # type: ignore[misc]
        found[name] = demand[sorted(kept[:MOST] if name in MORE else kept)]
    return found


def made_up(seed: int, count: int) -> dict[str, History]:
    """``count`` histories of each kind over ``MONTHS`` months, in whole units: steady, seasonal, growing or wandering,
    shifted once, dying out, starting and stopping within the last three years, with and without gaps."""
    random, month = np.random.default_rng(seed), np.arange(MONTHS)
    shape = (count, MONTHS)
    level = random.lognormal(1.5, 1.0, (count, 1))
    chance = random.uniform(0.1, 0.5, (count, 1))

    def counts(mean: History, spread: float) -> History:
        mean = np.maximum(np.broadcast_to(mean, shape), 1e-9)
        return random.negative_binomial(spread, spread / (spread + mean)).astype(np.float64)

    def gaps(chances: History) -> History:
        size = 1 + random.negative_binomial(1.0, 1 / (1 + level), shape)
        return (random.random(shape) < np.minimum(chances, 0.95)) * size.astype(np.float64)

    begin, life = random.integers(24, 58, (count, 1)), random.uniform(3, 24, (count, 1))
    dying = np.where(month >= begin, np.exp(-(month - begin) / life), 1.0)
    first, months = random.integers(12, 56, (count, 1)), random.uniform(1, 18, (count, 1))
    starting = np.clip((month - first) / months, 0, 1)
    phase, swing = random.uniform(0, 12, (count, 1)), random.uniform(0.3, 0.9, (count, 1))
    seasonal = 1 + swing * np.sin(2 * np.pi * (month + phase) / 12)
    trend = np.exp(random.normal(0, 0.012, (count, 1)) * month)
    shift = np.where(month >= random.integers(12, 58, (count, 1)), random.lognormal(0, 0.8, (count, 1)), 1.0)
    walk = np.exp(np.cumsum(random.normal(0, 0.08, shape), axis=1))
    stop = np.where(month >= random.integers(30, 60, (count, 1)), 0.0, 1.0)
    return {
        "steady": counts(10 * level, 5), "steady, gaps": gaps(chance),
        "dying out": counts(5 * level * dying, 3), "dying out, gaps": gaps(1.5 * chance * dying),
        "starting": counts(5 * level * starting, 3), "starting, gaps": gaps(1.5 * chance * starting),
        "seasonal": counts(10 * level * seasonal, 8), "seasonal, gaps": gaps(1.3 * chance * seasonal),
        "trend": counts(10 * level * trend, 8), "shifted once": counts(8 * level * shift, 5),
        "wandering": counts(8 * level * walk, 6), "wandering, gaps": gaps(chance * walk),
        "stopping at once": counts(4 * level * stop, 3),
    }
