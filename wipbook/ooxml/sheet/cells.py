"""One cell as XML: what it says, and how to say something else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from wipbook.ooxml.faults import DamagedWorkbook, UnwritableValue
from wipbook.ooxml.markup import attributes, cell_escape, cell_unescape, elements, escape, unescape, whole_number

LONGEST_TEXT = 32_767
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
ERRORS = {
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#BUSY!",
    "#EXTERNAL!",
    "#PYTHON!",
}
"""The error values of Excel up to now. A file may hold others: then it is one for its kind, not for its name."""


class ErrorText(str):
    """The text of an error cell, such as ``#N/A``."""

    __slots__ = ()


def serial_of(moment: date | datetime, date1904: bool = False) -> float:
    """Excel's day number; day 60 (29 February 1900) exists for Excel only.

    >>> serial_of(date(2026, 11, 22)), serial_of(date(1900, 1, 1))
    (46348.0, 1.0)
    """
    whole = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
    if whole.tzinfo is not None:
        whole = whole.astimezone(UTC).replace(tzinfo=None)
    gap = whole - (_EPOCH_1904 if date1904 else _EPOCH)
    serial = gap.days + (gap.seconds + gap.microseconds / 1e6) / 86400
    if not date1904 and serial < 61:
        serial -= 1
    if serial < 0:
        raise UnwritableValue(
            found=f"the date {whole:%Y-%m-%d}",
            expected="a date from 1900-01-01 on",
            remedy="correct the date, or keep it as text",
        )
    return serial


def moment_of(serial: float, date1904: bool = False) -> datetime | float:
    """The date and time of a day number, to the millisecond; the number itself where Excel has no date.

    >>> moment_of(46348.75), moment_of(-1.0)
    (datetime.datetime(2026, 11, 22, 18, 0), -1.0)
    """
    if serial < 0 and not date1904:
        return serial
    counted = serial + 1 if not date1904 and serial < 60 else serial
    try:
        moment = (_EPOCH_1904 if date1904 else _EPOCH) + timedelta(days=int(counted))
        return moment + timedelta(milliseconds=round((counted - int(counted)) * 86_400_000))
    except OverflowError:
        return serial


def number_text(value: float | int | Decimal) -> str:
    """A number as a cell stores it: the shortest text that reads back equal.

    >>> number_text(2.50), number_text(3.0), number_text(1e300)
    ('2.5', '3', '1e+300')
    """
    if isinstance(value, float):
        if not math.isfinite(value):
            raise UnwritableValue(
                found=str(value), expected="a finite number", remedy="leave the cell blank where there is no number"
            )
        text = repr(value)
        return text[:-2] if text.endswith(".0") else text
    return str(value)


def text_xml(prefix: str, text: str) -> str:
    """``<t>…</t>`` with the text escaped; blanks at the ends are kept by ``xml:space``."""
    if len(text) > LONGEST_TEXT:
        raise UnwritableValue(
            found=f"a text of {len(text):,} characters", expected=f"at most {LONGEST_TEXT:,}", remedy="shorten the text"
        )
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<{prefix}t{keep}>{escape(cell_escape(text))}</{prefix}t>"


