"""Spans of time and amounts of memory as a plan writes them."""

from __future__ import annotations

import re

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_BYTES = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30}


def seconds_of(text: str) -> float:
    """A span of time in seconds. Errors: ``ValueError``.

    >>> seconds_of("15m"), seconds_of("90s"), seconds_of("1.5h")
    (900.0, 90.0, 5400.0)
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smh])\s*", text)
    if found is None or float(found[1]) <= 0:
        raise ValueError("a span of time such as 90s, 15m or 1.5h")
    return float(found[1]) * _SECONDS[found[2]]


def bytes_of(text: str) -> int:
    """An amount of memory in bytes. Errors: ``ValueError``.

    >>> bytes_of("2GB"), bytes_of("512 MiB")
    (2000000000, 536870912)
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmg]i?b)\s*", text, re.IGNORECASE)
    if found is None or float(found[1]) <= 0:
        raise ValueError("an amount of memory such as 800MB or 2GB")
    return int(float(found[1]) * _BYTES[found[2].upper()])
