"""The file of an export for BI tools: which one it is, whose it is, and how it is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from wipbook.commands.value.ledger_files.ledger_file import FORMULA_SIGNS
from wipbook.commands.value.whole_file import write_whole
from wipbook.errors import RefusedToProtectData, WipbookError

FORMATS = {"parquet": ".parquet", "csv": ".csv"}
MARK = "wipbook export"
"""By which a Parquet file is known as one of ours; a CSV file is by its header."""


class UnknownExport(WipbookError):
    """A kind of file that wipbook export does not write."""


class NotOurExport(RefusedToProtectData):
    """A file that wipbook export did not write stands where its file is to go."""


def target(out: Path | None, form: str, folder: Path, stem: str) -> tuple[Path, str]:
    """The file to write and its format: ``out`` if it is told, a file by its ending or a folder, else ``folder``; in a
    folder the file is named by the ``stem`` of the workbook. Without a ``form`` the ending decides, else it is parquet.
    Errors: ``UnknownExport``.

    >>> target(Path("cube.csv"), "", Path(), "plant")[1], target(None, "", Path(), "plant")[0].name
    ('csv', 'plant-analysis.parquet')
    """
    ending = out.suffix.lower() if out is not None and not out.is_dir() else ""
    by_ending = next((name for name, known in FORMATS.items() if known == ending), "")
    wanted = form.strip().lower() or by_ending or "parquet"
    if wanted not in FORMATS:
        raise UnknownExport(
            where="--format", found=repr(form), expected=" or ".join(FORMATS), remedy="choose one of these formats"
        )
    if ending and by_ending != wanted:
        raise UnknownExport(
            where="--out", found=str(out), expected=f"a folder, or a file that ends with {FORMATS[wanted]}",
            remedy="name the file by its format, or a folder",
        )
    name = f"{stem}-analysis{FORMATS[wanted]}"
    return (out if ending and out is not None else (out or folder) / name), wanted


def refuse_target(path: Path, header: tuple[str, ...], *, overwrite: bool) -> None:
    """Raise ``NotOurExport`` unless ``path`` is free or an older export of ours (a CSV file with this ``header``); any
    other file may be replaced with ``overwrite``, a folder, a device or a pipe never."""
    if not path.exists():
        return
    if not path.is_file():
        raise _refusal(path, "no file", "choose another name")
    if not overwrite and not _is_ours(path, header):
        raise _refusal(path, "a file that wipbook export did not write", "choose another name, or say --overwrite")


def write(path: Path, frame: pl.DataFrame, form: str) -> None:
    """Write ``frame`` whole or not at all; its folder is made. Text that a spreadsheet would take for a formula gets an
    apostrophe in front in a CSV file, which people open; in a Parquet file everything is as it is. Errors:
    ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if form == "parquet":
        write_whole(path, lambda file: frame.write_parquet(file, metadata={"created by": MARK}))
    else:
        write_whole(path, lambda file: guarded(frame).write_csv(file, line_terminator="\r\n"))


def guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with an apostrophe before every text that begins like a formula. Source: OWASP, *CSV injection*.

    >>> guarded(pl.DataFrame({"Job": ["=1+1", "J-1", None], "Amount": [-1, 2, 3]}))["Job"].to_list()
    ["'=1+1", 'J-1', None]
    """
    return frame.with_columns(
        pl.when(pl.any_horizontal([pl.col(name).str.starts_with(sign) for sign in FORMULA_SIGNS]))
        .then(pl.format("'{}", name)).otherwise(pl.col(name)).alias(name)
        for name, kind in frame.schema.items() if kind == pl.String
    )


def _is_ours(path: Path, header: tuple[str, ...]) -> bool:
    if path.suffix.lower() == FORMATS["parquet"]:
        try:
            return pl.read_parquet_metadata(path).get("created by") == MARK
        except (pl.exceptions.PolarsError, OSError):
            return False
    with path.open("rb") as file:
        return file.readline(10_000).rstrip(b"\r\n") == ",".join(header).encode()


def _refusal(path: Path, found: str, remedy: str) -> NotOurExport:
    return NotOurExport(
        where=str(path), found=found, expected="a free name, or an older file of wipbook export", remedy=remedy
    )
