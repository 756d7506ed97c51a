"""``wipbook calendar``: the public holidays of a country go into the sheet Calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.front.first_screen import inputs_changed
from wipbook.errors import WipbookError
from wipbook.ledger import read
from wipbook.ledger.ledger import read_policy
from wipbook.port.workbook import Workbook

MOST_YEARS = 10


class UnknownCountry(WipbookError):
    """No country or region of that code, or no list of its public holidays."""


@dataclass(frozen=True)
class Holidays:
    """``added``: Date, Reason, in order. ``there``: public holidays of days that Calendar has a row of the plant for;
    such rows stay as they are. ``rows_left_out``: rows of the workbook that could not be read."""

    country: str
    years: tuple[int, int]
    added: pl.DataFrame
    there: int
    rows_left_out: int


def holidays_of(country: str, years: range) -> dict[dt.date, str]:
    """Public holidays by day; ``country`` is a code of ISO 3166: ``DE``, with a region ``DE-BY``. Source: the library
    holidays, which follows the laws of each country; names in its language.

    Errors: ``UnknownCountry``.

    >>> holidays_of("DE-BY", range(2027, 2028))[dt.date(2027, 1, 6)]
    'Heilige Drei Könige'
    """
    import holidays

    known: dict[str, list[str]] = holidays.list_supported_countries(include_aliases=False)
    code, _, region = (part.strip().upper() for part in country.partition("-"))
    if code not in known:
        near = get_close_matches(code, known, n=3, cutoff=0.3)
        raise UnknownCountry(
            where="--country", found=repr(country), expected="a code of ISO 3166 such as DE, FR, US",
            remedy=f"did you mean {' or '.join(near)}?" if near else "write the code of two letters",
        )
    regions = {one.upper(): one for one in known[code]}
    if region and region not in regions:
        raise UnknownCountry(
            where="--region", found=repr(region), remedy="name one of these, or none",
            expected=f"a region of {code}: {', '.join(known[code])}" if known[code] else f"no region: {code} has none",
        )
    part = regions[region] if region else None
    spoken = holidays.country_holidays(code, subdiv=part).default_language
    # named: else the names would be in the language of the machine
    found = holidays.country_holidays(code, subdiv=part, years=years, language=spoken)
    return dict(sorted(found.items()))


def fill_calendar(
    workbook: Workbook, country: str = "", region: str = "", years: int = 2,
    progress: Callable[[str], None] = lambda step: None, now: dt.datetime | None = None,
) -> Holidays:
    """Add the public holidays of ``years`` years, from the one of the as-of day on, to the sheet Calendar: closed for
    the whole plant. A day of the plant that is there already stays as it is; a second run adds nothing.

    ``country`` and ``region``: blank takes Country of Settings. The caller saves. Errors: ``UnknownCountry``, also
    where no country is named.
    """
    policy = read_policy(workbook)
    named = f"{country}-{region}" if country and region else country or policy.country
    if region and not country:
        named = f"{policy.country.partition('-')[0]}-{region}" if policy.country else ""
    if not named.strip():
        raise UnknownCountry(
            where="--country", found="no country", expected="a code of ISO 3166 such as DE, or DE-BY",
            remedy="name one, or write it into Country on Settings: without a country there are no holidays",
        )
    if not 1 <= years <= MOST_YEARS:
        raise UnknownCountry(
            where="--years", found=str(years), expected=f"1 to {MOST_YEARS}", remedy="name fewer years",
        )
    progress(f"looking up the holidays of {named}")
    first = policy.as_of.year
    days = holidays_of(named, range(first, first + years))
    ledger = read(workbook, policy, progress)
    table = ledger.table("Calendar")
    taken = set(table.filter(pl.col("Work Center").is_null())["Date"].to_list())
    new = [(day, reason) for day, reason in days.items() if day not in taken]
    added = pl.DataFrame(new, schema={"Date": pl.Date, "Reason": pl.String}, orient="row")
    if added.height:
        rows = added.select(pl.lit(None, pl.String).alias("Work Center"), "Date", pl.lit(0.0).alias("Hours"), "Reason")
        workbook.append_rows("Calendar", rows)
        inputs_changed(workbook)
        change_log.append(
            workbook, "calendar", f"{added.height} public holidays of {named} from {first} to {first + years - 1}",
            now=now,
        )
    return Holidays(named, (first, first + years - 1), added, len(days) - added.height, ledger.rows_left_out)
