"""What of the sheet Imports is meant by the files and folders that an import is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wipbook.commands.data.import_.errors import MappingUnreadable, SourceMissing, SourceUnreadable, nearest
from wipbook.commands.data.import_.mapping.model import Mapping, Source
from wipbook.commands.data.import_.mapping.sheet_reading import SheetMapping
from wipbook.commands.data.import_.source.find import find, kind


@dataclass(frozen=True)
class Chosen:
    """The ``mapping`` of what was ``given``; sources of the sheet that are ``left`` because nothing of them was given;
    ``unknown`` files that no row of the sheet names."""

    mapping: Mapping | None
    given: tuple[Path, ...]
    left: tuple[str, ...] = ()
    unknown: tuple[Path, ...] = ()


def choose(imports: SheetMapping, given: Sequence[Path], folder: Path, book: Path | None = None) -> Chosen:
    """All of the sheet over the sources in ``folder`` when nothing is given. Else what draws on the files, and on the
    files in the folders, that are given; a name that is no file may be that of a source (of a database, or one whose
    files lie in ``folder``). What lies in a folder and could be read, but for the workbook ``book`` itself, is given.

    Errors: ``SourceMissing`` for a name that is neither; those of ``SheetMapping.whole``.
    """
    if not given:
        return Chosen(imports.whole() if imports.tables else None, (folder,))
    named, places, unknown = set(), [], []
    for path in given:
        if path.exists():
            places.append(path)
        elif str(path) in imports.sources:
            named.add(str(path))
        else:
            raise SourceMissing(
                where=str(path), found="no such file or folder",
                expected="a file, a folder, or a source of sheet Imports",
                remedy=f"check the path; {nearest(str(path), imports.sources)}",
            )
    meant, met = set(named), set()
    for alias, said in imports.sources.items():
        paths = _files(imports.where, alias, said, places)
        met |= set(paths)
        if paths:
            meant.add(alias)
    unknown = [path for path in _all_of(places) if path not in met and path != book]
    left = tuple(alias for alias in imports.sources if alias not in meant)
    if any(_is_file(imports.sources[alias]) and not _files(imports.where, alias, imports.sources[alias], places)
           for alias in named):
        places.append(folder)
    mapping = imports.whole(without=left) if meant else None
    return Chosen(mapping if mapping is not None and mapping.tables else None, tuple(places), left, tuple(unknown))


def _all_of(places: Sequence[Path]) -> list[Path]:
    """The files that are given, and those right in the folders that an import could read."""
    found = []
    for place in places:
        if place.is_file():
            found.append(place)
        else:
            inside = (one for one in sorted(place.iterdir()) if one.is_file() and not one.name.startswith((".", "~$")))
            found += [one for one in inside if _could_be_read(one)]
    return list(dict.fromkeys(found))


def _could_be_read(path: Path) -> bool:
    try:
        kind(path)
    except SourceUnreadable:
        return False
    return True


def _is_file(said: dict[str, Any]) -> bool:
    return "database" not in said


def _files(where: str, alias: str, said: dict[str, Any], places: Sequence[Path]) -> list[Path]:
    if not _is_file(said):
        return []
    try:
        source = Source.model_validate({"file": alias, **said, "optional": True})
    except ValidationError as fault:
        raise MappingUnreadable(
            where=f"{where}, Imports, Source {alias}", found=fault.errors()[0]["msg"],
            expected="options of a source", remedy="correct the row under Format",
        ) from fault
    return find(alias, source, places)
