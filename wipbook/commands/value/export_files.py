"""Files of an export: written whole or not at all, and never over another.

Rules:

1. They go into the folder told, else into Export Folder of Settings, else beside the workbook.
2. Their names say workbook, number of the export, format and, of several, which: ``plant-journal-003-xero-1of2.csv``.
3. A file of such a name with the same content is left as it is: the export was made, but the workbook with its record
   was not saved.
4. One with another content is refused, and nothing is written: the ledger may have taken it already.
5. All of them are written, or none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

from wipbook.commands.value.whole_file import write_whole
from wipbook.errors import RefusedToProtectData


class ExportFileExists(RefusedToProtectData):
    """A file of the next export is there already, with other content."""


def names_of(stem: str, number: int, form: str, ending: str, count: int) -> list[str]:
    """The names of the files of an export.

    >>> names_of("plant", 3, "xero", ".csv", 2)
    ['plant-journal-003-xero-1of2.csv', 'plant-journal-003-xero-2of2.csv']
    """
    which = [f"-{at}of{count}" for at in range(1, count + 1)] if count > 1 else [""] * count
    return [f"{stem}-journal-{number:03d}-{form}{each}{ending}" for each in which]


def hash_of(text: str) -> str:
    """SHA-256 of the file, first 16 digits."""
    return hash_of_bytes(text.encode("utf-8"))


def hash_of_bytes(content: bytes) -> str:
    """The same of a file that is no text."""
    return hashlib.sha256(content).hexdigest()[:16]


def write_files(folder: Path, texts: Mapping[str, str | bytes], what: str = "journal") -> list[Path]:
    """Write texts (UTF-8) and other contents, of a kind (``what``), by the names of their files.

    Errors: ``ExportFileExists``, ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    new = {}
    for name, text in texts.items():
        path, content = folder / name, text.encode("utf-8") if isinstance(text, str) else text
        if not path.exists():
            new[path] = content
        elif path.read_bytes() != content:
            raise ExportFileExists(
                where=str(path), found=f"a file with another {what}", expected="no file of the next export",
                remedy="if the ledger has taken it, restore the workbook that was saved with it; if not, delete it",
            )
    written: list[Path] = []
    try:
        for path, content in new.items():
            write_whole(path, partial(_write, content))
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return [folder / name for name in texts]


def _write(content: bytes, file: BinaryIO) -> None:
    file.write(content)
