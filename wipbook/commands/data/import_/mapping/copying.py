"""A mapping copied between the sheet Imports of a workbook and a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from wipbook.commands.data.import_.errors import NothingMapped
from wipbook.commands.data.import_.mapping.file import mapping_text, read_mapping
from wipbook.commands.data.import_.mapping.sheet_reading import read_imports
from wipbook.commands.data.import_.mapping.sheet_rows import sheet_rows
from wipbook.commands.data.import_.mapping.sheet_writing import lay_out
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.upgrade import bring_up_to_date
from wipbook.hosts.file.workbook import open_file


def copy_to(book: Path) -> str:
    """What the sheet Imports of a workbook says, as the text of a mapping file.

    Errors: ``NothingMapped`` for a sheet that maps nothing; those of ``read_imports`` and ``SheetMapping.whole``.
    """
    with open_file(book, backups=0) as workbook:
        said = read_imports(workbook)
        if not said.tables:
            raise NothingMapped(
                where=f"{book.name}, sheet Imports", found="no row that maps something", expected="a mapping",
                remedy="have columns proposed first: wipbook import BOOK FILE --preview",
            )
        return mapping_text(said.whole())


def copy_from(book: Path, mapping: Path, call_it: str, now: dt.datetime | None = None, user: str | None = None) -> str:
    """Put a mapping file on the sheet Imports, in place of what maps something there; the workbook is saved. What was
    done, in a line. Errors: those of ``read_mapping``, ``sheet_rows`` and of saving."""
    rows = sheet_rows(read_mapping(mapping))
    with open_file(book) as workbook:
        bring_up_to_date(workbook, now=now, user=user)
        count = lay_out(workbook, rows)
        said = f"{count} rows of sheet Imports from {call_it}"
        change_log.append(workbook, "map", said, now=now, user=user)
        workbook.save()
    return f"{book.name}: {said}"
