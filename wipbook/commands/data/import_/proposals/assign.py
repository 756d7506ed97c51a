"""Which column of theirs fills which of ours, in one sheet: the strongest claim wins, and what is even is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wipbook.commands.data.import_.proposals.claims import LAST, LIKELY, MAY, MEANT, SURE, Claim
from wipbook.commands.data.import_.proposals.model import Confidence
from wipbook.commands.data.import_.proposals.normal import normal, squeezed
from wipbook.commands.data.import_.proposals.words import notions_of
from wipbook.schema import InputSheet, Role

_EVEN = 0.04
_BLANK = 0.45
NAMED = 0.05
_NEAR = 0.15
_NAME = 0.97
"""A name is before a description, whatever the description is called."""
_CODED_BY = frozenset({"number", "code", "id", "pn", "sku"})
_NAMES = frozenset({"name", "nombre", "nom", "nome", "naam"})
"""Of two texts in place of a code the name is before the description."""
_RECORD = frozenset({"id", "internal", "external", "record", "system", "row"})
"""Words of what a program counts its records by."""
_RAW = frozenset({"raw", "rohstoff", "ingredient", "insumo", "hammadde", "surowiec", "grondstof"})
"""Words of headers of what is bought to be used up: the one price in a list of it is what is paid."""
_MISSING, _COVERED, _REPEATS = 0.5, 2.0, 3.0


@dataclass(frozen=True)
class Given:
    """What a column of theirs came to: the claim that won, if one did, and how sure it is; or why it is asked."""

    claim: Claim | None
    confidence: Confidence
    why: str


@dataclass
class Assignment:
    """A sheet filled from one source: their columns by name, and a score to compare sheets by. ``theirs``: how many of
    their columns have values; ``repeats``: what should tell rows apart does not."""

    sheet: InputSheet
    given: dict[str, Given] = field(default_factory=dict)
    theirs: int = 0
    repeats: bool = False

    @property
    def filled(self) -> dict[str, str]:
        """Our columns that are filled, each with theirs."""
        return {
            one.claim.column: name
            for name, one in self.given.items()
            if one.claim is not None and one.confidence in (Confidence.SURE, Confidence.LIKELY)
        }

    @property
    def unfilled(self) -> list[str]:
        """Required columns that nothing fills, in the sheet's order."""
        filled = self.filled
        return [column.name for column in self.sheet.columns if column.required and column.name not in filled]

    @property
    def score(self) -> float:
        strength = {one.claim.column: one.claim.strength for one in self.given.values() if one.claim is not None}
        filled, score = self.filled, 0.0
        for column in self.sheet.columns:
            key = column.name in self.sheet.key
            if column.name in filled:
                score += strength[column.name] * (1 + 0.5 * column.required + 0.5 * key)
            elif column.required and not column.choices:
                score -= _MISSING
        return score + _COVERED * self.covered - _REPEATS * self.repeats

    @property
    def covered(self) -> float:
        """The share of their columns with values that have a place."""
        return min(len(self.filled) / self.theirs, 1.0) if self.theirs else 0


