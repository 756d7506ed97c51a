"""Which of our columns a column of theirs could be, by its header, by its values, by the codes of the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from wipbook.commands.data.import_.proposals.formats import FITS, LONG, share_of, spans_of, what_is_against
from wipbook.commands.data.import_.proposals.keys import Known
from wipbook.commands.data.import_.proposals.normal import (
    as_umlauts,
    normal,
    squeezed,
    without_brackets,
    without_unit,
)
from wipbook.commands.data.import_.proposals.places import own_headers, places
from wipbook.commands.data.import_.proposals.presets.preset import some
from wipbook.commands.data.import_.proposals.profile import Profile
from wipbook.commands.data.import_.proposals.words import notions, phrases, single_words, tables
from wipbook.commands.data.import_.proposals.words.affixes import (
    barer,
    either,
    in_hours,
    is_question,
    per_sign,
    per_unit,
    unwrapped,
)
from wipbook.commands.data.import_.proposals.words.glued import pieces
from wipbook.commands.data.import_.proposals.words.states import meanings, understood
from wipbook.commands.data.import_.text.answers import IN_USE, NO, NO_LONGER, YES
from wipbook.schema import Column, InputSheet, Role, input_sheet

SURE, LIKELY = 0.85, 0.5
"""Strengths from which on a claim is sure, or likely."""
OWN, MEANT, MAY, LAST, PART, WEAK, BY_VALUE = 0.92, 0.9, 0.6, 0.52, 0.55, 0.4, 0.7
_BRACKETS_LEFT_OUT = 0.1
_BARELY, _OF_THE_REST = 0.12, 0.6
"""So much weaker is what is said only after words were taken away: never sure."""
_CODED = 0.05
"""*Vendor code* is the code where there is *Vendor* as well, and so is *Article number* beside *Article ID*."""
_OWN_WORDS = frozenset({"internal", "own", "company"})
"""*Internal part number* is ours beside another *part number*."""
_CODES = frozenset({"number", "code", "pn", "key", "codigo", "codice", "sku", "clave", "schlussel"})
_CODE_WORDS = frozenset({("sku",), ("ipn",), ("matnr",)})
_GENERIC = frozenset({"code", "name", "type", "description", "reference", "date", "note", "price", "cost"})
_AT_WORST = 2
_AROUND = 0.8
"""A header that says ours and something around it, as *Count number* or *Supplier city*: likely, never sure."""
_TAILS = frozenset({"id", "code", "number", "key", "reference", "name", "codigo", "codice"})
_HEADS = frozenset({"id", "code", "number", "codigo", "codice", "cod"})
"""*Id producto* is read as *producto id* is."""
_MADE = frozenset({"product", "produkt", "produit", "producto", "prodotto", "produto"})
_USED = frozenset({"material", "part", "teil", "matiere", "piece", "pieza", "materiale"})
_BEGINS = {
    "Product": tuple(map(squeezed, map(normal, ("产品", "產品", "製品", "제품")))),
    "Component": tuple(map(squeezed, map(normal, ("物料", "材料", "자재", "부품", "部品")))),
}
"""The same of languages that do not part words."""
_BY_USE = 0.1
"""In a bill of materials a product is rather what is made, and a material what it is made of."""
_OF_LINES = 0.05
"""What is said of the lines comes before the same of their document."""
_SLIP, _SLIPS = 0.86, frozenset({("goods", "receipt"), ("goods", "receipt", "note"), ("goods", "issue")})
"""A slip with one row is the movement, before it is the document of it."""
_SPARSE, _LESS, _MUCH_LESS = 0.2, 0.1, 0.35
"""A code, or a text that each row needs, that hardly a row has comes behind another that may be meant."""
_ASKED = frozenset({"duration"})
"""Notions that are asked: nobody says whether a duration is hours, minutes or seconds."""
_MEANT_BY_VALUES = {"Materials": "Kind", "Movements": "Type"}
"""Columns of choices that are known by values that mean them, whatever the header says."""
_YES_NO = frozenset(word for word in YES | NO if len(word) > 1)
"""Answers that are nothing else: not *x*, *1* or *n*."""
_OWN_CODES = 0.8
"""The share of rows with a code of their own from which on a code is taken as one, though others repeat."""
_MOSTLY, _WORDY = 0.6, 0.2


@dataclass(frozen=True)
class Claim:
    """That a column of theirs is ``column`` of ours; ``against`` is what its values say against it, if anything.
    ``wordy``: its values are words, not codes. ``leaves_out``: some of its rows would be left out for their values."""

    column: str
    strength: float
    why: str
    against: str = ""
    wordy: bool = False
    leaves_out: bool = False


def claims(header: str, profile: Profile, known: Mapping[str, Known], sheet: InputSheet) -> list[Claim]:
    """What a column can be in a sheet, the strongest first; one claim for each of our columns."""
    found: dict[str, Claim] = {}
    for claim in (*_by_header(header, sheet.name), *_by_choices(profile, sheet), *_by_number(header, profile, sheet)):
        if claim.column not in found or found[claim.column].strength < claim.strength:
            found[claim.column] = claim
    if header.casefold().endswith(("/id", ":id")):  # the name of a record inside the program, not of what it is
        found = {name: one for name, one in found.items() if sheet.column(name).role is Role.CODE}
    if is_question(header) or _answers(profile):
        found = {name: one for name, one in found.items() if _takes_answers(sheet.column(name))}
    if sheet.name == "Labor" and "Ticket" in found and profile.unique >= _OWN_CODES:
        found.pop("Job", None)  # a ticket is what hours were booked on only where it repeats
    if not found and sheet.name == "Labor" and profile.distinct > 1 and spans_of(profile) == len(profile.texts):
        found["Hours"] = Claim("Hours", PART, "its values are hours and minutes")
    _weigh_codes(found, profile, known, sheet)
    judged = [_judged(one, profile, sheet) for one in found.values()]
    return sorted(judged, key=lambda one: (bool(one.against), -one.strength, sheet.headers.index(one.column)))


def _judged(claim: Claim, profile: Profile, sheet: InputSheet) -> Claim:
    """With what the values say against it. Numbers with some texts among them are numbers all the same: the rows of
    those are rejected by name, and nobody is sure of the column."""
    column = sheet.column(claim.column)
    if claim.strength >= MEANT and 0 < profile.said < _SPARSE * profile.rows:
        text = column.role is Role.TEXT and column.required
        less = _MUCH_LESS if text else _LESS if column.role is Role.CODE else 0
        claim = replace(claim, strength=claim.strength - less)
    by_header = claim.strength == WEAK or claim.strength > PART
    if column.role is Role.HOURS and by_header and profile.texts and spans_of(profile) == len(profile.texts):
        strength = MAY if claim.strength == WEAK else claim.strength - _LESS  # a figure of hours is before them
        claim = replace(claim, strength=strength, why=f"{claim.why}, and its values are hours and minutes")
    against = what_is_against(column, profile, sheet)
    if against and column.choices:
        theirs, others = understood(sheet.name, column, profile.texts)
        if theirs or others:
            named = f"; {some(others)} mean none of ours: their rows are left out" if others else ""
            why = f"{claim.why}; its values mean choices of ours{named}"
            return replace(claim, strength=min(claim.strength, MAY), why=why, leaves_out=bool(others))
    if against and claim.strength >= MAY and _nearly_a_key(column, profile, sheet):
        return replace(claim, strength=MAY, why=f"{claim.why}; {against}: those rows are left out", leaves_out=True)
    if against and column.is_number and _MOSTLY <= profile.numbers < FITS:
        why = f"{claim.why}; {against}: the other rows are left out"
        return replace(claim, strength=min(claim.strength, MAY), why=why, leaves_out=True)
    spaced = sum(" " in text for text in profile.texts) > _WORDY * len(profile.texts)
    return replace(claim, against=against, wordy=spaced and max(profile.codes, profile.numbers) < _WORDY)


@cache
def _by_header(header: str, sheet: str) -> tuple[Claim, ...]:
    inner, of_lines = unwrapped(header)
    if of_lines:
        return _of_lines(inner, sheet)
    words, bare = normal(inner), without_brackets(inner)
    for spelled in (in_hours(inner), per_sign(inner)):
        meant = normal(spelled)
        if meant != words and squeezed(meant) in notions():
            words = bare = meant
            break
    if squeezed(words) not in notions() and squeezed(as_umlauts(words)) in notions():
        words = bare = as_umlauts(words)
    taken = _exact(words, sheet, 0.0)
    if bare != words and bare:
        taken += _exact(bare, sheet, _BRACKETS_LEFT_OUT)
    if not taken and squeezed(words) not in notions():
        short = without_unit(words)
        taken = _exact(short, sheet, 0.0) if short != words else []
        taken = taken or _said_twice(inner, sheet) or _around(words, sheet) or _barely(words, sheet)
        taken = taken or _glued(words, sheet) or _partial(words, sheet)
    return tuple(taken)


def _of_lines(inner: str, sheet: str) -> tuple[Claim, ...]:
    """What is said of the lines of a document, before what is said of the document: of a bill the component, of an
    order the quantity; never what the document itself is known by."""
    ours = input_sheet(sheet)
    found = []
    for one in _by_header(inner, sheet):
        if len(ours.key) > 1 and one.column == ours.key[0]:
            continue
        component = sheet == "Bill of Materials" and one.column == "Component"
        strength = MEANT if component and one.strength >= MAY else one.strength
        found.append(replace(one, strength=strength + _OF_LINES, why=f"{one.why}, of the lines"))
    return tuple(found)


def _around(words: tuple[str, ...], sheet: str) -> list[Claim]:
    """*Price per ton* is a unit price; *count number* the count, where a count is a code; *vendor city* is the city in
    a list of vendors."""
    priced = per_unit(words)
    if priced != words:
        return _exact(priced, sheet, _BRACKETS_LEFT_OUT)
    if len(words) < 2:
        return []
    ours, found = input_sheet(sheet), []
    if words[0] in _HEADS and words[1] not in _TAILS:
        words = (*words[1:], words[0])
    if words[-1] in _TAILS and words[:-1] not in {(tail,) for tail in _TAILS}:
        exact = [(one, ours.column(one.column)) for one in _exact(words[:-1], sheet, 0.0)]
        found = [
            one for one, column in exact
            if column.role is Role.CODE and (words[-1] != "name" or column.references)
        ]
    called = tables().get(words[0], frozenset()) | tables().get(f"{words[0]}s", frozenset())
    if not found and sheet in called and not set(words[1:]) <= _TAILS | _GENERIC:
        found = _exact(words[1:], sheet, 0.0)
    strengths = ((one, _AROUND if one.strength >= MEANT else one.strength - _CODED) for one in found)
    return [replace(one, strength=strength) for one, strength in strengths if strength > LAST]


def _said_twice(header: str, sheet: str) -> list[Claim]:
    """*Supplier/Vendor*, *Job or Project*: what both of them say."""
    two = either(header)
    if two is None:
        return []
    one, other = ({one.column: one for one in _exact(normal(half), sheet, 0.0)} for half in two)
    both = [(one[column], other[column]) for column in one if column in other]
    return _weaker([min(said, key=lambda claim: claim.strength) for said in both])


def _barely(words: tuple[str, ...], sheet: str) -> list[Claim]:
    """*Default purchase price*, *part quantity*, *street 1*: likely what is left of them says, never sure."""
    return _weaker(next((found for bare in barer(words) if (found := _exact(bare, sheet, 0.0))), []))


def _glued(words: tuple[str, ...], sheet: str) -> list[Claim]:
    """*ITEMNUM*, *Artikelgewicht*: likely what their parts say."""
    for parts in pieces(words, single_words()):
        found = _exact(parts, sheet, 0.0) or _around(parts, sheet)
        if found or squeezed(parts) in notions():
            return _weaker(found)
    return []


def _weaker(taken: list[Claim]) -> list[Claim]:
    """What was read only after words were taken away or apart: never sure."""
    less = {one: _BARELY if one.strength >= MEANT else _BARELY * _OF_THE_REST for one in taken}
    return [replace(one, strength=one.strength - less[one]) for one in taken]


def _exact(words: tuple[str, ...], sheet: str, less: float) -> list[Claim]:
    key = squeezed(words)
    found = []
    of_code = words in _CODE_WORDS or (len(words) > 1 and words[-1] != "id" and bool(_CODES & {words[0], words[-1]}))
    coded = _CODED * (1 + (words[0] in _OWN_WORDS)) if of_code else 0.0
    if key in own_headers(sheet):
        ours = own_headers(sheet)[key]
        of_a_unit = input_sheet(sheet).column(ours).unit == "kg"  # theirs may be another
        found.append(Claim(ours, (MAY if of_a_unit else OWN) - less, "it is called as ours is"))
    for notion in sorted(notions().get(key, ())):
        for place in places(sheet).get(notion, ()):
            if place.level == _AT_WORST and (coded or words[-1] == "id"):
                continue
            strength = WEAK if notion in _ASKED else (MEANT + coded, MAY, LAST)[place.level]
            if sheet == "Movements" and place.column == "Material" and "parent-item" in notions()[key]:
                strength = min(strength, MAY)  # what is made of what moved, where that is named beside it
            if sheet == "Bill of Materials" and notion in ("item", "item-name"):
                used = set(words) & (_MADE if place.column == "Product" else _USED)
                said = bool(used or key.startswith(_BEGINS[place.column]))
                if notion == "item-name" and place.column == "Product" and not said:
                    continue  # *part name* is no name of what is made
                strength += _BY_USE * said
            found.append(Claim(place.column, strength - less, f"its header says {notion.replace('-', ' ')}"))
    return found


def _partial(words: tuple[str, ...], sheet: str) -> list[Claim]:
    """Headers that say a notion and something else: *Total order quantity round*. At least half of the words say it."""
    found = []
    for length in range(len(words) - 1, 0, -1):
        if length * 2 < len(words):
            break
        for start in range(len(words) - length + 1):
            piece = words[start : start + length]
            if length == 1 and start == 0:
                continue
            for notion in sorted(phrases().get(piece, frozenset()) - _GENERIC):
                for place in places(sheet).get(notion, ()):
                    strength = PART - 0.1 * (len(words) - length > 1) if length > 1 and not place.level else WEAK
                    said = f"a part of its header says {notion.replace('-', ' ')}"
                    found.append(Claim(place.column, strength, said))
        if found:
            break
    return found


def _by_choices(profile: Profile, sheet: InputSheet) -> list[Claim]:
    in_use = profile.texts and all(text.casefold() in IN_USE | NO_LONGER for text in profile.texts)
    if in_use and "Active" in sheet.headers:
        return [Claim("Active", MAY, "its values say what is in use")]
    if profile.distinct < 2:
        return []
    found = [
        Claim(column.name, MAY, f"its values are choices of {column.name}")
        for column in sheet.columns
        if column.choices and share_of(profile, column.choices) == 1
    ]
    meant = _MEANT_BY_VALUES.get(sheet.name, "")
    if meant and not found and meanings(sheet.name, meant, profile.texts):
        found.append(Claim(meant, PART, f"its values mean choices of {meant}"))
    return found


def _by_number(header: str, profile: Profile, sheet: InputSheet) -> list[Claim]:
    """*PR No*, of whatever: a number that each row has its own of may be what the rows are known by."""
    words = normal(header)
    if len(sheet.key) > 1 or len(words) < 2 or squeezed(words) in notions() or words[-1] not in _CODES | {"id"}:
        return []
    if profile.unique < 1 or profile.codes < FITS or _says_nothing(words):
        return []
    strength = _SLIP if sheet.name == "Movements" and words[:-1] in _SLIPS else LAST
    return [Claim(sheet.key[0], strength, "its header says number, and each row has its own")]


def _says_nothing(words: tuple[str, ...]) -> bool:
    """Whether words name what no sheet has, a telephone or a tax rate, among others."""
    return any(
        "nothing" in phrases().get(words[start:end], ())
        for start in range(len(words)) for end in range(start + 1, len(words) + 1)
    )


def _answers(profile: Profile) -> bool:
    return bool(profile.texts) and all(text.casefold() in _YES_NO for text in profile.texts)


def _nearly_a_key(column: Column, profile: Profile, sheet: InputSheet) -> bool:
    """Whether most rows have a code of their own, so that a column that says so identifies them all the same."""
    of_key = column.role is Role.CODE and sheet.key == (column.name,) and profile.longest <= LONG
    return of_key and profile.unique >= _OWN_CODES and profile.said >= _OWN_CODES * profile.rows


def _takes_answers(column: Column) -> bool:
    return column.role is Role.FLAG or bool(column.choices)


def _weigh_codes(found: dict[str, Claim], profile: Profile, known: Mapping[str, Known], sheet: InputSheet) -> None:
    """Codes of the workbook speak for the columns that hold them, and against those that hold others."""
    there = {master for master, one in known.items() if one.enough}
    for column in sheet.columns:
        master = column.references or f"{sheet.name}.{column.name}"
        if master not in known:
            continue
        claim = found.get(column.name)
        if master in there:
            said = known[master].said
            if claim is None:
                found[column.name] = Claim(column.name, BY_VALUE, said)
            else:
                strength = max(claim.strength + 0.05, MEANT if claim.strength >= LIKELY else BY_VALUE)
                found[column.name] = Claim(column.name, strength, f"{claim.why}, and {said}")
        elif claim is not None and there and column.references:
            other = known[min(there)].said
            found[column.name] = replace(claim, strength=claim.strength - 0.5, why=f"{claim.why}, but {other}")
