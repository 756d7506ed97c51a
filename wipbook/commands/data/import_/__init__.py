"""``wipbook import``: rows from other systems into the input tables, by a mapping, idempotent by key."""

from wipbook.commands.data.import_.apply import import_rows
from wipbook.commands.data.import_.book import import_into
from wipbook.commands.data.import_.mapping import Mapping, parse_mapping, read_mapping
from wipbook.commands.data.import_.report import ControlResult, ImportReport, SourceFile, TableReport, Total

__all__ = [
    "ControlResult",
    "ImportReport",
    "Mapping",
    "SourceFile",
    "TableReport",
    "Total",
    "import_into",
    "import_rows",
    "parse_mapping",
    "read_mapping",
]
