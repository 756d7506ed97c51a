"""A workbook file in pieces that can be changed one by one, and written with lies in its directory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field


@dataclass
class Part:
    """One member. ``lies`` overrides fields of its two headers by name; None in ``packed``: deflate ``data``."""

    name: bytes
    data: bytes
    packed: bytes | None = None
    lies: dict[str, int] = field(default_factory=dict)
    extra: bytes = b""


@dataclass
class Parts:
    """All members in their order; ``end`` overrides fields of the end record, the others are raw bytes around."""

    members: list[Part]
    end: dict[str, int] = field(default_factory=dict)
    before: bytes = b""
    between: bytes = b""
    after: bytes = b""

    @classmethod
    def of(cls, content: bytes) -> Parts:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return cls([Part(name.encode(), archive.read(name)) for name in archive.namelist()])

    def written(self) -> bytes:
        """The file; without lies it is the package it was."""
        out, records = bytearray(self.before), []
        for part in self.members:
            packed = part.packed
            if packed is None:
                packer = zlib.compressobj(6, zlib.DEFLATED, -15)
                packed = packer.compress(part.data) + packer.flush()
            lie = part.lies
            told = (
                lie.get("flags", 0), lie.get("method", 8), 0, 0x21, lie.get("crc", zlib.crc32(part.data)),
                lie.get("packed", len(packed)), lie.get("size", len(part.data)),
            )
            here = len(out)
            local = (lie.get("local flags", told[0]), lie.get("local method", told[1]), *told[2:])
            out += struct.pack(
                "<4s5H3L2H", lie.get("signature", 0x04034B50).to_bytes(4, "little"), 20, *_short(local),
                lie.get("local name", len(part.name)) & 0xFFFF, lie.get("local extra", 0) & 0xFFFF,
            ) + part.name + packed
            records.append(
                struct.pack(
                    "<4s6H3L5H2L", b"PK\1\2", 20, 20, *_short(told), lie.get("name", len(part.name)) & 0xFFFF,
                    lie.get("extra", len(part.extra)) & 0xFFFF, lie.get("comment", 0) & 0xFFFF, 0, 0, 0,
                    lie.get("offset", here) & 0xFFFFFFFF,
                ) + part.name + part.extra
            )
        out += self.between
        begin, directory, end = len(out), b"".join(records), self.end
        out += directory
        count = end.get("count", len(records)) & 0xFFFF
        return bytes(out) + struct.pack(
            "<4s4H2LH", b"PK\5\6", 0, 0, count, count, end.get("length", len(directory)) & 0xFFFFFFFF,
            end.get("begin", begin) & 0xFFFFFFFF, end.get("comment", 0) & 0xFFFF,
        ) + self.after


def _short(told: tuple[int, ...]) -> tuple[int, ...]:
    flags, method, time, day, crc, packed, size = told
    return (flags & 0xFFFF, method & 0xFFFF, time, day, crc & 0xFFFFFFFF, packed & 0xFFFFFFFF, size & 0xFFFFFFFF)
