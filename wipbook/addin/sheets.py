"""The sheet an add-in carries: the help of the functions for Excel's wizard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wipbook.addin.wrappers import Function
from wipbook.ooxml.address import column_letters
from wipbook.ooxml.markup import cell_escape, escape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Rows = Sequence[Sequence[str]]


def function_help(functions: Iterable[Function]) -> Rows:
    """Function, category, description, then the description of each argument."""
    return (
        ("Function", "Category", "Description", "Arguments"),
        *(
            (one.name, one.category, one.description, *(text or name for name, text in one.arguments))
            for one in functions
        ),
    )


def sheet_part(code_name: str, rows: Rows, widths: Sequence[int]) -> bytes:
    """A worksheet of texts. ``code_name`` is its module in the VBA project."""
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, 1))
    body = "".join(_row(number, row) for number, row in enumerate(rows, 1) if row)
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetPr codeName="{code_name}"/><cols>{columns}</cols>'
        f"<sheetData>{body}</sheetData></worksheet>"
    ).encode()


def _row(number: int, texts: Sequence[str]) -> str:
    cells = "".join(
        f'<c r="{column_letters(column)}{number}" t="inlineStr"><is><t>{escape(cell_escape(text))}</t></is></c>'
        for column, text in enumerate(texts, 1)
    )
    return f'<row r="{number}">{cells}</row>'
