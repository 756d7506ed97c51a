"""What is known of the formulas of an open workbook beyond what stands in its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from wipbook.ooxml.formulas.reads.sheet_reads import SheetReads
from wipbook.ooxml.formulas.vouched import Vouched
from wipbook.ooxml.insertion.insertion import Insertion


@dataclass
class KnownFormulas:
    """``vouched`` are formulas whose value is right whatever else was written, ``settled`` those that were given one
    before anything was written: it counts as if it had been in the file. Of ``doubtful`` ones it is that of another
    workbook; ``origins`` says from which file and sheet a sheet, or cells of it, came.

    ``insertions`` are the rows that were put in, ``unvalued`` is whether a formula was written without its value,
    ``dropped`` how many values were taken out; ``texts`` are the different formulas of unchanged sheets, by part (none:
    it was looked through and has none), ``reads`` what those of whole sheets read, ``outside`` the cells of an
    unchanged workbook whose value comes from outside.
    """

    vouched: Vouched = field(default_factory=Vouched)
    settled: Vouched = field(default_factory=Vouched)
    doubtful: Vouched = field(default_factory=Vouched)
    origins: dict[str, tuple[Path, str]] = field(default_factory=dict)
    insertions: list[Insertion] = field(default_factory=list)
    unvalued: bool = False
    dropped: int = 0
    texts: dict[str, frozenset[str]] = field(default_factory=dict)
    reads: SheetReads = field(default_factory=SheetReads)
    outside: dict[str, set[tuple[int, int]]] | None = None
