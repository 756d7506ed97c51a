"""Source files: found by name in the folders given, and nowhere else; what a file is by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from wipbook.commands.data.import_.errors import SourceMissing, SourceUnreadable, UnknownColumn, nearest
from wipbook.commands.data.import_.mapping import Source

EXCEL_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_PACKED = (".gz", ".zst")


def find(alias: str, source: Source, given: Sequence[Path], root: str = "") -> list[Path]:
    """The files that ``source`` names among the files and folders ``given``, sorted; none of them lies outside the
    folder given, or outside ``root`` when that is named.

    Errors: ``SourceMissing`` when there is none and the source is not optional.
    """
    _refuse_pattern(alias, source.file, up=bool(root))
    paths: set[Path] = set()
    for place in given:
        if place.is_dir():
            inside = Path(root).resolve() if root else place.resolve()
            for path in place.glob(source.file):
                if path.is_file():
                    _refuse_outside(alias, path, inside)
                    paths.add(path)
        elif place.is_file() and fnmatchcase(place.name, source.file):
            paths.add(place)
    if not paths and not source.optional:
        places = ", ".join(str(place) for place in given) or "no file or folder"
        raise SourceMissing(
            where=f"[sources] {alias}",
            found=f"no {source.file!r} in {places}",
            expected="one file or more",
            remedy="give the folder or file that holds it, or mark the source optional",
        )
    return sorted(paths)


def _refuse_pattern(alias: str, pattern: str, *, up: bool) -> None:
    """A source is named within the folders given: no absolute name, no way ``up`` (unless a root is named), ``**`` as a
    folder of its own."""
    steps = re.split(r"[/\\]", pattern)
    fault = (
        "a blank name" if not pattern.strip()
        else "a name with a NUL in it" if "\0" in pattern
        else f"the absolute name {pattern!r}" if re.match(r"[/\\]|[A-Za-z]:", pattern)
        else f"{pattern!r}, which leaves the folder" if ".." in steps and not up
        else f"{pattern!r}, with ** inside a name" if any("**" in step and step != "**" for step in steps)
        else ""
    )
    if fault:
        raise SourceMissing(
            where=f"[sources] {alias}", found=fault,
            expected="a name or pattern in the folder given, such as jobs*.csv",
            remedy="name the file as it is called there, and give its folder to the import",
        )


def _refuse_outside(alias: str, path: Path, folder: Path) -> None:
    if not path.resolve().is_relative_to(folder):
        raise SourceMissing(
            where=f"[sources] {alias}", found=f"{path.name}, which lies outside of {folder}",
            expected="files that are in it, and no link that leads out of it",
            remedy="give the file or its folder to the import, or name a folder that holds all as root in the mapping",
        )


def kind(path: Path) -> str:
    """What a file is by its suffixes: ``csv``, ``parquet``, ``json`` or ``excel``.

    >>> kind(Path("Production.WorkOrder.csv.gz")), kind(Path("a.ndjson")), kind(Path("b.XLSX"))
    ('csv', 'json', 'excel')
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    suffix = next((each for each in reversed(suffixes) if each not in _PACKED), "")
    if suffix in EXCEL_SUFFIXES:
        return "excel"
    for name, members in {"csv": (".csv", ".tsv", ".txt"), "parquet": (".parquet",)}.items():
        if suffix in members:
            return name
    if suffix in (".json", ".ndjson", ".jsonl"):
        return "json"
    raise SourceUnreadable(
        where=path.name,
        found=f"suffix {suffix or 'none'}",
        expected=".csv, .tsv, .txt (also .gz), .parquet, .json, .ndjson or an Excel file",
        remedy="save it as one of these",
    )


def refuse_unknown(path: Path, named: Iterable[str], there: Sequence[str]) -> None:
    """Refuse a column that the mapping gives a type to and the file does not have. Errors: ``UnknownColumn``."""
    for column in named:
        if column not in there:
            raise UnknownColumn(
                where=f"{path.name}, types", found=f"no column {column!r}", expected="a column of the file",
                remedy=nearest(column, there),
            )
