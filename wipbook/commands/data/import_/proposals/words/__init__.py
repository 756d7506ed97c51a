"""What headers and files are called in several languages: a notion such as *lot*, and the words that mean it.

Alternatives of a word are parted by ``|`` (an empty one leaves it out), spellings by ``;`` or a line's end. Words are
read as headers are, so that case, accents, plurals of signs and usual abbreviations need no spelling of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

from wipbook.commands.data.import_.proposals.normal import normal, squeezed
from wipbook.commands.data.import_.proposals.words import (
    english,
    english_figures,
    english_sheets,
    english_shop,
    english_stock,
    english_trade,
    programs,
    spoken,
    technical,
)

_ANY = frozenset({"number", "code", "id", "key"})
"""Words that say of themselves only that something is identified: *Los-Nr.* without its stop word."""
_ALONE = frozenset({
    "in", "out", "to", "from", "ss", "oh", "dr", "cr", "sn", "ln", "op", "par", "as", "on", "inv", "line", "stop",
    "row", "etc", "ng", "list", "sell", "emp", "input", "output", "action", "sold", "spent", "worked", "place", "room",
    "entrada", "salida", "saida", "fin", "fim", "fine", "inicio", "inizio", "desde", "hasta", "depart", "arrivee",
    "van",
    "tot", "bis", "von", "ende", "beginn", "start", "gut", "goed", "uso", "meta", "reste", "servico", "parte", "los",
    "emissao", "previsao", "entrega", "consegna", "linea", "linha", "gruppe", "groupe", "gruppo", "groep", "classe",
    "poste", "bon", "guia", "nota", "sens", "nb", "stuck", "pezzi", "pecas", "piezas", "einde", "begin", "vak", "fach",
    "platz", "halle", "service", "phase", "besteld", "ontvangen", "gereed", "recu", "livre", "ricevuto", "recibido",
    "recebido", "termine", "terminado", "responsable", "responsavel", "responsabile", "progreso", "progresso",
    "storage", "plan", "target", "loss", "crew", "failed", "fail", "passed", "checked", "tested", "expected", "nominal",
    "author", "event", "stage", "section", "press", "cell", "bay", "business", "exchange", "logged", "joined",
    "yield", "produced", "closed", "opened", "sample", "issuer", "nos", "scope", "carriage", "stores", "retail",
})
"""Words that mean a column by themselves, and beside another no longer: *out of stock*, *sold to*."""
_SHORT = 2
_LANGUAGES = (english, *spoken.LANGUAGES)
_MODULES = (*_LANGUAGES, english_figures, english_stock, english_shop, english_trade, technical, *programs.MODULES)
_SHEETS = (english_sheets, *_LANGUAGES[1:], technical, *programs.MODULES)
LANGUAGES = tuple(module.__name__.rpartition(".")[2] for module in _LANGUAGES)


@cache
def notions() -> Mapping[str, frozenset[str]]:
    """Notions by the spelling that means them, as ``squeezed`` has it.

    >>> sorted(notions()["buchungsdatum"]), sorted(notions()["cantidad"])
    (['posting-date'], ['quantity'])
    """
    return _by_spelling([module.WORDS for module in _MODULES])


def notions_of(header: str) -> frozenset[str]:
    """What a header means as it stands; nothing for one that no program prints.

    >>> sorted(notions_of("Buch.dat.")), sorted(notions_of("Karl Meier GmbH"))
    (['posting-date'], [])
    """
    return notions().get(squeezed(normal(header)), frozenset())


@cache
def tables() -> Mapping[str, frozenset[str]]:
    """Input sheets by what files and sheets of theirs are called.

    >>> sorted(tables()["lieferanten"])
    ['Suppliers']
    """
    return _by_spelling([module.TABLES for module in _SHEETS])


@cache
def phrases() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Notions by the words that mean them, for headers that say more than that."""
    found: dict[tuple[str, ...], set[str]] = {}
    for module in _MODULES:
        for notion, said in module.WORDS.items():
            for spelling in spellings(said):
                words = normal(spelling)
                if words not in {(word,) for word in _ANY | _ALONE}:
                    found.setdefault(words, set()).add(notion)
    return {words: frozenset(meant) for words, meant in found.items()}


@cache
def single_words() -> frozenset[str]:
    """The words of which headers consist, longer than two letters."""
    return frozenset(word for words in phrases() for word in words if len(word) > _SHORT and word.isalpha())


def spellings(said: str) -> Iterator[str]:
    """The spellings that a pattern stands for.

    >>> list(spellings("item|part number| ; sku"))
    ['item number', 'item', 'part number', 'part', 'sku']
    """
    for line in said.replace("\n", ";").split(";"):
        words = line.split()
        if words:
            for chosen in product(*(word.split("|") for word in words)):
                yield " ".join(filter(None, chosen))


def _by_spelling(languages: list[dict[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for words in languages:
        for meant, said in words.items():
            for spelling in spellings(said):
                key = squeezed(normal(spelling))
                if key not in _ANY or meant == "code":
                    found.setdefault(key, set()).add(meant)
    return {spelling: frozenset(meant) for spelling, meant in found.items()}
