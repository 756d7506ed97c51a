"""A document in the forms that were asked for, as bytes."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wipbook.commands.packs.document import Document
from wipbook.commands.packs.forms import EML, HTML, PDF, XLSX
from wipbook.commands.packs.forms.html_form import html_form
from wipbook.commands.packs.forms.mail_form import Draft, mail_form
from wipbook.commands.packs.forms.workbook_form import workbook_form
from wipbook.commands.packs.requests import Request
from wipbook.errors import WipbookError
from wipbook.hosts.libreoffice.print_pdf import print_pdf


@dataclass(frozen=True)
class Rendered:
    """``forms``: form and content; ``why``: what could not be made and why, of a PDF."""

    forms: tuple[tuple[str, bytes], ...]
    why: tuple[str, ...] = ()


def rendered(document: Document, request: Request, file: str, made: dt.datetime) -> Rendered:
    """``file``: what the file is called, without its ending. A PDF needs LibreOffice; a draft whose PDF cannot be made
    has the workbook attached. Errors: ``AddressNotUnderstood``; why there is no PDF, where nothing else was asked."""
    forms: list[tuple[str, bytes]] = []
    why: list[str] = []
    for form in request.forms:
        wanted = request.attached if form == EML else form
        try:
            content = _content(document, wanted, made)
        except WipbookError as error:
            if wanted != PDF or request.forms == (PDF,):
                raise
            why.append(str(error))
            if form != EML:
                continue
            wanted, content = XLSX, workbook_form(document, made)
        if form == EML:
            content = mail_form(draft_of(document, request, ((f"{file}.{wanted}", wanted, content),)), made)
        forms.append((form, content))
    return Rendered(tuple(forms), tuple(dict.fromkeys(why)))


def _content(document: Document, form: str, made: dt.datetime) -> bytes:
    if form == HTML:
        return html_form(document).encode("utf-8")
    workbook = workbook_form(document, made)
    if form == XLSX:
        return workbook
    with tempfile.TemporaryDirectory(prefix="wipbook-pack-") as name:
        source = Path(name) / "pack.xlsx"
        source.write_bytes(workbook)
        return print_pdf(source, Path(name) / "pack.pdf").read_bytes()


def draft_of(document: Document, request: Request, attached: Sequence[tuple[str, str, bytes]]) -> Draft:
    """The mail in the language of its reader."""
    words, day = document.text, document.text.of_day(document.as_of)
    kind = "mail" if request.customer else "mail_pack"
    given = {"company": document.company or "wipbook", "day": day, "title": document.title}
    summary = "\n".join(f"{label}: {value}" for label, value in document.facts)
    subject = words(f"{kind}_subject", **given)
    body = words(f"{kind}_body", name=request.name or words("madam_or_sir"), summary=summary, **given)
    body = f"{document.preliminary}\n\n{body}" if document.preliminary else body
    subject = f"{words('preliminary')}: {subject}" if document.preliminary else subject
    return Draft(request.name, request.email, subject, body.replace(" ,\n", ",\n"), attached, request.where)
