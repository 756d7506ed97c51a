"""Measure the batch: many plants one after the other, on our own processes, and on Dask; what planning costs.

    python -m benchmarks.plants.bench_batch [--plants 40] [--rows 20000] [--many 400] [--few 2000] [--out PAGE]

Every plant is a workbook of its own with as many movements, refreshed by ``wipbook refresh``. One after the other is
what a shell loop does. Efficiency is that time over workers times the time of the batch. The overhead of many plants is
what the batch took beyond its children, of their own time; every message of the cluster is late by five milliseconds
then.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from benchmarks.bench_refresh import synthetic
from wipbook.commands.batch.plan import read_plan
from wipbook.commands.batch.runner import BatchResult, run_batch

LATENCY = 0.005
PRELOAD = f"""
import asyncio
from distributed.comm import tcp
if not hasattr(tcp.TCP, "prompt_write"):  # a preload is read more than once
    tcp.TCP.prompt_write = tcp.TCP.write
async def late(self, *given, **more):
    await asyncio.sleep({LATENCY})
    return await self.prompt_write(*given, **more)
tcp.TCP.write = late
"""


def plan_of(folder: Path, plants: int, rows: int, workers: int) -> Path:
    """A plan of so many plants, each a workbook with so many movements."""
    folder.mkdir(parents=True)
    first = synthetic(rows, folder / "plant-000.xlsx")
    lines = [f'[batch]\nsteps = ["refresh"]\nworkers = {workers}\n']
    for number in range(plants):
        book = folder / f"plant-{number:03d}.xlsx"
        if number:
            shutil.copyfile(first, book)
        lines.append(f'[[plants]]\nname = "plant-{number:03d}"\nbook = "{book.name}"\n')
    plan = folder / "plan.toml"
    plan.write_text("\n".join(lines), "utf-8")
    return plan


def one_after_the_other(folder: Path) -> float:
    """Seconds of a shell loop over the workbooks."""
    began = time.perf_counter()
    for book in sorted(folder.glob("*.xlsx")):
        subprocess.run([sys.executable, "-m", "wipbook.cli", "refresh", str(book), "--json"],
                       stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def children(plan: Path) -> float:
    """Seconds of all children of a batch, by their own records."""
    return sum(json.loads(one.read_text("utf-8"))["seconds"] for one in plan.with_suffix(".state").glob("*.json"))


def batched(plan: Path, scheduler: str) -> tuple[BatchResult, float, float]:
    """The batch; its seconds, those of its children, and the most megabytes all of its processes held at once."""
    wanted = replace(read_plan(plan), scheduler=scheduler)
    began = time.perf_counter()
    with peak() as most:
        result = run_batch(wanted)
    seconds = time.perf_counter() - began
    assert result.exit_code in (0, 1), [one.message for one in result.results if one.code > 1]
    return result, seconds, most[0]


@contextmanager
def peak() -> Iterator[list[float]]:
    """The most that this process and all below it held, looked at five times a second."""
    import threading

    most, ended, me = [0.0], threading.Event(), psutil.Process()

    def look() -> None:
        while not ended.wait(0.2):
            held = 0
            for one in (me, *me.children(recursive=True)):
                try:
                    held += one.memory_info().rss
                except psutil.Error:
                    continue
            most[0] = max(most[0], held / 2**20)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield most
    finally:
        ended.set()
        watcher.join()


@contextmanager
def late_cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler and workers whose every message is late; so is this process, from here on."""
    from distributed.comm import tcp

    preload = folder / "late.py"
    preload.write_text(PRELOAD, "utf-8")
    told = folder / "scheduler.json"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    common = ["--no-dashboard", "--scheduler-file", str(told), "--preload", str(preload)]
    made = [subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port",
                              "0", *common], **quiet)]
    for _ in range(workers):
        made.append(subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1",
                                      "--no-nanny", "--local-directory", str(folder / "dask"), *common], **quiet))
    while not told.exists():
        time.sleep(0.1)
    time.sleep(15)
    assert all(one.poll() is None for one in made), "the scheduler and its workers run"
    write = tcp.TCP.write

    async def late(self: Any, *given: Any, **more: Any) -> Any:
        await asyncio.sleep(LATENCY)
        return await write(self, *given, **more)

    tcp.TCP.write = late
    try:
        yield str(json.loads(told.read_text())["address"])
    finally:
        tcp.TCP.write = write
        for one in made:
            one.kill()
            one.wait()


def measure(plants: int, rows: int, many: int, few: int, workers: int) -> dict[str, Any]:
    found: dict[str, Any] = {"plants": plants, "rows": rows, "many": many, "few": few, "workers": workers}
    with tempfile.TemporaryDirectory(prefix="wipbook-batch-") as name:
        folder = Path(name)
        plan_of(folder / "serial", plants, rows, workers)
        found["serial"] = one_after_the_other(folder / "serial")
        for scheduler in ("own", "local"):
            plan = plan_of(folder / scheduler, plants, rows, workers)
            _, seconds, most = batched(plan, scheduler)
            found[scheduler] = {"seconds": seconds, "children": children(plan), "memory": most,
                                "efficiency": found["serial"] / (workers * seconds)}
            shutil.rmtree(folder / scheduler)
        shutil.rmtree(folder / "serial")
        plan = plan_of(folder / "many", many, few, workers)
        with late_cluster(folder, workers) as address:
            _, seconds, most = batched(plan, address)
        own = children(plan)
        found["late"] = {"seconds": seconds, "children": own, "memory": most,
                         "overhead": (workers * seconds - own) / own}
    return found


def page(found: dict[str, Any]) -> str:
    """The page of the documentation."""
    rows = [("one after the other (a shell loop)", found["serial"], None, None)]
    rows += [
        (said, found[key]["seconds"], found[key]["efficiency"], found[key]["memory"])
        for said, key in (("`wipbook batch`, own processes", "own"), ("`wipbook batch`, Dask on this machine", "local"))
    ]
    lines = [
        "# Batch: measured", "",
        f"<!-- written by benchmarks/plants/bench_batch.py on {os.cpu_count()} cores -->", "",
        f"{found['plants']} plants of {found['rows']:,} movements, each refreshed, {found['workers']} workers. "
        "Efficiency: the shell loop's time over workers times the batch's. Memory: the most that the batch and all of "
        "its children held at once.", "",
        "| run | seconds | efficiency | memory, MB |", "|---|---:|---:|---:|",
    ]
    for said, seconds, efficiency, memory in rows:
        lines.append(f"| {said} | {seconds:.0f} | {'' if efficiency is None else f'{efficiency:.2f}'} | "
                     f"{'' if memory is None else f'{memory:,.0f}'} |")
    late = found["late"]
    lines += [
        "",
        f"{found['many']} plants of {found['few']:,} movements on a Dask cluster whose every message is 5 ms late: "
        f"{late['seconds']:.0f} s with {found['workers']} workers, {late['children']:.0f} s of its children's own; the "
        f"plan and the scheduler cost {late['overhead']:.1%} of that.", "",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    for name, default in (("plants", 40), ("rows", 20_000), ("many", 400), ("few", 2_000), ("workers", 2), ("runs", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    runs = [measure(given.plants, given.rows, given.many, given.few, given.workers) for _ in range(given.runs)]
    runs.sort(key=lambda one: one["own"]["efficiency"])
    found = runs[len(runs) // 2]
    print(json.dumps(found, indent=1), statistics.median(one["late"]["overhead"] for one in runs))
    if given.out:
        given.out.write_text(page(found), "utf-8")


if __name__ == "__main__":
    main()
