"""The words of packs and mails in the languages of those who get them."""

from __future__ import annotations

from functools import cache

from wipbook.commands.packs.texts.text import Text
from wipbook.registry import declared

ENGLISH = "en"


@cache
def texts() -> dict[str, Text]:
    """By code of the language: modules of this room that hold a ``TEXT``.

    >>> sorted(texts())
    ['de', 'en', 'es', 'fr']
    """
    return {text.code: text for text in declared(Text, "TEXT", __name__, __path__)}


def text_of(language: str) -> tuple[Text, bool]:
    """The words of a language, and whether there are any: English stands in where there are none. Regions do not
    matter, blank is English.

    >>> text_of("de-AT")[0].code, text_of("it")[1], text_of("")[1]
    ('de', False, True)
    """
    code = language.strip().casefold().replace("_", "-").partition("-")[0]
    found = texts().get(code or ENGLISH)
    return (found, True) if found else (texts()[ENGLISH], False)