def assign(
    sheet: InputSheet, claims: Mapping[str, Sequence[Claim]], blank: frozenset[str],
    gives_way: Callable[[str, str], bool] = lambda one, other: False,
) -> Assignment:
    """Fill a sheet. ``claims`` are those of each column of theirs; ``blank`` columns have no values to judge by; a
    column ``gives_way`` to another that says the same."""
    done = Assignment(sheet, theirs=len(claims) - len(blank & claims.keys()) or len(claims))
    done.repeats = any(
        one.column == sheet.key[0] and one.against and one.strength >= SURE for of in claims.values() for one in of
    ) and len(sheet.key) == 1
    claims = _price_paid(_amount_of_what(_key_by_name(claims, sheet, blank), sheet), sheet)
    claims = _name_first(_code_first(claims, sheet), sheet, blank)
    order = {name: at for at, name in enumerate(sheet.headers)}
    claims = {name: [_of_blank(one) for one in of] if name in blank else of for name, of in claims.items()}
    open_ = sorted(
        (
            (name, claim) for name, of in claims.items() for claim in of
            if not claim.against and claim.strength >= (MAY - _BLANK if name in blank else LIKELY)
        ),
        key=lambda pair: (-pair[1].strength, order[pair[1].column], pair[0].casefold(), pair[0]),
    )
    while open_:
        name, claim = open_[0]
        level = [pair for pair in open_ if pair[1].strength >= claim.strength - _EVEN]
        rivals = sorted({other for other, one in level if one.column == claim.column and other != name})
        if name in blank or any(other not in blank for other in rivals):
            speaking = [other for other in (name, *rivals) if other not in blank]
            if len(speaking) == 1 and speaking[0] != name:
                open_ = [pair for pair in open_ if pair != (name, claim)]
                continue
            others = rivals if name in blank else [other for other in rivals if other not in blank]
            loser = _yields([name, *others], claim, claims, done) if others else ""
            even = [name, *others]
            loser = loser or next((one for one in even if any(gives_way(one, other) for other in even)), "")
            if loser:
                open_ = [pair for pair in open_ if pair[0] != loser or pair[1].column != claim.column]
                continue
            if others:
                for other in (name, *others):
                    beside = ", ".join(sorted({name, *others} - {other}))
                    why = f"it could be {claim.column}, and so could {beside}"
                    asked = Confidence.NONE if {name, *others} <= blank and len(blank) < len(claims) else Confidence.ASK
                    done.given[other] = Given(None, asked, why)
                taken = {name, *others}
                open_ = [pair for pair in open_ if pair[0] not in taken and pair[1].column != claim.column]
                continue
        also = [one for other, one in level if other == name and one.column != claim.column]
        if also:
            could = " or ".join([claim.column, *(one.column for one in also)])
            done.given[name] = Given(None, Confidence.ASK, f"it could be {could}: {claim.why}")
            open_ = [pair for pair in open_ if pair[0] != name]
            continue
        done.given[name] = _given(name, claim, claims, done, blank)
        open_ = [pair for pair in open_ if pair[0] != name and pair[1].column != claim.column]
    _explain_the_rest(done, claims)
    return done


def _key_by_name(
    claims: Mapping[str, Sequence[Claim]], sheet: InputSheet, blank: frozenset[str]
) -> Mapping[str, Sequence[Claim]]:
    """Where nothing else says what identifies a row, its name does, before it describes it."""
    key = sheet.key[0]
    on_key = [
        one for name, of in claims.items() for one in of
        if one.column == key and one.strength >= LIKELY and (name not in blank or blank >= claims.keys())
    ]
    if any(one.strength > LAST and not one.against for one in on_key):
        return claims
    if any(one.strength >= SURE and one.against for one in on_key):  # what should be the key has faults: that is asked
        return {
            name: [one for one in of if one.column != key or one.strength > LAST] for name, of in claims.items()
        }
    return {
        name: [replace(one, strength=MAY + NAMED) if one.column == key and one.strength == LAST else one for one in of]
        for name, of in claims.items()
    }


def _amount_of_what(claims: Mapping[str, Sequence[Claim]], sheet: InputSheet) -> Mapping[str, Sequence[Claim]]:
    """*Amount* alone is of money where a quantity stands beside it, and may be the quantity where none does."""
    counted = any(one.column == "Quantity" and not one.against for of in claims.values() for one in of)
    if sheet.name != "Movements" or counted:
        return claims
    return {
        name: [replace(one, column="Quantity", strength=MAY) if one.column == "Amount" else one for one in of]
        if squeezed(normal(name)) == "amount" else of
        for name, of in claims.items()
    }


