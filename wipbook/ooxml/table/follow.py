"""What belongs to a table follows when its last row moves: areas, validations, formats, names, chart series."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wipbook.ooxml.address import Area
from wipbook.ooxml.markup import attributes, change_attribute, change_text, elements, set_attribute, splice
from wipbook.ooxml.table.tables import Table

_REFERENCE = re.compile(
    r"""(?P<skip>"(?:[^"]|"")*"|\[[^\]]*\])"""
    r"""|(?P<sheet>'(?:[^']|'')+'!|[^\W\d][\w.]*!)?(?<![\w.])"""
    r"""(?P<c1>\$?[A-Za-z]{1,3})(?P<r1>\$?[1-9]\d{0,6})(?::(?P<c2>\$?[A-Za-z]{1,3})(?P<r2>\$?[1-9]\d{0,6}))?(?![\w(.!])"""
)
_SQREF = (b"conditionalFormatting", b"dataValidation", b"ignoredError", b"protectedRange")
_FORMULAS = (b"formula", b"formula1", b"formula2", b"f")


@dataclass(frozen=True)
class Growth:
    """A table of ``sheet`` whose body ended at ``old_last`` and now ends at ``new_last``."""

    sheet: str
    header_row: int
    first_row: int
    old_last: int
    new_last: int
    totals: int
    first_column: int
    last_column: int

    @classmethod
    def of(cls, table: Table, new_last: int) -> Growth:
        body = table.body
        return cls(
            table.sheet,
            table.area.first_row,
            body.first_row,
            body.last_row,
            new_last,
            table.totals_rows,
            body.first_column,
            body.last_column,
        )

    def moved(self, area: Area) -> Area:
        """The area after the table grew or shrank; unchanged unless it ends with the table.

        An area follows when it shares a column with the table, ends at its last row, and begins at its first row
        of data, at its header or above it (a print area from A1).
        """
        meets = area.first_column <= self.last_column and self.first_column <= area.last_column
        begins = area.first_row == self.first_row or area.first_row <= self.header_row
        if not (meets and begins):
            return area
        if area.last_row == self.old_last:
            last = self.new_last
        elif area.last_row == self.old_last + self.totals:
            last = self.new_last + self.totals
        else:
            return area
        return Area(area.first_row, area.first_column, last, area.last_column)


def follow_sqref(text: str, growth: Growth) -> str:
    """A list of areas as in ``sqref``, each moved.

    >>> growth = Growth("Jobs", 5, 6, 9, 12, 0, 1, 4)
    >>> follow_sqref("B6:B9 F1", growth)
    'B6:B12 F1'
    """
    return " ".join(_moved_text(part, growth) for part in text.split(" "))


def _moved_text(text: str, growth: Growth) -> str:
    try:
        area = Area.parse(text)
    except ValueError:  # whole columns and rows
        return text
    moved = growth.moved(area)
    return text if moved == area else moved.text


def follow_formula(text: str, growth: Growth, own_sheet: bool, single_cells: bool) -> str:
    """A formula with its references moved; ``own_sheet``: references without a sheet name mean the table's sheet.

    ``single_cells``: whether a single cell may stand for the body of a one-row table (in a chart series it does;
    a name of one cell stays a name of one cell).

    >>> growth = Growth("Jobs", 5, 6, 9, 12, 0, 1, 4)
    >>> follow_formula("SUM(Jobs!$B$6:$B$9)+Other!B6:B9", growth, False, False)
    'SUM(Jobs!$B$6:$B$12)+Other!B6:B9'
    """

    def change(match: re.Match[str]) -> str:
        if match["skip"]:
            return match[0]
        named = match["sheet"]
        if named:
            sheet = named[:-1]
            sheet = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
            if sheet.lower() != growth.sheet.lower():
                return match[0]
        elif not own_sheet:
            return match[0]
        if not match["c2"] and not single_cells:
            return match[0]
        area = Area.parse(match[0][len(named or "") :])
        moved = growth.moved(area)
        if moved == area:
            return match[0]
        last_column = match["c2"] or match["c1"]
        absolute = "$" if (match["r2"] or match["r1"]).startswith("$") else ""
        return f"{named or ''}{match['c1']}{match['r1']}:{last_column}{absolute}{moved.last_row}"

    return _REFERENCE.sub(change, text)


def follow_sheet_end(tail: bytes, growth: Growth, own_sheet: bool) -> bytes:
    """What stands after the rows of a sheet: formats, validations, sparklines, the sheet's own filter."""
    if own_sheet:
        tail = change_attribute(tail, _SQREF, "sqref", lambda text: follow_sqref(text, growth))
        tail = change_attribute(tail, (b"autoFilter", b"sortState"), "ref", lambda text: follow_sqref(text, growth))
        tail = change_text(tail, (b"sqref",), lambda text: follow_sqref(text, growth))
    elif b"!" not in tail or not _may_name(tail, growth.sheet):
        return tail
    # A single cell in the formula of a format or validation is the cell of the row it judges, never a column
    return change_text(tail, _FORMULAS, lambda text: follow_formula(text, growth, own_sheet, False))


def _may_name(data: bytes, sheet: str) -> bool:
    """Whether a part may have a reference to a sheet: where its name is written as it is, it would stand there."""
    plain = sheet.isascii() and sheet.replace(" ", "").isalnum() and b"&#" not in data
    return not plain or sheet.lower().encode() in data.lower()


def follow_chart(data: bytes, growth: Growth) -> bytes:
    """A chart part: series, categories and titles that show a table column."""
    return change_text(data, (b"f",), lambda text: follow_formula(text, growth, False, True))


def follow_pivot_source(data: bytes, growth: Growth) -> bytes:
    """A pivot cache whose source is an area of the table's sheet."""
    edits = []
    for found in elements(data, b"worksheetSource"):
        tag = data[found.start : found.tag_end]
        known = attributes(tag)
        if known.get("sheet", "").lower() == growth.sheet.lower() and "ref" in known:
            edits.append((found.start, found.tag_end, set_attribute(tag, "ref", follow_sqref(known["ref"], growth))))
    return splice(data, edits)
