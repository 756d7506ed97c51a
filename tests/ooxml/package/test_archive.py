"""One archive, several readers: what comes out is what Python's own zipfile reads."""

from __future__ import annotations

import os
import threading
import zipfile
from pathlib import Path

import pytest

from tests.hosts.conftest import make_plant
from wipbook.errors import WipbookError
from wipbook.ooxml.package.archive import Archive

ROUNDS = 4_000


@pytest.mark.parametrize("positional", [True, False], ids=["pread", "a handle a thread"])
def test_two_threads_read_members_of_one_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, positional: bool
) -> None:
    """A healthy workbook was called damaged ("no local header") when two threads shared one place in the file."""
    if not positional:
        monkeypatch.delattr(os, "pread", raising=False)
    elif not hasattr(os, "pread"):
        pytest.skip("this system reads at no position by itself")
    plant = make_plant(tmp_path / "plant.xlsx", rows=200)
    with zipfile.ZipFile(plant) as expected_from:
        expected = {name: expected_from.read(name) for name in expected_from.namelist()}
    archive = Archive(plant)
    names = sorted(archive.members)
    wrong: list[str] = []
    begin = threading.Barrier(2)

    def read(first: int) -> None:
        begin.wait()
        for turn in range(ROUNDS):
            name = names[(first + turn) % len(names)]
            try:
                if archive.read(name) != expected[name]:
                    wrong.append(f"{name}: other bytes")
            except (WipbookError, OSError, ValueError) as error:
                wrong.append(f"{name}: {error}")

    threads = [threading.Thread(target=read, args=(first,)) for first in (0, len(names) // 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    archive.close()
    assert sorted(expected) == names
    assert wrong == []
    with pytest.raises(ValueError, match="closed"):
        archive.read(names[0])
