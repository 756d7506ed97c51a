"""Which input sheet a source fills: the one that most of its columns fit, what it is called being heard as well."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wipbook.commands.data.import_.proposals.assign import NAMED, Assignment, Given, assign
from wipbook.commands.data.import_.proposals.claims import MAY, MEANT, Claim, claims
from wipbook.commands.data.import_.proposals.formats import wrong_way
from wipbook.commands.data.import_.proposals.keys import Codes, known
from wipbook.commands.data.import_.proposals.model import Confidence
from wipbook.commands.data.import_.proposals.normal import as_umlauts, normal, squeezed
from wipbook.commands.data.import_.proposals.presets.apply import before
from wipbook.commands.data.import_.proposals.presets.codes import Translation, translated
from wipbook.commands.data.import_.proposals.profile import Profile, profile
from wipbook.commands.data.import_.proposals.sample import Cells, Sampled
from wipbook.commands.data.import_.proposals.words import notions_of, tables
from wipbook.commands.data.import_.proposals.words.states import meaning
from wipbook.schema import Role, input_sheets

_CALLED_SO = 5.0
_ENOUGH = 1.5
_CLOSE, _APART, _NEARLY = 0.75, 3.0, 2.0
"""How near the next sheet is for a doubt: where the file is called so, and where its name says nothing; and how far
behind a sheet that is meant may be when the first is not."""
_MOST = 0.5
_LONGEST = 4
"""Words of a file's name that may be the name of a sheet together."""
_SUFFIXES = re.compile(r"(\.(csv|tsv|tab|txt|xls[xmb]?|ods|jsonl?|ndjson|parquet|html?|xml|gz|zip))+$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_OF_A_JOURNAL = frozenset({"journal", "document", "movement"})
_GRID = 0.5
_COUNTED = frozenset({
    "quantity", "menge", "quantite", "cantidad", "quantita", "quantidade", "aantal", "ilosc", "count", "per", "amount",
    "usage", "units", "required", "needed", "anzahl", "nombre", "coefficient", "ratio", "consumption",
})
"""Words of headers that may be how much of a component there is."""
_QUANTITIES = frozenset({"quantity", "quantity-per", "planned-quantity", "ordered-quantity", "consumed-quantity"})
_OF_STOCK = frozenset({"Counts", "Materials", "Movements"})
_OWN = frozenset({"Movement", "Date", "Type", "Material", "Quantity"})
"""Headers of movements of our own, whose quantities have the signs that ours have."""


@dataclass(frozen=True)
class Chosen:
    """What a source fills, None for nothing; what came next; the profile of each of its columns; and what translates
    its kinds of movements, where that takes more than a word for each."""

    source: Sampled
    best: Assignment | None
    score: float
    runner_up: str
    close: bool
    profiles: Mapping[str, Profile]
    translation: Translation | None = None


def choose(source: Sampled, codes: Codes) -> Chosen:
    """The sheet that a source fills best. Ties are broken by the order of the sheets."""
    profiles = {column.name: profile(column, source.looked_at) for column in source.columns}
    if not source.named:
        return Chosen(source, None, 0, "", False, profiles)
    of_codes = {name: known(one, codes) for name, one in profiles.items()}
    blank = frozenset(name for name, one in profiles.items() if one.blank)
    called = _with_quantities(called_so(source.file, source.sheet), source)
    if "Purchases" in called and _of_customers(source):
        called = called - {"Purchases"} | {"Demand"}
    moved = _has_movement_types(source, called, profiles)
    gives_way = _Same(source).gives_way
    scored: list[tuple[float, Assignment]] = []
    for sheet in input_sheets():
        of = {one.name: claims(one.header, profiles[one.name], of_codes[one.name], sheet) for one in source.columns}
        found = assign(sheet, of, blank, gives_way)
        if found.filled:
            said = sheet.name in called and not (moved and sheet.name in ("Counts", "Jobs"))
            scored.append((found.score + _CALLED_SO * (said + (moved and sheet.name == "Movements")), found))
    scored.sort(key=lambda pair: -pair[0])
    if scored and scored[0][1].sheet.name == "GL Accounts" and _is_journal(source, scored[0][1], profiles):
        return Chosen(source, None, 0, "GL Accounts", False, profiles)
    heard = called | {"Movements"} if moved else called
    meant = [pair for pair in scored if pair[0] >= _ENOUGH and _plain(pair[1], heard) and not _other(pair[1], heard)]
    if not meant or scored[0][0] - meant[0][0] > _NEARLY:
        return Chosen(source, None, 0, scored[0][1].sheet.name if scored else "", False, profiles)
    score, best = meant[0]
    translation = _weigh_types(source, best)
    second = next((pair for pair in scored if pair[1] is not best), None)
    close = second is not None and score - second[0] < (_CLOSE if best.sheet.name in called else _APART)
    named = best.sheet.name in called
    return Chosen(
        source, best, score, second[1].sheet.name if second and second[0] > 0 else "",
        close or best.repeats or _thin(best) or (not named and (bool(called) or best.covered < _MOST)), profiles,
        translation,
    )


def called_so(file: str, sheet: str) -> frozenset[str]:
    """The input sheets that a file's name, or the name of a sheet in it, says.

    >>> sorted(called_so("purchase_orders-2026.csv", "")), sorted(called_so("export.xlsx", "Lieferanten"))
    (['Purchases'], ['Suppliers'])
    """
    found: set[str] = set()
    stem = _SUFFIXES.sub("", file)
    for name in (stem, _DIGITS.sub(" ", stem), sheet):
        words = normal(name)
        for length in range(min(len(words), _LONGEST), 0, -1):
            meant: set[str] = set()
            for start in range(len(words) - length + 1):
                piece = words[start : start + length]
                spelled = [squeezed(piece), squeezed(as_umlauts(piece))]
                said = next((one for one in spelled if one in tables()), spelled[0])
                meant |= tables().get(said, tables().get(f"{said}s", frozenset()))
            if meant:
                found |= meant | _of_head(words, length)
                break
    return frozenset(found)


class _Same:
    """Which columns say the same in each row, and which of two their program's preset takes before the other."""

    def __init__(self, source: Sampled) -> None:
        self._columns = {one.name: (at, one) for at, one in enumerate(source.columns)}
        self._said: dict[str, tuple[tuple[int, str], ...]] = {}

    def gives_way(self, one: str, other: str) -> bool:
        """Whether ``one`` gives way to ``other``: to the first of those that are equal."""
        if one == other:
            return False
        (at, cells), (place, others) = self._columns[one], self._columns[other]
        if before(others.header, cells.header):
            return True
        if before(cells.header, others.header) or len(cells.cells) != len(others.cells) or not cells.cells:
            return False
        return at > place and self._of(cells) == self._of(others)

    def _of(self, cells: Cells) -> tuple[tuple[int, str], ...]:
        if cells.name not in self._said:
            self._said[cells.name] = tuple((cell.line, cell.text) for cell in cells.cells)
        return self._said[cells.name]


def _with_quantities(called: frozenset[str], source: Sampled) -> frozenset[str]:
    """A bill of materials without any quantity is a list of materials, whatever it is called; and what is called a
    movement and something else is the other where nothing is counted: *issues* of a program that has tasks."""
    if called != {"Bill of Materials"} and not called > {"Movements"}:
        return called
    counted = any(_COUNTED & set(normal(one.header)) or _QUANTITIES & notions_of(one.header) for one in source.columns)
    if counted:
        return called
    return called - {"Movements"} if "Movements" in called else frozenset({"Materials"})


def _of_head(words: tuple[str, ...], length: int) -> frozenset[str]:
    """What the last word says where a longer name does not reach it: *raw material purchases* are purchases."""
    if squeezed(words[-length:]) in tables() or f"{squeezed(words[-length:])}s" in tables():
        return frozenset()
    return tables().get(words[-1], tables().get(f"{words[-1]}s", frozenset()))


def _has_movement_types(source: Sampled, called: frozenset[str], profiles: Mapping[str, Profile]) -> bool:
    """Whether a column says what kind of movement a row is, by its header or, in a list of stock, by its values: as
    telling as what a file is called. So is what was consumed at which day."""
    said = [notions_of(one.header) for one in source.columns]
    if any("movement-type" in of for of in said):
        return True
    if any("consumed-quantity" in of for of in said) and any(one.dates == 1 for one in profiles.values()):
        return "Bill of Materials" not in called
    return called <= _OF_STOCK and any(
        profiles[one.name].few and "status" not in of and _say_kinds(profiles[one.name].texts)
        for one, of in zip(source.columns, said, strict=True)
    )


def _say_kinds(texts: Sequence[str]) -> bool:
    """Whether most texts mean kinds of movements, two at least."""
    said = [meant for text in texts if (meant := meaning("Movements", "Type", text))]
    return len(set(said)) > 1 and 2 * len(said) > len(texts)


def _of_customers(source: Sampled) -> bool:
    """Whether orders name customers and no suppliers: in some languages a word for orders does not tell of whom."""
    said = frozenset[str]().union(*(notions_of(one.header) for one in source.columns if one.cells))
    return bool(said & {"customer", "customer-name"}) and not said & {"supplier", "supplier-name", "partner"}


def _weigh_types(source: Sampled, best: Assignment) -> Translation | None:
    """Ask what kinds of movements are, where with the quantities beside them they would say something else; unless a
    preset knows their codes, and the quantities are such as its program has them."""
    filled, cells = best.filled, {one.name: one for one in source.columns}
    if best.sheet.name != "Movements" or {one.header for one in source.columns} >= _OWN:
        return None
    types, quantities = filled.get("Type", ""), filled.get("Quantity")
    if types:
        against = wrong_way(
            cells[types], cells[quantities] if quantities else None, best.sheet.column("Type"), "To Location" in filled
        )
        if not against:
            return None
        best.given[types] = Given(None, Confidence.ASK, f"{best.given[types].why}; but {against}")
    of_types = [
        one.name for one in source.columns
        if {"movement-type", "type"} & notions_of(one.header) and one.name not in set(filled.values()) - {types}
    ]
    found = {name: said for name in of_types if (said := translated(source, name, filled))}
    for name, said in found.items():
        if isinstance(said, Translation):
            best.given[name] = Given(
                Claim("Type", MAY, said.why, leaves_out=said.leaves_out), Confidence.LIKELY, said.why
            )
            order = said.fields.get("order")
            if order is not None and "Job" not in filled and order.name not in filled.values():
                why = "exports with such codes call it so"
                best.given[order.name] = Given(Claim("Job", MAY, why), Confidence.LIKELY, why)
            return said
        already = f"{best.given[name].why}; " if name in best.given else ""
        best.given[name] = Given(None, Confidence.ASK, f"{already}{said.why}")
    return None


def _is_journal(source: Sampled, found: Assignment, profiles: Mapping[str, Profile]) -> bool:
    """Whether rows with debit and credit are lines of a journal, not the balance of an account in a period: they have
    a number of a journal or a document, or accounts that repeat at days of which each has but few of them."""
    filled = found.filled
    if "Account" not in filled or profiles[filled["Account"]].unique == 1:
        return False
    numbered = any(
        _OF_A_JOURNAL & notions_of(one.header) and not profiles[one.name].blank
        for one in source.columns if one.name not in filled.values()
    )
    if numbered or "Period" not in filled:
        return numbered
    accounts, days = profiles[filled["Account"]], profiles[filled["Period"]].distinct
    return accounts.distinct > 1 and days > 1 and accounts.said < _GRID * accounts.distinct * days


def _other(found: Assignment, called: frozenset[str]) -> bool:
    """Whether a file is called something else, and not even half of its columns say that it is not, or a quantity that
    there has to be is missing."""
    if not called or found.sheet.name in called:
        return False
    counts = [column.name for column in found.sheet.columns if column.required and column.role is Role.QUANTITY]
    return found.covered <= _MOST or not found.filled.keys() >= set(counts)


def _of_anything(found: Assignment) -> bool:
    """Whether rows have a number or a name that says not of what, and beside it not two columns that do."""
    claims = [one.claim for one in found.given.values() if one.claim is not None]
    key = next((one for one in claims if one.column == found.sheet.key[0]), None)
    return key is not None and key.strength <= MAY + NAMED and sum(one.strength >= MEANT for one in claims) < 2


def _thin(found: Assignment) -> bool:
    """Whether not even half of what a sheet requires, choices left out, is there: nobody is sure of any of it then."""
    required = [column.name for column in found.sheet.columns if column.required and not column.choices]
    return 2 * sum(name in found.filled for name in required) < len(required)


def _plain(found: Assignment, called: frozenset[str]) -> bool:
    """Whether a sheet is meant at all: one column that is sure, or two; and the file is called so, or there is what
    tells its rows apart, or a good part of what it requires. Of a file that is called so its only column will do, and
    what tells its rows apart."""
    required = [column.name for column in found.sheet.columns if column.required and not column.choices]
    filled = found.filled
    only = bool(filled) and (found.covered == 1 or found.sheet.key[0] in filled)
    if found.sheet.name in called and (len(filled) > 1 or only):
        return True
    if found.sheet.key[0] not in filled and sum(name in filled for name in required) * 3 < len(required):
        return False
    if found.sheet.name not in called and _of_anything(found):
        return False
    return len(filled) > 1 or any(one.confidence is Confidence.SURE for one in found.given.values())
