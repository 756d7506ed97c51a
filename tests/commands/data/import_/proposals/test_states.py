"""States of jobs as other programs have them: what they mean is proposed, taken by an import, and never sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from wipbook.commands.data.import_ import import_rows
from wipbook.commands.data.import_.errors import MappingUnreadable
from wipbook.commands.data.import_.mapping import mapping_text, parse_mapping
from wipbook.commands.data.import_.mapping.shown_formats import format_meant, format_shown
from wipbook.commands.data.import_.proposals import Confidence, propose
from wipbook.hosts.file.workbook import FileWorkbook

HEADER = "Job,Description,Material,Quantity,Due,Status\n"


def jobs(folder: Path, *states: str) -> Path:
    rows = "".join(f"J-{at},Tube {at},K-100,{at},2026-05-0{at},{state}\n" for at, state in enumerate(states, 1))
    path = folder / "work orders.csv"
    path.write_text(HEADER + rows, "utf-8")
    return path


def test_states_are_proposed_with_what_they_mean(tmp_path: Path) -> None:
    status = propose([jobs(tmp_path, "open", "In Progress", "done", "Closed")]).columns[-1]
    assert (status.our_column, status.confidence) == ("Status", Confidence.LIKELY)
    assert status.format == "In Progress = Released; done = Finished; open = Released"


@pytest.mark.parametrize("states", [("open", "on hold"), ("TECO", "REL"), ("1", "2")])
def test_states_of_which_one_means_none_of_ours_are_asked(states: tuple[str, ...], tmp_path: Path) -> None:
    status = propose([jobs(tmp_path, *states)]).columns[-1]
    assert (status.our_column, status.confidence) == ("", Confidence.ASK)


def test_a_state_that_means_none_of_ours_is_named_and_its_row_left_out(tmp_path: Path, book: FileWorkbook) -> None:
    path = jobs(tmp_path, "open", "on hold", "done")
    status = propose([path]).columns[-1]
    assert (status.our_column, status.confidence) == ("Status", Confidence.LIKELY)
    assert "on hold mean none of ours: their rows are left out" in status.why
    assert status.format == "done = Finished; open = Released"
    done = import_rows(book, propose([path]).mapping, [path])
    assert (done.tables[0].new, done.rejected) == (2, 1)
    assert done.tables[0].rejections["Found"].to_list() == ["on hold"]


def test_an_import_takes_them_for_what_the_format_says(tmp_path: Path, book: FileWorkbook) -> None:
    path = jobs(tmp_path, "open", "done", "canceled")
    done = import_rows(book, propose([path]).mapping, [path])
    assert (done.tables[0].new, done.rejected) == (3, 0)
    read = book.read_table("Jobs").frame
    found = dict(zip(read["Job"].to_list(), read["Status"].to_list(), strict=True))
    assert {job: found[job] for job in ("J-1", "J-2", "J-3")} == {
        "J-1": "Released",
        "J-2": "Finished",
        "J-3": "Cancelled",
    }


def test_what_the_format_says_stands_in_a_cell_as_it_is() -> None:
    said = "In Progress = Released; done = Finished"
    assert format_meant(format_shown(said)) == said


def test_a_meaning_that_is_no_choice_of_ours_is_refused() -> None:
    text = (
        '[sources]\na = "a.csv"\n[tables.Jobs]\nsource = "a"\ncolumns = { Job = "j", Status = "s" }\n'
        'formats = { Status = "open = Begun" }\n'
    )
    with pytest.raises(MappingUnreadable, match="Begun"):
        parse_mapping(text)


def test_a_mapping_written_and_read_again_says_the_same(tmp_path: Path) -> None:
    mapping = propose([jobs(tmp_path, "open", "done")]).mapping
    assert parse_mapping(mapping_text(mapping)) == mapping
    assert mapping.tables["Jobs"].meanings_of("Status") == {"open": "Released", "done": "Finished"}
