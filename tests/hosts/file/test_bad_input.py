"""Bad input raises one clear error of its own class, and nothing is lost."""

from __future__ import annotations

import errno
import io
import os
import shutil
import zipfile
from pathlib import Path

import polars as pl
import pytest

from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml import faults
from wipbook.ooxml.saving import backups, replace
from wipbook.ooxml.saving.locks import sole_writer


def rezip(source: Path, target: Path, **changed: bytes | None) -> Path:
    """A copy with parts replaced or (None) left out; ``__`` in a key stands for ``/``, ``_xml`` for ``.xml``."""
    names = {key.replace("__", "/").replace("_xml", ".xml"): value for key, value in changed.items()}
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in names:
                after.writestr(name, before.read(name))
            elif names[name] is not None:
                after.writestr(name, names[name])
    return target


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def says_everything(error: WipbookError) -> bool:
    return bool(error.where and error.found and error.remedy)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", faults.NotAWorkbook),
        (b"material;quantity\nA;1\n", faults.NotAWorkbook),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), faults.NotAWorkbook),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            faults.EncryptedWorkbook,
        ),
    ],
    ids=["empty", "text", "xls", "encrypted"],
)
def test_other_files_are_named_for_what_they_are(tmp_path: Path, content: bytes, fault: type[WipbookError]) -> None:
    path = tmp_path / "plant.xlsx"
    path.write_bytes(content)
    with pytest.raises(fault) as caught:
        open_file(path)
    assert says_everything(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.xlsx", tmp_path):
        with pytest.raises(faults.NotAWorkbook):
            open_file(path)


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "plant.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(faults.NotAWorkbook):
        open_file(path)


def test_truncated_at_every_length(plant: Path, tmp_path: Path) -> None:
    whole, short = plant.read_bytes(), tmp_path / "short.xlsx"
    for length in range(40, len(whole), 997):
        short.write_bytes(whole[:length])
        with pytest.raises(faults.DamagedWorkbook) as caught:
            open_file(short)
        assert says_everything(caught.value)


def test_flipped_bytes_are_found_by_the_checksum(plant: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(plant) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    whole = bytearray(plant.read_bytes())
    whole[info.header_offset + 30 + len(info.filename) + 40] ^= 0xFF
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(whole)
    with open_file(broken) as book, pytest.raises(faults.DamagedWorkbook):
        book.write_cells("Jobs", {"A1": "x"})


def test_zip_bomb(plant: Path, tmp_path: Path) -> None:
    bomb = rezip(plant, tmp_path / "bomb.xlsx", xl__worksheets__sheet1_xml=bytes(80 << 20))
    with open_file(bomb) as book, pytest.raises(faults.SuspiciousContent):
        book.read_cell("Jobs", "A1")


def test_bomb_that_lies_about_its_size(plant: Path, tmp_path: Path) -> None:
    bomb = rezip(plant, tmp_path / "bomb.xlsx", xl__worksheets__sheet1_xml=bytes(20 << 20))
    data = bytearray(bomb.read_bytes())
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    bomb.write_bytes(data)
    with open_file(bomb) as book, pytest.raises(faults.SuspiciousContent):
        book.read_cell("Jobs", "A1")


def test_overlapping_members(plant: Path, tmp_path: Path) -> None:
    data = bytearray(plant.read_bytes())
    first = data.index(b"PK\1\2")
    data[first + 20 : first + 24] = (len(data)).to_bytes(4, "little")
    path = tmp_path / "overlap.xlsx"
    path.write_bytes(data)
    with pytest.raises(faults.SuspiciousContent):
        open_file(path)


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"])
def test_entities_are_never_resolved(plant: Path, tmp_path: Path, name: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    data = part(plant, name)
    at = data.index(b"?>") + 2
    path = rezip(
        plant,
        tmp_path / "entity.xlsx",
        **{name.replace("/", "__").replace(".xml", "_xml"): data[:at] + bomb + data[at:]},
    )
    with pytest.raises(faults.SuspiciousContent), open_file(path) as book:
        book.tables()
        book.read_cell("Jobs", "A1")


def test_missing_sheet_table_and_column(plant: Path) -> None:
    with open_file(plant) as book:
        with pytest.raises(faults.NoSuchSheet, match="Jobs, Other"):
            book.read_cell("Labor", "A1")
        with pytest.raises(faults.NoSuchTable, match="Jobs, Rates"):
            book.read_table("Labor")
        with pytest.raises(faults.NoSuchColumn, match="'hours'"):
            book.write_table("Jobs", pl.DataFrame({"hours": [1.0]}))
        assert not book.changed


def test_header_renamed_in_the_cell_only(plant: Path, tmp_path: Path) -> None:
    strings = part(plant, "xl/sharedStrings.xml").replace(b">qty<", b">quantity<")
    path = rezip(plant, tmp_path / "renamed.xlsx", xl__sharedStrings_xml=strings)
    with open_file(path) as book, pytest.raises(faults.HeaderMismatch, match="Jobs!B5"):
        book.read_table("Jobs")


def test_header_twice(plant: Path, tmp_path: Path) -> None:
    table = part(plant, "xl/tables/table1.xml").replace(b'name="qty"', b'name="job"')
    path = rezip(plant, tmp_path / "twice.xlsx", xl__tables__table1_xml=table)
    with open_file(path) as book, pytest.raises(faults.HeaderMismatch, match="'job' twice"):
        book.read_table("Jobs")


def test_two_tables_of_one_name(plant: Path, tmp_path: Path) -> None:
    table = part(plant, "xl/tables/table2.xml").replace(b'displayName="Rates"', b'displayName="jobs"')
    path = rezip(plant, tmp_path / "two.xlsx", xl__tables__table2_xml=table)
    with open_file(path) as book, pytest.raises(faults.DuplicateTable, match="'Jobs' and 'Other'"):
        book.tables()


def test_table_deleted_by_the_user(plant: Path, tmp_path: Path) -> None:
    rels = part(plant, "xl/worksheets/_rels/sheet1.xml.rels")
    empty = rels[: rels.index(b"<Relationship ")] + b"</Relationships>"
    path = rezip(
        plant,
        tmp_path / "deleted.xlsx",
        **{"xl/worksheets/_rels/sheet1.xml.rels": empty, "xl__tables__table1_xml": None},
    )
    with open_file(path) as book, pytest.raises(faults.NoSuchTable, match="'Jobs'"):
        book.read_table("Jobs")


def test_more_rows_than_a_sheet_has(plant: Path) -> None:
    with open_file(plant) as book, pytest.raises(faults.TooManyRows, match="1,048,571 below"):
        book.write_table("Jobs", pl.DataFrame({"qty": pl.zeros(1_048_576, eager=True)}))


@pytest.mark.parametrize("owner", ["~$plant.xlsx", "~$ant.xlsx", ".~lock.plant.xlsx#"])
def test_open_elsewhere(plant: Path, owner: str) -> None:
    before = plant.read_bytes()
    plant.with_name(owner).write_bytes(b"\x04Anna" + bytes(160))
    with open_file(plant) as book:
        book.write_cells("Jobs", {"A1": "new"})
        with pytest.raises(faults.WorkbookOpenElsewhere, match="close it in"):
            book.save()
    assert plant.read_bytes() == before


def test_second_wipbook(plant: Path) -> None:
    before = plant.read_bytes()
    with open_file(plant) as book, sole_writer(plant):
        book.write_cells("Jobs", {"A1": "new"})
        with pytest.raises(faults.WorkbookOpenElsewhere, match="second wipbook"):
            book.save()
    assert plant.read_bytes() == before


def test_lost_update_is_refused(plant: Path) -> None:
    with open_file(plant) as first, open_file(plant) as second:
        first.write_cells("Jobs", {"A1": "first"})
        second.write_cells("Jobs", {"A1": "second"})
        first.save()
        with pytest.raises(faults.ChangedOnDisk):
            second.save()
    with open_file(plant) as book:
        assert book.read_cell("Jobs", "A1") == "first"


def test_full_disk(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plant.read_bytes()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with open_file(plant) as book:
        book.write_cells("Jobs", {"A1": "new"})
        with monkeypatch.context() as patch:
            patch.setattr(replace.os, "fsync", full)
            with pytest.raises(faults.SaveFailed, match="full disk"):
                book.save()
        assert plant.read_bytes() == before
        assert sorted(path.name for path in plant.parent.iterdir() if path.suffix == ".part") == []
        book.save()  # after space was made
        assert book.read_cell("Jobs", "A1") == "new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_while_the_parts_are_copied(plant: Path) -> None:
    with open_file(plant) as book, Path("/dev/full").open("r+b") as device:
        book.write_cells("Jobs", {"A1": "new"})
        with pytest.raises(OSError):
            book.document.package.write_to(device)
            device.flush()


def test_read_only_folder(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plant.read_bytes()
    with open_file(plant) as book:
        book.write_cells("Jobs", {"A1": "new"})
        if os.geteuid() == 0:  # root may write anywhere: say no in its place

            def denied(*_: object, **__: object) -> int:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

            monkeypatch.setattr("wipbook.ooxml.saving.locks.os.open", denied)
        else:
            plant.parent.chmod(0o555)
        try:
            with pytest.raises(faults.SaveFailed, match="another folder"):
                book.save()
        finally:
            monkeypatch.undo()
            plant.parent.chmod(0o755)
    assert plant.read_bytes() == before


def test_strict_dialect(plant: Path, tmp_path: Path) -> None:
    workbook = part(plant, "xl/workbook.xml").replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    with pytest.raises(faults.StrictWorkbook):
        open_file(rezip(plant, tmp_path / "strict.xlsx", xl__workbook_xml=workbook))


def test_backups_roll(plant: Path) -> None:
    for text in ("one", "two", "three", "four", "five"):
        with open_file(plant) as book:
            book.write_cells("Jobs", {"A1": text})
            book.save()
    folder = plant.parent / backups.BACKUP_FOLDER
    kept = {}
    for path in sorted(folder.glob("*.xlsx")):
        with open_file(path) as book:
            kept[path.name] = book.read_cell("Jobs", "A1")
    assert kept == {"plant.1.xlsx": "four", "plant.2.xlsx": "three", "plant.3.xlsx": "two"}


def test_refusals_exit_with_three(plant: Path) -> None:
    assert issubclass(faults.CellsInTheWay, RefusedToProtectData)
    assert faults.CellsInTheWay.exit_code == 3
    assert faults.NoSuchTable.exit_code == 2


def test_zip64_directory_is_read(plant: Path, tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    with zipfile.ZipFile(plant) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            with after.open(name, "w", force_zip64=True) as member:
                shutil.copyfileobj(io.BytesIO(before.read(name)), member)
    with open_file(path) as book:
        book.write_cells("Jobs", {"A1": "wide"})
        book.save()
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
