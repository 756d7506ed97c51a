"""``wipbook verify``: whether what was closed stands as it was written, by itself and against the copies kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wipbook.errors import WipbookError
from wipbook.hosts.file.workbook import open_file
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Record
from wipbook.ledger.closed.stored import read_closed
from wipbook.ledger.ledger import read_policy
from wipbook.ooxml.saving.backups import BACKUP_FOLDER
from wipbook.port.workbook import Workbook


@dataclass(frozen=True)
class Verified:
    """``faults``: what is not as it was closed, in words; ``copies``: the copies looked into; ``missing``: those that a
    record names and nobody has."""

    records: tuple[Record, ...]
    faults: tuple[str, ...]
    copies: tuple[Path, ...]
    missing: tuple[str, ...]


def verify(
    workbook: Workbook, copies: Sequence[Path] = (), progress: Callable[[str], None] = lambda step: None
) -> Verified:
    """Follow the chain of records from the first to the last, and hold it against copies of the workbook.

    Looked at: that every record has the hash the next one and the sheet Periods name, that Periods and Closing Balances
    say what the records say, that the Change Log begins as it did, that each copy a record names is the file it was,
    and that every record in a copy stands in the workbook. Without ``copies`` those in the folder of backups are
    taken. A whole chain that somebody wrote anew from its first record on is found only by a copy: keep them elsewhere.
    """
    closed = read_closed(workbook, read_policy(workbook).currency_places)
    folder = (workbook.path.parent / BACKUP_FOLDER) if workbook.path is not None else None
    named = {record.copy: record for record in closed.records if record.copy}
    there = {path.name: path for path in copies}
    if folder is not None:
        for name in named:
            if name not in there and (folder / name).is_file():
                there[name] = folder / name
    faults = list(closed.faults)
    for name, path in sorted(there.items()):
        progress(f"looking into {name}")
        faults += _of_copy(path, named.get(name), closed)
    missing = tuple(name for name in named if name not in there)
    return Verified(closed.records, tuple(faults), tuple(there.values()), missing)


def _of_copy(path: Path, record: Record | None, closed: Closed) -> list[str]:
    try:
        content = path.read_bytes()
    except OSError as error:
        return [f"the copy {path.name} cannot be read ({error.strerror})"]
    if record is not None and hashlib.sha256(content).hexdigest() != record.copy_hash:
        return [f"the copy {path.name} is not the file that record {record.number} closed"]
    try:
        with open_file(path, backups=0) as book:
            then = read_closed(book, read_policy(book).currency_places)
    except WipbookError as error:
        return [f"the copy {path.name} cannot be opened: {error}"]
    faults = [f"in the copy {path.name}: {fault}" for fault in then.faults]
    for number, kept in enumerate(then.records):
        now = closed.records[number].hash if number < len(closed.records) else None
        if now != kept.hash:
            what = "is gone" if now is None else "was written anew"
            return [*faults, f"record {kept.number} ({kept.kind.value} of {kept.end}) {what}: the copy {path.name} has "
                    f"it with the hash {kept.hash[:16]}"]
    return faults
