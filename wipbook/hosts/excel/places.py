"""Where the sheets, tables and names of an open workbook are, each asked for once.

A port lives as long as one command does, and while it lives nobody but the command moves tables or sheets; what the
command moves, it tells (``forget``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from wipbook.ooxml.address import Area
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import NoSuchSheet
from wipbook.port.workbook import TablePlace

ReadRow = Callable[[str, Area], Sequence[object]]
"""The values of a row of a sheet, whose name comes first."""


class Found:
    """A table on the sheet ``tab``, of which ``sheet`` is that of xlwings; ``body`` are its rows of data. What more
    there is to know is asked for when somebody wants to know, and once."""

    def __init__(
        self, name: str, tab: str, sheet: Any, body: Area, read_row: ReadRow, cells: Any = None
    ) -> None:
        self.name, self.tab, self.sheet, self.body = name, tab, sheet, body
        self._read_row, self._cells = read_row, cells

    def range(self, area: Area) -> Any:
        """The range of xlwings over an area of its sheet."""
        return self._cells if area == self.body and self._cells is not None else self.sheet.range(area.text)

    @cached_property
    def table(self) -> Any:
        """That of xlwings."""
        return self.sheet.tables[self.name]

    @cached_property
    def totals(self) -> bool:
        """Whether a row of totals stands below its rows."""
        return bool(self.table.show_totals)

    @property
    def whole(self) -> Area:
        """Header and totals rows included."""
        body = self.body
        return Area(body.first_row - 1, body.first_column, body.last_row + self.totals, body.last_column)

    @cached_property
    def place(self) -> TablePlace | None:
        """None without a header row: its columns cannot be named. Excel clears the header cells when that row is turned
        off, so that only a row with a blank cell raises the question."""
        body = self.body
        if body.first_row == 1:
            return None
        top = body.first_row - 1
        names = list(self._read_row(self.tab, Area(top, body.first_column, top, body.last_column)))
        if not all(isinstance(one, str) and one for one in names) and not self.table.show_headers:
            return None
        return TablePlace(
            self.name, self.tab, body.first_row, body.last_row, body.first_column,
            tuple("" if one is None else str(one) for one in names),
        )

    def now(self, place: TablePlace) -> Found:
        """The same table, given another place."""
        right = place.first_column + len(place.headers) - 1
        body = Area(place.first_row, place.first_column, place.last_row, right)
        moved = Found(self.name, self.tab, self.sheet, body, self._read_row)
        moved.__dict__ |= {name: self.__dict__[name] for name in ("table", "totals") if name in self.__dict__}
        moved.place = place
        return moved


class Places:
    """``book`` is that of xlwings, ``path`` says where it was saved last: the file knows where to look first."""

    def __init__(self, book: Any, path: Callable[[], Path | None], read_row: ReadRow) -> None:
        self._book, self._path, self._read_row = book, path, read_row
        self._sheets: dict[str, Any] | None = None
        self._met: dict[str, Any] = {}
        self._listed: dict[str, str] | None = None
        self._found: dict[str, Found] = {}
        self._hints: dict[str, tuple[str, str]] | None = None
        self._names: list[str] | None = None
        self._meanings: dict[str, str | None] = {}
        self._sheets_of_names = set[str]()
        """To which names of the workbook lead; one of a copied sheet leads to the copy."""

    @cached_property
    def _collection(self) -> Any:
        return self._book.sheets

    @cached_property
    def _defined(self) -> Any:
        return self._book.names

    def forget(self) -> None:
        """Sheets came or went; tables and names with them."""
        self._sheets = self._listed = None
        self._met.clear()
        self._found.clear()
        self.forget_names()

    def forget_tables(self) -> None:
        """Tables have other places."""
        self._found.clear()

    def moves(self, one: Found) -> None:
        """A table is about to be given another place."""
        self._found.pop(one.name.lower(), None)

    def stands(self, one: Found, place: TablePlace) -> None:
        """A table was given this place."""
        self._found[one.name.lower()] = one.now(place)

    # sheets -----------------------------------------------------------------------------------------------------

    def sheet_names(self) -> list[str]:
        return list(self._all_sheets())

    def sheet(self, name: str) -> Any:
        """The sheet of xlwings, whatever the case of the name; NoSuchSheet."""
        found = self._sheet_met(name)
        if found is not None:
            return found
        for known, sheet in self._all_sheets().items():
            if known.lower() == name.lower():
                return sheet
        raise NoSuchSheet(
            where=str(self._book.name),
            found=f"the sheets {', '.join(self.sheet_names())}",
            expected=f"a sheet {name!r}",
            remedy="restore the sheet or correct its name",
        )

    def _all_sheets(self) -> dict[str, Any]:
        if self._sheets is None:
            self._sheets = {str(sheet.name): sheet for sheet in self._collection}
            self._met |= {name.lower(): sheet for name, sheet in self._sheets.items()}
        return self._sheets

    def _sheet_met(self, name: str) -> Any:
        """A sheet that is known or can be had by its name in one question; else None."""
        if name.lower() not in self._met and self._sheets is None:
            with suppress(Exception):  # each bridge has an error of its own for a name it does not know
                self._met[name.lower()] = self._collection[name]
        return self._met.get(name.lower())

    # tables -----------------------------------------------------------------------------------------------------

    def table_names(self) -> list[str]:
        return list(self._all_tables())

    def table(self, name: str) -> Found | None:
        """A table by its name in any case; None where there is none."""
        key = name.lower()
        if key not in self._found:
            found = self._where_it_was(name) or self._look_up(name)
            if found is None:
                return None
            self._found[key] = found
        return self._found[key]

    def others(self, one: Found) -> list[Found]:
        """The other tables of its sheet."""
        found = (self.table(str(table.name)) for table in one.sheet.tables)
        return [other for other in found if other is not None and other.name.lower() != one.name.lower()]

    def _where_it_was(self, name: str) -> Found | None:
        """Where the file as it was last saved has the table, if it is there still: a range of a sheet goes by the name
        of its table, in Excel and in the file."""
        if self._listed is not None:
            return None
        if self._hints is None:
            self._hints = _saved_places(self._path())
        name, tab = self._hints.get(name.lower(), (name, ""))
        sheet = self._sheet_met(tab) if tab else None
        if sheet is None:
            return None
        try:
            cells = sheet.range(name)
            body = Area.parse(str(cells.address))
        except Exception:  # noqa: BLE001 - each bridge has an error of its own for a name it does not know
            return self._among(name, tab, sheet)
        return Found(name, tab, sheet, body, self._read_row, cells)

    def _among(self, name: str, tab: str, sheet: Any) -> Found | None:
        """A table among those of a sheet."""
        try:
            table = sheet.tables[name]
            area, totals = Area.parse(str(table.range.address)), bool(table.show_totals)
        except Exception:  # noqa: BLE001 - the same
            return None
        last = max(area.last_row - totals, area.first_row + 1)
        body = Area(area.first_row + 1, area.first_column, last, area.last_column)
        found = Found(name, tab, sheet, body, self._read_row)
        found.table, found.totals = table, totals
        return found

    def _look_up(self, name: str) -> Found | None:
        known = next((one for one in self._all_tables() if one.lower() == name.lower()), None)
        if known is None:
            return None
        tab = self._all_tables()[known]
        return self._among(known, tab, self.sheet(tab))

    def _all_tables(self) -> dict[str, str]:
        """The sheet of every table."""
        if self._listed is None:
            self._listed = {
                str(table.name): tab for tab, sheet in self._all_sheets().items() for table in sheet.tables
            }
        return self._listed

    # names ------------------------------------------------------------------------------------------------------

    def names(self) -> Mapping[str, str]:
        """Defined names of the workbook: what one refers to is asked for when somebody wants to know."""
        return _Names(self)

    def name_list(self) -> list[str]:
        if self._names is None:
            self._names = [str(one.name) for one in self._defined]
        return [name for name in self._names if "!" not in name]

    def name(self, name: str) -> Any:
        """A defined name of the workbook, in any case, as xlwings has it; None where there is none."""
        found = self._named(name)
        if found is None or str(found.name).lower() == name.lower():
            return found
        # of a sheet that was copied Excel finds the copy's own name first
        return next((one for one in self._defined if str(one.name).lower() == name.lower()), None)

    def meaning(self, name: str) -> str | None:
        """What a name refers to; None where there is none."""
        if name not in self._meanings:
            found = self._named(name)
            meaning = None if found is None else str(found.refers_to).removeprefix("=")
            if meaning is not None and _sheet_in(meaning) not in self._sheets_of_names:
                found = self.name(name)
                meaning = None if found is None else str(found.refers_to).removeprefix("=")
                if meaning is not None:
                    self._sheets_of_names.add(_sheet_in(meaning))
            self._meanings[name] = meaning
        return self._meanings[name]

    def _named(self, name: str) -> Any:
        try:
            return self._defined[name]
        except Exception:  # noqa: BLE001 - each bridge has an error of its own for a name it does not know
            return None

    def forget_names(self) -> None:
        self._names = None
        self._meanings.clear()
        self._sheets_of_names.clear()


class AllTables(Mapping[str, TablePlace]):
    """Every table by its name; where one is, is asked for when somebody wants to know."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def __contains__(self, name: object) -> bool:
        found = self._places.table(str(name))
        return found is not None and found.name == name

    def __getitem__(self, name: str) -> TablePlace:
        found = self._places.table(name)
        if found is None or found.place is None or found.name != name:
            raise KeyError(name)
        return found.place

    def __iter__(self) -> Iterator[str]:
        for name in self._places.table_names():
            found = self._places.table(name)
            if found is not None and found.place is not None:
                yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Names(Mapping[str, str]):
    def __init__(self, places: Places) -> None:
        self._places = places

    def __getitem__(self, name: str) -> str:
        meaning = None if "!" in name else self._places.meaning(name)
        if meaning is None:
            raise KeyError(name)
        return meaning

    def __iter__(self) -> Iterator[str]:
        return iter(self._places.name_list())

    def __len__(self) -> int:
        return len(self._places.name_list())


def _sheet_in(meaning: str) -> str:
    """The sheet of what a name refers to.

    >>> _sheet_in("'Job Costs'!$A$1")
    "'Job Costs'"
    """
    return meaning.rpartition("!")[0]


def _saved_places(path: Path | None) -> dict[str, tuple[str, str]]:
    """The name and the sheet of every table in the file, by the name in lower case; nothing where it cannot be read."""
    if path is None:
        return {}
    try:
        document = Document(path)
        with closing(document.package):
            return {name.lower(): (name, table.sheet) for name, table in document.tables().items()}
    except Exception:  # noqa: BLE001 - it only says where to look first
        return {}
