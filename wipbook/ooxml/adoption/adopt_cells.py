"""Single cells and whole table columns brought in from another workbook, with what belongs to them: formats, column
width, validations, conditional formats."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.adoption.style_merge import StyleMerge
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import CellsInTheWay, NoSuchColumn
from wipbook.ooxml.markup import attributes, element, elements, escape, prefix_of, set_attribute, splice, unescape
from wipbook.ooxml.sheet.cells import cell_xml, formula_of, value_of
from wipbook.ooxml.sheet.worksheet import Worksheet, style_of
from wipbook.ooxml.table.formula_shift import shifted
from wipbook.ooxml.table.tables import Table, reshaped, with_formulas

Place = tuple[int, int]

#: What may follow conditional formats and validations in a sheet part, in the order of the standard.
_AFTER_VALIDATIONS = (
    b"hyperlinks", b"printOptions", b"pageMargins", b"pageSetup", b"headerFooter", b"rowBreaks", b"colBreaks",
    b"customProperties", b"cellWatches", b"ignoredErrors", b"smartTags", b"drawing", b"legacyDrawing",
    b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems", b"tableParts",
    b"extLst",
)


def adopt_cells(document: Document, template: Path, sheet: str, moves: Mapping[Place, Place]) -> None:
    """Copy cells of ``sheet`` in ``template`` to the places given, with formats, validations, conditional formats."""
    source = document.source(template)
    taking = _Taking(document, source, sheet, sheet)
    taking.cells(moves)
    for old, new in moves.items():
        taking.rules(Area(*old, *old), Area(*new, *new))


def adopt_column(document: Document, template: Path, name: str, header: str) -> str:
    """Add a column of the template's table ``name`` at the right end of the workbook's; the address of its header.

    Rows that are there get the column blank, calculated columns excepted. Raises CellsInTheWay when something stands
    right of the table, NoSuchColumn when the template has no such column.
    """
    source = document.source(template)
    given, table = source.table(name), document.table(name)
    if header not in given.headers:
        raise NoSuchColumn(where=f"table {name} of the template", found=", ".join(given.headers),
                           expected=f"a column {header!r}", remedy="install wipbook again")
    column = table.area.last_column + 1
    _refuse_neighbours(document, table, column)
    taking = _Taking(document, source, given.sheet, table.sheet)
    old = given.area.first_column + given.headers.index(header)
    top, bottom = given.area.first_row, table.area.first_row
    # The small print above the header comes along, as far up as both sheets have room for it.
    above = min(top, bottom) - 1
    moves = {(top - up, old): (bottom - up, column) for up in range(min(above, 3) + 1)}
    taking.cells(moves)
    taking.body(Area(top + 1, old, top + 1, old), Area(table.body.first_row, column, table.body.last_row, column),
                given.columns[given.headers.index(header)].formula)
    taking.column_look(old, column)
    taking.rules(Area(top + 1, old, 1_048_576, old), Area(table.body.first_row, column, 1_048_576, column))
    area = Area(table.area.first_row, table.area.first_column, table.area.last_row, column)
    data = reshaped(table, area, [*table.headers, header])
    formula = given.columns[given.headers.index(header)].formula
    document.write_table_part(table, with_formulas(data, {header: formula}) if formula else data)
    document.forget_tables()
    return cell_text(bottom, column)


def adopt_validations(document: Document, template: Path, name: str) -> list[str]:
    """Give the columns of table ``name`` the template's validations, by header; the headers where they were others.

    Columns that the template does not know keep what they have.
    """
    source = document.source(template)
    given, table = source.table(name), document.table(name)
    taking = _Taking(document, source, given.sheet, table.sheet)
    changed = []
    for header in given.headers:
        if header not in table.headers:
            continue
        old = given.area.first_column + given.headers.index(header)
        new = table.area.first_column + table.headers.index(header)
        if taking.validations(
            Area(given.body.first_row, old, 1_048_576, old), Area(table.body.first_row, new, 1_048_576, new)
        ):
            changed.append(header)
    return changed


def _refuse_neighbours(document: Document, table: Table, column: int) -> None:
    area = Area(table.area.first_row, column, table.area.last_row, column)
    for other in document.tables().values():
        if other.sheet == table.sheet and other.name != table.name and other.area.meets(area):
            raise CellsInTheWay(
                where=f"{table.sheet}!{cell_text(table.area.first_row, column)}", found=f"the table {other.name}",
                expected=f"a free column right of table {table.name}", remedy="move it one column to the right",
            )
    for row, at, cell in document.worksheet(table.sheet).cells_in(area):
        if value_of(cell, document.strings if b't="s"' in cell else None) is not None or formula_of(cell):
            raise CellsInTheWay(
                where=f"{table.sheet}!{cell_text(row, at)}", found="a cell that is filled",
                expected=f"a free column right of table {table.name}", remedy="move it one column to the right",
            )


class _Taking:
    """From one sheet of the source to one sheet of the document."""

    def __init__(self, document: Document, source: Document, sheet: str, to: str) -> None:
        self.document, self.source, self.of, self.to = document, source, sheet, to
        self.given: Worksheet = source.worksheet(sheet)
        self.sheet: Worksheet = document.touch(to)
        self.styles = StyleMerge(source.styles, document.styles)

    def cells(self, moves: Mapping[Place, Place]) -> None:
        changes: dict[int, dict[int, bytes]] = {}
        self.document.known.origins.setdefault(self.to.casefold(), (self.source.path, self.of))
        for (old_row, old_column), (row, column) in moves.items():
            cell = self.given.cell(old_row, old_column)
            if cell is None:
                continue
            strings = self.source.strings if b't="s"' in cell[: cell.index(b">")] else None
            formula = formula_of(cell)
            text = shifted(formula, row - old_row, column - old_column).removeprefix("=") if formula else None
            changes.setdefault(row, {})[column] = self._cell(row, column, cell, value_of(cell, strings), text)
            self.document.formulas_touched |= bool(text)
            if text:
                self.document.known.doubtful.cell(self.to, row, column)
            self.document.known.unvalued |= bool(text) and value_of(cell, strings) is None
        self.sheet.set_cells(changes)

    def body(self, pattern: Area, body: Area, formula: str) -> None:
        """The look of the source's first row for every row there is; a calculated column is calculated on opening."""
        cell = self.given.cell(pattern.first_row, pattern.first_column)
        if cell is None:
            return
        rows = range(body.first_row, body.last_row + 1) if formula else (body.first_row,)
        column = body.first_column
        self.sheet.set_cells({row: {column: self._cell(row, column, cell, None, formula or None)} for row in rows})
        self.document.formulas_touched |= bool(formula)
        self.document.known.unvalued |= bool(formula)

    def column_look(self, old: int, new: int) -> None:
        """Width and format of a whole column."""
        found = _col(self.given.head, old)
        if found is None:
            return
        tag = set_attribute(set_attribute(found, "min", str(new)), "max", str(new))
        style = attributes(tag).get("style")
        if style is not None:
            tag = set_attribute(tag, "style", str(self.styles.cell(int(style))))
        self.sheet.edit_ends(_with_col(self.sheet.head, new, tag), self.sheet.tail)

    def rules(self, old: Area, new: Area) -> None:
        """Validations and conditional formats over cells of ``old``, for ``new``."""
        self.validations(old, new)
        highest = [int(attributes(self.sheet.tail[one.start : one.tag_end]).get("priority", "0"))
                   for one in elements(self.sheet.tail, b"cfRule")]
        for data in _over(self.given.tail, b"conditionalFormatting", old):
            for one in reversed(list(elements(data, b"cfRule"))):
                highest.append(max(highest, default=0) + 1)
                tag = set_attribute(data[one.start : one.tag_end], "priority", str(highest[-1]))
                difference = attributes(tag).get("dxfId")
                if difference is not None:
                    tag = set_attribute(tag, "dxfId", str(self.styles.difference(int(difference))))
                data = data[: one.start] + tag + data[one.tag_end :]
            data = self._moved(data, old, new, b"formula")
            tail = self.sheet.tail
            last = list(elements(tail, b"conditionalFormatting"))
            at = last[-1].end if last else _first(tail, (b"dataValidations", *_AFTER_VALIDATIONS))
            self.sheet.edit_ends(self.sheet.head, tail[:at] + data + tail[at:])

    def validations(self, old: Area, new: Area) -> bool:
        """Replace the validations of ``new`` by those of ``old``; whether they were others."""
        wanted = [
            self._moved(data, old, new, b"formula1", b"formula2")
            for data in _over(self.given.tail, b"dataValidation", old)
        ]
        present = _over(self.sheet.tail, b"dataValidation", new)
        if [_meaning(data) for data in wanted] == [_meaning(data) for data in present]:
            return False
        tail = self.sheet.tail
        cuts = [(one.start, one.end, b"") for one in elements(tail, b"dataValidation")
                if tail[one.start : one.end] in present]
        tail = splice(tail, cuts)
        group = element(tail, b"dataValidations")
        kept = tail[group.tag_end : group.content_end] if group is not None else b""
        count = len(list(elements(kept, b"dataValidation"))) + len(wanted)
        p = self.sheet.prefix
        whole = b'<%bdataValidations count="%d">%b</%bdataValidations>' % (p, count, kept + b"".join(wanted), p)
        if group is not None:
            tail = splice(tail, [(group.start, group.end, whole if count else b"")])
        elif count:
            at = _first(tail, _AFTER_VALIDATIONS)
            tail = tail[:at] + whole + tail[at:]
        self.sheet.edit_ends(self.sheet.head, tail)
        return True

    def _cell(self, row: int, column: int, cell: bytes, value: object, formula: str | None) -> bytes:
        style = style_of(cell)
        index = str(self.styles.cell(int(style))) if style else ""
        return cell_xml(cell_text(row, column), index, value, formula, prefix=self.sheet.prefix,
                        date1904=self.document.date1904)

    def _moved(self, data: bytes, old: Area, new: Area, *formulas: bytes) -> bytes:
        """A rule for another area: its range, and the cells its formulas speak of."""
        rows, columns = new.first_row - old.first_row, new.first_column - old.first_column
        opening = data[: data.index(b">") + 1]
        first = Area.parse(attributes(opening)["sqref"].split()[0])
        area = Area(first.first_row + rows, new.first_column, min(first.last_row + rows, 1_048_576), new.last_column)
        data = set_attribute(opening, "sqref", area.text) + data[len(opening) :]
        edits = []
        for name in formulas:
            for one in elements(data, name):
                text = unescape(data[one.tag_end : one.content_end].decode())
                edits.append((one.tag_end, one.content_end, escape(shifted(f"={text}", rows, columns)[1:]).encode()))
        return splice(data, sorted(edits))


