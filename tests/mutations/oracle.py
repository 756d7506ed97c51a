"""What a reader may answer to any file: a result, or one designed error; in time, in bounds, nothing beside it."""

from __future__ import annotations

import datetime as dt
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wipbook.errors import WipbookError
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ooxml.address import Area, cell_text

_FEW_CELLS = 5_000
"""Of a table that is read cell by cell as well."""
SECONDS, RESIDENT = 10, 1 << 30
"""Of the processor, all threads together: what other work takes from a reader is not the reader's."""
STANDS_STILL = 120
"""Of the clock: a reader that waits for ever takes nothing of the processor."""


class Slow(BaseException):
    """More than the ten seconds, or than the clock allows."""


def judge(read: Callable[[Path], None], path: Path, said: int) -> str:
    """What is wrong with how ``read`` took the file, "" for nothing. ``said`` is the descriptor of the file that
    standard output and standard error of the process go to."""
    before, began = os.lseek(said, 0, os.SEEK_END), time.process_time()
    wrong = ""
    try:
        with _alarm():
            read(path)
    except WipbookError as error:
        if not (error.found and error.remedy):
            wrong = f"an error without its parts: {error!r}"
        elif "\n" in str(error) or len(str(error)) > 12_000:
            wrong = f"an error of {len(str(error))} characters or several lines: {str(error)[:200]!r}"
    except Slow as slow:
        wrong = f"more than {slow}"
    except BaseException as error:  # noqa: BLE001 - a panic of a library is no Exception
        last = traceback.extract_tb(error.__traceback__)
        ours = [f"{Path(one.filename).name}:{one.lineno}" for one in last if "wipbook" in one.filename][-3:]
        wrong = f"{type(error).__name__}: {str(error)[:200]} at {' '.join(ours)}"
    taken = time.process_time() - began
    sys.stdout.flush()
    sys.stderr.flush()
    after = os.lseek(said, 0, os.SEEK_END)
    if not wrong and after > before:
        wrong = f"said beside the answer: {os.pread(said, 300, before)!r}"
    if not wrong and taken > SECONDS:
        wrong = f"{taken:.1f} s"
    return wrong


def resident() -> int:
    """The most this process held, in bytes, since ``forget_resident``; ever, where the system cannot forget."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def forget_resident() -> None:
    """Count from now on (Linux): what made a package is not what reads it."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def through_the_readers(path: Path) -> None:
    """Everything that reads a workbook file: sheets, names, tables, cells, sources of an import."""
    from wipbook.commands.data.import_.mapping import Source
    from wipbook.commands.data.import_.source.excel.read import read_excel

    first: WipbookError | None = None

    def attempt(what: Callable[[], object]) -> None:
        nonlocal first
        try:
            what()
        except WipbookError as error:
            first = first or error

    attempt(lambda: read_excel(path, Source(file=path.name)))
    with open_file(path) as book:
        sheets = book.sheets()
        attempt(book.names)
        attempt(lambda: book.custom_property("wipbook"))
        tables: list[str] = []
        attempt(lambda: tables.extend(book.tables()))
        for name in tables[:20]:
            attempt(lambda name=name: _read_twice(book, name))
        for sheet in sheets[:20]:
            attempt(lambda sheet=sheet: book.is_visible(sheet))
            attempt(lambda sheet=sheet: book.read_area(sheet, Area(1, 1, 60, 20)))
            attempt(lambda sheet=sheet: book.read_area(sheet, Area(1, 1, 3_000, 20)))
    if first is not None:
        raise first


def _read_twice(book: FileWorkbook, name: str) -> None:
    """A table by the fast reader, column by column, and by our own, cell by cell: both have to say the same.
    Errors: AssertionError, where they do not."""
    cells = book.read_table(name)
    place, frame = cells.place, cells.frame
    columns = {header: cells.mixed.get(header, frame[header].to_list()) for header in frame.columns}
    if not 0 < frame.height * frame.width <= _FEW_CELLS:
        return
    first, left = place.first_row, place.first_column
    rows = book.read_area(place.sheet, Area(first, left, first + frame.height - 1, left + frame.width - 1))
    for number, (header, read) in enumerate(columns.items()):
        for at, (fast, slow) in enumerate(zip(read, (row[number] for row in rows), strict=True)):
            assert _same(fast, slow), (
                f"{place.sheet}!{cell_text(first + at, left + number)} of {name} ({header}, {frame[header].dtype}) is "
                f"read as {fast!r} and as {slow!r}"
            )


def _same(fast: object, slow: object) -> bool:
    """Whether two values are one: an empty text is blank, spaces around a text do not count, days are told to the
    millisecond."""
    if fast is None or slow is None:
        return (fast, slow) in ((None, None), (None, ""), ("", None))
    if isinstance(fast, dt.datetime) and isinstance(slow, dt.datetime):
        return abs(fast - slow) < dt.timedelta(milliseconds=1)
    if isinstance(fast, str) and isinstance(slow, str):
        return fast.strip() == slow.strip()
    if isinstance(fast, bool) or isinstance(slow, bool):
        return fast is slow
    return fast == slow


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(number: int, _: object) -> None:
        raise Slow(f"{SECONDS} s" if number == signal.SIGPROF else f"{STANDS_STILL} s of the clock")

    before = {one: signal.signal(one, ring) for one in (signal.SIGALRM, signal.SIGPROF)}
    signal.setitimer(signal.ITIMER_PROF, SECONDS + 2)
    signal.alarm(STANDS_STILL)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for one, handler in before.items():
            signal.signal(one, handler)


def through_the_commands(path: Path) -> None:
    """``check``, ``refresh`` and ``audit`` as the shell runs them: an exit code from 0 to 3, or one designed error."""
    from typer.testing import CliRunner

    from wipbook.cli.main import app
    from wipbook.cli.shell import Broken

    first: WipbookError | None = None
    for command in ("check", "refresh", "audit"):
        try:
            ran = CliRunner().invoke(app, [command, str(path)], catch_exceptions=False)
        except Broken as broken:
            if not isinstance(broken.__cause__, WipbookError):
                raise (broken.__cause__ or broken) from None
            first = first or broken.__cause__
        else:
            if ran.exit_code not in (0, 1, 2, 3):
                raise AssertionError(f"{command} ended with {ran.exit_code}: {ran.output[-300:]}")
    if first is not None:
        raise first
