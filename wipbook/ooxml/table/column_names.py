"""Which columns of a table the text of a formula names."""

from __future__ import annotations

import re
from collections.abc import Collection

from wipbook.ooxml.formulas.reads.tokens import Kind, tokens
from wipbook.ooxml.markup import cell_unescape

_PART = re.compile(r"\[((?:[^\[\]']|'.)*)\]", re.DOTALL)
_GUARDED = re.compile(r"'(.)", re.DOTALL)


def folded(header: str) -> str:
    r"""A header as structured references compare it: without case, spaces around it and kinds of line breaks.

    >>> folded(" Unit\r\nCost"), folded("unit_x000a_cost")
    ('unit\ncost', 'unit\ncost')
    """
    return cell_unescape(header).replace("\r\n", "\n").replace("\r", "\n").strip().casefold()


def columns_named(formula: str, table: str, headers: Collection[str], within: bool) -> set[str]:
    """Of the ``folded`` headers of a table, those that a formula names; ``within``: it stands in the table, where a
    reference may leave the table's name out.

    References in texts (``INDIRECT("Jobs[qty]")``) count, and so do headers as texts beside the table
    (``MATCH("qty",Jobs[#Headers],0)``). Of a reference that is put together from texts, it may be any column. A
    reference whose table is named only by a cell is not seen.

    >>> sorted(columns_named("SUM(Jobs[[#This Row],[a '[b']]:[c]])*Other[d]", "jobs", {"a [b]", "c", "d"}, False))
    ['a [b]', 'c']
    >>> columns_named("[@qty]*2", "Jobs", {"qty"}, True), columns_named("[@qty]*2", "Jobs", {"qty"}, False)
    ({'qty'}, set())
    >>> columns_named('INDIRECT("Jobs["&A1&"]")', "Jobs", {"qty"}, False)
    {'qty'}
    """
    found: set[str] = set()
    texts: list[str] = []
    beside, prefix = False, ""
    for kind, text in tokens(formula):
        name, bracket, inside = text.partition("[")
        if kind is Kind.TEXT:
            texts.append(text[1:-1].replace('""', '"'))
        elif (
            kind in (Kind.STRUCTURED, Kind.NAME) and not _elsewhere(prefix)
            and (name.casefold() == table.casefold() or (within and not name))
        ):
            beside = True
            found.update(headers if bracket and not inside.endswith("]") else _parts(inside))
        prefix = text if kind is Kind.PREFIX else ""
    for text in texts:
        if "[" in text:
            found |= columns_named(text, table, headers, False)
        if beside:
            found.add(folded(text))
    return found.intersection(headers)


def _elsewhere(prefix: str) -> bool:
    """Whether a prefix is that of another workbook; ``[0]`` is this one."""
    return "[" in prefix and "[0]" not in prefix


def _parts(inside: str) -> set[str]:
    """The columns between the brackets of a structured reference; ``inside`` ends with the last bracket.

    >>> sorted(_parts("[#This Row],Qty]")), sorted(_parts("Qty: net, kg]"))
    (['', 'qty'], ['qty: net, kg'])
    """
    listed = inside.strip().startswith(("[", "@["))
    parts = [*_PART.findall(inside), *re.split("[,:]", _PART.sub("", inside[:-1]))] if listed else [inside[:-1]]
    parts = [part for part in parts if not part.startswith("#")]
    names = {_GUARDED.sub(r"\1", part) for one in parts for part in (one, one.removeprefix("@"))}
    return {folded(name) for name in names}
