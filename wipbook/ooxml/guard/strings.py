"""The shared strings before they become objects: each takes some sixty bytes of memory, whatever its text."""

from __future__ import annotations

from wipbook.ooxml.faults import SuspiciousContent
from wipbook.ooxml.guard.limits import MOST_STRINGS


def check_strings(data: bytes, packed: int, where: str) -> None:
    """Refuse more strings than a part of ``packed`` bytes can mean.

    >>> check_strings(b"<sst><si><t>a</t></si></sst>", 30, "plant.xlsx")
    """
    count, allowed = data.count(b"<si") + data.count(b":si"), MOST_STRINGS + packed // 2
    if count > allowed:
        raise SuspiciousContent(
            where=where, found=f"{count:,} shared strings", expected=f"at most {allowed:,}",
            remedy="do not trust this file; ask its sender for a fresh export",
        )
