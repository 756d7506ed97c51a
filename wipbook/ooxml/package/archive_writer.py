"""Writing a zip file: untouched members as raw byte ranges, changed ones deflated as they come."""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Iterable
from typing import BinaryIO

from wipbook.ooxml.faults import SaveFailed
from wipbook.ooxml.package.archive import Archive, Member
from wipbook.ooxml.package.deflate import THREADED_FROM, checksum, deflate_chunks, deflate_small
from wipbook.ooxml.package.positional_file import PositionalFile

_LOCAL = struct.Struct("<4s5H3L2H")
_RECORD = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LIMIT = 0xFFFFFFFF
_DATE = 0x21  # 1 January 1980: a fixed date keeps equal content byte-equal


class ArchiveWriter:
    """Writes members to a seekable binary file; ``finish`` makes it a zip."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._records: list[bytes] = []

    def copy(self, source: Archive, members: list[Member]) -> None:
        """Copy adjacent members of another archive as they are, in one range."""
        start, end = members[0].offset, members[-1].end
        here = self._file.tell()
        for member in members:
            self._records.append(_moved(member, member.offset - start + here))
        self._file.flush()
        _copy_range(source.file, self._file, start, end - start)

    def add_packed(self, name: str, source: Archive, member: Member) -> None:
        """Add a member of another archive under a new name, its content packed as it is there."""
        self._add_known(name, (member.method, 0, _DATE, member.crc, member.packed, member.size), source.packed(member))

    def add_plain(self, name: str, content: bytes) -> None:
        """Add a member as it is, for a reader in memory."""
        self._add_known(name, (0, 0, _DATE, checksum(content), len(content), len(content)), [content])

    def add(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Add a member; content given in pieces is deflated as it comes, two pieces at a time."""
        here, encoded = self._file.tell(), name.encode()
        flags = 0 if name.isascii() else 0x800
        self._file.write(_LOCAL.pack(b"PK\3\4", 20, flags, 8, 0, _DATE, 0, 0, 0, len(encoded), 0) + encoded)
        if isinstance(content, bytes) and len(content) < THREADED_FROM:
            packed = deflate_small(content)
            self._file.write(packed)
            crc, size, packed_size = checksum(content), len(content), len(packed)
        else:
            crc, size, packed_size = self._stream(_pieces(content))
        self._check(here + packed_size, size)
        end = self._file.tell()
        self._file.seek(here + 14)
        self._file.write(struct.pack("<3L", crc, packed_size, size))
        self._file.seek(end)
        self._records.append(
            _RECORD.pack(
                b"PK\1\2", 20, 20, flags, 8, 0, _DATE, crc, packed_size, size, len(encoded), 0, 0, 0, 0, 0, here
            )
            + encoded
        )

    def finish(self) -> None:
        """Write the directory. The file is a whole zip only after this."""
        directory, here = b"".join(self._records), self._file.tell()
        self._check(here + len(directory), 0)
        count = len(self._records)
        self._file.write(directory + _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), here, 0))
        self._file.flush()

    def _add_known(self, name: str, known: tuple[int, int, int, int, int, int], pieces: Iterable[bytes]) -> None:
        """A member of which all is known before it is written: method, time, date, checksum, both sizes."""
        here, encoded = self._file.tell(), name.encode()
        told = (0 if name.isascii() else 0x800, *known, len(encoded), 0)
        self._file.write(_LOCAL.pack(b"PK\3\4", 20, *told) + encoded)
        for piece in pieces:
            self._file.write(piece)
        self._check(self._file.tell(), known[-1])
        self._records.append(_RECORD.pack(b"PK\1\2", 20, 20, *told, 0, 0, 0, 0, here) + encoded)

    def _stream(self, chunks: Iterable[bytes]) -> tuple[int, int, int]:
        crc = size = packed_size = 0

        def watched() -> Iterable[bytes]:
            nonlocal crc, size
            for chunk in chunks:
                crc, size = checksum(chunk, crc), size + len(chunk)
                yield chunk

        for piece in deflate_chunks(watched()):
            self._file.write(piece)
            packed_size += len(piece)
        return crc, size, packed_size

    @staticmethod
    def _check(end: int, size: int) -> None:
        if end > _LIMIT or size > _LIMIT:
            raise SaveFailed(
                where="workbook",
                found="more than 4 GiB",
                expected="less",
                remedy="move old periods to another workbook",
            )


def _pieces(content: bytes | Iterable[bytes]) -> Iterable[bytes]:
    if not isinstance(content, bytes):
        return content
    return (content[at : at + (4 << 20)] for at in range(0, len(content), 4 << 20))


def _moved(member: Member, offset: int) -> bytes:
    """The member's directory record for its new place; zip64 fields, no longer needed, become plain ones."""
    if offset > _LIMIT or member.size > _LIMIT:
        raise SaveFailed(where="workbook", found="more than 4 GiB", remedy="move old periods to another workbook")
    record = bytearray(member.record)
    name_length, extra_length = struct.unpack_from("<2H", record, 28)
    extra, kept, at = bytes(record[46 + name_length : 46 + name_length + extra_length]), b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != 1:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    if len(kept) != len(extra):
        record[46 + name_length : 46 + name_length + extra_length] = kept
        struct.pack_into("<H", record, 30, len(kept))
    struct.pack_into("<2L", record, 20, member.packed, member.size)
    struct.pack_into("<L", record, 42, offset)
    return bytes(record)


def _copy_range(source: PositionalFile, target: BinaryIO, start: int, length: int) -> None:
    """Copy bytes inside the kernel where the system can (Linux), else in pieces of 1 MiB."""
    if hasattr(os, "copy_file_range"):
        here = target.tell()
        try:
            while length:
                done = os.copy_file_range(source.fileno(), target.fileno(), length, start, here)
                if not done:
                    break
                start, here, length = start + done, here + done, length - done
        except OSError as error:
            if error.errno == errno.ENOSPC:  # a full disk is not a reason to try another way
                raise
        target.seek(here)
    while length:
        piece = source.at(start, min(length, 1 << 20))
        if not piece:
            raise SaveFailed(
                where="workbook",
                found="a file that became shorter while it was copied",
                remedy="close other programs that use it and try again",
            )
        target.write(piece)
        start, length = start + len(piece), length - len(piece)
