"""``wipbook pack``: what leaves the workbook for somebody else, as a file or as the draft of a mail."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from wipbook.audit import fingerprint
from wipbook.books.books import Books
from wipbook.commands.packs.audience import CUSTOMER, Audience, known_audiences
from wipbook.commands.packs.customer_updates import write_updates
from wipbook.commands.packs.document import Document
from wipbook.commands.packs.file_names import REGISTERED, next_number, plain
from wipbook.commands.packs.register import CLOSED, NO_PERIOD, PRELIMINARY, append, registered
from wipbook.commands.packs.rendered import rendered
from wipbook.commands.packs.requests import DUE, Request, asked, due, forms_of
from wipbook.commands.packs.sources import Sources
from wipbook.commands.packs.texts import text_of, texts
from wipbook.commands.packs.texts.text import Text
from wipbook.commands.value.export_files import hash_of_bytes, write_files
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.sheets import bring_back_sheets
from wipbook.errors import WipbookError
from wipbook.ledger.ledger import read_policy
from wipbook.port.workbook import Workbook
from wipbook.sheets.front import home


class PeriodNotClosed(WipbookError):
    """A pack of a closed period was asked for, and no period that ends on that day is closed."""


@dataclass(frozen=True)
class Wanted:
    """``whose``: cfo, plant, bank, auditor, customer:CODE, or due; ``forms`` as typed. ``period``: the last day of a
    closed period (None: the period of Settings). ``language`` and ``comment`` as given, blank for the reader's own and
    for none."""

    whose: str
    forms: str = ""
    out: Path | None = None
    language: str = ""
    comment: str = ""
    period: dt.date | None = None


@dataclass(frozen=True)
class Made:
    """``files`` in the order they were made; ``packs``: how many; ``preliminary``: of how many the period is not
    closed. ``notes``: what could not be as it was asked (no PDF, no words of a language)."""

    files: tuple[Path, ...]
    packs: int
    preliminary: int
    notes: tuple[str, ...]
    said: tuple[str, ...]
    rows_left_out: int


def pack(
    workbook: Workbook, wanted: Wanted, progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None, user: str | None = None,
) -> Made:
    """Make the packs asked for and register them; the caller saves.

    Files are written whole, and never over another. Nothing is sent. Errors: ``UnknownAudience``, ``UnknownForm``,
    ``UnknownCustomer``, ``PeriodNotClosed``, ``AddressNotUnderstood``, ``StakeholderWithoutCustomer``, those of
    LibreOffice where nothing but a PDF was asked for; then nothing was written.
    """
    forms = forms_of(wanted.forms)
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    shelf = _Shelf(workbook, progress, moment)
    books = shelf.sources(wanted.period).books
    before = registered(workbook)
    requests = due(books, before, moment.date()) if wanted.whose.strip().casefold() == DUE else asked(
        wanted.whose, forms, books
    )
    folder = _folder(workbook, books, wanted)
    stem = plain(workbook.path.stem if workbook.path else Path(workbook.name).stem)
    number = next_number(folder, stem, int(before["Pack"].max() or 0))  # type: ignore[arg-type]
    contents: dict[str, bytes] = {}
    rows: list[dict[str, object]] = []
    notes: list[str] = []
    for at, request in enumerate(requests, number):
        audience = known_audiences()[request.audience]
        closed = books.ledger.closed.through if request.at_close else wanted.period
        period = closed if audience.of_period else None  # what a customer is told is of today
        sources = shelf.sources(period).for_customer(request.customer)
        text, known = text_of(wanted.language or request.language)
        if not known:
            notes.append(
                f"no words in {wanted.language or request.language!r} ({request.where or '--language'}): "
                f"English stands in; there are {', '.join(sorted(texts()))}"
            )
        progress(f"making the pack {request.called}")
        document, state = _document(audience, sources, request, text, wanted.comment)
        file = f"{stem}-{REGISTERED.format(number=at)}{request.file_part}-{document.as_of}"
        file += "-preliminary" if document.preliminary else ""
        made = rendered(document, request, file, moment)
        notes += [f"no PDF: {why}" for why in made.why]
        for form, content in made.forms:
            contents[f"{file}.{form}"] = content
            rows.append({
                "Pack": float(at), "When": moment, "User": user or getpass.getuser(), "For": request.called,
                "Stakeholder": request.stakeholder or None, "Email": request.email if form == "eml" else None,
                "As Of": document.as_of, "Period To": sources.books.policy.period_end if audience.of_period else None,
                "State": state, "Format": form, "Language": text.code, "File": f"{file}.{form}",
                "Hash": hash_of_bytes(content), "Figures": fingerprint.figures(sources.books),
            })
    files = write_files(folder, contents, "pack")
    bring_back_sheets(workbook)
    if rows:
        append(workbook, rows)
    told = frozenset(request.customer for request in requests if request.customer)
    if told:
        here = shelf.sources(None)
        write_updates(workbook, here.standing, here.books, told, moment.date())
    what = ", ".join(dict.fromkeys(request.called for request in requests)) or "nothing was due"
    change_log.append(workbook, "pack", f"{what}: {len(files)} files", now=now, user=user)
    said = tuple(f"{row['For']} ({row['State']}, {row['Language']}): {row['File']}" for row in rows)
    drafts = {str(row["Pack"]) for row in rows if row["State"] == PRELIMINARY}
    return Made(
        tuple(files), len(requests), len(drafts), tuple(dict.fromkeys(notes)), said, books.ledger.rows_left_out
    )


class _Shelf:
    """The sources of each period, made once."""

    def __init__(self, workbook: Workbook, progress: Callable[[str], None], moment: dt.datetime) -> None:
        self._workbook, self._progress, self._moment = workbook, progress, moment
        self._made: dict[dt.date | None, Sources] = {}

    def sources(self, period: dt.date | None) -> Sources:
        if period not in self._made:
            self._made[period] = Sources(self._workbook, self._books(period), self._moment, self._progress)
        return self._made[period]

    def _books(self, period: dt.date | None) -> Books:
        if period is None:
            return open_books(self._workbook, self._progress)
        closed = self.sources(None).books.ledger.closed
        record = next((one for one in closed.standing if one.end == period), None)
        if record is None:
            raise PeriodNotClosed(
                where="--period", found=f"{period}", expected=", ".join(map(str, closed.ends)) or "a closed period",
                remedy="close it first (wipbook close), or leave --period out for a preliminary pack",
            )
        policy = replace(
            read_policy(self._workbook), period_start=record.start, period_end=record.end, as_of=record.end
        )
        return open_books(self._workbook, self._progress, policy=policy)


def _document(
    audience: Audience, sources: Sources, request: Request, text: Text, comment: str
) -> tuple[Document, str]:
    books = sources.books
    policy = books.policy
    through = books.ledger.closed.through
    final = through is not None and policy.as_of == policy.period_end and policy.period_end in books.ledger.closed.ends
    state = NO_PERIOD if not audience.of_period else CLOSED if final else PRELIMINARY
    preliminary = text(
        "preliminary_period", start=text.of_day(policy.period_start), end=text.of_day(policy.period_end)
    ) if state == PRELIMINARY else ""
    title = text(audience.name)
    if audience.name == CUSTOMER:
        names = dict(books.ledger.table("Customers").select("Customer", "Name").iter_rows())
        title = f"{title}: {names.get(request.customer) or request.customer}"
        line = "  ·  ".join(filter(None, (policy.company, text("as_of", day=text.of_day(policy.as_of)))))
    else:
        line = home.header_line(books)
    return Document(
        title, policy.company, line, preliminary, audience.facts(sources, text), audience.sections(sources, text), text,
        policy.as_of, policy.currency_places, bool(audience.signatures), (comment,) if comment.strip() else (),
        audience.signatures,
    ), state


def _folder(workbook: Workbook, books: Books, wanted: Wanted) -> Path:
    if wanted.out is not None:
        return wanted.out
    beside = workbook.path.parent if workbook.path else Path.cwd()
    return beside / books.policy.export_folder if books.policy.export_folder else beside