def _price_paid(claims: Mapping[str, Sequence[Claim]], sheet: InputSheet) -> Mapping[str, Sequence[Claim]]:
    """The one price in a list of materials that names suppliers, or is of raw materials, is what is paid."""
    said = [(name, one) for name, of in claims.items() for one in of if not one.against and one.strength > LAST]
    priced = [(name, one) for name, one in said if one.column == "Selling Price"]
    others = {one.column for _, one in said}
    raw = any(_RAW & set(normal(name)) for name in claims)
    bought = raw or "Supplier" in others
    if sheet.name != "Materials" or not bought or "Standard Cost" in others or len(priced) != 1:
        return claims
    theirs, price = priced[0]
    if price.strength > MAY:
        return claims
    beside = "it is of raw materials" if raw else "suppliers are named"
    paid = replace(price, column="Standard Cost", why=f"{price.why}, and {beside}")
    kept = [one for one in claims[theirs] if one.column not in ("Selling Price", "Standard Cost")]
    return {**claims, theirs: [paid, *kept]}


def _code_first(claims: Mapping[str, Sequence[Claim]], sheet: InputSheet) -> Mapping[str, Sequence[Claim]]:
    """*Product* beside *Code*, words beside codes, is the name of what the code identifies."""
    key = sheet.key[0]
    name = next((name for name in ("Name", "Description") if name in sheet.headers), "")
    on_key = [one for of in claims.values() for one in of if one.column == key and not one.against]
    if len(sheet.key) > 1 or not name or not any(one.strength >= MAY and not one.wordy for one in on_key):
        return claims
    found: dict[str, Sequence[Claim]] = {}
    for header, of in claims.items():
        words = next((one for one in of if one.column == key and one.wordy and one.strength > LAST), None)
        if words is None:
            found[header] = of
            continue
        others = [one for one in of if one.column not in (key, name)]
        called = [one for one in of if one.column == name and one.strength >= MAY]
        found[header] = [*(called or [replace(words, column=name, strength=MAY)]), *others]
    return found


def _name_first(
    claims: Mapping[str, Sequence[Claim]], sheet: InputSheet, blank: frozenset[str]
) -> Mapping[str, Sequence[Claim]]:
    """Of materials with a code, a name and a description the name is what describes them; the other is a long text."""
    if sheet.name != "Materials":
        return claims
    speaking = {name: of for name, of in claims.items() if name not in blank}
    codes = [one for of in speaking.values() for one in of if one.column == "Material" and not one.against]
    if not any(one.strength >= MEANT for one in codes):
        return claims
    return {
        name: [replace(one, strength=_NAME) if one.column == "Description" and _is_name(name) else one for one in of]
        if name in speaking else of
        for name, of in claims.items()
    }


def _is_name(header: str) -> bool:
    return "name" in notions_of(header)


def _yields(even: Sequence[str], claim: Claim, claims: Mapping[str, Sequence[Claim]], done: Assignment) -> str:
    """Of two columns that are even about one of ours the one that gives way, blank for neither: the one that has a
    place of its own besides; of codes the one with words; for texts the one that says less: *Description* beside
    *Product name*."""
    if len(even) != 2:
        return ""
    filled = done.filled
    elsewhere = [
        name for name in even
        if any(
            one.column != claim.column and one.column not in filled and one.strength >= LIKELY and not one.against
            for one in claims[name]
        )
    ]
    if len(elsewhere) == 1:
        return elsewhere[0]
    wordy = [name for name in even if any(one.column == claim.column and one.wordy for one in claims[name])]
    if done.sheet.column(claim.column).role is Role.CODE and len(wordy) == 1:
        return wordy[0]
    called = [name for name in even if normal(name)[-1] in _NAMES]
    if len(wordy) == 2 and len(called) == 1:
        return next(name for name in even if name not in called)
    if done.sheet.column(claim.column).role is Role.CODE and claim.strength >= MAY and (inside := _inside(even)):
        return inside
    coded = [name for name in even if normal(name)[-1] in _CODED_BY]
    if done.sheet.name == "Bill of Materials" and len(coded) == 1:
        return next(name for name in even if name not in coded)
    if done.sheet.column(claim.column).role is Role.TEXT:
        words = {name: len(normal(name)) for name in even}
        if len(set(words.values())) == 2:
            return min(even, key=lambda name: words[name])
    return ""


