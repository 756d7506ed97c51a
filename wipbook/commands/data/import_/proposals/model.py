"""What a proposal says: the mapping, and of every column of the sources why it is where it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wipbook.commands.data.import_.mapping import Mapping


class Confidence(StrEnum):
    """How well founded a proposed column is. ``ASK`` columns are not in the mapping; ``NONE`` have no place at all."""

    SURE = "sure"
    LIKELY = "likely"
    ASK = "ask"
    NONE = ""


@dataclass(frozen=True)
class Sample:
    """A value that a column was judged by, and the line of its file, or row of its sheet."""

    line: int
    value: str


@dataclass(frozen=True)
class ProposedColumn:
    """One column of a source. ``our_column`` is blank where it is asked, or taken by nothing; ``table`` is the input
    sheet that its source fills, blank where that is not known. ``key``: it is part of the key of that sheet.
    ``leaves_out``: rows would be left out for what it holds, as ``why`` says. ``format`` is a decimal sign or a
    strptime pattern, blank where none is needed or known."""

    table: str
    source: str
    their_sheet: str
    their_column: str
    our_column: str = ""
    key: bool = False
    format: str = ""
    encoding: str = ""
    confidence: Confidence = Confidence.NONE
    why: str = ""
    samples: tuple[Sample, ...] = ()
    leaves_out: bool = False


@dataclass(frozen=True)
class Proposal:
    """A ``mapping`` that can be read back, every column of the sources, and what else is to be known.

    ``unfilled`` are required columns, as ``Materials.Kind``, that nothing fills.
    """

    mapping: Mapping
    columns: tuple[ProposedColumn, ...] = ()
    remarks: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[ProposedColumn, ...]:
        """The columns whose place somebody has to say."""
        return tuple(one for one in self.columns if one.confidence is Confidence.ASK)

    @property
    def leaving_out(self) -> tuple[ProposedColumn, ...]:
        """The columns of the mapping for whose values rows would be left out."""
        return tuple(one for one in self.columns if one.our_column and one.leaves_out)
