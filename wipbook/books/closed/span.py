"""Which closes a report of some days rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Record


@dataclass(frozen=True)
class Span:
    """``before``: the closes before the report; ``inside``: those it shows; ``open``: whether it goes on beyond the
    last close, so that adjustments of prior periods stand in it. ``as_closed`` is False where the report begins or ends
    within a closed period: then all of it is computed, and it is not the closed figures."""

    before: tuple[Record, ...] = ()
    inside: tuple[Record, ...] = ()
    open: bool = True
    as_closed: bool = True

    @property
    def rests(self) -> bool:
        """Whether anything of the report was recorded."""
        return bool(self.before or self.inside) and self.as_closed


def span(closed: Closed, start: dt.date, as_of: dt.date) -> Span:
    """The closes behind a report from ``start`` to ``as_of``.

    A report that begins after the first open day needs none: what is posted before it is in its opening balance.
    """
    standing = closed.standing
    if not standing or start > standing[-1].end + dt.timedelta(days=1):
        return Span()
    before = tuple(record for record in standing if record.end < start)
    inside = tuple(record for record in standing if start <= record.start and record.end <= as_of)
    begins = (before and before[-1].end + dt.timedelta(days=1) == start) or (standing[0].start == start)
    ends = as_of > standing[-1].end or as_of in closed.ends
    if not begins or not ends:
        return Span(open=False, as_closed=False)
    return Span(before, inside, as_of > standing[-1].end)
