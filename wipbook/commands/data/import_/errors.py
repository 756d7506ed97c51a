"""What stops an import before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from wipbook.errors import RefusedToProtectData, WipbookError


class MappingUnreadable(WipbookError):
    """The mapping file is missing, is no TOML, or says something a mapping cannot say."""


class UnknownTable(WipbookError):
    """The mapping names a table that no workbook has."""


class UnknownColumn(WipbookError):
    """The mapping names a column that its table, or its source, does not have."""


class UnknownSource(WipbookError):
    """A table of the mapping draws on an alias that ``[sources]`` does not define."""


class SourceMissing(WipbookError):
    """A source of the mapping is in none of the files and folders given."""


class SourceUnreadable(WipbookError):
    """A source file is damaged, empty, or of a kind that cannot be read."""


class EncodingUnclear(WipbookError):
    """Two encodings of a text file look right and make something else of a key or a figure."""


class RowsRejected(RefusedToProtectData):
    """Rows of the sources cannot be taken, and the import was asked to take all or nothing."""


class CredentialMissing(WipbookError):
    """Where the mapping says the address of a database is kept, there is none, or something else."""


class DriverMissing(WipbookError):
    """The library that speaks to a kind of database, or to the keyring, is not installed."""


class DatabaseUnreachable(WipbookError):
    """A database does not answer, does not let the login in, or breaks off while rows come."""


class QueryFailed(WipbookError):
    """A query of the mapping does not run, or is no query."""


class TableMissing(WipbookError):
    """The workbook lacks a table that the mapping fills."""


class KeyTwice(RefusedToProtectData):
    """Two rows of the workbook have the key of a source row: which of them to update cannot be known."""


class ControlsDiffer(RefusedToProtectData):
    """A control total of the mapping does not come out; nothing was written."""


class NothingMapped(WipbookError):
    """Neither a mapping nor the sheet Imports says what the sources are."""


class ImportUnclear(WipbookError):
    """Options of an import contradict each other."""


def nearest(name: str, known: Iterable[str]) -> str:
    """A remedy that names what was probably meant.

    >>> nearest("Materals", ["Materials", "Movements"])
    "did you mean 'Materials'?"
    >>> nearest("x", ["Materials", "Movements"])
    'use one of: Materials, Movements'
    """
    names = list(known)
    folded = {each.casefold(): each for each in names}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    if close:
        return f"did you mean {folded[close[0]]!r}?"
    return "use one of: " + ", ".join(names) if names else "there are none"