def cell_xml(
    reference: str,
    style: str,
    value: object,
    formula: str | None = None,
    *,
    prefix: bytes = b"",
    date1904: bool = False,
) -> bytes:
    """A ``<c>`` element. ``style`` is the cell format index as text ("" for none); ``formula`` has no ``=``.

    Text is always text: one that begins with ``=`` does not become a formula.

    >>> cell_xml("C7", "3", 2.5)
    b'<c r="C7" s="3"><v>2.5</v></c>'
    >>> cell_xml("C7", "", "=1+1")
    b'<c r="C7" t="inlineStr"><is><t>=1+1</t></is></c>'
    """
    p = prefix.decode()
    start = f'<{p}c r="{reference}"' + (f' s="{style}"' if style else "")
    code = "" if formula is None else f"<{p}f>{escape(formula)}</{p}f>"
    kind, inside = "", ""
    if value is None:
        if not code:
            return f"{start}/>".encode()
    elif isinstance(value, bool):
        kind, inside = ' t="b"', str(int(value))
    elif isinstance(value, int | float | Decimal):
        inside = number_text(value)
    elif isinstance(value, ErrorText) or (formula is not None and isinstance(value, str) and value in ERRORS):
        kind, inside = ' t="e"', value
    elif isinstance(value, str):
        if formula is None:
            return f'{start} t="inlineStr"><{p}is>{text_xml(p, value)}</{p}is></{p}c>'.encode()
        kind, inside = ' t="str"', escape(cell_escape(value))
    elif isinstance(value, date):
        inside = number_text(serial_of(value, date1904))
    elif isinstance(value, timedelta):
        inside = number_text(value.total_seconds() / 86400)
    elif isinstance(value, time):
        inside = number_text((value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400)
    else:
        raise UnwritableValue(
            where=reference,
            found=type(value).__name__,
            expected="a number, text, date or truth",
            remedy="convert the value first",
        )
    body = f"<{p}v>{inside}</{p}v>" if value is not None else ""
    return f"{start}{kind}>{code}{body}</{p}c>".encode()


_NUMBER = re.compile(r"\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?\s*", re.ASCII)
_TEXT_OF_CELL = re.compile(rb"<(?:[\w.\-]+:)?v(?:\s[^>]*)?>([^<]*)</")


def string_of(data: bytes) -> str:
    """The text of a shared or inline string item: its runs joined, phonetic guides left out."""
    skipped = [(found.start, found.end) for found in elements(data, b"rPh")] if b"rPh" in data else []
    pieces = [
        data[found.tag_end : found.content_end].decode()
        for found in elements(data, b"t")
        if not any(start <= found.start < end for start, end in skipped)
    ]
    return cell_unescape(unescape("".join(pieces)))


_PLAIN = re.compile(
    rb'<c r="[A-Z]+[0-9]+"(?: s="([0-9]+)")?(?: t="(\w+)")?>(?:<v>([^<&]*)</v>|<is><t[^>]*>([^<&]*)</t></is>)</c>'
)


def styled_value(
    cell: bytes, strings: Callable[[], list[str]], is_date: Callable[[int], bool], date1904: bool = False
) -> object:
    """What ``value_of`` gives, the format of the cell looked up. Nearly every cell is written in one of two ways; one
    look tells them apart.

    >>> styled_value(b'<c r="B2" s="3"><v>2.5</v></c>', list, lambda style: style == 4)
    2.5
    """
    plain = _PLAIN.fullmatch(cell)
    if plain is None:
        tag = attributes(cell[: cell.index(b">") + 1])
        shared = strings() if tag.get("t") == "s" else None
        return value_of(cell, shared, is_date(whole_number(tag, "s", 0)), date1904)
    kind, text, inline = (plain[2] or b"n").decode(), plain[3], plain[4]
    if text is None or kind == "inlineStr":
        return cell_unescape(inline.decode()) if inline is not None and kind == "inlineStr" else value_of(cell, None)
    return _meant(kind, text.decode(), strings() if kind == "s" else None, is_date(int(plain[1] or 0)), date1904)


def value_of(cell: bytes, strings: list[str] | None, is_date: bool = False, date1904: bool = False) -> object:
    """The value of a ``<c>`` element: None, bool, int, float, str, datetime, or ``ErrorText``."""
    end = cell.index(b">")
    if cell[end - 1] == 0x2F:
        return None
    kind = attributes(cell[: end + 1]).get("t", "n")
    if kind == "inlineStr":
        return string_of(cell[end + 1 :])
    match = _TEXT_OF_CELL.search(cell, end)
    if match is None:
        return None
    return _meant(kind, unescape(match[1].decode()), strings, is_date, date1904)


def _meant(kind: str, text: str, strings: list[str] | None, is_date: bool, date1904: bool) -> object:
    """What the text of a cell of a kind means. Only of a text that a formula gave do spaces count."""
    if kind == "str":
        return cell_unescape(text)
    text = text.strip()
    if not text:
        return None
    if kind == "s":
        known = strings or []
        if not (text.isdecimal() and text.isascii() and len(text) < 12 and int(text) < len(known)):
            raise _damaged(f"the shared string {text[:40]!r}", f"one of {len(known):,}")
        return known[int(text)]
    if kind == "b":
        return text in ("1", "true")
    if kind == "e":
        return ErrorText(text)
    if kind == "d":
        try:
            return datetime.fromisoformat(text.rstrip("Z"))
        except ValueError as error:
            raise _damaged(f"the stored value {text[:40]!r}", "a date such as 2026-03-31") from error
    if not _NUMBER.fullmatch(text):
        raise _damaged(f"the stored value {text[:40]!r}", "a number such as 1200.5")
    number = float(text)
    if is_date:
        return moment_of(number, date1904)
    return int(number) if number.is_integer() and re.fullmatch(r"-?\d+", text) else number


def _damaged(found: str, expected: str) -> DamagedWorkbook:
    return DamagedWorkbook(
        where="a cell", found=found, expected=expected,
        remedy="open and save the workbook with Excel, or take the last backup",
    )


def formula_of(cell: bytes) -> str | None:
    """The formula text of a ``<c>`` element with its ``=``, "" for a follower of a shared formula, else None."""
    found = next(elements(cell, b"f"), None)
    if found is None:
        return None
    text = unescape(cell[found.tag_end : found.content_end].decode())
    return "=" + text if text else ""
