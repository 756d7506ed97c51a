"""What the README says is run: its commands in order, its Python, its links."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.shell import run
from wipbook.hosts.file.workbook import open_file

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every `wipbook` command of the README has been run, in order."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "exports").mkdir()
    (folder / "exports" / "parts.csv").write_text("Part No.,Description,Kind,Unit\n00123,Steel,raw,kg\n")
    for line in "\n".join(blocks("sh")).splitlines():
        for command in line.split("#")[0].split("&&"):
            words = shlex.split(command)
            if words[:1] == ["wipbook"]:
                done = run(*words[1:], cwd=folder)
                assert done.returncode == 0, (command, done.stdout, done.stderr)
    return folder


def test_the_commands_leave_the_workbooks_they_promise(folder: Path) -> None:
    assert (folder / "demo" / "wipbook-demo.xlsx").exists()
    with open_file(folder / "plant.xlsx", backups=0) as plant:
        assert plant.read_table("Materials").frame["Material"].to_list() == ["00123"], "as the preview said"


def test_the_python_of_the_readme_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})
    assert "Material" in capsys.readouterr().out


def test_every_link_leads_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*/README.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
