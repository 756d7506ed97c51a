"""Measure what numba brings to a whole refresh: without it, with its cache filled, and with an empty cache.

    python benchmarks/bench_numba.py [--rows 10000,100000,1000000] [--runs 3]

Every run is a process of its own that refreshes a synthetic workbook and saves it; seconds are medians, of the clock
and of the processor. The processor's are what to compare on a machine that has other work.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.bench_refresh import synthetic

TIMED = """
import json, sys, time
from wipbook.commands.value.refresh import refresh
from wipbook.costing.kernel import compiled
from wipbook.hosts.file.workbook import open_file
if sys.argv[3] == "without":
    compiled.WORTH_COMPILING = sys.maxsize
began, worked = time.perf_counter(), time.process_time()
with open_file(sys.argv[1]) as book:
    refresh(book)
    book.save(sys.argv[2])
print(json.dumps([time.perf_counter() - began, time.process_time() - worked, "numba" in sys.modules]))
"""
WAYS = ("without", "cache filled", "cache empty")


def run(book: Path, out: Path, way: str, cache: Path) -> tuple[float, float, bool]:
    """Seconds of the clock, of the processor, and whether numba was loaded."""
    with tempfile.TemporaryDirectory() as empty:
        place = empty if way == "cache empty" else str(cache)
        done = subprocess.run(
            [sys.executable, "-c", TIMED, str(book), str(out), way], capture_output=True, text=True, check=False,
            env={**os.environ, "NUMBA_CACHE_DIR": place},
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    clock, processor, loaded = json.loads(done.stdout.splitlines()[-1])
    return clock, processor, loaded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="10000,100000,1000000")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print("| Movements | numba | Seconds | Of the processor | Loaded |\n|---:|---|---:|---:|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows in map(int, options.rows.split(",")):
            book = synthetic(rows, folder / f"plant{rows}.xlsx")
            run(book, folder / "out.xlsx", "cache filled", folder / "cache")
            for way in WAYS:
                taken = [run(book, folder / "out.xlsx", way, folder / "cache") for _ in range(options.runs)]
                clock, processor = (statistics.median(one[at] for one in taken) for at in (0, 1))
                loaded = "yes" if taken[0][2] else "no"
                print(f"| {rows:,} | {way} | {clock:.2f} | {processor:.2f} | {loaded} |", flush=True)


if __name__ == "__main__":
    main()
