"""Records as text, and back: what stands in the cells of the sheet Closed Records.

A record is JSON of one form only (sorted names, no spaces, tables as columns), so that its SHA-256 is that of what it
says. In cells it is compressed, as base64, in pieces that a cell can hold.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import zlib
from dataclasses import replace
from typing import Any

import polars as pl

from wipbook.ledger.closed.record import PARTS, Kind, Record

PIECE = 32_000
"""Characters of a piece; a cell holds 32,767."""
_PLAIN = ("number", "by", "before", "reason", "copy", "copy_hash", "log_rows", "log_hash")


class NotARecord(ValueError):
    """A text that is no record: damaged, or written by a later release."""


def canonical(record: Record) -> str:
    """The one text of what a record says; its hash is not part of it."""
    said: dict[str, Any] = {name: getattr(record, name) for name in _PLAIN}
    said |= {
        "kind": record.kind.value, "start": record.start.isoformat(), "end": record.end.isoformat(),
        "when": record.when.isoformat(), "despite": list(record.despite),
        "parts": {
            name: {column: frame[column].to_list() for column in PARTS[name]}
            for name, frame in record.parts.items() if frame.height
        },
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sealed(record: Record) -> Record:
    """The record with its hash, the SHA-256 of its text."""
    return replace(record, hash=hashlib.sha256(canonical(record).encode()).hexdigest())


def pieces(record: Record) -> list[str]:
    """The record in pieces for cells."""
    text = base64.b64encode(zlib.compress(canonical(record).encode(), 9)).decode("ascii")
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def record_of(text: str) -> Record:
    """The record that pieces put together say, sealed. Errors: ``NotARecord``.

    >>> record = Record(1, Kind.CLOSE, dt.date(2026, 1, 1), dt.date(2026, 1, 31), dt.datetime(2026, 2, 2), "Ann")
    >>> record_of("".join(pieces(record))).hash == sealed(record).hash
    True
    """
    try:
        said = json.loads(zlib.decompress(base64.b64decode(text.encode("ascii"), validate=True)).decode())
        parts = {
            name: pl.DataFrame(columns, schema=dict(PARTS[name]))
            for name, columns in said["parts"].items()
        }
        return sealed(Record(
            kind=Kind(said["kind"]), start=dt.date.fromisoformat(said["start"]), end=dt.date.fromisoformat(said["end"]),
            when=dt.datetime.fromisoformat(said["when"]), despite=tuple(said["despite"]), parts=parts,
            **{name: said[name] for name in _PLAIN},
        ))
    except (ValueError, KeyError, TypeError, zlib.error, UnicodeError, pl.exceptions.PolarsError) as fault:
        raise NotARecord(str(fault)) from None
