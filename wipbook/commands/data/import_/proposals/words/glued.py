"""Headers whose words stand without a gap: names of fields such as ITEMNUM and TRANSDATE, and German compounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from wipbook.commands.data.import_.proposals.normal import abbreviations, normal

_ENDS = re.compile(
    r"(?P<head>.{2,}?)(?P<end>nmbr|number|num|nbr|nr|qty|quantity|cost|prc|price|date|desc|descr|description|unit|uom"
    r"|hrs|hours|priority|level|status|time|wght|weight|type|name|code|id|ref|amt|amount|percent|pct)"
)
_BEGINS = re.compile(
    r"(?P<begin>po|wo|mo|std|stnd|avg|act|est|req|ord|inv|trans|tran|recv|rcv|cust|vend|supp|emp|prod)(?P<rest>.{3,})"
)
_WHOLE = {"nmbr": "number", "prc": "price", "stnd": "standard", "wght": "weight", "inv": "inventory", "req": "required"}
_OF_A_ROW = re.compile(r"(?:artikel|article|material|produkt|teile|waren|positions)(?P<rest>.{4,})")
_JOINED = re.compile(r"(?P<head>.{4,}?)(?:en|n|s|e)?(?P<end>code|codes|kennung|id)")


_SHORTEST, _MOST_PIECES = 2, 3


@cache
def pieces(words: tuple[str, ...], known: frozenset[str] = frozenset()) -> tuple[tuple[str, ...], ...]:
    """The ways to take one word apart that is several; those into abbreviations and ``known`` words come last.

    >>> pieces(("itemnum",)), pieces(("ponum",))[0], pieces(("stndcost",))
    ((('item', 'number'),), ('purchase', 'order', 'number'), (('standard', 'cost'),))
    >>> pieces(("artikelgewicht",)), pieces(("item", "number"))
    ((('gewicht',),), ())
    >>> pieces(("empno",), frozenset({"emp"})), pieces(("totalqtyrecd",), frozenset({"total"}))
    ((('employee', 'number'),), (('total', 'quantity', 'received'),))
    """
    if len(words) != 1 or not words[0].isascii():
        return ()
    apart = dict.fromkeys(normal(" ".join(_WHOLE.get(one, one) for one in found)) for found in _apart(words[0]))
    split = dict.fromkeys(
        normal(" ".join(found)) for found in _split(words[0], known | abbreviations(), _MOST_PIECES) if len(found) > 1
    )
    return tuple(apart | split) if known else tuple(apart)


def _split(word: str, known: frozenset[str], most: int) -> Iterator[tuple[str, ...]]:
    """The ways to read a word as known ones, one after another, the longest first."""
    if word in known:
        yield (word,)
    if most > 1:
        for at in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
            if word[:at] in known:
                for rest in _split(word[at:], known, most - 1):
                    yield word[:at], *rest


def _apart(word: str) -> Iterator[tuple[str, ...]]:
    ended = _ENDS.fullmatch(word)
    if ended:
        yield (*_begun(ended["head"]), ended["end"])
    begun = _BEGINS.fullmatch(word)
    if begun and not ended:
        yield begun["begin"], begun["rest"]
    of_a_row = _OF_A_ROW.fullmatch(word)
    if of_a_row:
        yield (of_a_row["rest"],)
    joined = _JOINED.fullmatch(word)
    if joined:
        yield joined["head"], joined["end"]


def _begun(head: str) -> tuple[str, ...]:
    begun = _BEGINS.fullmatch(head)
    return (begun["begin"], begun["rest"]) if begun else (head,)
