"""The workbook part: sheets in tab order, defined names, recalculation on opening."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import lru_cache

from wipbook.ooxml.markup import (
    Element,
    attributes,
    element,
    elements,
    escape,
    prefix_of,
    required,
    set_attribute,
    splice,
    the_element,
    unescape,
    whole_number,
)

"""Of the titles that are printed on every page: the columns, before the rows."""
SHEET_STATES = ("visible", "hidden", "veryHidden")
_WHERE = "the workbook part"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    sheet_id: int
    relation: str
    state: str


@dataclass(frozen=True)
class DefinedName:
    """A defined name; ``sheet`` is the 0-based index of the sheet it is local to, None for the workbook."""

    name: str
    text: str
    sheet: int | None
    hidden: bool

CALC_ID = 191029
"""The engine of Excel 2019 and 365: what stands in a file that they saved, whatever is newer."""
_LIBRARYS = "124519"


def sheet_entries(data: bytes) -> list[SheetEntry]:
    """The sheets in tab order."""
    group = element(data, b"sheets")
    if group is None:
        return []
    found = []
    for one in elements(data, b"sheet", group.tag_end, group.content_end):
        tag = attributes(data[one.start : one.tag_end])
        relation = next((value for key, value in tag.items() if key.endswith(":id")), "")
        name, number = required(tag, "name", "a sheet"), whole_number(tag, "sheetId", 0)
        found.append(SheetEntry(name, number, relation, tag.get("state", "visible")))
    return found


def with_sheet_attribute(data: bytes, index: int, name: str, value: str | None) -> bytes:
    """The workbook with an attribute of sheet ``index`` (from 0) set or removed."""
    group = the_element(data, b"sheets", _WHERE)
    one = list(elements(data, b"sheet", group.tag_end, group.content_end))[index]
    return splice(data, [(one.start, one.tag_end, set_attribute(data[one.start : one.tag_end], name, value))])


def uses_1904(data: bytes) -> bool:
    """Whether day numbers count from 1904."""
    found = element(data, b"workbookPr")
    return found is not None and attributes(data[found.start : found.tag_end]).get("date1904") in ("1", "true")


def defined_names(data: bytes) -> list[DefinedName]:
    """Every defined name, built-in ones (``_xlnm.``) included; ``text`` has no ``=``."""
    return list(_defined_names(data))


@lru_cache(maxsize=4)
def _defined_names(data: bytes) -> tuple[DefinedName, ...]:
    """Asked for once for every sheet that is filled or brought in, while the workbook part stays as it is."""
    return tuple(_name(data, one) for one in _names(data))


def with_names(data: bytes, change: Callable[[DefinedName], str | None]) -> bytes:
    """The workbook with every name's text passed through ``change``; None takes the name out."""
    edits = []
    for one in _names(data):
        name = _name(data, one)
        text = change(name)
        if text is None:
            edits.append((one.start, one.end, b""))
        elif text != name.text:
            edits.append((one.tag_end, one.content_end, escape(text).encode()))
    changed = splice(data, edits)
    group = element(changed, b"definedNames")
    if group is not None and not _names(changed):  # an empty list is not allowed
        changed = splice(changed, [(group.start, group.end, b"")])
    return changed


def without_print_titles(data: bytes, sheets: Container[int | None] | None = None) -> bytes:
    """The workbook without rows and columns that are repeated on printed pages, of all sheets or of those with these
    indexes. For each sheet that has them LibreOffice lays out all pages of an empty sheet, up to four times, while it
    opens the file: nine tenths of the time that a workbook of ours takes it."""
    def told(name: DefinedName) -> str | None:
        asked = name.name == "_xlnm.Print_Titles" and (sheets is None or name.sheet in sheets)
        return None if asked else name.text

    return with_names(data, told)


def with_name(data: bytes, name: str, text: str, sheet: int | None = None, hidden: bool = False) -> bytes:
    """The workbook with one more defined name."""
    p = prefix_of(data).decode()
    local = "" if sheet is None else f' localSheetId="{sheet}"'
    shade = ' hidden="1"' if hidden else ""
    one = f'<{p}definedName name="{escape(name)}"{local}{shade}>{escape(text)}</{p}definedName>'
    group = element(data, b"definedNames")
    if group is not None and group.tag_end != group.end:
        # Excel sorts names; it reads them in any order.
        return data[: group.content_end] + one.encode() + data[group.content_end :]
    if group is not None:
        data = splice(data, [(group.start, group.end, b"")])
    return _insert(
        data,
        f"<{p}definedNames>{one}</{p}definedNames>".encode(),
        (b"externalReferences", b"functionGroups", b"sheets"),
    )


def with_known_calculation(data: bytes) -> bytes:
    """The workbook without the mark of the library that made our first templates: by it Excel takes the values for
    those of a version long gone, computes everything anew on opening, and asks to save on closing."""
    found = element(data, b"calcPr")
    if found is None or attributes(data[found.start : found.tag_end]).get("calcId") != _LIBRARYS:
        return data
    return splice(
        data, [(found.start, found.tag_end, set_attribute(data[found.start : found.tag_end], "calcId", str(CALC_ID)))]
    )


