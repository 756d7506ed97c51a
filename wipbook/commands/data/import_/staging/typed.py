"""SQL that turns the text of one column into what its role asks for, and says what is wrong with a value."""

from __future__ import annotations

from dataclasses import dataclass

from wipbook.commands.data.import_.mapping import TableMap
from wipbook.commands.data.import_.source.kinds import Kind
from wipbook.commands.data.import_.sql import identifier, literal
from wipbook.commands.data.import_.staging.draw import Cells
from wipbook.commands.data.import_.staging.readings import ISO, PLAIN
from wipbook.commands.data.import_.text.answers import answers
from wipbook.ledger.cells.columns import EXPECTED
from wipbook.schema import Column, Role, Sign

_LONGEST_TEXT = 32_767  # an Excel cell holds no more
_CONTROL = r"'[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]'"
"""What no keyboard types; a line break and a tab may be meant."""
_CODE_DIGITS = 15
"""Digits that a number in a cell keeps."""
_EXACT = 2**53 // 10**6
_PART = r"([0-9]*[.,]?[0-9]+([eE][+-]?[0-9]{1,2})?|[0-9]+[.,])"
_FACTOR = rf"\s*{_PART}\s*(/\s*{_PART}\s*)?"
_TWO_WAYS = r"(.*/\s*)?[1-9][0-9]{0,2}[.,][0-9]{3}\s*(/.*)?"
_NOTHING = r"[0.,\s]+(/.*)?|.*/[0.,\s]+"
"""Factors as the ledger reads them (``ledger.cells.ratios``), those that may mean another, and zero."""


@dataclass(frozen=True)
class TypedColumn:
    """SQL of a column: its ``value`` and its ``fault`` (NULL for none) over the drawn rows; ``read`` is the table of
    texts that were read apart, joined as ``joined``, blank where there are none."""

    cells: Cells
    value: str
    fault: str
    read: str

    @property
    def column(self) -> Column:
        return self.cells.column

    @property
    def joined(self) -> str:
        """The quoted name by which ``read`` is joined."""
        return identifier(f"of:{self.column.name}")

    @property
    def read_fault(self) -> str:
        """The quoted name of what was wrong with a text that was read apart."""
        return identifier(f"read:{self.column.name}")

    @property
    def join(self) -> str:
        """The join of ``read``, by the texts of cells that are text."""
        if not self.read:
            return ""
        return (
            f" LEFT JOIN {identifier(self.read)} AS {self.joined}"
            f" ON {self.joined}.text = {self.cells.text} AND {self.cells.kind} IS NULL"
        )


def typed_column(cells: Cells, decimal: str, read: str, table: TableMap) -> TypedColumn:
    """How the text of a column becomes its value; ``decimal`` is the sign by which plain texts are cast at once.

    Numbers are DECIMAL(38,6), six places being what the house computes with; more are rounded half away from
    zero. A ``fine`` unit cost keeps fifteen places. ``fault`` refers to the value by ``<header>``, so that it is
    computed once.
    """
    column, text, kind, value = cells.column, cells.text, cells.kind, identifier(cells.column.name)
    apart = TypedColumn(cells, "", "", read)
    of = apart.joined
    expected = literal(_expectation(column, table))
    faults = []
    if kind != "NULL":
        faults += [(condition, literal(words)) for condition, words in _kind_faults(column, text, kind)]
    if column.required:
        faults.append((f"{text} IS NULL", "'a value, not a blank'"))
    if read:
        faults.append((f"{apart.read_fault} IS NOT NULL", apart.read_fault))
    faults.append((f"{text} IS NOT NULL AND {value} IS NULL", expected))
    if column.role is Role.FACTOR:
        wrong = f"NOT regexp_full_match({value}, {literal(_FACTOR)}) OR regexp_full_match({value}, {literal(_NOTHING)})"
        faults.append((wrong, literal(EXPECTED[Role.FACTOR])))
        two = f"regexp_full_match({value}, {literal(_TWO_WAYS)})"
        faults.append((two, "'a factor that can be read in one way: 1.6090 or 1609/1000, or decimal in the mapping'"))
    if column.is_number:
        faults.append((_too_long(value), f"'a number of at most {_CODE_DIGITS} digits, which is what a cell keeps'"))
    if column.sign is Sign.POSITIVE:
        faults.append((f"{value} <= 0", "'a number above zero'"))
    if column.sign is Sign.NOT_NEGATIVE:
        faults.append((f"{value} < 0", "'zero or more'"))
    if column.is_date:
        faults.append((f"{value} < DATE '1900-01-01'", "'a date that Excel knows, from 1900-01-01 on'"))
    if column.role in (Role.CODE, Role.TEXT):
        faults.append((f"length({value}) > {_LONGEST_TEXT}", f"'at most {_LONGEST_TEXT} characters'"))
        faults.append((f"regexp_matches({value}, {_CONTROL})", "'text without control characters'"))
    cases = " ".join(f"WHEN {condition} THEN {words}" for condition, words in faults)
    return TypedColumn(cells, _value(cells, decimal, of if read else "", table), f"CASE {cases} END", read)


