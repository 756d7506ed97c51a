"""Runs in Windows' Python: exchanges files, and says what came of it. Arguments: the project, a folder, the answers."""

import json
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])

from wipbook.ooxml.faults import ChangedOnDisk, SaveFailed, WorkbookOpenElsewhere
from wipbook.ooxml.package.identity import FileIdentity
from wipbook.ooxml.saving import exchange, replace
from wipbook.ooxml.saving.exchange import put_down
from wipbook.ooxml.saving.replace import Replacement

folder = Path(sys.argv[2])
answers = {"platform": sys.platform}


def files():
    return {one.relative_to(folder).as_posix(): one.read_text() for one in sorted(folder.rglob("*")) if one.is_file()}


def save(name, text, **more):
    """A save as a command does it, of a file that is no workbook, which is all the same for what is exchanged."""
    path = folder / name
    read = more.pop("read", FileIdentity.of(path))
    try:
        Replacement(path, read, backups=2, **more).run(lambda file: file.write(text.encode()) and None)
    except (ChangedOnDisk, SaveFailed, WorkbookOpenElsewhere) as error:
        return f"{type(error).__name__}: {error.found}"
    return "saved"


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
answers["saves"] = [save("plant.xlsx", "two"), save("plant.xlsx", "three")]
answers["after saves"] = files()

with (folder / "plant.xlsx").open("r+b"):  # another program that lets nobody replace the file
    answers["open"] = save("plant.xlsx", "four")
answers["after open"] = files()

real = replace.exchange


def meanwhile(new, name):
    """Somebody saves right before the names are exchanged, once."""
    if (folder / "theirs").exists():
        (folder / "theirs").replace(name)
    return real(new, name)


(folder / "theirs").write_text("theirs")
replace.exchange = meanwhile
answers["meanwhile"] = save("plant.xlsx", "five")
answers["after meanwhile"] = files()

Path(sys.argv[3]).write_text(json.dumps(answers), "utf-8")
