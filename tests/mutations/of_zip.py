"""Mutations of the zip file: names, order, sizes, methods, flags, the directory."""

from __future__ import annotations

import os
import zlib
from random import Random

from tests.mutations.package import Part, Parts

NAMES = (
    b"/xl/workbook.xml", b"../xl/workbook.xml", b"xl/../../etc/passwd", b"xl\\workbook.xml", b"C:\\xl\\workbook.xml",
    b"",
    b"xl/\x00.xml", b"xl/\xff\xfe.xml", b"x" * 60_000, b"XL/WORKBOOK.XML", b"xl/worksheets/", b"[content_types].XML",
)
NUMBERS = (0, 1, 2, 29, 30, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF, 1 << 20, 46)
FIELDS = (
    "flags", "method", "crc", "packed", "size", "offset", "name", "extra", "comment", "signature", "local name",
    "local extra", "local flags", "local method",
)


def rename(parts: Parts, random: Random) -> None:
    random.choice(parts.members).name = random.choice(NAMES)


def duplicate(parts: Parts, random: Random) -> None:
    one = random.choice(parts.members)
    name = one.name if random.random() < 0.5 else one.name.upper()
    parts.members.insert(random.randrange(len(parts.members) + 1), Part(name, one.data))


def drop(parts: Parts, random: Random) -> None:
    if len(parts.members) > 1:
        parts.members.remove(random.choice(parts.members))


def shuffle(parts: Parts, random: Random) -> None:
    random.shuffle(parts.members)


def swap_contents(parts: Parts, random: Random) -> None:
    one, other = random.choice(parts.members), random.choice(parts.members)
    one.data, other.data = other.data, one.data


def lie(parts: Parts, random: Random) -> None:
    number = random.choice((*NUMBERS, random.getrandbits(32), random.randrange(200)))
    random.choice(parts.members).lies[random.choice(FIELDS)] = number


def lie_at_the_end(parts: Parts, random: Random) -> None:
    parts.end[random.choice(("count", "length", "begin", "comment"))] = random.choice(
        (*NUMBERS, random.getrandbits(32), random.randrange(70_000))
    )


def wide(parts: Parts, random: Random) -> None:
    """Signs of a package beyond 4 GiB, with a directory of that kind or with noise."""
    parts.end[random.choice(("count", "length", "begin"))] = 0xFFFFFFFF
    noise = random.randbytes(56)
    record = b"PK\6\6" + noise[4:] if random.random() < 0.7 else noise
    at = random.choice((0, 1, 1 << 63, random.randrange(60_000)))
    parts.after = b"" if random.random() < 0.5 else parts.after
    locator = b"PK\6\7" + bytes(4) + at.to_bytes(8, "little") + bytes(4)
    parts.between = record + locator if random.random() < 0.3 else parts.between
    one = random.choice(parts.members)
    one.lies[random.choice(("packed", "size", "offset"))] = 0xFFFFFFFF
    one.extra = b"\1\0" + random.choice((0, 7, 8, 24, 0xFFFF)).to_bytes(2,
    "little") + random.randbytes(random.choice((0, 8, 24)))


def store(parts: Parts, random: Random) -> None:
    one = random.choice(parts.members)
    one.packed, one.lies["method"] = one.data, random.choice((0, 0, 8, 9, 12, 99))


def break_stream(parts: Parts, random: Random) -> None:
    one = random.choice(parts.members)
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = bytearray(packer.compress(one.data) + packer.flush())
    if random.random() < 0.5:
        packed = packed[: random.randrange(len(packed) + 1)]
    elif packed:
        packed[random.randrange(len(packed))] ^= 1 << random.randrange(8)
    one.packed = bytes(packed)


def surround(parts: Parts, random: Random) -> None:
    junk = random.choice((b"\0", b"PK\5\6", b"PK\3\4" + bytes(26), os.linesep.encode() * 50, random.randbytes(100)))
    setattr(parts, random.choice(("before", "between", "after")), junk)


def many(parts: Parts, random: Random) -> None:
    parts.members += [Part(b"xl/media/%d.png" % number, b"") for number in range(random.choice((50, 500)))]


def blow_up(parts: Parts, random: Random) -> None:
    """A part that inflates to tens of megabytes of nothing."""
    one = random.choice(parts.members)
    fill = random.choice((b" ", b"\0", b"<a/>", b"<row/>", b"<c/>", b"a", b'<row r="1"/>')) * random.choice((1 << 20,
    5 << 20))
    at = random.choice((0, len(one.data), max(one.data.find(b"<row"), 0), one.data.find(b">") + 1))
    one.data = one.data[:at] + fill + one.data[at:]


ALL = (
    rename, duplicate, drop, shuffle, swap_contents, lie, lie, lie_at_the_end, wide, store, break_stream, surround,
    many,
)
RARE = (blow_up,)
