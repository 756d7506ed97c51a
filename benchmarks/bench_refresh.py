"""Measure a whole refresh: growth with size, peak memory, and AdventureWorks against reading and writing its tables.

    python benchmarks/bench_refresh.py [--rows 10000,100000,500000] [--runs 3] [--json OUT]

Every run is a process of its own. The floor of the AdventureWorks refresh is fastexcel reading the same input tables
plus the same report tables written without computing anything.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("WIPBOOK_REFERENCE_DATA", ROOT.parent / "shared" / "data")) / "adventureworks"
TIMED = """
import sys, time, json
from pathlib import Path
from wipbook.hosts.file.workbook import open_file
import wipbook.commands.value.refresh
import wipbook.commands.audit.audit
import wipbook.commands.forecast.forecast
book, out = Path(sys.argv[1]), Path(sys.argv[2])
began = time.perf_counter()
{work}
seconds = time.perf_counter() - began
peak = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps([seconds, peak]))
"""
REFRESH = "w = open_file(book); wipbook.commands.value.refresh.refresh(w); w.save(out)"
AUDIT = "w = open_file(book); wipbook.commands.audit.audit.audit(w); w.save(out)"
FORECAST = "w = open_file(book); wipbook.commands.forecast.forecast.forecast(w); w.save(out)"
READ = """
import fastexcel
reader = fastexcel.read_excel(book)
for sheet in reader.sheet_names:
    if sheet in {inputs!r}:
        reader.load_sheet(sheet, header_row=5, schema_sample_rows=None).to_polars()
"""
LEDGER = "import wipbook.ledger; wipbook.ledger.read(open_file(book))"
WRITE = """
w = open_file(book)
frames = {{name: w.read_table(name).frame for name in {tables!r}}}
from wipbook.commands.data.new import copy_template
copy_template(out, overwrite=True)
t = open_file(out, backups=0)
began = time.perf_counter()
for name, frame in frames.items():
    t.write_table(name, frame)
