"""Who gets which pack now: as somebody asked, or as the sheet Stakeholders says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from wipbook.books.books import Books
from wipbook.commands.forecast.status import customer_of
from wipbook.commands.packs.audience import CUSTOMER, known_audiences
from wipbook.commands.packs.file_names import plain
from wipbook.commands.packs.forms import EML, FORMS, PDF, XLSX
from wipbook.errors import WipbookError
from wipbook.schema.masters.stakeholders import AT_CLOSE, DAILY, MONTHLY, ON_REQUEST, WEEKLY

DUE = "due"
"""Asks for all packs that the sheet Stakeholders wants by now."""


class UnknownAudience(WipbookError):
    """A pack that nobody declared."""


class UnknownForm(WipbookError):
    """A pack cannot have the form that was asked for."""


class StakeholderWithoutCustomer(WipbookError):
    """A row of Stakeholders wants a customer's pack, and names no customer."""


@dataclass(frozen=True)
class Request:
    """One pack for one reader. ``attached``: the form inside a draft; ``stakeholder`` is blank for who only asked;
    ``where``: the cell that says so, for errors. ``at_close``: of the last closed period."""

    audience: str
    customer: str
    forms: tuple[str, ...]
    name: str = ""
    email: str = ""
    language: str = ""
    attached: str = PDF
    stakeholder: str = ""
    where: str = ""
    at_close: bool = False

    @property
    def called(self) -> str:
        return f"{self.audience}:{self.customer}" if self.customer else self.audience

    @property
    def file_part(self) -> str:
        """What it is called in the name of a file."""
        return f"{self.audience}-{plain(self.customer)}" if self.customer else self.audience


def forms_of(said: str) -> tuple[str, ...]:
    """The forms asked for, blank: xlsx. Errors: ``UnknownForm``."""
    forms = tuple(dict.fromkeys(word.strip().casefold() for word in said.split(",") if word.strip())) or (XLSX,)
    for form in forms:
        if form not in FORMS:
            raise UnknownForm(where="--format", found=repr(form), expected=", ".join(FORMS), remedy=_near(form, FORMS))
    return forms


def asked(said: str, forms: tuple[str, ...], books: Books) -> list[Request]:
    """The packs of ``--for``: drafts go to all of Stakeholders who get this pack, else to the customer's address.

    Errors: ``UnknownAudience``, ``UnknownCustomer``.
    """
    name, _, code = said.strip().partition(":")
    name = name.strip().casefold()
    known = [*known_audiences(), DUE]
    if name not in known or (name == CUSTOMER) != bool(code.strip()):
        named = [f"{CUSTOMER}:CODE" if one == CUSTOMER else one for one in known]
        raise UnknownAudience(where="--for", found=repr(said), expected=", ".join(named), remedy=_near(name, known))
    customer = customer_of(books, code) if code.strip() else ""
    wanted = [one for one in _rows(books) if one.audience == name and one.customer == customer]
    own = _of_customer(books, name, customer, forms)
    if EML not in forms or not wanted:
        return [own]
    plain = tuple(form for form in forms if form != EML)
    return [
        *([Request(name, customer, plain, own.name, "", own.language)] if plain else []),
        *(Request(one.audience, one.customer, (EML,), one.name, one.email, one.language, one.attached,
                  one.stakeholder, one.where) for one in wanted),
    ]


def due(books: Books, register: pl.DataFrame, today: dt.date) -> list[Request]:
    """Drafts for all of Stakeholders whose time has come: daily, weekly (from Monday on), monthly (from the first day
    on), or when a period was closed since. What was made for somebody else does not count.

    Errors: ``StakeholderWithoutCustomer``.
    """
    found = []
    for one, when in _scheduled(books):
        mine = register.filter((pl.col("Stakeholder") == one.stakeholder) & (pl.col("For") == one.called))
        last = mine["When"].max()
        if when == AT_CLOSE:
            close = books.ledger.closed.last
            if close is not None and not (isinstance(last, dt.datetime) and last >= close.when):
                found.append(one)
        elif not isinstance(last, dt.datetime) or _begin(when, last.date()) < _begin(when, today):
            found.append(one)
    return found


def _begin(when: str, day: dt.date) -> dt.date:
    """The first day of the day, week or month."""
    if when == WEEKLY:
        return day - dt.timedelta(days=day.weekday())
    return day.replace(day=1) if when == MONTHLY else day


def _scheduled(books: Books) -> Iterator[tuple[Request, str]]:
    table = books.ledger.table("Stakeholders")
    for one, when in zip(_rows(books), table["When"].to_list(), strict=True):
        said = when or ON_REQUEST
        if said in (DAILY, WEEKLY, MONTHLY, AT_CLOSE):
            yield Request(**(vars(one) | {"at_close": said == AT_CLOSE})), said


def _rows(books: Books) -> list[Request]:
    table = books.ledger.table("Stakeholders")
    customers = {row["Customer"]: row for row in books.ledger.table("Customers").iter_rows(named=True)}
    found = []
    for row in table.iter_rows(named=True):
        where = f"Stakeholders, {row['Stakeholder']}"
        customer = row["Customer"] or ""
        if row["Pack"] == CUSTOMER and not customer:
            raise StakeholderWithoutCustomer(
                where=where, found="the pack customer and no customer", expected="a code of Customers",
                remedy="name the customer in the column Customer",
            )
        of = customers.get(customer, {}) if row["Pack"] == CUSTOMER else {}
        found.append(Request(
            row["Pack"], customer if row["Pack"] == CUSTOMER else "", (EML,), row["Name"] or of.get("Contact") or "",
            row["Email"] or of.get("Email") or "", row["Language"] or of.get("Language") or "", row["Format"] or PDF,
            row["Stakeholder"], where if row["Email"] else f"Customers, {customer}" if of else where,
        ))
    return found


def _of_customer(books: Books, audience: str, customer: str, forms: tuple[str, ...]) -> Request:
    if not customer:
        return Request(audience, "", forms)
    table = books.ledger.table("Customers")
    row = next(table.filter(pl.col("Customer") == customer).iter_rows(named=True), {})
    return Request(
        audience, customer, forms, row.get("Contact") or "", row.get("Email") or "", row.get("Language") or "",
        where=f"Customers, {customer}",
    )


def _near(said: str, known: list[str] | tuple[str, ...]) -> str:
    near = get_close_matches(said, known, n=1)
    return f"did you mean {near[0]!r}?" if near else "choose one of these"
