"""Excel lets go of a workbook while its file is changed, and opens it again whatever became of that."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from wipbook.excel.reopening import reopened
from wipbook.hosts.excel.online import local_file


class Excel:
    """What happens in it, in order; the file may be read and replaced only between close and open."""

    def __init__(self, path: Path | str, engine: str = "excel", read_only: bool = False) -> None:
        self.fullname, self.log = str(path), list[str]()
        opened = SimpleNamespace(open=lambda path: self.log.append(f"open {Path(path).name}"))
        self.app = SimpleNamespace(engine=SimpleNamespace(name=engine), books=opened)
        self.api = SimpleNamespace(ReadOnly=read_only)

    def save(self) -> None:
        self.log.append("save")

    def close(self) -> None:
        self.log.append("close")


def _port(path: Path | None) -> Any:
    return SimpleNamespace(path=path)


def test_saved_closed_changed_opened(tmp_path: Path) -> None:
    path = tmp_path / "plant.xlsx"
    book = Excel(path)
    run = reopened(book, _port(path))
    assert run is not None
    run(lambda file: book.log.append(f"change {file.name}"))
    assert book.log == ["save", "close", "change plant.xlsx", "open plant.xlsx"]


def test_a_change_that_fails_leaves_the_workbook_open(tmp_path: Path) -> None:
    book = Excel(tmp_path / "plant.xlsx")
    run = reopened(book, _port(tmp_path / "plant.xlsx"))
    assert run is not None

    def change(file: Path) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        run(change)
    assert book.log == ["save", "close", "open plant.xlsx"]


def test_not_where_it_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "plant.xlsx"
    address = "https://d.docs.live.net/1f/Books/plant.xlsx"
    assert reopened(Excel("plant.xlsx"), _port(None)) is None, "never saved"
    assert reopened(Excel(path, engine="libreoffice"), _port(path)) is None
    assert reopened(Excel(path, read_only=True), _port(path)) is None
    assert reopened(Excel(address), _port(path)) is None


def test_a_workbook_online_is_found_in_the_folder_that_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As OneDrive (Personal) lays it out: the address without its first parts, below the folder of the environment."""
    (tmp_path / "Books of Ann").mkdir()
    (tmp_path / "Books of Ann" / "plant.xlsx").write_bytes(b"")
    monkeypatch.setenv("OneDriveConsumer", str(tmp_path))
    address = "https://d.docs.live.net/1f2e/Books of Ann/plant.xlsx"
    assert local_file(address) == tmp_path / "Books of Ann" / "plant.xlsx"
    assert local_file(address.replace(" ", "%20")) == tmp_path / "Books of Ann" / "plant.xlsx"
    assert local_file("https://d.docs.live.net/1f2e/other.xlsx") is None
    assert local_file("https://example.com/plant.xlsx") is None