t.save()
"""


def synthetic(rows: int, path: Path) -> Path:
    """A plant with 1,000 materials, ``rows`` movements, a job per 50 and a ticket per 5 of them."""
    from wipbook.commands.data.new import copy_template
    from wipbook.hosts.file.workbook import open_file

    random = np.random.default_rng(11)
    materials = 1000
    jobs = max(1, rows // 50)
    first = dt.date(2025, 1, 1)
    book = open_file(copy_template(path), backups=0)
    book.write_table(
        "Materials",
        pl.DataFrame(
            {
                "Material": [f"MAT-{n:04d}" for n in range(materials)],
                "Description": [f"Material {n}" for n in range(materials)],
                "Kind": ["raw"] * (materials - 100) + ["finished"] * 100,
                "Unit": ["pcs"] * materials,
            }
        ),
    )
    book.write_table(
        "Jobs",
        pl.DataFrame(
            {
                "Job": [f"J{n:06d}" for n in range(jobs)],
                "Description": [f"Job {n}" for n in range(jobs)],
                "Material": [f"MAT-{materials - 1 - n % 100:04d}" for n in range(jobs)],
                "Quantity": [100.0] * jobs,
                "Status": ["Released"] * jobs,
                "Due": [dt.date(2026, 12, 1)] * jobs,
            }
        ),
    )
    opening = np.arange(rows) < materials - 100
    kind = np.where(opening, "Opening", random.choice(["Receipt", "Issue", "Issue", "Completion"], rows))
    raw = np.where(opening, np.arange(rows), random.integers(0, materials - 100, rows))
    job = random.integers(0, jobs, rows)
    material = np.where(kind == "Completion", materials - 1 - job % 100, raw)
    inward = np.isin(kind, ["Opening", "Receipt"])
    day = np.where(opening, 0, 1 + np.sort(random.integers(0, 700, rows)))
    quantity = np.where(opening, 1e6, np.where(kind == "Completion", 1, random.integers(1, 50, rows))).astype(float)
    codes = np.array([f"MAT-{n:04d}" for n in range(materials)])
    names = np.array([f"J{n:06d}" for n in range(jobs)])
    frame = pl.DataFrame(
        {
            "Movement": "M" + pl.Series(np.arange(rows)).cast(pl.String),
            "Date": pl.Series(np.datetime64(first) + day.astype("timedelta64[D]")).cast(pl.Date),
            "Type": kind,
            "Material": codes[material],
            "Quantity": quantity,
            "Unit Cost": np.where(inward, random.integers(100, 90_000, rows) / 1000, np.nan),
            "Job": np.where(np.isin(kind, ["Issue", "Completion"]), names[job], ""),
            "Location": ["MAIN"] * rows,
        }
    ).with_columns(pl.col("Unit Cost").fill_nan(None), pl.col("Job").replace("", None))
    book.write_table("Movements", frame)
    tickets = rows // 5
    book.write_table(
        "Labor",
        pl.DataFrame(
            {
                "Ticket": "T" + pl.Series(np.arange(tickets)).cast(pl.String),
                "Date": pl.Series(
                    np.datetime64(first) + random.integers(0, 700, tickets).astype("timedelta64[D]")
                ).cast(pl.Date),
                "Employee": ["E1"] * tickets,
                "Job": names[random.integers(0, jobs, tickets)],
                "Hours": random.integers(1, 9, tickets).astype(float),
                "Rate": [22.5] * tickets,
            }
        ),
    )
    return book.save()


def adventureworks(path: Path) -> Path:
    from wipbook.commands.data.import_ import import_rows, read_mapping
    from wipbook.commands.data.new import copy_template, write_settings
    from wipbook.hosts.file.workbook import open_file

    book = open_file(copy_template(path), backups=0)
    mapping = read_mapping(ROOT / "examples" / "adventureworks" / "mapping.toml")
    import_rows(book, mapping, [DATA])
    write_settings(book, mapping.settings)
    return book.save()


def run(work: str, book: Path, out: Path) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", TIMED.format(work=work), str(book), str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def medians(work: str, book: Path, out: Path, runs: int) -> dict[str, float]:
    taken = [run(work, book, out) for _ in range(runs)]
    return {"seconds": statistics.median(one[0] for one in taken), "peak MB": max(one[1] for one in taken)}


def help_seconds(runs: int = 9) -> float:
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "wipbook.cli", "--help"], capture_output=True, check=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="10000,100000,500000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results: dict[str, dict[str, float]] = {"wipbook --help": {"seconds": help_seconds()}}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows in map(int, options.rows.split(",")):
            book = synthetic(rows, folder / f"plant{rows}.xlsx")
            results[f"refresh, {rows:,} movements"] = medians(REFRESH, book, folder / "out.xlsx", options.runs)
            audited = medians(AUDIT, book, folder / "audited.xlsx", options.runs)
            audited["ratio"] = audited["seconds"] / results[f"refresh, {rows:,} movements"]["seconds"]
            results[f"audit, all rules, {rows:,} movements (ratio to refresh)"] = audited
        if DATA.is_dir():
            from wipbook.schema import input_sheets
            from wipbook.sheets import output_sheets

            book = adventureworks(folder / "aw.xlsx")
            label = "AdventureWorks, all years"
            results[f"{label}: refresh"] = medians(REFRESH, book, folder / "out.xlsx", options.runs)
            audited = medians(AUDIT, book, folder / "audited.xlsx", options.runs)
            audited["ratio"] = audited["seconds"] / results[f"{label}: refresh"]["seconds"]
            results[f"{label}: audit, all rules (ratio to refresh)"] = audited
            planned = medians(FORECAST, book, folder / "planned.xlsx", options.runs)
            planned["ratio"] = planned["seconds"] / results[f"{label}: refresh"]["seconds"]
            results[f"{label}: forecast, all sheets (ratio to refresh)"] = planned
            inputs = [sheet.name for sheet in input_sheets()]
            read = medians(READ.format(inputs=inputs), book, folder / "none.xlsx", options.runs)
            tables = [table.name for sheet in output_sheets() for table in sheet.tables]
            write = medians(WRITE.format(tables=tables), folder / "out.xlsx", folder / "copy.xlsx", options.runs)
            results[f"{label}: fastexcel reads the inputs"] = read
            ledger = medians(LEDGER, book, folder / "none.xlsx", options.runs)
            ledger["ratio"] = ledger["seconds"] / read["seconds"]
            results[f"{label}: ledger.read, typed and validated (ratio to fastexcel)"] = ledger
            results[f"{label}: reports written only"] = write
            results[f"{label}: refresh / (read + write)"] = {
                "ratio": results[f"{label}: refresh"]["seconds"] / (read["seconds"] + write["seconds"])
            }
    for name, row in results.items():
        print(f"{name:55}", "  ".join(f"{key} {value:,.2f}" for key, value in row.items()))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
