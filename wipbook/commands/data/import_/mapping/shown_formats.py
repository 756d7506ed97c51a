"""Formats as people write them in a cell, and as a mapping has them: ``dd.mm.yyyy`` and ``1.234,56``."""

from __future__ import annotations

import re

from wipbook.commands.data.import_.mapping.model import ELAPSED

_TOKENS = {
    "yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "m": "%m", "dd": "%d", "d": "%d", "hh": "%H",
    "h": "%H", "ss": "%S", "s": "%S",
}
_SHOWN = {
    "%Y": "yyyy", "%y": "yy", "%B": "mmmm", "%b": "mmm", "%m": "mm", "%d": "dd", "%H": "hh", "%M": "mm", "%S": "ss",
}
_GERMAN, _FRENCH = str.maketrans("tj", "dy"), str.maketrans("ja", "dy")


def format_meant(shown: str) -> str:
    """The format of a mapping that a cell means; blank where it means none.

    >>> format_meant("1.234,56"), format_meant("1,234.56"), format_meant(","), format_meant("dd.mm.yyyy")
    (',', '.', ',', '%d.%m.%Y')
    >>> format_meant("TT.MM.JJJJ hh:mm"), format_meant("jj/mm/aaaa"), format_meant("%d/%m/%y"), format_meant("comma")
    ('%d.%m.%Y %H:%M', '%d/%m/%Y', '%d/%m/%y', '')
    >>> format_meant("[hh]:mm:ss")
    '[h]:mm'
    """
    text = shown.strip()
    if "%" in text or "=" in text or text in (".", ","):
        return text
    if re.fullmatch(r"\[h{1,2}\]:mm(:ss)?", text.casefold()):
        return ELAPSED
    if re.fullmatch(r"[\d.,' ]*[.,]\d{1,2}|\d{4,}[.,]\d+", text):
        return max(".,", key=text.rfind)
    pattern = text.casefold()
    if "j" in pattern:
        pattern = pattern.translate(_GERMAN if "t" in pattern else _FRENCH)
    elif "a" in pattern:
        pattern = pattern.replace("a", "y")
    found, hours = "", False
    for part in re.findall(r"[a-z]+|[^a-z]+", pattern):
        if not part[0].isalpha():
            found += part
        elif part in ("mm", "m") and hours:
            found += "%M"
        elif part in _TOKENS:
            found, hours = found + _TOKENS[part], hours or part in ("hh", "h")
        elif part == "yyyymmdd":
            found += "%Y%m%d"
        elif part in ("ddmmyyyy", "mmddyyyy", "yymmdd"):
            found += {"ddmmyyyy": "%d%m%Y", "mmddyyyy": "%m%d%Y", "yymmdd": "%y%m%d"}[part]
        else:
            return ""
    return found if "%d" in found or "%m" in found else ""


def format_shown(said: str) -> str:
    """How a cell says it: what ``format_meant`` reads as the same.

    >>> format_shown("%d.%m.%Y"), format_shown(","), format_shown("%Y-%m-%dT%H:%M"), format_shown("%j")
    ('dd.mm.yyyy', '1.234,56', '%Y-%m-%dT%H:%M', '%j')
    """
    if "=" in said or said == ELAPSED:
        return said
    if said in (".", ","):
        return "1.234,56" if said == "," else "1,234.56"
    shown = re.sub("%.", lambda found: _SHOWN.get(found[0], found[0]), said)
    return shown if format_meant(shown) == said else said
