"""The audit pack: the audited workbook with everything needed to perform the audit again, and its papers as a PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wipbook.errors import WipbookError
from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.print_pdf import print_pdf
from wipbook.ooxml.package.outside import outside
from wipbook.ooxml.workbook import without_print_titles
from wipbook.port.workbook import Workbook

PRINTED = ("Audit Summary", "Audit", "Tie-Out", "Analytics", "Statement", "Roll-Forward", "Checks", "Count Results",
           "Count Plan", "Sample", "Exceptions", "Rules", "Sign-Off", "Change Log")
"""The sheets of the PDF, as far as they are shown in the workbook."""


@dataclass(frozen=True)
class Pack:
    """``pdf`` is None where LibreOffice could not print; ``why`` says why. ``outside``: what the workbook links to;
    it stays as it is and was not fetched."""

    workbook: Path
    pdf: Path | None
    why: str = ""
    outside: tuple[str, ...] = ()


def audit_pack(workbook: Workbook, folder: Path, progress: Callable[[str], None] = lambda step: None) -> Pack:
    """Put a copy of an audited workbook, as it was saved, and a PDF of its working papers into ``folder``.

    The workbook holds the inputs, the rules with their settings, findings, tie-outs, sample, sign-offs and the change
    log: ``wipbook audit`` on the copy must come to the same fingerprints and findings. A pack that is there is
    replaced as a whole. Errors: ChangedOnDisk, where somebody has saved the workbook since; then it stays as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    saved = Path(workbook.name)
    copy = folder / f"{saved.stem}-audit-pack.xlsx"
    part = copy.with_suffix(".part")
    workbook.copy_file(part)
    part.replace(copy)
    progress("printing the working papers")
    pdf = folder / f"{saved.stem}-audit-pack.pdf"
    with open_file(copy) as book:
        links = tuple(one.words for one in outside(book.document.package))
    try:
        with tempfile.TemporaryDirectory(prefix="wipbook-pack-") as name:
            return Pack(copy, print_pdf(_papers_only(copy, Path(name) / f"{saved.stem}.xlsx"), pdf), outside=links)
    except WipbookError as error:
        pdf.unlink(missing_ok=True)  # a PDF of an earlier pack would not belong to this one
        return Pack(copy, None, str(error), links)


def _papers_only(workbook: Path, out: Path) -> Path:
    """The workbook with all other sheets hidden: hidden sheets are not printed, so that nothing of them is repeated on
    each page."""
    book = open_file(workbook, backups=0)
    shown = [sheet for sheet in book.sheets() if book.is_visible(sheet)]
    for sheet in shown:
        book.set_visible(sheet, sheet in PRINTED)
    others = {at for at, sheet in enumerate(book.sheets()) if sheet not in PRINTED}
    book.document.set_workbook(without_print_titles(book.document.workbook, others))
    return book.save(out)
