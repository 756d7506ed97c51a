"""Every command of the shell, each in a process of its own and, where the system can do it, without a network.

Run by a Python that has loaded the shell and nothing more; its processes begin as copies of it where there are such
(``os.fork``), since a Python that starts and loads everything takes longer than most commands. It is a script:

``python alone.py FOLDER``: ``FOLDER/commands.json`` lists names, words and working folders; ``FOLDER/answers.json``
becomes what came of each (``Answer``), and whether there was a network.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import traceback
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEN = ("openpyxl", "pandas", "xlwings")


@dataclass(frozen=True)
class Answer:
    """Exit code (what was raised, where it was no exit), which modules of ``SEEN`` were loaded, what was said."""

    code: int | str
    loaded: list[str]
    said: str


def run_all(folder: Path) -> str:
    """Run every command on a small plant of its own in ``folder``; the name of the file with the answers."""
    from tests.commands.every_command import count_everything, small_plant, words
    from wipbook.commands.declared import commands

    plant, lines = small_plant(folder / "small.xlsx"), []
    for number, command in enumerate(one for one in commands() if one.in_shell):
        place = folder / str(number)
        place.mkdir()
        book = Path(shutil.copy(plant, place))
        if command.name == "count post":
            count_everything(book)
        lines.append((command.name, words(command, book), str(place)))
    (folder / "commands.json").write_text(json.dumps(lines), "utf-8")
    subprocess.run(
        [*without_network(), sys.executable, __file__, folder], check=True, cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return "answers.json"


def answers(file: Path) -> tuple[dict[str, Answer], str]:
    """What came of the commands, by name, and what the system says of its network."""
    found = json.loads(file.read_text("utf-8"))
    return {name: Answer(**one) for name, one in found["commands"].items()}, found["network"]


def without_network() -> list[str]:
    """What goes before a command that is to have none; nothing where the system cannot do it."""
    found = shutil.which("unshare")
    if found is None or subprocess.run([found, "-n", "true"], capture_output=True, check=False).returncode:
        return []
    return [found, "-n"]


def _run(typed: list[str], place: str, out: Path) -> None:
    """In this process, which ends with it."""
    from wipbook.cli.main import main

    os.chdir(place)
    sys.argv = ["wipbook", *typed]
    said = out.with_suffix(".txt")
    code: int | str = 0
    with said.open("w", encoding="utf-8") as stream, contextlib.redirect_stdout(stream), \
            contextlib.redirect_stderr(stream):
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
        except BaseException as error:  # noqa: BLE001
            traceback.print_exc()
            code = f"{type(error).__name__}: {error}"
    loaded = [name for name in SEEN if name in sys.modules]
    out.write_text(json.dumps(asdict(Answer(code, loaded, said.read_text("utf-8")))), "utf-8")


def _network() -> str:
    import socket

    try:
        socket.create_connection(("192.0.2.5", 80), 1).close()
    except OSError as error:
        return str(error.strerror)
    return "there is one"


def _main(folder: Path) -> None:
    # What nearly all of them load; nothing is done with it here: threads would be missing in the copies.
    import_module("wipbook.cli.main")
    import_module("wipbook.commands.value.refresh")
    import_module("wipbook.commands.workbench.upgrade")
    declared = import_module("wipbook.sheets").output_sheets(), import_module("wipbook.schema").input_sheets()
    assert all(declared)
    found = {}
    for number, (name, typed, place) in enumerate(json.loads((folder / "commands.json").read_text("utf-8"))):
        out = folder / f"answer {number}.json"
        if not hasattr(os, "fork"):
            subprocess.run([sys.executable, __file__, folder, str(out), place, *typed], check=True)
        elif child := os.fork():
            os.waitpid(child, 0)
        else:
            try:
                _run(typed, place, out)
            finally:
                os._exit(0)
        found[name] = json.loads(out.read_text("utf-8"))
    (folder / "answers.json").write_text(json.dumps({"commands": found, "network": _network()}), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _run(sys.argv[4:], sys.argv[3], Path(sys.argv[2]))
    else:
        _main(Path(sys.argv[1]))
