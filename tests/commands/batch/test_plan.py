"""Plans: what is understood, and what is refused before anything runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wipbook.commands.batch.content import step_key
from wipbook.commands.batch.faults import PlanNotUnderstood
from wipbook.commands.batch.limits import bytes_of, seconds_of
from wipbook.commands.batch.plan import read_plan
from wipbook.commands.batch.steps import Step

WHOLE = """
[batch]
steps = ["import", "refresh", "audit"]
workers = 3
timeout = "90s"
memory = "800MB"
retries = 1
[[plants]]
name = "north"
book = "books/north.xlsx"
mapping = "north.toml"
sources = ["exports/north"]
[[plants]]
name = "south"
book = "books/south.xlsx"
steps = ["refresh", "journal --format xero", "pack bank --out packs"]
group = false
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_plan_with_everything(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path, WHOLE))
    north, south = plan.plants
    assert (plan.workers, plan.timeout, plan.memory, plan.retries) == (3, 90.0, 800_000_000, 1)
    assert north.book == tmp_path / "books" / "north.xlsx"
    assert (north.mapping, north.sources) == (tmp_path / "north.toml", (tmp_path / "exports" / "north",))
    assert [step.name for step in north.steps] == ["import", "refresh", "audit"]
    assert (north.group, south.group) == (True, False)
    assert south.steps[1] == Step("journal", ("--format", "xero"))
    assert plan.beside("state") == tmp_path / "plan.state"
    assert north.steps[0].typed(north.book, north.mapping, north.sources) == [
        "import", str(north.book), "--map", str(north.mapping), str(north.sources[0]), "--json", "--wait", "60",
    ]


def test_what_is_typed_counts_before_the_plan(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path, WHOLE), steps="check, refresh", workers=1, scheduler="tcp://x:1", only="SOUTH")
    assert [one.name for one in plan.plants] == ["south"]
    assert [step.name for step in plan.plants[0].steps] == ["check", "refresh"]
    assert (plan.workers, plan.scheduler) == (1, "tcp://x:1")


def test_a_folder_is_a_plan_of_its_workbooks(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.xlsm", "~$b.xlsx", ".hidden.xlsx", "notes.txt", "batch.summary.xlsx", "a.xlsx"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "wipbook_backups").mkdir()
    plan = read_plan(tmp_path)
    assert [one.name for one in plan.plants] == ["a.xlsm", "a.xlsx", "b"]
    assert [step.name for step in plan.plants[0].steps] == ["refresh"]
    assert plan.beside("state") == tmp_path / "batch.state"


PLANT = '[[plants]]\nname = "n"\nbook = "n.xlsx"\n'
REFUSED = {
    "no plants": ('[batch]\nworkers = 2\n', "plants"),
    "a key nobody knows": (PLANT + 'colour = "blue"\n', "a key nobody knows"),
    "a key of the batch nobody knows": ("[batch]\nspeed = 9\n" + PLANT, "batch.speed: found a key nobody knows"),
    "no TOML": ("[batch\n", "expected TOML"),
    "an unknown step": (PLANT + 'steps = ["refrsh"]\n', "refrsh"),
    "steps in a circle": (PLANT + 'steps = ["refresh", "audit", "refresh"]\n', "refresh after audit"),
    "a step twice": (PLANT + 'steps = ["refresh", "refresh"]\n', "refresh after refresh"),
    "no step": (PLANT + "steps = []\n", "no step"),
    "a pack twice": (PLANT + 'steps = ["pack bank", "pack bank"]\n', "twice"),
    "two of one name": (PLANT + PLANT.replace("n.xlsx", "m.xlsx").replace('"n"', '"N"'), "two plants named"),
    "a name no file has": (PLANT.replace('"n"', '"a/b"'), "no file name holds"),
    "a span that is none": ('[batch]\ntimeout = "soon"\n' + PLANT, "15m"),
    "an amount that is none": ('[batch]\nmemory = "much"\n' + PLANT, "2GB"),
    "fewer than no workers": ("[batch]\nworkers = -1\n" + PLANT, "batch.workers"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_run_is_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PlanNotUnderstood) as error:
        read_plan(written(tmp_path, text))
    assert said in str(error.value)


@pytest.mark.parametrize("how", ["same", "symlink", "hard link", "another case of a way there"])
def test_one_workbook_of_two_plants(how: str, tmp_path: Path) -> None:
    (tmp_path / "n.xlsx").write_bytes(b"x")
    other = "m.xlsx"
    if how == "same":
        other = "n.xlsx"
    elif how == "symlink":
        (tmp_path / "m.xlsx").symlink_to(tmp_path / "n.xlsx")
    elif how == "hard link":
        os.link(tmp_path / "n.xlsx", tmp_path / "m.xlsx")
    else:
        other = f"../{tmp_path.name}/./n.xlsx"
    with pytest.raises(PlanNotUnderstood, match="the workbook of plant n"):
        read_plan(written(tmp_path, PLANT + f'[[plants]]\nname = "m"\nbook = "{other}"\n'))


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(PlanNotUnderstood, match="no such file"):
        read_plan(tmp_path / "plan.toml")
    with pytest.raises(PlanNotUnderstood, match="no workbook"):
        read_plan(tmp_path)
    with pytest.raises(PlanNotUnderstood, match="one of n"):
        read_plan(written(tmp_path, PLANT), only="m")
    with pytest.raises(PlanNotUnderstood, match="audit"):
        read_plan(written(tmp_path, PLANT), steps="audit,check")


@pytest.mark.parametrize("text", ["", "15", "m", "-1m", "0s", "1d", "1 m 2"])
def test_spans_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="a span of time"):
        seconds_of(text)


@pytest.mark.parametrize("text", ["", "2", "GB", "0GB", "2TB", "-1MB"])
def test_amounts_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="an amount of memory"):
        bytes_of(text)


def test_an_import_that_names_no_sources_is_run_each_time(tmp_path: Path) -> None:
    """What sheet Imports names, or a database, may be other rows by now; files that are named are known by what they
    hold."""
    (tmp_path / "rows.csv").write_text("a\n1\n", "utf-8")
    files, database = '[sources]\na = "rows.csv"\n[tables]\n', '[sources.b]\ndatabase = "env:X"\nquery = "SELECT 1"\n'
    for number, text in enumerate((files, files + database)):
        (tmp_path / f"{number}.toml").write_text(text, "utf-8")
    (tmp_path / "plan.toml").write_text(
        '[batch]\nsteps = ["import"]\n[[plants]]\nname = "sheet"\nbook = "a.xlsx"\n'
        '[[plants]]\nname = "files"\nbook = "b.xlsx"\nmapping = "0.toml"\nsources = ["rows.csv"]\n'
        '[[plants]]\nname = "database"\nbook = "c.xlsx"\nmapping = "1.toml"\nsources = ["rows.csv"]\n', "utf-8",
    )
    again = {
        plant.name: step_key(plant, plant.steps[0]) != step_key(plant, plant.steps[0])
        for plant in read_plan(tmp_path / "plan.toml").plants
    }
    assert again == {"sheet": True, "files": False, "database": True}
    typed = read_plan(tmp_path / "plan.toml").plants[0]
    assert typed.steps[0].typed(typed.book, typed.mapping, typed.sources)[:3] == ["import", str(typed.book), "--json"]