def with_full_calculation(data: bytes) -> bytes:
    """The workbook that recalculates every formula when it is opened."""
    found = element(data, b"calcPr")
    if found is None:
        tag = b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix_of(data)
        return _insert(data, tag, (b"definedNames", b"externalReferences", b"functionGroups", b"sheets"))
    tag = data[found.start : found.tag_end]
    if attributes(tag).get("fullCalcOnLoad") in ("1", "true"):
        return data
    return splice(data, [(found.start, found.tag_end, set_attribute(tag, "fullCalcOnLoad", "1"))])


def with_pivot_cache(data: bytes, number: int, relation: str) -> bytes:
    """The workbook with one more pivot cache."""
    p, prefix = prefix_of(data).decode(), _relation_prefix(data)
    declared = "" if prefix else f' xmlns:r="{_RELATIONS}"'
    one = f'<{p}pivotCache cacheId="{number}"{declared} {prefix or "r"}:id="{relation}"/>'
    group = element(data, b"pivotCaches")
    if group is not None and group.tag_end != group.end:
        return data[: group.content_end] + one.encode() + data[group.content_end :]
    if group is not None:
        data = splice(data, [(group.start, group.end, b"")])
    before = (b"customWorkbookViews", b"oleSize", b"calcPr", b"definedNames", b"externalReferences", b"functionGroups",
              b"sheets")
    return _insert(data, f"<{p}pivotCaches>{one}</{p}pivotCaches>".encode(), before)


def with_sheet(data: bytes, index: int, name: str, relation: str, state: str = "visible") -> bytes:
    """The workbook with a sheet inserted before sheet ``index``; what counts sheets by index is moved along."""
    known = sheet_entries(data)
    p, number = prefix_of(data).decode(), max((one.sheet_id for one in known), default=0) + 1
    group = the_element(data, b"sheets", _WHERE)
    shade = "" if state == "visible" else f' state="{state}"'
    relation_prefix = _relation_prefix(data)
    declared = "" if relation_prefix else f' xmlns:r="{_RELATIONS}"'
    tag = (
        f'<{p}sheet name="{escape(name)}" sheetId="{number}"{shade}{declared} '
        f'{relation_prefix or "r"}:id="{relation}"/>'
    ).encode()
    places = list(elements(data, b"sheet", group.tag_end, group.content_end))
    at = places[index].start if index < len(places) else group.content_end
    data = data[:at] + tag + data[at:]
    return _renumbered(data, lambda old: old + 1 if old >= index else old)


def without_sheet(data: bytes, index: int) -> bytes:
    """The workbook without sheet ``index``; its own names must have gone before. What counts sheets by index is moved
    along; a window that showed it shows the one in its place."""
    group = the_element(data, b"sheets", _WHERE)
    one = list(elements(data, b"sheet", group.tag_end, group.content_end))[index]
    last = len(sheet_entries(data)) - 2
    data = data[: one.start] + data[one.end :]
    return _renumbered(data, lambda old: min(old - 1 if old > index else old, last))


def _renumbered(data: bytes, change: Callable[[int], int]) -> bytes:
    """Sheet indexes in names and in the window state after a sheet came in or went."""
    edits = []
    for one in _names(data):
        tag = data[one.start : one.tag_end]
        if "localSheetId" in (known := attributes(tag)):
            old = whole_number(known, "localSheetId", 0)
            if change(old) != old:
                edits.append((one.start, one.tag_end, set_attribute(tag, "localSheetId", str(change(old)))))
    for one in elements(data, b"workbookView"):
        tag = data[one.start : one.tag_end]
        for key in ("activeTab", "firstSheet"):
            known = attributes(tag)
            if key in known or key == "activeTab":
                tag = set_attribute(tag, key, str(change(whole_number(known, key, 0))))
        edits.append((one.start, one.tag_end, tag))
    return splice(data, edits)


def _relation_prefix(data: bytes) -> str:
    root = the_element(data, b"workbook", _WHERE)
    for key, value in attributes(data[root.start : root.tag_end]).items():
        if key.startswith("xmlns:") and value.endswith("/officeDocument/2006/relationships"):
            return key[6:]
    return ""


def _insert(data: bytes, new: bytes, after: tuple[bytes, ...]) -> bytes:
    for name in after:
        found = element(data, name)
        if found is not None:
            return data[: found.end] + new + data[found.end :]
    found = the_element(data, b"sheets", _WHERE)
    return data[: found.end] + new + data[found.end :]


def _names(data: bytes) -> list[Element]:
    group = element(data, b"definedNames")
    return [] if group is None else list(elements(data, b"definedName", group.tag_end, group.content_end))


def _name(data: bytes, one: Element) -> DefinedName:
    tag = attributes(data[one.start : one.tag_end])
    local = tag.get("localSheetId")
    return DefinedName(
        required(tag, "name", "a defined name"),
        unescape(data[one.tag_end : one.content_end].decode()),
        None if local is None else whole_number(tag, "localSheetId", 0),
        tag.get("hidden") in ("1", "true"),
    )
