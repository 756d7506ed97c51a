"""Mutations of a part as XML: elements, attributes, entities, namespaces, encodings."""

from __future__ import annotations

import re
from random import Random

from tests.mutations.package import Part, Parts

TAG = re.compile(rb"<(/?)([\w:.\-]+)([^<>]*?)(/?)>")
ATTRIBUTE = re.compile(rb'\s([\w:.\-]+)="([^"]*)"')
VALUES = (
    b"", b" ", b"-1", b"0", b"1", b"4294967296", b"9" * 30, b"abc", b"A0", b"A1:A1", b"XFD1048576", b"XFE1048577",
    b"$A$1",
    b"A1:XFD1048576", b"A5:D5", b"D9:A1", b"&#0;", b"&#1;", b"&#xFFFFFFFF;", b"&#xD800;", b"&bogus;", b"&", b"1e9",
    b"1.5", b"\x00",
    b"\x1b", b"../../x", b"/etc/passwd", b"http://example.com/x", b"_xD800_", b"_x0000_", b"_x001B_", b"\xd9\xa3",
    b" 7 ",
    b"1_000", b"rId99", b"true", b"\xff", b"<", b"x" * 40_000, b"External", b"2", b"65535", b"NaN", b"inf", b"1,200",
    b"0x78",
)
WEIGHTS = (
    (b"xl/workbook.xml", 4), (b"[Content_Types].xml", 2), (b"_rels/.rels", 2), (b"workbook.xml.rels", 3),
    (b"styles.xml", 3),
    (b"sharedStrings.xml", 3), (b"worksheets/sheet", 6), (b"tables/table", 5), (b"docProps", 1), (b"", 1),
)


def some_part(parts: Parts, random: Random) -> Part:
    """A part of XML, mostly one that readers look at."""
    chosen = random.choices([name for name, _ in WEIGHTS], [weight for _, weight in WEIGHTS])[0]
    fitting = [one for one in parts.members if chosen in one.name and one.data]
    return random.choice(fitting or [one for one in parts.members if one.data] or parts.members)


def _tags(data: bytes) -> list[re.Match[bytes]]:
    return list(TAG.finditer(data))


def _element(data: bytes, random: Random) -> tuple[int, int]:
    """Where a random element stands, its end tag included."""
    opened = [one for one in _tags(data) if not one[1]]
    if not opened:
        return 0, 0
    one = random.choice(opened)
    if one[4]:
        return one.span()
    end = data.find(b"</" + one[2] + b">", one.end())
    return (one.start(), end + len(one[2]) + 3) if end >= 0 else one.span()


def drop_element(data: bytes, random: Random) -> bytes:
    start, end = _element(data, random)
    return data[:start] + data[end:]


def double_element(data: bytes, random: Random) -> bytes:
    start, end = _element(data, random)
    return data[:end] + data[start:end] * random.choice((1, 1, 2, 300 if end - start < 2000 else 1)) + data[end:]


def move_element(data: bytes, random: Random) -> bytes:
    start, end = _element(data, random)
    piece, rest = data[start:end], data[:start] + data[end:]
    at = random.choice([one.start() for one in _tags(rest)] or [0])
    return rest[:at] + piece + rest[at:]


def nest_element(data: bytes, random: Random) -> bytes:
    start, end = _element(data, random)
    name = random.choice((b"x", b"row", b"c", b"sheetData", b"table", b"si", b"xf"))
    times = random.choice((1, 2, 200, 5000))
    return data[:start] + (b"<%b>" % name) * times + data[start:end] + (b"</%b>" % name) * times + data[end:]


def rename_element(data: bytes, random: Random) -> bytes:
    found = _tags(data)
    if not found:
        return data
    name = random.choice(found)[2]
    new = random.choice((name.upper(), b"x:" + name, b"x", random.choice(found)[2]))
    if random.random() < 0.5:
        return re.sub(rb"(</?)" + re.escape(name) + rb"(?=[\s/>])", rb"\g<1>" + new, data)
    one = random.choice(found)
    return data[: one.start(2)] + new + data[one.end(2) :]