def _over(tail: bytes, name: bytes, area: Area) -> list[bytes]:
    """The rules whose range lies in an area."""
    found = []
    for one in elements(tail, name):
        ranges = attributes(tail[one.start : one.tag_end]).get("sqref", "").split()
        if ranges and all(_within(Area.parse(text), area) for text in ranges):
            found.append(tail[one.start : one.end])
    return found


def _within(inner: Area, outer: Area) -> bool:
    return (
        outer.first_row <= inner.first_row and inner.last_row <= outer.last_row
        and outer.first_column <= inner.first_column and inner.last_column <= outer.last_column
    )


def _meaning(rule: bytes) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """What a validation says, however it is written and however far down it reaches."""
    tag = attributes(rule[: rule.index(b">") + 1])
    quiet = {"sqref", "allowBlank", "showErrorMessage", "showInputMessage", "showDropDown"}
    texts = tuple(
        unescape(rule[one.tag_end : one.content_end].decode())
        for name in (b"formula1", b"formula2") for one in elements(rule, name)
    )
    return tuple(sorted((key, value) for key, value in tag.items() if key not in quiet)), texts


def _col(head: bytes, column: int) -> bytes | None:
    """The definition that covers a column."""
    group = element(head, b"cols")
    if group is None:
        return None
    for found in elements(head, b"col", group.tag_end, group.content_end):
        tag = attributes(head[found.start : found.tag_end])
        if int(tag["min"]) <= column <= int(tag["max"]):
            return head[found.start : found.tag_end]
    return None


