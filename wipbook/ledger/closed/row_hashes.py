"""Short hashes of input rows, so that a later run can say which rows are new, changed or gone since a close.

Six bytes a row: four of the key (the columns that identify it, in lower case), two of what it says. Figures never
depend on them; they only name causes. Two keys of a sheet of 70,000 rows share their four bytes once in two workbooks;
a change is missed once in 65,536.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from hashlib import blake2b

import polars as pl

from wipbook.ledger.closed.record import ROWS, Record
from wipbook.schema.sheet import InputSheet

KEY, WHOLE = 4, 6


def row_hashes(sheet: InputSheet, frame: pl.DataFrame) -> list[bytes]:
    """The six bytes of each row of a table as the ledger has it.

    Columns without a value say nothing: a column that a later release adds changes no hash. Neither do the place of the
    row and the case of its key.
    """
    if frame.is_empty():
        return []
    key = pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("").str.strip_chars().str.to_lowercase() for name in sheet.key],
        separator="\x1f",
    )
    told = sorted(name for name in frame.columns if name != "_row" and name not in sheet.key)
    said = pl.concat_str(
        [
            pl.when(pl.col(name).is_not_null()).then(pl.concat_str(pl.lit(f"{name}="), pl.col(name).cast(pl.String)))
            for name in told if frame[name].null_count() < frame.height
        ] or [pl.lit("")],
        separator="\x1f", ignore_nulls=True,
    )
    texts = frame.select(key.alias("key"), said.alias("said"))
    return [
        blake2b(code.encode(), digest_size=KEY).digest() + blake2b(text.encode(), digest_size=WHOLE - KEY).digest()
        for code, text in texts.iter_rows()
    ]


def packed(hashes: Iterable[bytes]) -> str:
    """Hashes as base64, in the order of their bytes.

    >>> unpacked(packed([b"abcdef", b"ABCDEF"]))
    [b'ABCDEF', b'abcdef']
    """
    return base64.b64encode(b"".join(sorted(hashes))).decode("ascii")


def unpacked(text: str) -> list[bytes]:
    whole = base64.b64decode(text)
    return [whole[at : at + WHOLE] for at in range(0, len(whole), WHOLE)]


def known_rows(records: Iterable[Record]) -> dict[str, set[bytes]]:
    """By sheet, the hashes of the rows there were at the end of the last of these records."""
    held: dict[str, set[bytes]] = {}
    for record in records:
        for sheet, new, gone in record.part("rows").iter_rows():
            rows = held.setdefault(sheet, set())
            rows.difference_update(unpacked(gone))
            rows.update(unpacked(new))
    return held


def changed_rows(before: dict[str, set[bytes]], now: dict[str, list[bytes]]) -> pl.DataFrame:
    """What is new and gone, as a record keeps it: Sheet, Rows, Gone."""
    found = []
    for sheet in sorted({*before, *now}):
        was, is_ = before.get(sheet, set()), set(now.get(sheet, []))
        if was != is_:
            found.append((sheet, packed(is_ - was), packed(was - is_)))
    return pl.DataFrame(found, schema=ROWS, orient="row")
