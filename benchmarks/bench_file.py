"""Measure the file host against its peers: reading, writing and changing tables, medians of interleaved runs.

    python benchmarks/bench_file.py [--rows 10000,100000,1000000] [--runs 3]

Every measurement runs in a process of its own, so that peak memory is its own; imports are not counted.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

PRELUDE = """
import sys, time, json, resource, datetime as dt, os, shutil
import polars as pl
def peak():
    try:  # a child inherits the high-water mark of ru_maxrss from its parent; VmHWM begins anew
        status = open("/proc/self/status").read()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
rows, folder = int(sys.argv[1]), sys.argv[2]
def frame():
    n = pl.int_range(0, rows, eager=True)
    return pl.DataFrame({
        "date": pl.select(pl.lit(dt.date(2024, 1, 1)) + pl.duration(days=n % 1000)).to_series().cast(pl.Date),
        "material": "MAT-" + (n % 5000).cast(pl.String), "type": "receipt" + (n % 7).cast(pl.String),
        "quantity": (n * 7919 % 100_000) / 8, "unit cost": (n * 104729 % 1_000_000) / 100,
        "job": "JOB-" + (n % 20_000).cast(pl.String), "lot": "LOT" + n.cast(pl.String),
        "supplier": "Supplier " + (n % 300).cast(pl.String), "note": "note & text " + (n % 1000).cast(pl.String),
        "timestamp": pl.select(pl.lit(dt.datetime(2024, 1, 1)) + pl.duration(seconds=n * 61)).to_series(),
    })
source, empty, out = f"{folder}/table{rows}.xlsx", f"{folder}/empty.xlsx", f"{folder}/out.xlsx"
"""
CASES = {
    "read: fastexcel to polars": """
import fastexcel
START
fastexcel.read_excel(source).load_table("Movements", schema_sample_rows=None).to_polars()
""",
    "read: wipbook read_table": """
from wipbook.hosts.file.workbook import open_file
START
open_file(source).read_table("Movements")
""",
    "write: XlsxWriter constant_memory": """
import xlsxwriter
data = frame().rows()
START
book = xlsxwriter.Workbook(out, {"constant_memory": True})
sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
for r, row in enumerate(data):
    for c, value in enumerate(row):
        if c in (0, 9):
            sheet.write_datetime(r, c, value, day)
        elif isinstance(value, str):
            sheet.write_string(r, c, value)
        else:
            sheet.write_number(r, c, value)
book.close()
""",
    "write: rustpy-xlsxwriter": """
from rustpy_xlsxwriter import write_worksheet
data = frame().to_dicts()
START
write_worksheet(data, out)
""",
    "read: openpyxl read_only": """
import openpyxl
START
for row in openpyxl.load_workbook(source, read_only=True)["Movements"].iter_rows(values_only=True):
    pass
""",
    "write: wipbook write_table and save": """
from wipbook.hosts.file.workbook import open_file
data = frame()
START
book = open_file(empty)
book.write_table("Movements", data)
book.save(out)
""",
    "refresh: wipbook replaces all rows": """
from wipbook.hosts.file.workbook import open_file
data = frame()
shutil.copy(source, out)
START
book = open_file(out)
book.write_table("Movements", data)
book.save()
""",
    "copy: the big file, durable": """
big = f"{folder}/big.xlsx"
START
shutil.copyfile(big, out + "copy")
handle = os.open(out + "copy", os.O_RDONLY); os.fsync(handle); os.close(handle)
""",
    "change: one 500-row table in the big file, durable": """
