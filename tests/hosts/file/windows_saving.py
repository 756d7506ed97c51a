"""Runs in Windows' Python: exchanges files, and says what came of it. Arguments: the project, a folder, the answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def tried(folder: Path) -> dict[str, Any]:
    """What the files of a folder hold after each thing that was done to them."""
    from wipbook.ooxml.faults import ChangedOnDisk, SaveFailed, WorkbookOpenElsewhere
    from wipbook.ooxml.package.identity import FileIdentity
    from wipbook.ooxml.saving import exchange, replace
    from wipbook.ooxml.saving.exchange import put_down
    from wipbook.ooxml.saving.replace import Replacement

    def files() -> dict[str, str]:
        found = (one for one in sorted(folder.rglob("*")) if one.is_file())
        return {one.relative_to(folder).as_posix(): one.read_text() for one in found}

    def save(text: str) -> str:
        """A save as a command does it, of a file that is no workbook, which is all the same for what is exchanged."""
        path = folder / "plant.xlsx"

        def write(file: Any) -> None:
            file.write(text.encode())

        try:
            Replacement(path, FileIdentity.of(path), backups=2).run(write)
        except (ChangedOnDisk, SaveFailed, WorkbookOpenElsewhere) as error:
            return f"{type(error).__name__}: {error.found}"
        return "saved"

    answers: dict[str, Any] = {"platform": sys.platform}
    new, path = folder / "new", folder / "path"
    new.write_text("new")
    path.write_text("old")
    exchange.exchange(new, path)
    answers["exchanged"] = files()
    try:
        put_down(new, path)
    except FileExistsError:
        answers["taken"] = files()
    new.unlink()
    path.unlink()

    (folder / "plant.xlsx").write_text("one")
    answers["saves"] = [save("two"), save("three")]
    answers["after saves"] = files()

    with (folder / "plant.xlsx").open("r+b"):  # another program that lets nobody replace the file
        answers["open"] = save("four")
    answers["after open"] = files()

    theirs = folder / "theirs"
    theirs.write_text("theirs")

    def meanwhile(new: Path, name: Path) -> bool:
        """Somebody saves right before the names are exchanged, once."""
        if theirs.exists():
            theirs.replace(name)
        return exchange.exchange(new, name)

    replace.exchange = meanwhile
    answers["meanwhile"] = save("five")
    answers["after meanwhile"] = files()
    return answers


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    Path(sys.argv[3]).write_text(json.dumps(tried(Path(sys.argv[2]))), "utf-8")
