"""Headers whose words stand without a gap: names of fields such as ITEMNUM and TRANSDATE, and German compounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from wipbook.commands.data.import_.proposals.normal import normal

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


@cache
def pieces(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The ways to take one word apart that is several.

    >>> pieces(("itemnum",)), pieces(("ponum",))[0], pieces(("stndcost",))
    ((('item', 'number'),), ('purchase', 'order', 'number'), (('standard', 'cost'),))
    >>> pieces(("artikelgewicht",)), pieces(("item", "number"))
    ((('gewicht',),), ())
    """
    if len(words) != 1 or not words[0].isascii():
        return ()
    return tuple(dict.fromkeys(normal(" ".join(_WHOLE.get(one, one) for one in found)) for found in _apart(words[0])))


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
