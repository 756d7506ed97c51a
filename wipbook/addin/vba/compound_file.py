"""A writer of compound files, [MS-CFB] version 3: sectors of 512 bytes, small streams in mini sectors of 64."""

from __future__ import annotations

import struct

from wipbook.addin.faults import ProjectTooLarge
from wipbook.addin.vba.directory import Entry, Tree, directory

_SECTOR, _MINI_SECTOR, _MINI_LIMIT = 512, 64, 4096
_FREE, _END_OF_CHAIN, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PER_SECTOR = _SECTOR // 4
_HEADER_FATS = 109  # the table of FAT sectors that fits into the header
_UNUSED = Entry("", 0)


def compound_file(tree: Tree) -> bytes:
    """The file that holds ``tree``. Equal trees, equal bytes.

    ``ProjectTooLarge`` beyond 109 sectors of FAT, about 7 MB: twenty times the add-in.
    """
    sectors = _Sectors()
    entries = directory(tree)
    root, mini_fat = _store_streams(entries, sectors)
    entries[0].start, entries[0].size = sectors.store(root), len(root)
    mini_fat += [_FREE] * (-len(mini_fat) % _PER_SECTOR)
    mini_fat_start = sectors.store(_words(mini_fat))
    entries += [_UNUSED] * (-len(entries) % 4)
    directory_start = sectors.store(b"".join(entry.to_bytes() for entry in entries))
    fats = sectors.close()
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", bytes.fromhex("D0CF11E0A1B11AE1"), bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6),
        0, len(fats), directory_start, 0, _MINI_LIMIT, mini_fat_start, len(mini_fat) // _PER_SECTOR, _END_OF_CHAIN, 0,
        fats[0],
    )
    return header + _words(fats[1:] + [_FREE] * (_HEADER_FATS - len(fats))) + b"".join(sectors.contents)


class _Sectors:
    """The sectors behind the header, and the chains they form."""

    def __init__(self) -> None:
        self.contents: list[bytes] = []
        self._next: list[int] = []

    def store(self, data: bytes) -> int:
        """Append ``data`` as one chain; its first sector."""
        first, count = len(self.contents), -(-len(data) // _SECTOR)
        for number in range(count):
            self.contents.append(data[number * _SECTOR : (number + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
        self._next += _chain(first, count)
        return first if count else _END_OF_CHAIN

    def close(self) -> list[int]:
        """Append the FAT, which describes its own sectors too; where they are."""
        first, count = len(self.contents), 1
        while count * _PER_SECTOR < len(self._next) + count:
            count += 1
        if count > _HEADER_FATS:
            raise ProjectTooLarge(where="VBA project", found=f"{first * _SECTOR:,} bytes", expected="less than 7 MB",
                           remedy="take modules out")
        fat = self._next + [_FAT] * count
        self.store(_words(fat + [_FREE] * (count * _PER_SECTOR - len(fat))))
        return list(range(first, first + count))


def _store_streams(entries: list[Entry], sectors: _Sectors) -> tuple[bytes, list[int]]:
    """Store the large streams; the small ones together are the stream of the root, with a FAT of their own."""
    mini_stream, mini_fat = bytearray(), list[int]()
    for entry in entries:
        if entry.kind != 2:
            continue
        if entry.size >= _MINI_LIMIT or not entry.size:
            entry.start = sectors.store(entry.content)
            continue
        entry.start, count = len(mini_fat), -(-entry.size // _MINI_SECTOR)
        mini_fat += _chain(entry.start, count)
        mini_stream += entry.content.ljust(count * _MINI_SECTOR, b"\0")
    return bytes(mini_stream), mini_fat


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END_OF_CHAIN] if count else []


def _words(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)
