"""How the office's Python finds wipbook. Nothing fails here while the office starts: a fault waits until it is asked.

The office runs its own Python. ``python.json`` beside this file, written by ``wipbook addin install --libreoffice``,
names the folders of the packages and the version of Python they were installed for; the environment variable
WIPBOOK_PACKAGES (folders, separated as in PATH) goes before it. Written for old Pythons too, so that one that does not
fit can say so.
"""

import json
import os
import site
import sys
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
_loaded = {}


class NotSetUp(Exception):
    """wipbook cannot be loaded into this office; the text says why, and what to do."""


def cards():
    """The functions as the extension was built with them: name to summary, arguments and whether a table results."""
    if "cards" not in _loaded:
        _loaded["cards"] = json.loads((_FOLDER / "functions.json").read_text("utf-8"))
    return _loaded["cards"]


def functions():
    """The functions of wipbook by name, and the mark for what comes from a cell."""
    if "functions" not in _loaded:
        load()
        try:
            from wipbook.beside import functions_package

            ours = functions_package()
        except ImportError as error:
            raise NotSetUp(f"{error}. Run again: wipbook addin install --libreoffice") from error
        _loaded["functions"] = ours.FUNCTIONS, ours.boundary.cells.FromCell
    return _loaded["functions"]


def load():
    """Put wipbook and what it needs on the path of this Python, once."""
    if "path" in _loaded:
        return
    folders = [one for one in os.environ.get("WIPBOOK_PACKAGES", "").split(os.pathsep) if one]
    if not folders:
        file = _FOLDER / "python.json"
        if not file.exists():
            raise NotSetUp("this extension does not know where wipbook is. Run: wipbook addin install --libreoffice")
        told = json.loads(file.read_text("utf-8"))
        running = f"{sys.version_info[0]}.{sys.version_info[1]}"
        if told["python"] != running:
            raise NotSetUp(
                f"LibreOffice runs Python {running}, wipbook was installed for Python {told['python']}. "
                f"Install wipbook for Python {running} and run there: wipbook addin install --libreoffice"
            )
        folders = told["folders"]
    missing = [one for one in folders if not Path(one).is_dir()]
    if missing:
        raise NotSetUp(f"the folder {missing[0]} is gone. Run again: wipbook addin install --libreoffice")
    _put_first(folders)
    _loaded["path"] = True


def _put_first(folders):
    """Before other installed packages, after the standard library; .pth files in the folders count."""
    before = list(sys.path)
    for folder in folders:
        site.addsitedir(folder)
    new = [one for one in sys.path if one not in before]
    at = next((n for n, one in enumerate(before) if one.endswith(("dist-packages", "site-packages"))), len(before))
    sys.path[:] = before[:at] + new + before[at:]
