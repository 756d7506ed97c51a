"""What a step stands on, as one key: the same key, the same work."""

from __future__ import annotations

import hashlib
import tomllib
import uuid
from collections.abc import Iterable
from pathlib import Path

from wipbook import __version__
from wipbook.commands.batch.plan import Plant
from wipbook.commands.batch.steps import Step

_CHUNK = 1 << 20
NOT_THERE = "not there"


def file_hash(path: Path) -> str:
    """SHA-256 of a file's content; of a folder, of the names and contents of the files in it; ``NOT_THERE``."""
    if path.is_dir():
        return _together(
            f"{one.relative_to(path).as_posix()} {file_hash(one)}" for one in sorted(path.rglob("*")) if one.is_file()
        )
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return NOT_THERE
    return digest.hexdigest()


def step_key(plant: Plant, step: Step) -> str:
    """Everything a step stands on but the workbook: the release, its words, and what an import reads. Of one that reads
    what the workbook names, or a database, nobody knows beforehand whether that is the same: it has a key of its own
    each time, and is run again, which brings nothing in twice."""
    read: list[Path] = []
    own = ""
    if step.name == "import":
        read = [*([plant.mapping] if plant.mapping else []), *plant.sources]
        own = uuid.uuid4().hex if not plant.sources or _asks_databases(plant.mapping) else ""
    return _together([__version__, step.name, *step.words, own, *(f"{path.name} {file_hash(path)}" for path in read)])


def _asks_databases(mapping: Path | None) -> bool:
    if mapping is None:
        return True  # sheet Imports may name some
    try:
        sources = tomllib.loads(mapping.read_text("utf-8")).get("sources", {})
    except (OSError, ValueError):
        return False  # the import says what is wrong with it
    return isinstance(sources, dict) and any(isinstance(one, dict) and "database" in one for one in sources.values())


def _together(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
