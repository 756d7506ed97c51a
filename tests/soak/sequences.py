"""Weeks of bad luck: three to eight commands on a workbook, killed, on a full disk, two at a time, beside another.

What must hold after every step, whatever happened:

1. The workbook is there, whole (every checksum) and opens; so do all backups and conflicts.
2. What the other program saved last is what the workbook says: nothing of ours was written over it. The other program
   is played by ``zipfile`` and a rename, or by writing into the file; it changes the title in the document's
   properties, which wipbook copies as it is. Only a restore goes back behind it, and then it is among the backups.
3. What a command said it saved while nobody else was about is in the workbook: its row in the Change Log.
4. Nobody saw a traceback, an exit code 4 or a file called damaged.

``python -m tests.soak.sequences --count 2000 --done FILE`` runs many and can be taken up again: FILE has the seeds that
are done.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.commands.every_command import OVERRULED, small_plant
from tests.soak.commands_server import Ended, Server
from wipbook.hosts.file.workbook import open_file

COMMANDS: dict[str, list[str]] = {
    "refresh": [], "check": [], "audit": [], "forecast": [], "schedule": ["--accept"], "count plan": [],
    "count sheets": ["--all"], "count post": ["--accept"], "sample": [], "sign": ["A. Reader"], "journal": [],
    "job-card": ["J1"], "compare-methods": [], "prove": [], "dump": [], "verify": [], "restore": [],
    "close": OVERRULED, "reopen": ["--reason", "a sample"], "import": [],
}
WRITES = ("refresh", "audit", "forecast", "count plan", "sign", "import", "close", "restore")
LOGGED = ("refresh", "audit", "forecast", "import", "close")
HAPPENS = ("nothing", "killed", "full disk", "two", "another program", "another program, killed")
ALLOWED = (0, 1, 2, 3)
_TITLE = re.compile(rb"<dc:title>[^<]*</dc:title>|<dc:title/>")


@dataclass
class Week:
    """One workbook and what happened to it."""

    seed: int
    folder: Path
    plant: Path
    servers: tuple[Server, Server]
    foreign: str = ""
    happened: list[str] = field(default_factory=list)
    saves: int = 0
    said: list[str] = field(default_factory=list)
    goes_back: bool = False

    @property
    def book(self) -> Path:
        return self.folder / "plant.xlsx"

    def run(self) -> None:
        """All its steps. Errors: AssertionError, which names the seed and what happened."""
        dice = random.Random(self.seed)
        self.folder.mkdir(parents=True)
        shutil.copyfile(self.plant, self.book)
        (self.folder / "parts.csv").write_text("code,text,kind,unit\n00123,Steel,raw,kg\n", "utf-8")
        (self.folder / "mapping.toml").write_text(
            '[sources]\nparts = "parts.csv"\n[tables.Materials]\nsource = "parts"\ncolumns = { Material = "code", '
            'Description = "text", Kind = "kind", Unit = "unit" }\n', "utf-8",
        )
        for _ in range(dice.randint(3, 8)):
            happens = dice.choice(HAPPENS)
            self._step(dice, happens)
            self._check(alone=happens in ("nothing", "two"))

    def _typed(self, dice: random.Random, *, writes: bool = False) -> list[str]:
        name = dice.choice(WRITES if writes else tuple(COMMANDS))
        before = {"import": ["import", str(self.book), "parts.csv", "--map", "mapping.toml"]}
        typed = before.get(name) or [*name.split(), str(self.book), *COMMANDS[name]]
        typed = [str(self.folder / one) if one in ("parts.csv", "mapping.toml") else one for one in typed]
        return [*typed, *(["--wait", "60"] if name not in ("check", "dump", "verify") else [])]

    def _step(self, dice: random.Random, happens: str) -> None:
        first, second = self.servers
        typed = self._typed(dice, writes=happens != "nothing")
        self.happened.append(f"{happens}: {' '.join(typed[:2])}")
        self.said, self.goes_back = [], False
        if happens == "full disk":
            first.start(typed, int(self.book.stat().st_size * dice.uniform(0.01, 1.2)))
            self._ended(first.end())
            return
        first.start(typed)
        if happens == "two":
            second.start(self._typed(dice, writes=True))
            self._ended(second.end())
        if happens.startswith("another program"):
            while not first.is_done(dice.uniform(0.0, 0.2)):
                self._another_saves(dice)
                if happens.endswith("killed") and dice.random() < 0.3:
                    first.kill()
                    break
        if happens == "killed" and not first.is_done(dice.uniform(0.0, 1.2)):
            first.kill()
        self._ended(first.end())

    def _another_saves(self, dice: random.Random) -> None:
        """Read, change, save: by rename as Excel does, or in place."""
        self.foreign = f"title {dice.randrange(10**9)}"
        self.happened.append(self.foreign)
        made = self.folder / "theirs.tmp"
        with zipfile.ZipFile(self.book) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as after:
            for name in before.namelist():
                data = before.read(name)
                if name == "docProps/core.xml":
                    data = _titled(data, self.foreign)
                after.writestr(name, data)
        if dice.random() < 0.7:
            made.replace(self.book)
            return
        data = made.read_bytes()
        made.unlink()
        with self.book.open("r+b") as file:
            file.truncate(0)
            file.write(data)

    def _ended(self, ended: Ended) -> None:
        said = f"{ended.code} {ended.err.strip()[-300:]}"
        self.happened.append(said)
        assert ended.code in (*ALLOWED, -9), self._story(said)
        assert "Traceback" not in ended.err + ended.out, self._story(ended.err)
        assert "checksum" not in ended.err and "take the last backup" not in ended.err, self._story(ended.err)
        self.goes_back = self.goes_back or ended.typed[0] == "restore"
        if "Saved " in ended.out:
            self.saves += 1
            self.said.append(ended.typed[0])

    def _check(self, alone: bool) -> None:
        kept = [self.book, *(self.folder / "wipbook_backups").glob("[!.]*"), *self.folder.glob("*wipbook-conflict*")]
        for path in kept:
            try:
                with zipfile.ZipFile(path) as archive:
                    assert archive.testzip() is None, self._story(f"{path.name} is damaged")
            except zipfile.BadZipFile as error:
                raise AssertionError(self._story(f"{path.name} is damaged")) from error
            with open_file(path) as workbook:
                assert workbook.find_table("Movements") is not None, self._story(path.name)
        if self.goes_back:
            titles = [_title_of(path) for path in kept]
            assert self.foreign in ("", *titles), self._story(f"{self.foreign} is not even among the backups")
            self.foreign = titles[0]
        assert _title_of(self.book) == self.foreign or not self.foreign, self._story(f"{self.foreign} is lost")
        if alone and not self.goes_back:
            with open_file(self.book) as workbook:
                logged = workbook.read_table("ChangeLog").frame["Command"].to_list()[-4:]
            missing = [name for name in self.said if name in LOGGED and name not in logged]
            assert not missing, self._story(f"{missing} said that it saved, the Change Log ends with {logged}")

    def _story(self, what: str) -> str:
        return f"seed {self.seed}: {what}\n" + "\n".join(self.happened)


def _title_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        found = _TITLE.search(archive.read("docProps/core.xml"))
    return found[0].decode().removeprefix("<dc:title>").removesuffix("</dc:title>") if found else ""


def _titled(core: bytes, title: str) -> bytes:
    tag = b"<dc:title>" + title.encode() + b"</dc:title>"
    if _TITLE.search(core):
        return _TITLE.sub(tag, core)
    return core.replace(b"</cp:coreProperties>", tag + b"</cp:coreProperties>")


def run(seeds: list[int], folder: Path, done: Path | None = None) -> int:
    """Run the weeks of these seeds; how many saves there were. ``done`` gets each seed that held."""
    plant = small_plant(folder / "small.xlsx")
    saves = 0
    with Server(folder / "first") as first, Server(folder / "second") as second:
        for seed in seeds:
            week = Week(seed, folder / str(seed), plant, (first, second))
            week.run()
            saves += week.saves
            shutil.rmtree(week.folder)
            if done is not None:
                with done.open("a") as file:
                    file.write(f"{seed}\n")
    return saves


def main() -> None:
    """The long run, to be taken up again."""
    reads = argparse.ArgumentParser(description=__doc__)
    reads.add_argument("--count", type=int, default=2000)
    reads.add_argument("--from", type=int, default=0, dest="start")
    reads.add_argument("--done", type=Path, required=True)
    given = reads.parse_args()
    before = set(map(int, given.done.read_text().split())) if given.done.exists() else set()
    seeds = [seed for seed in range(given.start, given.start + given.count) if seed not in before]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="wipbook-soak-") as name:
        saves = run(seeds, Path(name), given.done)
    print(f"{len(seeds)} sequences, {saves} saves, {(time.monotonic() - began) / 3600:.2f} hours, pid {os.getpid()}")


if __name__ == "__main__":
    main()
