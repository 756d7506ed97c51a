"""Names of files: what a workbook calls something may hold what no file name may."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_LONGEST = 60
REGISTERED = "pack-{number:03d}-"


def plain(code: str) -> str:
    r"""A code as part of a file name on any system: what none may hold becomes ``_``.

    >>> plain('A/B: "x"?'), plain("..."), plain("C-200")
    ('A_B_x', '_', 'C-200')
    """
    seen = unicodedata.normalize("NFC", code)
    kept = "".join(one for one in seen if unicodedata.category(one) not in ("Cf", "Cs", "Co"))
    return _FORBIDDEN.sub("_", kept).strip("._ ")[:_LONGEST].strip("._ ") or "_"


def next_number(folder: Path, stem: str, registered: int) -> int:
    """The number of the next pack: behind the last one registered, and behind what lies in the folder (of a run whose
    workbook was not saved)."""
    number = registered + 1
    there = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    while any(name.startswith(f"{stem}-{REGISTERED.format(number=number)}") for name in there):
        number += 1
    return number
