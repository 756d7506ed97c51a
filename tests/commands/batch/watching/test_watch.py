"""Files that arrive are imported once, put aside with what came of them, and left alone while somebody writes them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wipbook.commands.batch.faults import PlanNotUnderstood, WatchedElsewhere
from wipbook.commands.batch.lease import Lease
from wipbook.commands.batch.plan import read_plan
from wipbook.commands.batch.watching import watch as watching
from wipbook.commands.batch.watching.inbox import DONE, REJECTED, Inbox
from wipbook.commands.batch.watching.watch import KEPT, Taken, watch
from wipbook.commands.data.import_.mapping import parse_mapping
from wipbook.commands.data.import_.mapping.sheet_rows import sheet_rows
from wipbook.commands.data.import_.mapping.sheet_writing import known_files, lay_out
from wipbook.commands.data.new import copy_template
from wipbook.hosts.file.workbook import open_file

MAPPING = """
[sources]
"parts*.csv" = "parts*.csv"
[tables.Materials]
source = "parts*.csv"
columns = { Material = "Part", Description = "Name" }
constants = { Kind = "raw", Unit = "pcs" }
"""
PARTS = "Part;Name\nS;Steel\nT;Tube\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of one plant, its workbook and its inbox; two looks lie a moment apart."""
    monkeypatch.setattr(watching, "BETWEEN", 0.01)
    with open_file(copy_template(tmp_path / "plant.xlsx"), backups=0) as book:
        lay_out(book, sheet_rows(parse_mapping(MAPPING)))
        book.save()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "plan.toml").write_text(
        '[watch]\nsteps = ["import"]\n[[plants]]\nname = "one"\nbook = "plant.xlsx"\n', "utf-8"
    )
    return tmp_path


@pytest.fixture
def once(folder: Path) -> Callable[..., list[Taken]]:
    def once(plan: str = "") -> list[Taken]:
        if plan:
            (folder / "plan.toml").write_text(plan, "utf-8")
        return list(watch(read_plan(folder / "plan.toml"), once=True))

    return once


def arrived(folder: Path, name: str = "parts.csv", text: str = PARTS) -> Path:
    path = folder / "inbox" / name
    path.write_text(text, "utf-8")
    return path


def materials(folder: Path) -> list[object]:
    with open_file(folder / "plant.xlsx", backups=0) as book:
        return book.read_table("Materials").frame["Material"].to_list()


def test_a_file_that_arrives_is_imported_and_put_aside(folder: Path, once: Callable[..., list[Taken]]) -> None:
    arrived(folder)
    assert once() == [Taken("one", "parts.csv", DONE, 0)]
    assert materials(folder) == ["S", "T"]
    assert [path.relative_to(folder).as_posix() for path in (folder / "inbox").rglob("*.*")] == ["inbox/done/parts.csv"]
    with open_file(folder / "plant.xlsx", backups=0) as book:
        assert len(known_files(book)) == 1
    assert once() == []


def test_a_file_that_is_known_is_not_read_again(folder: Path, once: Callable[..., list[Taken]]) -> None:
    arrived(folder)
    once()
    before = (folder / "plant.xlsx").read_bytes()
    arrived(folder, "parts again.csv")
    arrived(folder)
    taken = once()
    assert {(one.state, one.code) for one in taken} == {(DONE, 0)} and len(taken) == 2
    assert all(one.said.startswith("was imported before, on 2") for one in taken)
    assert (folder / "plant.xlsx").read_bytes() == before
    assert (folder / "inbox" / "done" / "parts (2).csv").read_text("utf-8") == PARTS
    assert "imported before" in (folder / "inbox" / "done" / "parts (2).csv.reason.txt").read_text("utf-8")


def test_a_file_with_a_row_that_cannot_be_taken_is_rejected_whole_with_every_row(
    folder: Path, once: Callable[..., list[Taken]]
) -> None:
    arrived(folder, text="Part;Name\nS;Steel\n;Tube\nU;\n")
    (taken,) = once()
    assert (taken.state, taken.code) == (REJECTED, 3) and materials(folder) == [None]
    reason = (folder / "inbox" / "rejected" / "parts.csv.reason.txt").read_text("utf-8")
    assert "parts.csv row 3, Material: found blank" in reason and "parts.csv row 4, Description: found blank" in reason


def test_where_the_plan_says_so_the_good_rows_are_taken(folder: Path, once: Callable[..., list[Taken]]) -> None:
    arrived(folder, text="Part;Name\nS;Steel\n;Tube\n")
    plan = '[watch]\nsteps = ["import", "refresh"]\nwhole = false\n[[plants]]\nname = "one"\nbook = "plant.xlsx"\n'
    file, steps = once(plan)
    assert (file.state, file.code) == (DONE, 1) and materials(folder) == ["S"]
    assert "row 3, Material" in (folder / "inbox" / "done" / "parts.csv.reason.txt").read_text("utf-8")
    assert (steps.file, steps.said) == ("", "refresh") and steps.code in (0, 1)


