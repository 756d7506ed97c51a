"""The directory of a package before anything is inflated: names that stay inside, sizes that are in proportion."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wipbook.ooxml.faults import DamagedWorkbook, SuspiciousContent
from wipbook.ooxml.guard.limits import LARGEST_RATIO, MOST_PARTS, PACKAGE_FROM

_OUTSIDE = re.compile(r"/|\\\\|[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def check_members(members: Iterable[tuple[str, int]], length: int, where: str) -> None:
    """Names and inflated sizes of all parts of a file of ``length`` bytes.

    Raises SuspiciousContent for names that lead out of the package or sizes out of proportion, DamagedWorkbook for
    names that no spreadsheet program writes.

    >>> check_members([("xl/workbook.xml", 5_000)], 2_000, "plant.xlsx")
    """
    known = list(members)
    if len(known) > MOST_PARTS:
        raise SuspiciousContent(
            where=where, found=f"{len(known):,} parts", expected=f"at most {MOST_PARTS:,}", remedy=_REMEDY
        )
    for name, _ in known:
        if _OUTSIDE.match(name) or ".." in re.split(r"[/\\]", name):
            raise SuspiciousContent(
                where=where, found=f"a part named {name[:80]!r}", expected="names inside the package", remedy=_REMEDY
            )
        if not name or "\\" in name or _CONTROL.search(name):
            raise DamagedWorkbook(
                where=where, found=f"a part named {name[:80]!r}", expected="a name such as xl/workbook.xml",
                remedy="open and save the workbook with Excel",
            )
    total, allowed = sum(size for _, size in known), PACKAGE_FROM + LARGEST_RATIO * length
    if total > allowed:
        raise SuspiciousContent(
            where=where, found=f"parts of {total:,} bytes in a file of {length:,}", expected=f"at most {allowed:,}",
            remedy=_REMEDY,
        )


def check_target(target: str, owner: str, where: str) -> None:
    """The part that a relation of ``owner`` points to, its name made whole."""
    if target.startswith("../") or target == ".." or _OUTSIDE.match(target) or _CONTROL.search(target):
        raise SuspiciousContent(
            where=f"{where}, relations of {owner or 'the package'}", found=f"a part {target[:80]!r}",
            expected="parts inside the package", remedy=_REMEDY,
        )


_REMEDY = "do not trust this file; ask its sender for a fresh export"
