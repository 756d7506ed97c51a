"""What twelve closed months cost: size of the file and processor time of a refresh, of AdventureWorks.

    python -m benchmarks.bench_close [--runs 3]

The named peer is the same workbook with nothing closed, in the same run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from wipbook.commands.close.close import close
from wipbook.commands.data.import_ import import_rows, read_mapping
from wipbook.commands.data.new import copy_template
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import open_file

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("WIPBOOK_REFERENCE_DATA", ROOT.parent / "shared" / "data")) / "adventureworks"
BEGIN, END = dt.date(2013, 6, 1), dt.date(2014, 5, 31)
MOST_SIZE, MOST_TIME = 0.15, 0.10
"""How much larger the file and how much longer a refresh may be."""


def whole_manufacturer(path: Path) -> None:
    """AdventureWorks, imported and refreshed as of the end of June 2013."""
    mapping = read_mapping(ROOT / "examples" / "adventureworks" / "mapping.toml")
    with open_file(copy_template(path), backups=0) as book:
        import_rows(book, mapping, [DATA])
        write_settings(book, mapping.settings)
        first = dt.date(2013, 6, 30)
        write_settings(book, {"Period Start": BEGIN, "Period End": first, "As Of": first})
        refresh(book)
        book.save()


def at_the_end(path: Path) -> None:
    with open_file(path, backups=0) as book:
        write_settings(book, {"Period Start": END.replace(day=1), "Period End": END, "As Of": END})
        refresh(book)
        book.save()


def refreshed(path: Path, runs: int) -> float:
    """Median of the processor's seconds of a refresh with its save."""
    seconds = []
    for _ in range(runs):
        began = time.process_time()
        with open_file(path, backups=0) as book:
            refresh(book)
            book.save()
        seconds.append(time.process_time() - began)
        print(path.name, f"{seconds[-1]:.1f} s", flush=True)
    return statistics.median(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        open_, closed = Path(name) / "open.xlsx", Path(name) / "closed.xlsx"
        whole_manufacturer(open_)
        shutil.copy(open_, closed)
        began = time.process_time()
        with open_file(closed, backups=0) as book:
            despite = ["checks", "rows", "findings", "ledger"]
            done, _ = close(book, END, by="a benchmark", despite=despite, reason="time")
            book.save()
        print(f"{done.line}: {time.process_time() - began:.0f} s")
        for path in (open_, closed):
            at_the_end(path)
        size = closed.stat().st_size / open_.stat().st_size - 1
        longer = refreshed(closed, runs) / refreshed(open_, runs) - 1
        print(f"file {size:+.1%} (at most {MOST_SIZE:.0%}), refresh {longer:+.1%} (at most {MOST_TIME:.0%})")


if __name__ == "__main__":
    main()