def test_what_nothing_names_is_rejected(folder: Path, once: Callable[..., list[Taken]]) -> None:
    arrived(folder, "stock.csv")
    (taken,) = once()
    assert (taken.state, taken.code) == (REJECTED, 2) and "sheet Imports" in taken.said


def test_a_file_is_taken_once_it_rests(folder: Path) -> None:
    """A copy that grows between two looks is not whole; neither are names that programs give to files on their way."""
    inbox = Inbox(folder / "inbox")
    growing = arrived(folder, text="Part;Na")
    for name in ("parts2.csv.part", ".parts.csv", "~$parts.xlsx"):
        arrived(folder, name)
    assert inbox.look() == []
    growing.write_text(PARTS, "utf-8")
    assert inbox.look() == [], "it has grown"
    os.utime(growing, ns=(0, growing.stat().st_mtime_ns + 1))
    assert inbox.look() == [], "it was written once more"
    assert inbox.look() == [growing]


def test_files_are_taken_in_the_order_they_were_written(folder: Path) -> None:
    for age, name in ((3, "c.csv"), (2, "a.csv"), (1, "b.csv")):
        os.utime(arrived(folder, name), (time.time() - age,) * 2)
    inbox = Inbox(folder / "inbox")
    inbox.look()
    assert [path.name for path in inbox.look()] == ["c.csv", "a.csv", "b.csv"]


def test_a_file_waits_while_a_batch_works_on_the_plant(folder: Path, once: Callable[..., list[Taken]]) -> None:
    arrived(folder)
    plan = read_plan(folder / "plan.toml")
    with Lease(plan.beside("state") / "one.lease"):
        (taken,) = once()
    assert (taken.state, taken.code) == (KEPT, 3) and (folder / "inbox" / "parts.csv").exists()
    assert once()[0].state == DONE


def test_one_process_watches_a_plan(folder: Path, once: Callable[..., list[Taken]]) -> None:
    plan = read_plan(folder / "plan.toml")
    with Lease(plan.beside("watch") / "watch.lease"), pytest.raises(WatchedElsewhere, match="process"):
        once()


def test_a_mapping_file_serves_file_by_file(folder: Path, once: Callable[..., list[Taken]]) -> None:
    """A plan's mapping knows more sources than the one that arrives."""
    (folder / "map.toml").write_text(
        MAPPING + '[sources.moves]\nfile = "moves.csv"\n[tables.Suppliers]\nsource = "moves"\n'
        'columns = { Supplier = "S", Name = "N" }\n', "utf-8",
    )
    arrived(folder)
    plant = '[[plants]]\nname = "one"\nbook = "plant.xlsx"\nmapping = "map.toml"\n'
    (taken,) = once(f'[watch]\nsteps = ["import"]\n{plant}')
    assert (taken.state, taken.code) == (DONE, 0) and materials(folder) == ["S", "T"]


def test_each_plant_has_its_inbox(folder: Path) -> None:
    (folder / "plan.toml").write_text(
        '[watch]\nfolder = "in"\nevery = "90s"\n[[plants]]\nname = "one"\nbook = "plant.xlsx"\n'
        '[[plants]]\nname = "two"\nbook = "two.xlsx"\ninbox = "post/two"\n', "utf-8",
    )
    plan = read_plan(folder / "plan.toml")
    assert [plant.inbox for plant in plan.plants] == [folder / "in" / "one", folder / "post" / "two"]
    assert plan.watch.every == 90 and [step.name for step in plan.watch.steps] == ["import", "refresh"]
    for wrong in ('steps = ["refresh"]', 'every = "soon"', 'colour = "red"'):
        (folder / "plan.toml").write_text(f'[watch]\n{wrong}\n[[plants]]\nname = "one"\nbook = "plant.xlsx"\n', "utf-8")
        with pytest.raises(PlanNotUnderstood):
            read_plan(folder / "plan.toml")


def test_it_looks_until_it_is_told_to_end(folder: Path) -> None:
    over, seen = threading.Event(), []
    arrived(folder)
    for one in watch(read_plan(folder / "plan.toml"), every=0.01, over=over):
        seen.append(one.file)
        if len(seen) == 1:
            arrived(folder, "parts2.csv", "Part;Name\nV;Valve\n")
        else:
            over.set()
    assert seen == ["parts.csv", "parts2.csv"] and materials(folder) == ["S", "T", "V"]
    assert not list((folder / "plan.watch").glob("*.lease"))


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_service_that_is_stopped_ends_well(folder: Path) -> None:
    typed = [sys.executable, "-m", "wipbook.cli", "watch", str(folder / "plan.toml"), "--every", "1s"]
    process = subprocess.Popen(typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 60
        while not (folder / "plan.watch" / "watch.lease").exists():
            assert time.monotonic() < deadline and process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0, err
    assert "No file has arrived." in out and not (folder / "plan.watch" / "watch.lease").exists()
    assert not (folder / "wipbook_backups").exists()
