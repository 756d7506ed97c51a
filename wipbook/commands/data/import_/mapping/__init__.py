"""The mapping: which sources there are, what each table takes from them; as a file, and on the sheet Imports."""

from wipbook.commands.data.import_.mapping.file import mapping_text, parse_mapping, read_mapping
from wipbook.commands.data.import_.mapping.model import ELAPSED, Control, JsonPlace, Limits, Mapping, Source, TableMap

__all__ = [
    "ELAPSED",
    "Control",
    "JsonPlace",
    "Limits",
    "Mapping",
    "Source",
    "TableMap",
    "mapping_text",
    "parse_mapping",
    "read_mapping",
]
