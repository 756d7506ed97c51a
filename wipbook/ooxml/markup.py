"""Editing XML as bytes: find an element, change an attribute, leave every other byte alone.

A parser that builds a tree and writes it again would change white space, attribute order and prefixes in parts
that the user never asked to touch. Parts are therefore scanned, and edits are spliced in. No entity other than
the five of XML and character references is ever resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from wipbook.ooxml.faults import DamagedWorkbook, SuspiciousContent, UnsupportedMarkup

_ATTRIBUTE = re.compile(rb"""\s([\w:.\-]+)\s*=\s*("[^"]*"|'[^']*')""")
_REFERENCE = re.compile(r"&(#x[0-9A-Fa-f]+|#[0-9]+|\w+);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEEDS_ESCAPE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]|_(?=x[0-9A-Fa-f]{4}_)")

Edit = tuple[int, int, bytes]


class Element(NamedTuple):
    """Where an element stands in its part: ``data[start:tag_end]`` is the start tag."""

    start: int
    tag_end: int
    content_end: int
    end: int


@lru_cache(maxsize=512)
def _tag_pattern(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<((?:[\w.\-]+:)?)" + name + rb"""(?=[\s/>])(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")


def check_markup(data: bytes, where: str) -> bytes:
    """Refuse what must not be read (DOCTYPE) or cannot be edited in place (UTF-16, comments); returns the part."""
    start = data[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start[:64]:
        raise UnsupportedMarkup(
            where=where, found="XML in UTF-16", expected="UTF-8", remedy="save the workbook once with Excel"
        )
    declared = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=[\"']([\w.\-]+)", start)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        raise UnsupportedMarkup(
            where=where,
            found=f"XML in {declared[1][:40].decode()}",
            expected="UTF-8",
            remedy="save the workbook once with Excel",
        )
    if not data.count(b"!") or b"<!" not in data:  # counting one byte is the fastest search there is
        return data
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise SuspiciousContent(
            where=where,
            found="a DOCTYPE or entity declaration",
            expected="plain XML as every spreadsheet program writes it",
            remedy="do not trust this file; ask its sender for a fresh export",
        )
    raise UnsupportedMarkup(
        where=where,
        found="an XML comment or CDATA section",
        expected="plain elements",
        remedy="save the workbook once with Excel",
    )


def elements(data: bytes, name: bytes, start: int = 0, end: int | None = None) -> Iterator[Element]:
    """Elements of local name ``name`` in any prefix, in document order; for elements that do not nest."""
    pattern, stop = _tag_pattern(name), len(data) if end is None else end
    while match := pattern.search(data, start, stop):
        if data[match.end() - 2] == 0x2F:
            yield Element(match.start(), match.end(), match.end(), match.end())
            start = match.end()
            continue
        closing = b"</" + match[1] + name
        content_end = data.find(closing, match.end(), stop)
        if content_end < 0:
            raise DamagedWorkbook(
                where="XML part",
                found=f"<{name.decode()}> without an end",
                remedy="open and save the workbook with Excel, or take the last backup",
            )
        start = data.index(b">", content_end) + 1
        yield Element(match.start(), match.end(), content_end, start)


def element(data: bytes, name: bytes, start: int = 0, end: int | None = None) -> Element | None:
    """The first such element, or None."""
    return next(elements(data, name, start, end), None)


def the_element(data: bytes, name: bytes, where: str = "a part of the workbook") -> Element:
    """The first such element, without which its part is none. Errors: DamagedWorkbook.

    >>> the_element(b"<table ref='A1'/>", b"table").start
    0
    """
    found = element(data, name)
    if found is None:
        raise DamagedWorkbook(
            where=where, found=f"no <{name.decode()}> in it", expected="a part as every spreadsheet program writes it",
            remedy="open and save the workbook with Excel, or take the last backup",
        )
    return found


def attributes(tag: bytes) -> dict[str, str]:
    """Attributes of a start tag, unescaped.

    >>> attributes(b'<row r="5" ht="20.1">')
    {'r': '5', 'ht': '20.1'}
    """
    return {key.decode(): unescape(value[1:-1].decode()) for key, value in _ATTRIBUTE.findall(tag)}


def set_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """The tag with one attribute replaced, added at the end, or (None) removed.

    >>> set_attribute(b'<row r="5"/>', "r", "6")
    b'<row r="6"/>'
    """
    pattern = re.compile(rb"""\s""" + re.escape(name.encode()) + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
    if value is None:
        return pattern.sub(b"", tag, count=1)
    text = b" " + name.encode() + b'="' + escape(value).encode() + b'"'
    changed, count = pattern.subn(lambda _: text, tag, count=1)
    if count:
        return changed
    cut = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:cut].rstrip() + text + tag[cut:]


def splice(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Replace byte ranges; ranges must not overlap."""
    pieces: list[bytes] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        if start < at:
            raise ValueError("overlapping edits")
        pieces += (data[at:start], new)
        at = end
    pieces.append(data[at:])
    return b"".join(pieces)


def change_attribute(data: bytes, names: Iterable[bytes], key: str, change: Callable[[str], str]) -> bytes:
    """The part with an attribute of every element of these names passed through ``change``.

    >>> change_attribute(b'<a><b r="A1"/><c r="A1"/></a>', [b"b"], "r", str.lower)
    b'<a><b r="a1"/><c r="A1"/></a>'
    """
    edits = []
    for name in names:
        for found in elements(data, name):
            tag = data[found.start : found.tag_end]
            old = attributes(tag).get(key)
            if old is not None and (new := change(old)) != old:
                edits.append((found.start, found.tag_end, set_attribute(tag, key, new)))
    return splice(data, edits)


def change_text(data: bytes, names: Iterable[bytes], change: Callable[[str], str]) -> bytes:
    """The part with the text of every element of these names passed through ``change``.

    >>> change_text(b"<a><f>B1&amp;C1</f><f/></a>", [b"f"], str.lower)
    b'<a><f>b1&amp;c1</f><f/></a>'
    """
    edits = []
    for name in names:
        for found in elements(data, name):
            old = unescape(data[found.tag_end : found.content_end].decode())
            if old and (new := change(old)) != old:
                edits.append((found.tag_end, found.content_end, escape(new).encode()))
    return splice(data, edits)


def prefix_of(data: bytes) -> bytes:
    """Prefix of the root element with its colon: ``b""`` or ``b"x:"``."""
    match = re.search(rb"<([A-Za-z_][\w.\-]*:)?[A-Za-z_]", data)
    return (match[1] or b"") if match else b""


def escape(text: str) -> str:
    """Text for XML content or a double-quoted attribute, line breaks included."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("\r", "&#13;")
        .replace("\n", "&#10;")
        .replace("\t", "&#9;")
    )


def unescape(text: str) -> str:
    """XML text as Python text; an entity nobody declared is damage."""

    def resolve(match: re.Match[str]) -> str:
        name = match[1]
        if name[0] == "#":
            return _character(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))
        if name not in _NAMED:
            raise SuspiciousContent(
                where="XML part",
                found=f"the entity &{name};",
                expected="plain XML",
                remedy="do not trust this file; ask its sender for a fresh export",
            )
        return _NAMED[name]

    return _REFERENCE.sub(resolve, text) if "&" in text else text


def _character(code: int) -> str:
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or code == 0:
        raise DamagedWorkbook(
            where="XML part", found=f"the character number {code:,}", expected="a character",
            remedy="take the last backup, or let Excel repair the file",
        )
    return chr(code)


def required(tag: Mapping[str, str], key: str, what: str) -> str:
    """An attribute that every element of this kind has; DamagedWorkbook where it is missing.

    >>> required({"name": "Jobs"}, "name", "a sheet")
    'Jobs'
    """
    if key not in tag:
        raise DamagedWorkbook(
            where="XML part", found=f"{what} without {key}", expected=f"{key}=...",
            remedy="open and save the workbook with Excel, or take the last backup",
        )
    return tag[key]


def whole_number(tag: Mapping[str, str], key: str, default: int, most: int = 0xFFFFFFFF) -> int:
    """An attribute that is a number from 0 to ``most``; DamagedWorkbook where it is something else.

    >>> whole_number({"count": "7"}, "count", 0), whole_number({}, "count", 1)
    (7, 1)
    """
    text = tag.get(key, str(default)).strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and int(text) <= most):
        raise DamagedWorkbook(
            where="XML part", found=f"{key}={text[:40]!r}", expected=f"a number from 0 to {most:,}",
            remedy="open and save the workbook with Excel, or take the last backup",
        )
    return int(text)


def cell_escape(text: str) -> str:
    r"""Control characters as ``_x0001_``, and a literal ``_x0001_`` guarded, as Excel stores them.

    >>> cell_escape("a\x01b"), cell_escape("_x0041_")
    ('a_x0001_b', '_x005F_x0041_')
    """
    return _NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def cell_unescape(text: str) -> str:
    """The inverse of ``cell_escape``; half a character (``_xD83D_``) stays as it is written."""
    return _ESCAPED.sub(_meant, text) if "_x" in text else text


def _meant(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)