def _too_long(value: str) -> str:
    """Whether a cell would round a number: one of six places is exact there below 2**53 millionths."""
    digits = f"length(trim(replace(CAST(abs({value}) AS VARCHAR), '.', ''), '0'))"
    return f"CASE WHEN abs({value}) > {_EXACT} THEN {digits} > {_CODE_DIGITS} ELSE false END"


def _kind_faults(column: Column, text: str, kind: str) -> list[tuple[str, str]]:
    """Which kinds of cells cannot be what the column asks for: the rules of typed cells (``ledger.cells.columns``)."""
    faults = [
        (f"{kind} = '{Kind.ERROR}'", "a value, not an error"),
        (f"{kind} = '{Kind.UNCALCULATED}'", "a value; open the file where formulas are computed, and save it"),
    ]

    def refuse(words: str, *kinds: Kind) -> None:
        faults.append((f"{kind} IN ({', '.join(repr(str(one)) for one in kinds)})", words))

    match column.role:
        case Role.CODE:
            refuse(EXPECTED[Role.CODE], Kind.DATE, Kind.TRUTH, Kind.PERCENT, Kind.ELAPSED)
            whole = f"regexp_full_match({text}, '-?[0-9]{{1,{_CODE_DIGITS}}}')"
            faults.append((f"{kind} = '{Kind.NUMBER}' AND NOT {whole}", EXPECTED[Role.CODE]))
        case Role.FACTOR:
            refuse(EXPECTED[Role.FACTOR], Kind.DATE, Kind.TRUTH, Kind.PERCENT, Kind.ELAPSED)
        case Role.DATE | Role.TIMESTAMP | Role.PERIOD:
            refuse("a date; a number is none", Kind.NUMBER, Kind.INTEGER, Kind.PERCENT, Kind.ELAPSED, Kind.TRUTH)
        case _ if column.is_number:
            refuse("a number", Kind.DATE, Kind.TRUTH)
            if column.role is not Role.PERCENT:
                refuse("a number, not a percentage", Kind.PERCENT)
            if column.role is not Role.HOURS:
                refuse("a number, not a time", Kind.ELAPSED)
    return faults


def _value(cells: Cells, decimal: str, of: str, table: TableMap) -> str:
    column, text, kind = cells.column, cells.text, cells.kind
    if cells.raw:  # DuckDB casts it exactly, or not at all
        raw = cells.raw
        if column.is_number and column.role is not Role.WHOLE:
            return f"TRY_CAST({raw} AS DECIMAL(38, {_places(column)}))"
        if column.role is Role.DATE and not column.timed:
            return f"TRY_CAST({raw} AS DATE)"
    match column.role:
        case Role.CODE | Role.TEXT:
            return text
        case Role.FACTOR:
            return _factor(text, kind, decimal)
        case Role.CHOICE:
            said = {**table.meanings_of(column.name), **{choice.casefold(): choice for choice in column.choices}}
            cases = " ".join(f"WHEN {literal(theirs)} THEN {literal(choice)}" for theirs, choice in said.items())
            return f"CASE lower({text}) {cases} END"
        case Role.FLAG:
            yes, no = (", ".join(map(literal, sorted(words))) for words in answers(column.name))
            return f"CASE WHEN lower({text}) IN ({yes}) THEN true WHEN lower({text}) IN ({no}) THEN false END"
        case Role.DATE:
            return _stamp(text, kind, of) if column.timed else f"CAST({_stamp(text, kind, of)} AS DATE)"
        case Role.TIMESTAMP:
            return _stamp(text, kind, of)
        case Role.PERIOD:
            month = f"TRY_CAST({text} || '-01' AS TIMESTAMP)"
            return f"CAST(date_trunc('month', coalesce({_stamp(text, kind, of)}, {month})) AS DATE)"
        case Role.TIME:
            cast = f"coalesce(TRY_CAST({text} AS TIME), CAST(TRY_CAST({text} AS TIMESTAMP) AS TIME))"
            return f"CASE WHEN {of}.text IS NULL THEN {cast} ELSE TRY_CAST({of}.value AS TIME) END" if of else cast
        case Role.WHOLE:
            number = _number(column, text, kind, decimal, of, 6)
            return f"CASE WHEN {number} = trunc({number}) THEN CAST({number} AS BIGINT) END"
        case _:
            return _number(column, text, kind, decimal, of, _places(column))


