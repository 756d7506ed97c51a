"""The zip file under a workbook: its directory, its members, and nothing inflated that was not asked for."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from wipbook.ooxml.faults import DamagedWorkbook, EncryptedWorkbook, NotAWorkbook, SuspiciousContent
from wipbook.ooxml.guard.directory import check_members
from wipbook.ooxml.guard.limits import LARGEST_PART, LARGEST_RATIO, RATIO_FROM
from wipbook.ooxml.package.deflate import INFLATE_ERRORS, checksum, inflater
from wipbook.ooxml.package.identity import FileIdentity, changed_on_disk
from wipbook.ooxml.package.positional_file import PositionalFile

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_RECORD = struct.Struct("<4s6H3L5H2L")
MORE_THAN_DECLARED = "more content than the zip directory declares"
"""What a flipped bit can make of a part, and what a part that is to fill the memory begins with."""
_CHUNK = 1 << 20
_SMALL = 1 << 20
"""Bytes of a packed member that is known by its content: its hash takes less than a millisecond."""


@dataclass(frozen=True)
class Member:
    """One entry: ``record`` is its central directory record, bytes ``offset`` to ``end`` its local data."""

    name: str
    record: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    end: int


class Archive:
    """A zip file open for reading, by several threads at once. Members keep their order in the file."""

    def __init__(self, path: Path, handle: int | None = None) -> None:
        self.path = path
        self._contents: dict[tuple[object, ...], tuple[object, ...]] = {}
        self._file = PositionalFile(path, handle)
        try:
            self.identity = FileIdentity.of_open(self._file.fileno())
            self.length = self._file.length
            self.members = {member.name: member for member in self._directory()}
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        self._file.close()

    def reopen(self) -> None:
        """Open the same file again after ``close``."""
        self._file = PositionalFile(self.path)

    def at(self, offset: int, length: int) -> bytes:
        """Raw bytes of the file."""
        return self._file.at(offset, length) if 0 <= offset <= self.length else b""

    @property
    def file(self) -> PositionalFile:
        return self._file

    def stream(self, name: str) -> Iterator[bytes]:
        """The inflated member in pieces of some MiB, checked against declared size and checksum at the end."""
        member = self.members[name]
        self._guard(member)
        total, crc, done = 0, 0, False
        unpack = inflater() if member.method == 8 else None
        for raw in self.packed(member):
            while raw:
                if unpack is None:
                    piece, raw = raw, b""
                else:
                    try:
                        piece = unpack.decompress(raw, 8 * _CHUNK)
                    except INFLATE_ERRORS as error:
                        raise self._damaged(name, str(error)) from error
                    raw = unpack.unconsumed_tail
                    if unpack.eof:
                        raw, done = b"", True
                total += len(piece)
                if total > member.size:
                    raise SuspiciousContent(
                        where=f"{self.path.name}, part {name}",
                        found=MORE_THAN_DECLARED,
                        remedy="do not trust this file; if it is one of yours that a disk has damaged, take the last "
                        "backup",
                    )
                crc = checksum(piece, crc)
                yield piece
            if done:
                break
        if total != member.size or crc != member.crc:
            raise self._damaged(name, "the checksum does not match")

    def is_sound(self, member: Member) -> bool:
        """Whether a small part inflates to what its checksum says: much faster than ``stream``, which says why not."""
        if member.method != 8 or member.flags & 1 or member.size > _CHUNK:
            return False
        raw = self.at(member.offset, member.end - member.offset)
        start = 30 + sum(struct.unpack_from("<2H", raw, 26)) if raw[:4] == b"PK\3\4" else len(raw)
        unpack = zlib.decompressobj(-15)
        try:
            content = unpack.decompress(raw[start : start + member.packed], member.size + 1)
        except zlib.error:
            return False
        return unpack.eof and len(content) == member.size and zlib.crc32(content) == member.crc

    def packed(self, member: Member) -> Iterator[bytes]:
        """The content of a member as it is packed, in pieces of about 1 MiB."""
        header = self.at(member.offset, 30)
        if header[:4] != b"PK\3\4":
            raise self._damaged(member.name, "no local header")
        at = member.offset + 30 + sum(struct.unpack_from("<2H", header, 26))
        if at + member.packed > member.end:
            raise self._damaged(member.name, "a part that reaches into the next one")
        left = member.packed
        while left:
            raw = self.at(at, min(_CHUNK, left))
            if not raw:
                raise self._damaged(member.name, "the file ends inside the part")
            at, left = at + len(raw), left - len(raw)
            yield raw

    def key(self, name: str) -> tuple[object, ...]:
        """What tells this member, as it is now, from any other content: for what is remembered of it. Of a small one it
        is the content itself: the sheets of a workbook that was saved, or copied, are mostly those it had before."""
        member = self.members[name]
        here = (*self._file.identity, name, member.offset, member.crc, member.packed, member.size)
        if member.packed > _SMALL:
            return here
        if here not in self._contents:
            content = sha256(b"".join(self.packed(member))).digest()
            self._contents[here] = content, member.flags, member.method, member.crc, member.packed, member.size
        return self._contents[here]

    def read(self, name: str) -> bytes:
        """The inflated member."""
        return b"".join(self.stream(name))

    def _guard(self, member: Member) -> None:
        where = f"{self.path.name}, part {member.name}"
        if member.flags & 1:
            raise EncryptedWorkbook(
                where=where, found="a zip member with a password", remedy="save the workbook without a password"
            )
        if member.method not in (0, 8):
            raise DamagedWorkbook(
                where=where,
                found=f"compression method {member.method}",
                expected="deflate",
                remedy="save the workbook once with Excel",
            )
        ratio = member.size / max(member.packed, 1)
        if member.size > LARGEST_PART or (member.size > RATIO_FROM and ratio > LARGEST_RATIO):
            raise SuspiciousContent(
                where=where,
                found=f"{member.size:,} bytes packed {ratio:,.0f} times",
                expected=f"at most {LARGEST_RATIO} times above {RATIO_FROM >> 20} MiB",
                remedy="do not trust this file; ask its sender for a fresh export",
            )

    def refuse_if_changed(self) -> None:
        """Raise ChangedOnDisk when somebody has written into the file since it was opened: what looks like damage may
        be the beginning of one version and the end of another."""
        if self._file.closed:
            return
        if FileIdentity.of_open(self._file.fileno()) != self.identity:
            raise changed_on_disk(self.path)

    def _damaged(self, name: str, found: str) -> DamagedWorkbook:
        self.refuse_if_changed()
        return DamagedWorkbook(
            where=f"{self.path.name}, part {name}",
            found=found,
            expected="a whole part",
            remedy="take the last backup, or let Excel repair the file",
        )

    def _not_a_workbook(self, found: str) -> NotAWorkbook:
        return NotAWorkbook(
            where=self.path.name,
            found=found,
            expected="an .xlsx or .xlsm workbook",
            remedy="open the file in Excel and save it as .xlsx",
        )

    def _directory(self) -> list[Member]:
        start = self.at(0, 8)
        if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            self._refuse_compound_file()
        if not start:
            raise self._not_a_workbook("an empty file")
        tail_at = max(0, self.length - 66_000)
        tail = self.at(tail_at, 66_000)
        found = tail.rfind(b"PK\5\6")
        if found < 0 or found + _END.size > len(tail):
            if start[:4] != b"PK\3\4":
                raise self._not_a_workbook("no zip package")
            raise DamagedWorkbook(
                where=self.path.name,
                found="a package without its directory, cut off",
                expected="a whole file",
                remedy="take the last backup or copy the file again",
            )
        _, _, _, _, count, length, begin, _ = _END.unpack_from(tail, found)
        if count == 0xFFFF or 0xFFFFFFFF in (length, begin):
            count, length, begin = self._directory64(tail_at + found)
        if begin + length > self.length:
            raise DamagedWorkbook(
                where=self.path.name,
                found="a directory beyond the end of the file",
                expected="a whole file",
                remedy="take the last backup or copy the file again",
            )
        return self._records(self.at(begin, length), count, begin)

    def _refuse_compound_file(self) -> None:
        if "EncryptedPackage".encode("utf-16-le") in self.at(0, min(self.length, 1 << 20)):
            raise EncryptedWorkbook(
                where=self.path.name,
                found="a password to open",
                expected="a workbook without one",
                remedy="remove it in Excel: File, Info, Protect Workbook, Encrypt",
            )
        raise self._not_a_workbook("a file of the old binary format (.xls)")

    def _directory64(self, end_at: int) -> tuple[int, int, int]:
        locator = self.at(end_at - 20, 20)
        if locator[:4] == b"PK\6\7":
            record = self.at(struct.unpack_from("<Q", locator, 8)[0], _END64.size)
            if len(record) == _END64.size and record[:4] == b"PK\6\6":
                fields = _END64.unpack(record)
                return fields[7], fields[8], fields[9]
        raise DamagedWorkbook(
            where=self.path.name,
            found="a zip64 package without its directory",
            remedy="take the last backup or copy the file again",
        )

    def _records(self, data: bytes, count: int, begin: int) -> list[Member]:
        at, rows = 0, []
        damaged = DamagedWorkbook(
            where=self.path.name, found="a broken zip directory", remedy="take the last backup or copy the file again"
        )
        for _ in range(count):
            if data[at : at + 4] != b"PK\1\2" or at + 46 > len(data):
                raise damaged
            fields = _RECORD.unpack_from(data, at)
            name_length, extra_length, comment_length = fields[10], fields[11], fields[12]
            end = at + 46 + name_length + extra_length + comment_length
            if end > len(data):
                raise damaged
            name = data[at + 46 : at + 46 + name_length].decode("utf-8", "replace")
            extra = data[at + 46 + name_length : at + 46 + name_length + extra_length]
            size, packed, offset = _wide(fields[9], fields[8], fields[16], extra)
            rows.append((offset, name, data[at:end], fields[3], fields[4], fields[7], packed, size))
            at = end
        check_members(((row[1], row[7]) for row in rows), self.length, self.path.name)
        if not rows:
            raise damaged
        rows.sort(key=lambda row: row[0])
        if len({row[1].lower() for row in rows}) != len(rows):
            raise DamagedWorkbook(
                where=self.path.name, found="two parts of one name", remedy="open and save the workbook with Excel"
            )
        ends = [row[0] for row in rows[1:]] + [begin]
        members = []
        for (offset, name, record, flags, method, crc, packed, size), stop in zip(rows, ends, strict=True):
            # Members that overlap are the "better zip bomb" (one stream counted many times).
            if offset + 30 + packed > stop:
                raise SuspiciousContent(
                    where=f"{self.path.name}, part {name}",
                    found="overlapping parts",
                    remedy="do not trust this file; ask its sender for a fresh export",
                )
            members.append(Member(name, record, flags, method, crc, packed, size, offset, stop))
        return members


def _wide(size: int, packed: int, offset: int, extra: bytes) -> tuple[int, int, int]:
    """Sizes and offset, from the zip64 extra field where the short fields are full."""
    at, values = 0, [size, packed, offset]
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            held = extra[at + 4 : at + 4 + length]
            wide = list(struct.unpack(f"<{len(held) // 8}Q", held[: len(held) // 8 * 8]))
            values = [wide.pop(0) if value == 0xFFFFFFFF and wide else value for value in values]
        at += 4 + length
    return values[0], values[1], values[2]
