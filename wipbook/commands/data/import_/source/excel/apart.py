"""Workbooks of other formats (.xls, .xlsb, .ods), read in a process of their own: its end is an error, not ours.

What such a file holds cannot be looked at before the reader sees it. The child may take so much memory and so long;
where it fails, or its library ends it, the import says so and goes no further.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

MOST_MEMORY = 8 << 30
"""Address space of the child in bytes, where the system can limit it; it reserves some 3 GiB that it never uses."""
MOST_SECONDS = 300


@dataclass(frozen=True)
class Answer:
    """The columns as an Arrow file; or the names of the sheets where the one asked for is missing; or what failed."""

    frame: bytes = b""
    names: list[str] | None = None
    fault: str = ""


def read_apart(path: Path, sheet: str, header_row: int) -> Answer:
    """One sheet of a workbook file as text columns ("" for the first sheet)."""
    with tempfile.TemporaryDirectory() as folder:
        out, told = Path(folder) / "frame", Path(folder) / "told"
        words = [sys.executable, "-m", __name__, str(path), sheet, str(header_row), str(out), str(told)]
        try:
            child = subprocess.run(
                words, capture_output=True, timeout=MOST_SECONDS, check=False,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)},
            )
        except subprocess.TimeoutExpired:
            return Answer(fault=f"a file that takes longer than {MOST_SECONDS} seconds")
        if child.returncode == 0 and out.exists():
            return Answer(frame=out.read_bytes())
        if child.returncode == 0 and told.exists():
            said = json.loads(told.read_text("utf-8"))
            return Answer(names=said.get("names"), fault=said.get("fault", ""))
        return Answer(fault="a file that its reader gives up on")


def _child(path: str, sheet: str, header_row: str, out: str, told: str) -> None:
    import fastexcel
    import polars as pl

    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # Windows, or a limit below ours already
    try:
        reader = fastexcel.read_excel(path)
        names = reader.sheet_names
        if sheet and sheet not in names:
            Path(told).write_text(json.dumps({"names": names}), "utf-8")
            return
        try:
            loaded = reader.load_sheet(sheet or 0, header_row=int(header_row) - 1, schema_sample_rows=None)
        except fastexcel.UnsupportedColumnTypeCombinationError:  # kinds that no type holds both of: all as text
            loaded = reader.load_sheet(sheet or 0, header_row=int(header_row) - 1, dtypes="string")
        pl.DataFrame(loaded).write_ipc(out)
    except fastexcel.FastExcelError as fault:
        Path(told).write_text(json.dumps({"fault": str(fault).splitlines()[0]}), "utf-8")


if __name__ == "__main__":
    _child(*sys.argv[1:6])