def _places(column: Column) -> int:
    """A price per thousand has more than six places, and the line's value needs them."""
    return 15 if column.role is Role.RATE or (column.role is Role.UNIT_COST and column.fine) else 6


def _factor(text: str, kind: str, decimal: str) -> str:
    """A factor stays the text it is; one of three places whose point is known to be one gets a zero behind, so that
    the cell it goes into says so as well."""
    pointed = f"replace({text}, ',', '.')" if decimal == "," else text
    known = "true" if decimal else f"{kind} IN ('{Kind.NUMBER}', '{Kind.INTEGER}')"
    longer = rf"regexp_replace({pointed}, '([.][0-9]{{3}})(\s|/|$)', '\10\2', 'g')"
    return f"CASE WHEN {known} THEN {longer} ELSE {text} END"


def _number(column: Column, text: str, kind: str, decimal: str, of: str, places: int) -> str:
    cast = f"DECIMAL(38, {places})"
    cases = [f"WHEN {kind} IN ('{Kind.NUMBER}', '{Kind.INTEGER}') THEN TRY_CAST({text} AS {cast})"]
    if column.role is Role.PERCENT:
        shown = f"TRY_CAST({text} AS DECIMAL(38, 15)) * 100"
        cases.append(f"WHEN {kind} = '{Kind.PERCENT}' THEN TRY_CAST({shown} AS {cast})")
    if column.role is Role.HOURS:  # a day has 24 hours; rounded to the millisecond, which a cell of Excel can hold
        hours = f"round(TRY_CAST({text} AS DOUBLE) * 86400000) / 3600000"
        cases.append(f"WHEN {kind} = '{Kind.ELAPSED}' THEN TRY_CAST({hours} AS {cast})")
    plain = f"{kind} IS NULL AND regexp_full_match({text}, {literal(PLAIN[decimal])})"
    point = f"replace({text}, ',', '.')" if decimal == "," else text
    cases.append(f"WHEN {plain} THEN TRY_CAST({point} AS {cast})")
    otherwise = f"TRY_CAST({of}.value AS {cast})" if of else "NULL"
    return f"CASE {' '.join(cases)} ELSE {otherwise} END"


def _stamp(text: str, kind: str, of: str) -> str:
    read = f"TRY_CAST({of}.value AS TIMESTAMP)" if of else "CAST(NULL AS TIMESTAMP)"
    plain = f"{kind} IS NOT NULL OR regexp_full_match({text}, {literal(ISO)})"
    return f"CASE WHEN {plain} THEN TRY_CAST({text} AS TIMESTAMP) ELSE {read} END"


def _expectation(column: Column, table: TableMap) -> str:
    match column.role:
        case Role.CHOICE:
            return "one of: " + ", ".join(column.choices)
        case Role.FLAG:
            return "TRUE or FALSE"
        case Role.DATE | Role.TIMESTAMP | Role.PERIOD:
            return f"a date as {table.date_of(column.name) or 'YYYY-MM-DD'} (option date of the mapping)"
        case Role.TIME:
            return "a time as HH:MM"
        case Role.WHOLE:
            return "a whole number"
        case Role.FACTOR:
            return EXPECTED[Role.FACTOR]
        case Role.CODE | Role.TEXT:
            return "text"
        case _:
            said = table.decimal_of(column.name)
            sign = f" with {said!r} as decimal sign (option decimal of the mapping)" if said else ""
            return f"a number{sign}"