from wipbook.hosts.file.workbook import open_file
data = frame().head(500)
shutil.copy(f"{folder}/big.xlsx", out)
os.sync()
START
book = open_file(out)
book.write_table("Report", data)
book.save()
""",
}
SLOW = ("write: XlsxWriter constant_memory", "read: openpyxl read_only", "write: rustpy-xlsxwriter")
PEERS = {
    "read: wipbook read_table": "read: fastexcel to polars",
    "write: wipbook write_table and save": "write: XlsxWriter constant_memory",
    "refresh: wipbook replaces all rows": "write: XlsxWriter constant_memory",
    "change: one 500-row table in the big file, durable": "copy: the big file, durable",
}
END = """
seconds = time.perf_counter() - began
print(json.dumps([seconds, peak()]))
"""
START = """
began = time.perf_counter()
"""


def measure(name: str, rows: int, folder: Path) -> tuple[float, float]:
    """Seconds and peak MB of one run in a process of its own."""
    code = PRELUDE + CASES[name].replace("START", START) + END
    done = subprocess.run(
        [sys.executable, "-c", code, str(rows), str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr}")
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def prepare(folder: Path, sizes: list[int]) -> None:
    """An empty table, a filled one per size, and a workbook of about 35 MB with a small report table."""
    import os

    import xlsxwriter

    from wipbook.hosts.file.workbook import open_file

    headers = ["date", "material", "type", "quantity", "unit cost", "job", "lot", "supplier", "note", "timestamp"]
    book = xlsxwriter.Workbook(folder / "empty.xlsx")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    columns = [{"header": name, **({"format": day} if name in ("date", "timestamp") else {})} for name in headers]
    book.add_worksheet("Movements").add_table("A1:J2", {"name": "Movements", "columns": columns})
    book.close()
    namespace: dict[str, object] = {}
    for rows in sizes:
        sys.argv[1:] = [str(rows), str(folder)]
        exec(PRELUDE, namespace)
        with open_file(folder / "empty.xlsx") as target:
            target.write_table("Movements", namespace["frame"]())  # type: ignore[operator]
            target.save(folder / f"table{rows}.xlsx")
    (folder / "noise.png").write_bytes(
        bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de") + os.urandom(6_700_000)
    )
    book = xlsxwriter.Workbook(folder / "big.xlsx")
    report = book.add_worksheet("Report")
    report.add_table("A5:J505", {"name": "Report", "columns": columns})
    for number in range(70):
        sheet = book.add_worksheet(f"Data{number}")
        if number < 5:
            (folder / f"n{number}.png").write_bytes((folder / "noise.png").read_bytes() + bytes([number]))
            sheet.insert_image("A1", str(folder / f"n{number}.png"))
        for row in range(100):
            sheet.write_row(row, 3, range(number, number + 20))
    book.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="10000,100000,1000000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    choice = parser.parse_args()
    sizes = [int(text) for text in choice.rows.split(",")]
    results: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, sizes)
        print(f"big file: {(folder / 'big.xlsx').stat().st_size / 1e6:.1f} MB")
        print(f"{'rows':>9}  {'work':<52}{'s':>9}{'x peer':>9}{'peak MB':>9}")
        for rows in sizes:
            cases = [
                case
                for case in CASES
                if choice.only in case and (find_spec("rustpy_xlsxwriter") or "rustpy" not in case)
            ]
            cases = [case for case in cases if rows == sizes[0] or not case.startswith(("copy", "change"))]
            taken: dict[str, list[tuple[float, float]]] = {case: [] for case in cases}
            for _ in range(choice.runs):
                for case in cases:
                    if rows >= 1_000_000 and case in SLOW and taken[case]:
                        continue  # a minute each: once is enough
                    taken[case].append(measure(case, rows, folder))
            median = {case: statistics.median(one[0] for one in found) for case, found in taken.items()}
            for case, found in taken.items():
                peer = PEERS.get(case)
                ratio = f"{median[case] / median[peer]:9.3f}" if peer in median else " " * 9
                results.append(
                    {
                        "rows": rows, "work": case, "seconds": median[case], "peak": max(one[1] for one in found),
                        "peer": peer if peer in median else None,
                        "ratio": median[case] / median[peer] if peer in median else None,
                    }
                )
                print(
                    f"{rows:>9,}  {case:<52}{median[case]:>9.3f}{ratio}{max(one[1] for one in found):>9.0f}", flush=True
                )
    if choice.json:
        choice.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
