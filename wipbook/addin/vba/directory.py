"""The directory of a compound file, [MS-CFB] 2.6: entries, and a red-black tree over the children of each storage."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, Union

from wipbook.addin.faults import BadModule

NO_STREAM = 0xFFFFFFFF
_LONGEST_NAME = 31  # characters; 64 bytes with the closing zero

#: Storages are mappings, streams are bytes.
Tree: TypeAlias = Mapping[str, Union[bytes, "Tree"]]


@dataclass
class Entry:
    """One 128-byte entry; ``start`` and ``size`` are known once its stream has been stored."""

    name: str
    kind: int  # 0 unallocated, 1 storage, 2 stream, 5 root
    content: bytes = b""
    left: int = NO_STREAM
    right: int = NO_STREAM
    child: int = NO_STREAM
    red: bool = False
    start: int = 0
    size: int = 0

    def to_bytes(self) -> bytes:
        name = self.name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ", name, len(name) + 2 if name else 0, self.kind, not self.red, self.left, self.right,
            self.child, bytes(16), 0, 0, 0, self.start, self.size,
        )


def directory(tree: Tree) -> list[Entry]:
    """The root and every entry below it, linked. Without times and class ids: nothing that changes by itself."""
    entries = [Entry("Root Entry", 5)]
    entries[0].child = _add_children(entries, tree)
    return entries


def _add_children(entries: list[Entry], tree: Tree) -> int:
    ids = []
    for name in sorted(tree, key=_order):
        if len(name) > _LONGEST_NAME:
            raise BadModule(where=name, found=f"a name of {len(name)} characters", expected="at most 31",
                            remedy="shorten the name of the module")
        content = tree[name]
        entry = Entry(name, 2, content, size=len(content)) if isinstance(content, bytes) else Entry(name, 1)
        entries.append(entry)
        ids.append(len(entries) - 1)
        if not isinstance(content, bytes):
            entry.child = _add_children(entries, content)
    return _balanced(entries, ids, level=0, deepest=len(ids).bit_length() - 1)


def _order(name: str) -> tuple[int, bytes]:
    """2.6.4: shorter names come first, equally long ones by their upper-case code points."""
    return len(name.encode("utf-16-le")), name.upper().encode("utf-16-be")


def _balanced(entries: list[Entry], ids: Sequence[int], level: int, deepest: int) -> int:
    """Halving a sorted list fills every level but the deepest; its nodes alone are red, so all paths pass
    equally many black nodes and no red node has a red child."""
    if not ids:
        return NO_STREAM
    middle = len(ids) // 2
    entry = entries[ids[middle]]
    entry.left = _balanced(entries, ids[:middle], level + 1, deepest)
    entry.right = _balanced(entries, ids[middle + 1 :], level + 1, deepest)
    entry.red = level == deepest and level > 0
    return ids[middle]
