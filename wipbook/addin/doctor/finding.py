"""One line of the doctor's report."""

from __future__ import annotations

from dataclasses import dataclass

OK, PROBLEM, NOTE = "ok", "problem", "note"


@dataclass(frozen=True)
class Finding:
    """``status`` is ok, problem (something will not work: ``cure`` says what to do) or note (worth knowing)."""

    status: str
    what: str
    found: str
    cure: str = ""