def _inside(even: Sequence[str]) -> str:
    """Of two codes of the same thing the one that the program counts it by, blank for neither: *Location ID* beside
    *Location name*, *Internal ID* beside *Document number*. The other is what people read."""
    ids = [name for name in even if normal(name)[-1] == "id"]
    if len(ids) != 1:
        return ""
    words, other = set(normal(ids[0])), next(name for name in even if name != ids[0])
    return ids[0] if notions_of(other) and (words <= _RECORD or words & set(normal(other))) else ""


def _of_blank(claim: Claim) -> Claim:
    """A column without values comes behind one that has some and may mean the same."""
    return replace(claim, strength=claim.strength - _BLANK)


def _given(
    name: str, claim: Claim, claims: Mapping[str, Sequence[Claim]], done: Assignment, blank: frozenset[str]
) -> Given:
    filled = done.filled
    others = [
        one.column for one in claims[name]
        if one.column != claim.column and one.column not in filled and one.strength >= LIKELY and not one.against
    ]
    if name in blank:
        doubtful = claim.strength + _BLANK < SURE and done.sheet.column(claim.column).required
        if doubtful and len(blank & claims.keys()) < len(claims):
            return Given(None, Confidence.ASK, f"it might be {claim.column}: {claim.why}; but it has no values")
        return Given(claim, Confidence.LIKELY, f"{claim.why}; it has no values to judge by")
    theirs = [
        other for other, of in claims.items()
        if other != name and other not in done.given and other not in blank
        and any(one.column == claim.column and not one.against and one.strength >= claim.strength - _NEAR for one in of)
    ]
    if theirs:
        return Given(claim, Confidence.LIKELY, f"{claim.why}; {', '.join(sorted(theirs))} could be meant as well")
    named = _names_beside(name, claim, claims, done, blank)
    if named:
        return Given(claim, Confidence.LIKELY, f"{claim.why}; {named} could be meant as well")
    if claim.strength >= SURE and not others:
        return Given(claim, Confidence.SURE, claim.why)
    doubt = f"; {' and '.join(others)} could be meant as well" if others else ""
    return Given(claim, Confidence.LIKELY, f"{claim.why}{doubt}")


def _names_beside(
    name: str, claim: Claim, claims: Mapping[str, Sequence[Claim]], done: Assignment, blank: frozenset[str]
) -> str:
    """Of a text such as *Description* another column that may be it, *Name*, and has no better place."""
    if done.sheet.column(claim.column).role is not Role.TEXT:
        return ""
    filled = done.filled
    return next((
        other for other, of in sorted(claims.items())
        if other != name and other not in done.given and other not in blank and any(
            one.column == claim.column and not one.against and one.strength >= MAY for one in of
        )
        and not any(one.column not in (claim.column, *filled) and one.strength > LAST and not one.against for one in of)
    ), "")


def _explain_the_rest(done: Assignment, claims: Mapping[str, Sequence[Claim]]) -> None:
    """Of columns without a place: which is asked, and why the others have none."""
    filled = done.filled
    for name, of in claims.items():
        if name in done.given or not of:
            continue
        best = max(of, key=lambda one: one.strength)
        if best.column in filled:
            best = max(of, key=lambda one: (not one.against, one.strength))
        if best.column in filled:
            why = f"{best.column} is filled from {filled[best.column]}"
            done.given[name] = Given(None, Confidence.NONE, why)
        elif best.against and best.strength >= SURE:
            done.given[name] = Given(None, Confidence.ASK, f"{best.why}, but {best.against}")
        elif not best.against:
            done.given[name] = Given(None, Confidence.ASK, f"it might be {best.column}: {best.why}")
        else:
            done.given[name] = Given(None, Confidence.NONE, f"it is not {best.column}: {best.against}")
