"""What must be as it was when a preview is accepted: sources, mapping, inputs of the workbook, and what comes out."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from wipbook.commands.data.import_.apply import Prepared
from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.errors import RefusedToProtectData
from wipbook.port.tables import TableCells
from wipbook.port.workbook import Workbook
from wipbook.schema import input_sheets
from wipbook.sheets.data.import_preview import SEALED, SEALED_TABLE

GIVEN, MAPPING, SOURCE, INPUTS, OUTCOME = "given", "mapping", "source", "inputs", "outcome"
Sealed = tuple[str, str, str, str]
"""Kind, name, place, digest."""


class NothingPreviewed(RefusedToProtectData):
    """There is no preview that could be accepted."""


class PreviewOutdated(RefusedToProtectData):
    """A source, the mapping or the workbook is not what it was when the preview was made."""


PARTLY = "partly"


@dataclass(frozen=True)
class Told:
    """What a preview was told: ``sources`` (files, folders, names of sources; none for all that the sheet names), the
    file of its ``mapping`` (None: the sheet Imports), and whether that counts ``partly``."""

    sources: tuple[Path, ...] = ()
    mapping: Path | None = None
    partly: bool = False


def seal(workbook: Workbook, found: Prepared, told: Told) -> list[Sealed]:
    """What the preview stands on."""
    rows = [
        (GIVEN, "", _place(workbook, path), "") if path.exists() else (GIVEN, str(path), "", "")
        for path in told.sources
    ]
    if told.mapping is not None:
        digest = hashlib.sha256(told.mapping.read_bytes()).hexdigest()
        rows.append((MAPPING, PARTLY if told.partly else "", _place(workbook, told.mapping), digest))
    rows += [(SOURCE, one.path.name, _place(workbook, one.path), one.sha256) for one in found.report.files]
    rows += [(SOURCE, one.alias, one.server, one.sha256) for one in found.report.databases]
    filled = {staged.sheet.table for staged in found.staged}
    others = []
    for sheet in ("Settings", *(one.table for one in input_sheets() if one.facts or one.table == "Imports")):
        if workbook.find_table(sheet) is None:
            continue
        digest = _digest_of(read_whole(workbook, sheet))
        if sheet in filled:
            rows.append((INPUTS, sheet, "", digest))
        else:
            others.append(f"{sheet} {digest}")
    rows.append((INPUTS, "the other inputs", "", _together(others)))
    rows.append((OUTCOME, "", "", _together(
        f"{staged.sheet.table} {_digest(staged.frame)} {one.new} {one.changed} {one.unchanged} {staged.rejected}"
        for staged, one in zip(found.staged, found.comparisons, strict=True)
    )))
    return rows


def sealed_in(workbook: Workbook) -> list[Sealed]:
    """What the last preview stands on. Errors: ``NothingPreviewed``."""
    rows: list[Sealed] = []
    if workbook.find_table(SEALED_TABLE) is not None:
        frame = workbook.read_table(SEALED_TABLE).frame
        if set(SEALED) <= set(frame.columns):
            texts = frame.select(pl.col(name).cast(pl.String).fill_null("") for name in SEALED)
            rows = [row for row in texts.rows() if row[0]]
    if not rows:
        raise NothingPreviewed(
            where=workbook.name, found="no preview", expected="a preview on sheet Import Preview",
            remedy="make one first: Import, or wipbook import BOOK --preview",
        )
    return rows


def told_in(workbook: Workbook, rows: Iterable[Sealed]) -> Told:
    """What the preview was told."""
    folder = workbook.path.parent if workbook.path is not None else Path()
    sources, mapping, partly = [], None, False
    for kind, name, place, _ in rows:
        if kind == GIVEN:
            sources.append(folder / place if place else Path(name))
        elif kind == MAPPING:
            mapping, partly = folder / place, name == PARTLY
    return Told(tuple(sources), mapping, partly)


def refuse_changed(workbook: Workbook, then: Sequence[Sealed], now: Sequence[Sealed]) -> None:
    """Errors: ``PreviewOutdated``, with what changed."""
    before, after = ({row[:3]: row[3] for row in rows} for rows in (then, now))
    changed = [place for place in {**before, **after} if before.get(place) != after.get(place)]
    named = [place for place in changed if place[0] != OUTCOME] or changed
    if named:
        kind, name, place = named[0]
        what = {
            GIVEN: place, MAPPING: place, SOURCE: f"{name} ({place})", INPUTS: f"{name} in {workbook.name}",
            OUTCOME: "what comes out of the sources",
        }[kind]
        gone = "gone" if named[0] not in after else "new" if named[0] not in before else "changed"
        more = f" (and {len(named) - 1} more)" if len(named) > 1 else ""
        raise PreviewOutdated(
            where=f"{what}{more}", found=f"{gone} since the preview", expected="sources and workbook as they were then",
            remedy="make the preview anew and look at it. Nothing was written",
        )


def _place(workbook: Workbook, path: Path) -> str:
    """A file as seen from the workbook where it lies in its folder, so that both may move together."""
    whole = path.resolve()
    if workbook.path is not None and whole.is_relative_to(workbook.path.parent.resolve()):
        return whole.relative_to(workbook.path.parent.resolve()).as_posix()
    return str(whole)


def _digest_of(cells: TableCells) -> str:
    """Of what the cells of a table hold, the same whichever program reads them; blank rows at its end do not count."""
    columns = []
    for header in cells.place.headers:
        mixed, column = cells.mixed.get(header), cells.frame[header]
        if mixed is not None:
            columns.append(pl.Series(header, [_text(one) for one in mixed], dtype=pl.String))
        elif column.dtype.is_numeric():
            columns.append(column.cast(pl.Float64))
        elif column.dtype.is_temporal():
            columns.append(_moments(column.cast(pl.Datetime("us"))))
        else:
            columns.append(column.cast(pl.String).replace("", None))
    frame = pl.DataFrame(columns)
    filled = frame.select(pl.any_horizontal(pl.all().is_not_null()).alias("any"))["any"].arg_true()
    return _digest(frame.head(int(filled[-1]) + 1 if filled.len() else 0))


def _moments(column: pl.Series) -> pl.Series:
    """Moments as texts; a time of day alone, which programs put on different days before 1900, without the day."""
    frame = column.to_frame("at").select(
        pl.when(pl.col("at").dt.year() < 1900).then(pl.col("at").dt.strftime("%H:%M:%S%.f"))
        .otherwise(pl.col("at").dt.strftime("%Y-%m-%d %H:%M:%S%.f"))
    )
    return frame.to_series().alias(column.name)


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.strftime("%H:%M:%S.%f" if value.year < 1900 else "%Y-%m-%d %H:%M:%S.%f")
    return repr(float(value)) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _digest(frame: pl.DataFrame) -> str:
    return hashlib.sha256(frame.write_csv().encode()).hexdigest()


def _together(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
