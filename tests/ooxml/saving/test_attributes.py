"""A save keeps what a file is besides its content, and refuses where it could not."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.hosts.conftest import make_plant
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.faults import SaveFailed
from wipbook.ooxml.saving import attributes

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes and owners")


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    return make_plant(tmp_path / "plant.xlsx")


def save(path: Path) -> None:
    with open_file(path) as book:
        book.write_cells("Jobs", {"A1": "new"})
        book.save()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o222 | 0o444])
def test_the_mode_stays(plant: Path, mode: int) -> None:
    plant.chmod(mode)
    save(plant)
    assert stat.S_IMODE(plant.stat().st_mode) == mode


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555])
def test_a_read_only_file_is_refused_to_everybody(plant: Path, mode: int) -> None:
    """Also to the system's administrator, who could write it."""
    plant.chmod(mode)
    before = plant.read_bytes()
    with pytest.raises(SaveFailed, match="a read-only file"):
        save(plant)
    assert plant.read_bytes() == before
    assert stat.S_IMODE(plant.stat().st_mode) == mode
    assert [one.name for one in plant.parent.iterdir()] == ["plant.xlsx"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_owner_and_group_stay(plant: Path) -> None:
    os.chown(plant, 4321, 8765)
    save(plant)
    found = plant.stat()
    assert (found.st_uid, found.st_gid) == (4321, 8765)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_what_cannot_stay_another_s_is_refused(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chown(plant, 4321, 8765)
    before = plant.read_bytes()

    def denied(*given: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(attributes.os, "fchown", denied)
    with pytest.raises(SaveFailed, match="another user's file, which would become yours"):
        save(plant)
    os.chown(plant, os.geteuid(), 8765)
    with pytest.raises(SaveFailed, match="a file of a group you are not in"):
        save(plant)
    assert plant.read_bytes() == before
    assert not list(plant.parent.glob(".*"))


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes are Linux's")
def test_extended_attributes_and_the_access_list_stay(plant: Path) -> None:
    # acl(5): version 2; user 1234 may read and write, mask rw, group r, others nothing
    nobody = 0xFFFFFFFF
    entries = [(0x01, 6, nobody), (0x02, 6, 1234), (0x04, 4, nobody), (0x10, 6, nobody), (0x20, 0, nobody)]
    access = (2).to_bytes(4, "little") + b"".join(
        tag.to_bytes(2, "little") + may.to_bytes(2, "little") + who.to_bytes(4, "little") for tag, may, who in entries
    )
    try:
        os.setxattr(plant, "user.origin", b"mail")
    except OSError:
        pytest.skip("this file system keeps no attributes of users")
    acl = True
    try:
        os.setxattr(plant, "system.posix_acl_access", access)
    except OSError:
        acl = False
    save(plant)
    assert os.getxattr(plant, "user.origin") == b"mail"
    if acl:
        assert os.getxattr(plant, "system.posix_acl_access") == access


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes are Linux's")
def test_an_access_list_that_cannot_stay_is_refused(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attributes.os, "listxattr", lambda path: ["system.posix_acl_access"])
    monkeypatch.setattr(attributes.os, "getxattr", lambda path, name: b"no list")
    with pytest.raises(SaveFailed, match="permissions that cannot be kept"):
        save(plant)