def _with_col(head: bytes, column: int, new: bytes) -> bytes:
    """The part before the rows with one more column definition; one that covers the column is split around it."""
    new = new if new.endswith(b"/>") else new[:-1] + b"/>"
    group, p = element(head, b"cols"), prefix_of(head)
    if group is None:
        at = element(head, b"sheetData")
        place = at.start if at is not None else head.rindex(b"<" + p + b"sheetData")
        return head[:place] + b"<%bcols>%b</%bcols>" % (p, new, p) + head[place:]
    pieces: list[tuple[int, bytes]] = [(column, new)]
    for found in elements(head, b"col", group.tag_end, group.content_end):
        tag = head[found.start : found.tag_end]
        tag = tag if tag.endswith(b"/>") else tag[:-1] + b"/>"
        low, high = (int(attributes(tag)[key]) for key in ("min", "max"))
        for first, last in ((low, min(high, column - 1)), (max(low, column + 1), high)):
            if first <= last:
                pieces.append((first, set_attribute(set_attribute(tag, "min", str(first)), "max", str(last))))
    body = b"".join(tag for _, tag in sorted(pieces))
    return head[: group.tag_end] + body + head[group.content_end :]


def _first(tail: bytes, names: tuple[bytes, ...]) -> int:
    """Where the first of these elements stands, else the end of the sheet."""
    starts = [found.start for name in names if (found := element(tail, name)) is not None]
    return min(starts, default=tail.rindex(b"</"))
