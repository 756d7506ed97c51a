"""An import as it is asked for: by a mapping or by the sheet Imports; at once, as a preview, or as it was previewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wipbook.commands.data.import_.book import import_into
from wipbook.commands.data.import_.errors import ImportUnclear, NothingMapped
from wipbook.commands.data.import_.mapping import Mapping, read_mapping
from wipbook.commands.data.import_.mapping.chosen import Chosen, choose
from wipbook.commands.data.import_.mapping.sheet_reading import as_sheet, read_imports
from wipbook.commands.data.import_.preview.preview import accept, preview
from wipbook.commands.data.import_.preview.proposed import LaidOut, lay_out_proposal
from wipbook.commands.data.import_.preview.seal import Told, sealed_in, told_in
from wipbook.commands.data.import_.report import ImportReport
from wipbook.commands.workbench.opening import Agree, nobody_asks
from wipbook.ledger.ledger import read_policy
from wipbook.port.workbook import Workbook

Progress = Callable[[str], None]
NOTHING = ImportReport((), (), (), False)
"""Of a preview that waits for what somebody has to tell."""


@dataclass(frozen=True)
class Asked:
    """What is asked for: ``sources`` are files, folders or names of sources; ``mapping`` is a file, None for the sheet
    Imports. ``preset``: the program that files come from which the sheet does not know. ``partly``: of a file of a
    mapping only what draws on these sources, as always of the sheet."""

    sources: tuple[Path, ...] = ()
    mapping: Path | None = None
    dry_run: bool = False
    strict: bool = False
    preview: bool = False
    accept: bool = False
    partly: bool = False
    preset: str = ""


@dataclass(frozen=True)
class Done:
    """What came of it: the ``report``; ``notes`` to tell; how many rows were ``proposed`` on the sheet Imports, and how
    many of their columns are ``asked``; the effect on ``balances`` in lines for people, of a preview."""

    report: ImportReport
    notes: tuple[str, ...] = ()
    proposed: int = 0
    asked: int = 0
    balances: tuple[str, ...] = ()


def run_import(
    workbook: Workbook, asked: Asked, progress: Progress = lambda step: None, now: dt.datetime | None = None,
    user: str | None = None, agree: Agree = nobody_asks,
) -> Done:
    """Import, preview or accept (``agree`` is asked before what was previewed is written); the caller saves.

    Errors: ``ImportUnclear`` for options that contradict each other, ``NothingMapped`` when neither a file nor the
    sheet Imports maps anything, and those of ``choose``, ``import_into``, ``preview`` and ``accept``.
    """
    _refuse_unclear(asked)
    if asked.accept:
        told = told_in(workbook, sealed_in(workbook))
        mapping, given, _ = _meant(workbook, told)
        return Done(accept(workbook, _there(workbook, mapping), given, told, progress, now, user, agree))
    told = Told(asked.sources, asked.mapping, asked.partly)
    laid = LaidOut()
    if asked.preview and asked.mapping is None and (unknown := _of_sheet(workbook, asked.sources).unknown):
        laid = lay_out_proposal(workbook, unknown, asked.preset)
        if laid.unfilled:
            return Done(NOTHING, laid.said, laid.rows, laid.asked)
    mapping, given, notes = _meant(workbook, told)
    notes = (*laid.said, *notes)
    if mapping is None and notes and asked.preview:
        return Done(NOTHING, notes, laid.rows, laid.asked)
    meant = _there(workbook, mapping)
    if asked.preview:
        found = preview(workbook, meant, given, told, progress, notes)
        return Done(found.report, notes, laid.rows, laid.asked, found.balances)
    return Done(
        import_into(workbook, meant, given, asked.dry_run, progress, now, user, asked.strict), notes
    )


def _meant(workbook: Workbook, told: Told) -> tuple[Mapping | None, tuple[Path, ...], tuple[str, ...]]:
    """The mapping that is meant (None when nothing maps these sources), where it reads from, and what is to be said."""
    if told.mapping is None:
        chosen, where = _of_sheet(workbook, told.sources), "sheet Imports"
    elif told.partly:
        whole, where = read_mapping(told.mapping), told.mapping.name
        chosen = choose(as_sheet(whole, where), told.sources, Path(whole.root or told.mapping.parent))
    else:
        return read_mapping(told.mapping), told.sources, ()
    return chosen.mapping, chosen.given, _told(chosen, where)


def _of_sheet(workbook: Workbook, sources: tuple[Path, ...]) -> Chosen:
    folder = workbook.path.parent if workbook.path is not None else Path()
    own = read_policy(workbook).import_folder
    return choose(read_imports(workbook), sources, folder / own if own else folder, workbook.path)


def _told(chosen: Chosen, where: str) -> tuple[str, ...]:
    return tuple(
        [f"{path.name}: {where} does not name it; it was not read" for path in chosen.unknown]
        + ([f"not read, as nothing of it was given: {', '.join(chosen.left)}"] if chosen.left else [])
    )


def _there(workbook: Workbook, mapping: Mapping | None) -> Mapping:
    if mapping is None:
        raise NothingMapped(
            where=f"{workbook.name}, sheet Imports", found="no row that maps these sources",
            expected="which column is which",
            remedy="have columns proposed (button Import, or --preview), copy a mapping there (wipbook map BOOK "
            "--from), or name one: --map",
        )
    return mapping


def _refuse_unclear(asked: Asked) -> None:
    fault = (
        "--accept with sources or a mapping: they are those of the preview" if asked.accept and (
            asked.sources or asked.mapping)
        else "--accept with --preview or --dry-run" if asked.accept and (asked.preview or asked.dry_run)
        else "--preview with --dry-run" if asked.preview and asked.dry_run
        else ""
    )
    if fault:
        raise ImportUnclear(where="wipbook import", found=fault, expected="one of them", remedy="leave the other out")