def drop_tag(data: bytes, random: Random) -> bytes:
    one = random.choice(_tags(data) or [None])
    return data if one is None else data[: one.start()] + data[one.end() :]


def _attribute(data: bytes, random: Random) -> re.Match[bytes] | None:
    return random.choice(list(ATTRIBUTE.finditer(data)) or [None])


def set_value(data: bytes, random: Random) -> bytes:
    one = _attribute(data, random)
    return data if one is None else data[: one.start(2)] + random.choice(VALUES) + data[one.end(2) :]


def copy_value(data: bytes, random: Random) -> bytes:
    one, other = _attribute(data, random), _attribute(data, random)
    return data if one is None or other is None else data[: one.start(2)] + other[2] + data[one.end(2) :]


def drop_attribute(data: bytes, random: Random) -> bytes:
    one = _attribute(data, random)
    return data if one is None else data[: one.start()] + data[one.end() :]


def drop_attribute_everywhere(data: bytes, random: Random) -> bytes:
    one = _attribute(data, random)
    return data if one is None else re.sub(rb"\s" + re.escape(one[1]) + rb'="[^"]*"', b"", data)


def double_attribute(data: bytes, random: Random) -> bytes:
    one = _attribute(data, random)
    return data if one is None else data[: one.end()] + one[0] + data[one.end() :]


def rename_attribute(data: bytes, random: Random) -> bytes:
    one, other = _attribute(data, random), _attribute(data, random)
    return data if one is None or other is None else data[: one.start(1)] + other[1] + data[one.end(1) :]


def requote(data: bytes, random: Random) -> bytes:
    return ATTRIBUTE.sub(rb" \1='\2'", data) if random.random() < 0.5 else ATTRIBUTE.sub(rb'\n \1 = "\2"', data)


def set_text(data: bytes, random: Random) -> bytes:
    texts = list(re.finditer(rb">([^<>]*)<", data))
    if not texts:
        return data
    one = random.choice(texts)
    return data[: one.start(1)] + random.choice(VALUES) + data[one.end(1) :]


def insert(data: bytes, random: Random) -> bytes:
    what = random.choice((
        b"<!-- remark -->", b"<![CDATA[<row>]]>", b"<?php echo 1?>", b"]]>", b"\x00", b"\x0b", b"\x1b[31m",
        b"\xff\xfe", b"&bogus;",
        b"&#0;", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>', b"<x>", b"</x>", b"<", b">", b"\xed\xa0\x80",
        b'<t>row r="x"</t>', b"_xD83D_",
    ))
    at = random.choice([one.start() for one in _tags(data)] or [0])
    return data[:at] + what + data[at:]


def encode(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return random.choice((
        lambda: text.encode("utf-16"), lambda: text.encode("utf-16-le"), lambda: b"\xef\xbb\xbf" + data,
        lambda: data.replace(b'encoding="UTF-8"', random.choice((b'encoding="latin-1"', b'encoding="utf-7"',
        b'encoding="x"'))),
        lambda: text.encode("utf-32"), lambda: re.sub(rb"<\?xml.*?\?>", b"", data),
    ))()


def prefix(data: bytes, random: Random) -> bytes:
    if random.random() < 0.5:
        return re.sub(rb"<(/?)(\w+)(?=[\s/>])", rb"<\1x:\2", data).replace(b' xmlns="', b' xmlns:x="', 1)
    return data.replace(b"/main", random.choice((b"/other", b"")), 1).replace(b"spreadsheetml/2006", b"x",
    random.choice((0, 1)))


def truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 2, 8))):
        if changed:
            changed[random.randrange(len(changed))] = random.getrandbits(8)
    return bytes(changed)


def empty(data: bytes, random: Random) -> bytes:
    return random.choice((b"", b" ", b"<x/>", b"<worksheet/>", b"<worksheet><sheetData/></worksheet>", b"<table/>",
    b"<chartsheet/>"))


ALL = (
    drop_element, double_element, move_element, nest_element, rename_element, drop_tag, set_value, set_value,
    copy_value,
    drop_attribute, drop_attribute_everywhere, double_attribute, rename_attribute, requote, set_text, set_text, insert,
    encode, prefix, truncate, flip, empty,
)
