"""A sheet part open for edits: the untouched bytes stay the bytes they were."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.faults import DamagedWorkbook
from wipbook.ooxml.markup import Element, attributes, element, elements, prefix_of, set_attribute, splice, whole_number
from wipbook.ooxml.sheet.rows import RowBlock
from wipbook.ooxml.sheet.rowscan import Cell, Row, RowIndex, cells, cells_named, names_its_cells, rows

Segment = bytes | RowBlock


class Worksheet:
    """Sheet XML as ``head``, stretches of rows, ``tail``. A stretch is bytes of the file or a block to be written.

    ``head`` ends with ``<sheetData>`` and ``tail`` begins with ``</sheetData>``.
    """

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        self.prefix = prefix_of(data)
        found = _rows_of(data, self.prefix)
        if found is None:
            raise DamagedWorkbook(
                where=where,
                found="a sheet without cells part (sheetData)",
                remedy="open and save the workbook with Excel",
            )
        if found.tag_end == found.end:  # <sheetData/>
            name = b"<" + self.prefix + b"sheetData>"
            self.head, self._body = data[: found.start] + name, [b""]
            self.tail = name.replace(b"<", b"</", 1) + data[found.end :]
            self._untouched: bytes | None = data
        else:
            self.head, self._body = data[: found.tag_end], [data[found.tag_end : found.content_end]]
            self.tail, self._untouched = data[found.content_end :], None
        self._segments: list[Segment] = list(self._body)
        del self._body
        self._indexes: dict[int, RowIndex] = {}
        self._last_cells: tuple[bytes, int, Mapping[int, bytes]] = b"", -1, {}

    def chunks(self) -> Iterator[bytes]:
        """The part as it stands now, in pieces."""
        if self._untouched is not None:
            yield self._untouched
            return
        yield self.head
        for segment in self._segments:
            if isinstance(segment, bytes):
                for at in range(0, len(segment), 4 << 20):
                    yield segment[at : at + (4 << 20)]
            else:
                yield from segment.chunks()
        yield self.tail

    def row(self, number: int) -> tuple[bytes, Row] | None:
        """The bytes that hold a row, and where in them it stands."""
        place = self._segment_of(number)
        data = self._bytes(place)
        found = self._index(place).find(number)
        return None if found is None else (data, found)

    def cells_of(self, row: int) -> Mapping[int, bytes]:
        """The ``<c>`` elements of a row by column."""
        place = self.row(row)
        if place is None:
            return {}
        data, found = place
        of, start, those = self._last_cells  # one asks cell by cell, along a row
        if of is not data or start != found.start:
            those = {
                one.column: data[one.start : one.end] for one in cells(data, self.prefix, found.tag_end, found.end)
            }
            self._last_cells = data, found.start, those
        return those

    def cell(self, row: int, column: int) -> bytes | None:
        """The ``<c>`` element of a cell, or None where the sheet has none."""
        return self.cells_of(row).get(column)

    def rows_between(self, first: int, last: int) -> Iterator[tuple[int, bytes]]:
        """Number and bytes of every row element from ``first`` to ``last``."""
        for place, segment in enumerate(list(self._segments)):
            if isinstance(segment, RowBlock):
                if segment.last_row < first or segment.first_row > last:
                    continue
                segment = self._bytes(place)
            index = self._index(place)
            if not segment or index.last < first or index.first > last:
                continue
            start = index.start_of(first)
            for found in rows(segment, self.prefix, start, number=first - 1):
                if found.number > last:
                    break
                yield found.number, segment[found.start : found.end]

    def cells_in(self, area: Area) -> Iterator[tuple[int, int, bytes]]:
        """Row, column and ``<c>`` element of every cell that exists in an area."""
        return self.cells_at(area, range(area.first_column, area.last_column + 1))

    def cells_at(self, area: Area, columns: Container[int]) -> Iterator[tuple[int, int, bytes]]:
        """The same of these columns alone."""
        few = columns if isinstance(columns, frozenset) else None
        for number, row in self.rows_between(area.first_row, area.last_row):
            if few is not None and names_its_cells(row, self.prefix):
                for one in cells_named(row, self.prefix, few):
                    yield number, one.column, row[one.start : one.end]
                continue
            for one in cells(row, self.prefix, next(rows(row, self.prefix)).tag_end):
                if one.column > area.last_column:
                    break
                if one.column in columns:
                    yield number, one.column, row[one.start : one.end]

    def formulas(self) -> bytes:
        """The rows as they stand, for a search in formulas; blocks to be written are left out."""
        return b"".join(segment for segment in self._segments if isinstance(segment, bytes))

    def rows_with_others_formulas(self) -> Iterator[bytes]:
        """The rows in which a formula may stand that was not just written by us: those of the file, and of a block to
        be written what stands beside the table."""
        for segment in self._segments:
            if isinstance(segment, bytes):
                yield segment
            else:
                yield from segment.others_formulas()

    def has_formulas(self) -> bool:
        """Whether any cell holds a formula."""
        return any(
            segment.has_formulas
            if isinstance(segment, RowBlock)
            else any(mark in segment for mark in (b"<f>", b"<f ", b":f>", b":f "))
            for segment in self._segments
        )

    def has_shared_formulas(self) -> bool:
        """Whether some formula is the text of several cells."""
        return any(b'="shared"' in one or b"='shared'" in one for one in self._segments if isinstance(one, bytes))

    def has_arrays(self) -> bool:
        """Whether array formulas may be among the cells."""
        return any(
            b't="array"' in one or b"t='array'" in one or b"dataTable" in one
            for one in self._segments
            if isinstance(one, bytes)
        )

    def stretch(self, first: int, last: int) -> bytes:
        """The row elements from ``first`` to ``last`` as they stand."""
        start, end = self._segment_of(first), self._segment_of(last)
        if start == end:
            data = self._bytes(start)
            return data[self._index(start).start_of(first) : self._index(start).start_of(last + 1)]
        pieces = [self._bytes(start)[self._index(start).start_of(first) :]]
        pieces += [self._bytes(place) for place in range(start + 1, end)]
        pieces.append(self._bytes(end)[: self._index(end).start_of(last + 1)])
        return b"".join(pieces)

    @property
    def last_row(self) -> int:
        """Number of the last row element, 0 without any."""
        for place in range(len(self._segments) - 1, -1, -1):
            segment = self._segments[place]
            last = segment.last_row if isinstance(segment, RowBlock) else self._index(place).last
            if last:
                return last
        return 0

    def set_cells(self, changes: Mapping[int, Mapping[int, bytes]]) -> None:
        """Replace or add cells: row number to column to ``<c>`` element (``b""`` takes the cell out)."""
        by_place: dict[int, list[int]] = {}
        for number in sorted(changes):
            by_place.setdefault(self._segment_of(number), []).append(number)
        for place, numbers in by_place.items():
            data, index, edits = self._bytes(place), self._index(place), []
            new: dict[int, list[bytes]] = {}
            for number in numbers:
                found = index.find(number)
                if found is not None:
                    edited = edit_row(data[found.start : found.end], self.prefix, changes[number])
                    edits.append((found.start, found.end, edited))
                elif body := b"".join(changes[number][column] for column in sorted(changes[number])):
                    tag = b'<%brow r="%d">%b</%brow>' % (self.prefix, number, body, self.prefix)
                    new.setdefault(index.start_of(number), []).append(tag)
            edits += [(at, at, b"".join(tags)) for at, tags in new.items()]
            self._replace(place, splice(data, edits))
        self._cover(changes)

    def replace_rows(self, first: int, last: int, pieces: list[Segment]) -> None:
        """Put ``pieces`` where the row elements ``first`` to ``last`` stand."""
        start, end = self._segment_of(first), self._segment_of(last)
        before_data, after_data = self._bytes(start), self._bytes(end)
        before = before_data[: self._index(start).start_of(first)]
        after = after_data[self._index(end).start_of(last + 1) :]
        self._segments[start : end + 1] = [before, *(piece for piece in pieces if piece != b""), after]
        self._indexes.clear()
        self._untouched = None

    def column_style(self, column: int) -> str:
        """The format index a column gives to cells it does not have yet, "" for none."""
        group = element(self.head, b"cols")
        if group is None:
            return ""
        for found in elements(self.head, b"col", group.tag_end, group.content_end):
            tag = attributes(self.head[found.start : found.tag_end])
            if whole_number(tag, "min", 0) <= column <= whole_number(tag, "max", 0):
                style = tag.get("style", "")
                return "" if style == "0" else style
        return ""

    def style_for(self, row: int, column: int) -> str:
        """The format index of a cell, or the one a new cell there would get from its row or column."""
        existing = self.cell(row, column)
        if existing is not None:
            return style_of(existing)
        return self.new_style(row, column)

    def new_style(self, row: int, column: int) -> str:
        """The format index that a cell which does not exist yet gets from its row or column."""
        place = self.row(row)
        if place is not None:
            tag = attributes(place[0][place[1].start : place[1].tag_end])
            if tag.get("customFormat") in ("1", "true"):
                return tag.get("s", "")
        return self.column_style(column)

    def merged(self) -> list[Area]:
        """The merged areas of the sheet."""
        tags = (attributes(self.tail[one.start : one.tag_end]) for one in elements(self.tail, b"mergeCell"))
        return [Area.stated(tag.get("ref", ""), f"{self.where}, merged cells") for tag in tags]

    def edit_ends(self, head: bytes, tail: bytes) -> None:
        """Replace what stands before and after the rows."""
        if (head, tail) != (self.head, self.tail):
            self.head, self.tail, self._untouched = head, tail, None

    def dimension(self) -> Area | None:
        """The area the sheet says it uses."""
        found = element(self.head, b"dimension")
        if found is None:
            return None
        try:
            return Area.parse(attributes(self.head[found.start : found.tag_end])["ref"])
        except (KeyError, ValueError):
            return None

    def set_dimension(self, area: Area) -> None:
        """Write the used area, where the sheet states one."""
        found = element(self.head, b"dimension")
        if found is not None and self.dimension() != area:
            tag = set_attribute(self.head[found.start : found.tag_end], "ref", area.text)
            self.edit_ends(splice(self.head, [(found.start, found.tag_end, tag)]), self.tail)

    def _cover(self, changes: Mapping[int, Mapping[int, bytes]]) -> None:
        area = self.dimension()
        columns = [column for row in changes.values() for column, xml in row.items() if xml]
        numbers = [row for row, new in changes.items() if any(new.values())]
        if area is not None and columns:
            self.set_dimension(
                Area(
                    min(area.first_row, *numbers),
                    min(area.first_column, *columns),
                    max(area.last_row, *numbers),
                    max(area.last_column, *columns),
                )
            )

    def _segment_of(self, number: int) -> int:
        """Index of the stretch where a row stands or would be added."""
        best = 0
        for place, segment in enumerate(self._segments):
            if isinstance(segment, RowBlock):
                if segment.first_row > number:
                    break
                best = place
                if number <= segment.last_row:
                    break
            elif segment:
                first = self._index(place).first
                if first > number:
                    break
                best = place
        if isinstance(self._segments[best], RowBlock):
            block = self._segments[best]
            assert isinstance(block, RowBlock)
            if number > block.last_row:
                if best + 1 < len(self._segments) and isinstance(self._segments[best + 1], bytes):
                    return best + 1
                self._segments.insert(best + 1, b"")
                self._indexes.clear()
                return best + 1
            if number < block.first_row:
                self._segments.insert(best, b"")
                self._indexes.clear()
        return best

    def _bytes(self, place: int) -> bytes:
        """The stretch as bytes; a block that somebody wants to look into is written out."""
        segment = self._segments[place]
        if isinstance(segment, RowBlock):
            segment = b"".join(segment.chunks())
            self._segments[place] = segment
            self._indexes.pop(place, None)
        return segment

    def _index(self, place: int) -> RowIndex:
        if place not in self._indexes:
            self._indexes[place] = RowIndex(self._bytes(place), self.prefix)
        return self._indexes[place]

    def _replace(self, place: int, data: bytes) -> None:
        self._segments[place] = data
        self._indexes.pop(place, None)
        self._untouched = None


def _rows_of(data: bytes, prefix: bytes) -> Element | None:
    """The ``sheetData`` element; its end is looked for from the end of the part, past a million rows."""
    start = data.find(b"<" + prefix + b"sheetData>")
    end = data.rfind(b"</" + prefix + b"sheetData>")
    if start < 0 or end < 0:
        return element(data, b"sheetData")
    name = len(b"<" + prefix + b"sheetData>")
    return Element(start, start + name, end, end + name + 1)


def edit_row(row: bytes, prefix: bytes, new: Mapping[int, bytes]) -> bytes:
    """A row element with cells replaced, added in column order, or (``b""``) taken out."""
    first = next(rows(row, prefix))
    if first.tag_end == first.end:  # <row .../>
        body = b"".join(new[column] for column in sorted(new))
        if not body:
            return row
        return row[: first.tag_end - 2].rstrip() + b">" + body + b"</" + prefix + b"row>"
    edits, waiting = [], sorted(new)
    last_end, known = first.tag_end, list(cells(row, prefix, first.tag_end))
    for one in known:
        while waiting and waiting[0] < one.column:
            edits.append((one.start, one.start, new[waiting.pop(0)]))
        if waiting and waiting[0] == one.column:
            edits.append((one.start, one.end, new[waiting.pop(0)]))
        last_end = one.end
    edits += [(last_end, last_end, b"".join(new[column] for column in waiting))] if waiting else []
    joined = _joined(edits)
    edited = splice(row, joined)
    return _without_spans(edited, first.tag_end, known, new)


def _joined(edits: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """Several insertions at one place become one, in their order, so that sorting cannot mix them."""
    out: list[tuple[int, int, bytes]] = []
    for start, end, text in edits:
        if out and out[-1][0] == out[-1][1] == start and start == end:
            out[-1] = (start, end, out[-1][2] + text)
        else:
            out.append((start, end, text))
    return out


def _without_spans(row: bytes, tag_end: int, known: list[Cell], new: Mapping[int, bytes]) -> bytes:
    """``spans`` is a hint that must not lie: dropped when a cell comes in outside of it."""
    match = re.search(rb"""\sspans=["'](\d+):(\d+)["']""", row[:tag_end])
    if match is None:
        return row
    columns = [column for column, xml in new.items() if xml]
    if columns and (min(columns) < int(match[1]) or max(columns) > int(match[2])):
        return row[: match.start()] + row[match.end() :]
    return row


def blank_cell(row: int, column: int, style: str, prefix: bytes) -> bytes:
    """A cell without content that keeps its format; nothing without one."""
    if not style:
        return b""
    return f'<{prefix.decode()}c r="{cell_text(row, column)}" s="{style}"/>'.encode()


def style_of(cell: bytes) -> str:
    """The format index of a ``<c>`` element, "" for none."""
    match = re.search(rb"""\ss=["'](\d+)["']""", cell[: cell.index(b">")])
    return match[1].decode() if match else ""


def holds_content(cell: bytes) -> bool:
    """Whether a ``<c>`` element has a value or a formula, and not a format alone."""
    return cell[cell.index(b">") - 1] != 0x2F and re.search(rb"<(?:[\w.\-]+:)?(?:v|f|is)[\s/>]", cell) is not None
