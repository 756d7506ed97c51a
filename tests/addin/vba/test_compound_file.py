"""The compound file: every chain, every tree, read back by olefile and by a checker of its own."""

from __future__ import annotations

import io
import random
import struct
from dataclasses import dataclass

import olefile
import pytest

from wipbook.addin.faults import BadModule, ProjectTooLarge
from wipbook.addin.vba.compound_file import compound_file
from wipbook.addin.vba.directory import NO_STREAM
from wipbook.addin.vba.vba_module import module
from wipbook.addin.vba.vba_project import vba_project

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class Node:
    name: str
    kind: int
    red: bool
    left: int
    right: int
    child: int
    start: int
    size: int


def parts(data: bytes) -> tuple[list[int], list[Node]]:
    """FAT and directory, by the letter of [MS-CFB]."""
    header = struct.unpack_from("<8s16sHHHHH6sIIIIIIIIII", data)
    assert header[0] == bytes.fromhex("D0CF11E0A1B11AE1") and header[2:7] == (0x3E, 3, 0xFFFE, 9, 6)
    assert header[8] == 0 and header[12] == 4096 and header[15:17] == (END, 0)
    assert len(data) % 512 == 0
    fat_sectors = [one for one in struct.unpack_from("<109I", data, 76) if one != FREE]
    assert len(fat_sectors) == header[9]
    fat = [n for s in fat_sectors for n in struct.unpack_from("<128I", data, 512 * (s + 1))]
    assert all(fat[s] == FAT for s in fat_sectors)
    used = len(data) // 512 - 1
    assert all(one == FREE for one in fat[used:]) and FREE not in fat[:used]
    nodes, sector = [], header[10]
    while sector != END:
        for at in range(512 * (sector + 1), 512 * (sector + 2), 128):
            name, length, kind, black, *links = struct.unpack_from("<64sHBBIII", data, at)
            start, size = struct.unpack_from("<IQ", data, at + 116)
            text = name[: max(length - 2, 0)].decode("utf-16-le")
            assert struct.unpack_from("<16sIQQ", data, at + 80)[:1] == (bytes(16),)
            nodes.append(Node(text, kind, not black, *links, start, size))
        sector = fat[sector]
    return fat, nodes


def key(name: str) -> tuple[int, str]:
    return len(name), name.upper()


def check_tree(nodes: list[Node], root: int) -> list[str]:
    """In-order names of a storage's children; asserts order, colours and equal black heights."""

    def walk(at: int, parent_red: bool) -> tuple[int, list[str]]:
        if at == NO_STREAM:
            return 1, []
        node = nodes[at]
        assert node.kind in (1, 2) and not (node.red and parent_red), node.name
        left_height, left = walk(node.left, node.red)
        right_height, right = walk(node.right, node.red)
        assert left_height == right_height, node.name
        return left_height + (not node.red), [*left, node.name, *right]

    if root != NO_STREAM:
        assert not nodes[root].red
    names = walk(root, False)[1]
    assert names == sorted(names, key=key)
    return names


@pytest.mark.parametrize("count", [*range(1, 41), 62, 63, 64, 65, 99, 127, 128, 150])
def test_projects_of_any_number_of_modules(count: int) -> None:
    chance = random.Random(count)
    texts = {
        f"M{n}": "".join(f"Public Const C{i} = {chance.random()}\n" for i in range(chance.randrange(120)))
        for n in range(count)
    }
    data = vba_project("many", [module(name, "standard", text) for name, text in texts.items()])
    fat, nodes = parts(data)
    chains = [END if n == END else n for n in fat if n not in (FREE, FAT, END)]
    assert len(chains) == len(set(chains)), "two chains share a sector"
    names = check_tree(nodes, nodes[0].child)
    assert names == ["VBA", "PROJECT", "PROJECTwm"]
    inner = check_tree(nodes, next(node.child for node in nodes if node.name == "VBA"))
    assert sorted(inner) == sorted(["_VBA_PROJECT", "dir", *texts])
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_POTENTIAL) as file:
        assert sorted(file.listdir()) == sorted([["PROJECT"], ["PROJECTwm"], *(["VBA", name] for name in inner)])
        assert all(file.get_size(["VBA", name]) == next(n.size for n in nodes if n.name == name) for name in inner)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 511, 512, 4095, 4096, 4097, 64 * 128 + 1, 70_000, 1_000_000])
def test_streams_of_any_size_come_back(size: int) -> None:
    content = random.Random(size).randbytes(size)
    data = compound_file({"a": content, "storage": {"b": content[::-1], "c": b"x" * 100}})
    parts(data)
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_POTENTIAL) as file:
        assert file.openstream("a").read() == content
        assert file.openstream("storage/b").read() == content[::-1]
        assert file.openstream("storage/c").read() == b"x" * 100


def test_what_it_cannot_hold_is_refused() -> None:
    with pytest.raises(ProjectTooLarge, match="7 MB"):
        compound_file({"a": bytes(8_000_000)})
    with pytest.raises(BadModule, match="at most 31"):
        compound_file({"a" * 32: b""})
