"""Home: the named facts every sheet's header draws on, the packs, and the last run of each command."""

from __future__ import annotations

from dataclasses import dataclass

from wipbook.audit import fingerprint
from wipbook.books.closed.prior_periods import pending
from wipbook.books.results import Results
from wipbook.ledger.policy import Policy
from wipbook.port.tables import CellValue, Formula
from wipbook.sheets.data.checks import CHECKS, outcome

SHEET_NAME = "Home"
RUNS_HEADER_ROW = 5
PACKS_HEADER_ROW = 30
FACTS_ROW = 28
"""Below the first screen."""


@dataclass(frozen=True)
class Fact:
    """A named cell of Home in column B: its label, formula (blank: a plain value that commands write), and the value a
    new workbook shows."""

    row: int
    name: str
    label: str
    formula: str
    initial: CellValue
    number_format: str = "General"


def _setting(name: str) -> str:
    return f'INDEX(Settings[Value],MATCH("{name}",Settings[Setting],0))'


def _day(name: str) -> str:
    return f'YEAR({name})&"-"&RIGHT(100+MONTH({name}),2)&"-"&RIGHT(100+DAY({name}),2)'


def _day_of(setting: str, otherwise: str) -> str:
    """The day a setting states; what else there is where it states none."""
    return f"=IF({_setting(setting)}=0,{otherwise},{_setting(setting)})"


NO_PERIOD = "no period yet"
"""What the header line says before there are rows: the first of them tell the period."""

FACTS = (
    Fact(28, "company", "Company", f'={_setting("Company")}&""', ""),
    Fact(29, "currency", "Currency", f'={_setting("Currency")}&""', "EUR"),
    Fact(30, "period_start", "Period from", _day_of("Period Start", '""'), "", "yyyy-mm-dd"),
    Fact(31, "period_end", "Period to", _day_of("Period End", '""'), "", "yyyy-mm-dd"),
    Fact(32, "as_of", "As of", _day_of("As Of", "period_end"), "", "yyyy-mm-dd"),
    Fact(33, "chk_all", "All checks agree", "=AND(Checks[OK],N(rows_left_out)=0)", True),
    Fact(
        34,
        "header_line",
        "Shown on every sheet",
        '=IF(company="","",company&"  ·  ")&currency&"  ·  "&IF(period_start="","' + NO_PERIOD + '","as of "&'
        + _day("as_of") + '&"  ·  period "&' + _day("period_start") + '&" to "&' + _day("period_end")
        + ')&"  ·  "&IF(chk_all,"all checks agree",'
        + 'IF(AND(Checks[OK]),"checks agree on what was read","a check differs: see Checks"))'
        + '&IF(N(rows_left_out)=0,"","  ·  "&rows_left_out&" left out: see Exceptions")'
        + '&IF(closed_note="","","  ·  "&closed_note)',
        f"EUR  ·  {NO_PERIOD}  ·  all checks agree",
    ),
    Fact(35, "figures", "Fingerprint of the figures", "", ""),
    Fact(36, "wip_places", "Decimal places of amounts", f"={_setting('Currency Places')}", 2),
    Fact(37, "rows_left_out", "Rows and columns left out", "", 0),
    Fact(38, "closed_note", "Closed periods", "", ""),
)

FIGURES = "figures"
LEFT_OUT, CLOSED_NOTE = "rows_left_out", "closed_note"
COMPANY_LINE = "home_company"
"""The name of the cell under the title that repeats the company."""


def header_line(results: Results) -> str:
    """What the company line of every sheet says."""
    return header_text(
        results.policy, all_checks_agree(results), results.ledger.rows_left_out, closed_note(results)
    )


def header_text(policy: Policy, agree: bool, left_out: int, note: str) -> str:
    """The company line by what it is made of: whether the checks agree, rows left out, the note of closed periods."""
    company = f"{policy.company}  ·  " if policy.company else ""
    checks = "checks agree on what was read" if left_out else "all checks agree"
    period = f"as of {policy.as_of}  ·  period {policy.period_start} to {policy.period_end}"
    return (
        f"{company}{policy.currency}  ·  {period if policy.period_known else NO_PERIOD}"
        f"  ·  {checks if agree else 'a check differs: see Checks'}"
        f"{f'  ·  {left_out} left out: see Exceptions' if left_out else ''}"
        f"{f'  ·  {note}' if note else ''}"
    )


def closed_note(results: Results) -> str:
    """What a reader must know of closed periods: shown otherwise than they were closed, adjustments pending."""
    waiting = pending(results)
    rows = f"{waiting} adjustment{'s' * (waiting > 1)} of prior periods pending: see Prior Periods" if waiting else ""
    return "; ".join(filter(None, (results.closed_note, rows)))


def all_checks_agree(results: Results) -> bool:
    return all(outcome(check, results)[3] for check in CHECKS)


def cells_of_settings(policy: Policy) -> dict[str, CellValue | Formula]:
    """The facts that Settings alone decide, by their names."""
    known = policy.period_known
    values: dict[str, CellValue] = {
        "company": policy.company, "currency": policy.currency, "period_start": policy.period_start if known else "",
        "period_end": policy.period_end if known else "", "as_of": policy.as_of if known else "",
        "wip_places": policy.currency_places,
    }
    found: dict[str, CellValue | Formula] = {
        fact.name: Formula(fact.formula, values[fact.name]) for fact in FACTS if fact.name in values
    }
    found[COMPANY_LINE] = Formula("=company", policy.company)
    return found


def cells(results: Results) -> dict[str, CellValue | Formula]:
    """The facts with their values, and the company line under the title, each by its name."""
    values: dict[str, CellValue] = {
        "chk_all": all_checks_agree(results) and not results.ledger.rows_left_out,
        "header_line": header_line(results),
        "figures": fingerprint.figures(results),
        LEFT_OUT: results.ledger.rows_left_out,
        CLOSED_NOTE: closed_note(results),
    }
    return cells_of_settings(results.policy) | {
        fact.name: Formula(fact.formula, values[fact.name]) if fact.formula else values[fact.name]
        for fact in FACTS if fact.name in values
    }
