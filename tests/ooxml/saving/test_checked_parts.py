"""A flipped bit in a part that a save would only copy: refused, with the backup that has it whole."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hosts.conftest import make_plant
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ooxml.faults import DamagedWorkbook
from wipbook.ooxml.guard.remembered import Remembered
from wipbook.ooxml.package.archive import Archive, Member
from wipbook.ooxml.saving import checked_parts
from wipbook.ooxml.saving.checked_parts import CheckedParts


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    """Saved twice, so that two backups are there."""
    path = make_plant(tmp_path / "plant.xlsx")
    for text in ("one", "two"):
        save(path, text)
    return path


def save(path: Path, text: str = "new") -> None:
    with open_file(path) as book:
        book.write_cells("Jobs", {"A1": text})
        book.save()


def flip(path: Path, part: str) -> None:
    """One bit in the middle of a part's bytes, as a disk does it: size and times of the file stay what they are."""
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(part)
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len(part) + info.compress_size // 2] ^= 0x10
    with path.open("r+b") as file:
        file.write(data)


def files(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize("part", ["xl/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml", "xl/styles.xml",
                                  "xl/worksheets/sheet2.xml"])
def test_damage_goes_no_further(plant: Path, part: str) -> None:
    flip(plant, part)
    before = files(plant.parent)
    with pytest.raises(DamagedWorkbook, match=r"plant\.1\.xlsx has this part whole: wipbook restore plant.xlsx 1"):
        save(plant)
    assert files(plant.parent) == before


@pytest.mark.parametrize("part", ["docProps/core.xml", "xl/worksheets/sheet2.xml"])
def test_a_bit_that_makes_a_part_longer_is_damage_too(plant: Path, part: str) -> None:
    with zipfile.ZipFile(plant) as archive:
        info = archive.getinfo(part)
    data, at = bytearray(plant.read_bytes()), info.header_offset + 30 + len(part)
    for bit in range(8 * info.compress_size):
        data[at + bit // 8] ^= 1 << bit % 8
        with suppress(zlib.error):
            packed = bytes(data[at : at + info.compress_size])
            if len(zlib.decompressobj(-15).decompress(packed, info.file_size + 1)) > info.file_size:
                break
        data[at + bit // 8] ^= 1 << bit % 8
    else:
        raise AssertionError("no bit makes it longer")
    with plant.open("r+b") as file:
        file.write(data)
    with pytest.raises(DamagedWorkbook, match=r"plant\.1\.xlsx has this part whole: wipbook restore plant.xlsx 1"):
        save(plant)


def test_the_backup_named_is_one_that_is_whole(plant: Path) -> None:
    for path in (plant, plant.parent / "wipbook_backups" / "plant.1.xlsx"):
        flip(path, "xl/theme/theme1.xml")
    with pytest.raises(DamagedWorkbook, match=r"plant\.2\.xlsx has this part whole: wipbook restore plant.xlsx 2"):
        save(plant)
    flip(plant.parent / "wipbook_backups" / "plant.2.xlsx", "xl/theme/theme1.xml")
    with pytest.raises(DamagedWorkbook, match="no backup has this part whole"):
        save(plant)


def test_a_large_part_is_inflated_once_and_known_by_its_bytes_afterwards(
    plant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    check = CheckedParts._check

    def watched(self: CheckedParts, archive: Archive, member: Member) -> None:
        read.append(member.name)
        check(self, archive, member)

    monkeypatch.setattr(CheckedParts, "_check", watched)
    saves = iter(range(99))

    def of_a_save(*, elsewhere: bool = True) -> list[str]:
        """What is inflated in a process of its own, which knows nothing but the list, or in this one."""
        if elsewhere:
            monkeypatch.setattr(checked_parts, "_met", Remembered(4096))
        read.clear()
        save(plant, f"save {next(saves)}")
        return [name for name in read if name == "xl/worksheets/sheet2.xml"]

    listed = plant.parent / "wipbook_backups" / ".plant.xlsx.checked"
    assert of_a_save() == [], "the saves before have met it"
    listed.unlink()
    assert of_a_save(elsewhere=False) == [], "this process has met it"
    listed.unlink()
    assert of_a_save() == ["xl/worksheets/sheet2.xml"], "nothing is known of it"
    assert of_a_save() == []
    listed.write_text('{"' + "0" * 64 + '": []}', "ascii")
    assert of_a_save() == ["xl/worksheets/sheet2.xml"], "a list that knows others"
    for rubbish in (b"\xff\xfe no list", b"[1, 2]", b'{"a": 5, "b": [7]}', b"[" * 90_000):
        listed.write_bytes(rubbish)
        assert of_a_save() == ["xl/worksheets/sheet2.xml"], rubbish[:20]


def test_without_backups_everything_is_looked_at(tmp_path: Path) -> None:
    path = make_plant(tmp_path / "plant.xlsx")
    flip(path, "xl/worksheets/sheet2.xml")
    with FileWorkbook(path, backups=0) as book:
        book.write_cells("Jobs", {"A1": "new"})
        with pytest.raises(DamagedWorkbook, match=r"sheet2\.xml"):
            book.save()
    copy = Path(shutil.copy(path, tmp_path / "copy.xlsx"))
    with open_file(copy) as book, pytest.raises(DamagedWorkbook):
        book.save(tmp_path / "elsewhere.xlsx")
    assert not (tmp_path / "elsewhere.xlsx").exists()
