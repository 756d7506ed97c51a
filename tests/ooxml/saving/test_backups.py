"""What is kept of a workbook: names, kinds, and for how long."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from wipbook.ooxml.saving.backups import (
    BACKUP_FOLDER,
    CLOSE,
    COMMAND,
    MOST_OF_A_DAY,
    SAVE,
    TEMPLATE,
    backups,
    keep_apart,
    keep_named,
    make_backup_folder,
    name_before,
    take_backup,
)

MORNING = dt.datetime(2026, 3, 31, 8, 0, 5)


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    path = tmp_path / "plant.xlsx"
    path.write_text("now")
    return path


def _save(plant: Path, text: str) -> None:
    """As a save does: another file takes the name."""
    plant.unlink()
    plant.write_text(text)


def _keep(plant: Path, moment: dt.datetime, command: str = "refresh") -> str:
    return keep_named(plant, name_before(plant, command, moment)).name


def test_a_backup_says_before_which_command_and_when(plant: Path) -> None:
    assert _keep(plant, MORNING, "count post") == "plant.2026-03-31 080005 count post.xlsx"
    assert _keep(plant, MORNING, "count post") == "plant.2026-03-31 080005 count post 2.xlsx", "the same second"
    assert [(one.kind, one.before, one.moment) for one in backups(plant)] == [(COMMAND, "count post", MORNING)] * 2
    assert backups(plant)[0].name.endswith(" 2.xlsx"), "the newest first"


def test_every_kind_is_known_by_its_name(plant: Path) -> None:
    out = plant.with_name(".out")
    shutil.copy(plant, out)
    make_backup_folder(plant)
    take_backup(out, plant, 3)
    keep_apart(plant, "close 2026-02-28")
    keep_apart(plant, "template 1")
    _keep(plant, MORNING)
    assert {one.name: one.kind for one in backups(plant)} == {
        "plant.1.xlsx": SAVE, "plant.close 2026-02-28.xlsx": CLOSE, "plant.template 1.xlsx": TEMPLATE,
        "plant.2026-03-31 080005 refresh.xlsx": COMMAND,
    }


def test_files_of_others_are_no_backups_and_stay(plant: Path) -> None:
    folder = plant.parent / BACKUP_FOLDER
    folder.mkdir()
    others = ("planting.2026-01-01 080000 refresh.xlsx", "plant.xlsx", "plant.2026-01-01 080000 refresh.txt", "a.txt")
    for name in others:
        (folder / name).write_text("mine")
    (folder / "plant.2026-99-99 999999 refresh.xlsx").write_text("no moment")
    for day in range(1, 60):
        _keep(plant, MORNING + dt.timedelta(days=day))
    assert all((folder / name).read_text() == "mine" for name in others)
    assert (folder / "plant.2026-99-99 999999 refresh.xlsx").exists()


def test_of_three_days_every_command_is_kept_and_of_days_before_the_first(plant: Path) -> None:
    """Forty days of four commands: of the last three all four, of the thirty before them the one of the morning."""
    for day in range(40):
        for hour in range(4):
            _save(plant, f"{day} {hour}")
            _keep(plant, MORNING + dt.timedelta(days=day, hours=hour))
    kept = [one.path.read_text() for one in backups(plant)]
    whole = [f"{day} {hour}" for day in (39, 38, 37) for hour in (3, 2, 1, 0)]
    assert kept == [*whole, *(f"{day} 0" for day in range(36, 6, -1))]


def test_a_day_of_very_many_commands_keeps_the_last_of_them(plant: Path) -> None:
    for second in range(MOST_OF_A_DAY + 5):
        _keep(plant, MORNING + dt.timedelta(seconds=second))
    kept = backups(plant)
    assert len(kept) == MOST_OF_A_DAY
    assert kept[0].moment == MORNING + dt.timedelta(seconds=MOST_OF_A_DAY + 4)


def test_copies_of_a_close_are_never_removed(plant: Path) -> None:
    months = [f"2024-{month:02d}-28" for month in range(1, 13)] + [f"2025-{month:02d}-28" for month in range(1, 13)]
    for month in months:
        _save(plant, month)
        keep_apart(plant, f"close {month}")
    for day in range(100):
        _keep(plant, MORNING + dt.timedelta(days=day))
    closes = {one.before: one.path.read_text() for one in backups(plant) if one.kind == CLOSE}
    assert closes == {f"close {month}": month for month in months}


def test_what_programs_write_into_is_copied(plant: Path) -> None:
    kept = keep_named(plant, name_before(plant, "refresh", MORNING))
    with plant.open("r+") as file:
        file.write("NEW")
    assert kept.read_text() == "now"
    assert kept.stat().st_ino != plant.stat().st_ino


def test_a_backup_never_takes_the_name_of_another(plant: Path) -> None:
    """Two that chose the same name at once: the second is refused, and both files are where they were."""
    folder = make_backup_folder(plant)
    kept = folder / f"{plant.stem}.2026-03-31 170502 refresh{plant.suffix}"
    kept.write_bytes(b"first")
    out = plant.with_name("out")
    out.write_bytes(b"second")
    with pytest.raises(FileExistsError):
        take_backup(out, plant, 10, kept.name)
    assert (kept.read_bytes(), out.read_bytes()) == (b"first", b"second")
    with pytest.raises(FileExistsError):
        keep_named(plant, kept.name)
    assert kept.read_bytes() == b"first"
    assert not list(folder.glob(".*"))
