"""The shared strings before they become objects: each takes some sixty bytes of memory, whatever its text."""

from __future__ import annotations

import re

from wipbook.ooxml.faults import DamagedWorkbook, SuspiciousContent
from wipbook.ooxml.guard.limits import MOST_STRINGS

_COUNT = re.compile(rb"""\suniqueCount\s*=\s*["']\s*[+]?(\d+)""")
_EDGE = re.compile(rb"<(/?)(?:[\w.\-]+:)?si(?:\s[^<>]*)?(?<!/)>")
_BLANK = re.compile(rb"<(?:[\w.\-]+:)?si(?:\s[^<>]*)?(?:/>|>\s*</)")


def check_strings(data: bytes, packed: int, where: str) -> bool:
    """Whether the part can be given to the fast reader as it is. That one makes room for as many strings as the part
    says it has, and leaves out those without a text, so that all behind them get another number.

    Raises SuspiciousContent for more strings than a part of ``packed`` bytes can mean, DamagedWorkbook for one inside
    another, which readers number differently.

    >>> check_strings(b'<sst uniqueCount="1"><si><t>a</t></si></sst>', 30, "plant.xlsx")
    True
    >>> check_strings(b'<sst uniqueCount="4294967295"><si><t>a</t></si></sst>', 30, "plant.xlsx")
    False
    """
    count, allowed = data.count(b"<si") + data.count(b":si"), MOST_STRINGS + packed // 2
    if count > allowed:
        raise SuspiciousContent(
            where=where, found=f"{count:,} shared strings", expected=f"at most {allowed:,}",
            remedy="do not trust this file; ask its sender for a fresh export",
        )
    if not _one_after_the_other(data):
        raise DamagedWorkbook(
            where=where, found="a shared string inside another", expected="one after the other",
            remedy="open and save the workbook with Excel, or take the last backup",
        )
    stated = max((int(one[:12]) for one in _COUNT.findall(data[: data.find(b"si") + 4096])), default=0)
    return stated <= count + 1000 and _BLANK.search(data) is None


def _one_after_the_other(data: bytes) -> bool:
    """Whether every string ends before the next one begins."""
    begin, end, next_ = data.count(b"<si>"), data.count(b"</si>"), data.count(b"</si><si>")
    if begin == end == next_ + 1 and b"<si " not in data and b":si" not in data:
        return True  # as programs write them: many times faster than the pattern
    edges = _EDGE.findall(data)
    return len(edges) % 2 == 0 and not any(edges[::2]) and all(edges[1::2])
