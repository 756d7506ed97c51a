"""The lines of the installer's script that name its files, one by one and in order: no disk decides their order."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path, PurePosixPath

LONGEST = 180
"""Characters of a path below the folder of wipbook, so that Windows' 260 hold under a long name of a user."""


def file_lines(files: list[str], tree: Path) -> str:
    """For makensis: each file of ``tree`` into ``$INSTDIR\\python.new``.

    >>> print(file_lines(["python.exe", "site/a$b.py"], Path("/tree")))
    SetOutPath "$INSTDIR\\python.new"
    File "/oname=python.exe" "/tree/python.exe"
    SetOutPath "$INSTDIR\\python.new\\site"
    File "/oname=a$$b.py" "/tree/site/a$$b.py"
    <BLANKLINE>

    Errors: ``ValueError`` for a path that is too long for Windows.
    """
    lines = []
    for folder, inside in groupby(files, key=lambda file: str(PurePosixPath(file).parent)):
        below = "" if folder == "." else "\\" + folder.replace("/", "\\")
        lines.append(f'SetOutPath "$INSTDIR\\python.new{_plain(below)}"')
        for file in inside:
            if len(file) > LONGEST:
                raise ValueError(f"too long for Windows: {file}")
            lines.append(f'File "/oname={_plain(PurePosixPath(file).name)}" "{_plain(str(tree / file))}"')
    return "\n".join((*lines, ""))


def _plain(text: str) -> str:
    return text.replace("$", "$$")
