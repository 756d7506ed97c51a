"""The first screen of Home: how much, what is wrong, what next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from wipbook.audit.card import Severity
from wipbook.audit.followed import CLEARED, KNOWN, NEW, still_open
from wipbook.books.closed.shown import balances_at
from wipbook.books.jobs.trouble import jobs_in_trouble
from wipbook.books.results import Results
from wipbook.books.statement import STAGES
from wipbook.ledger.policy import Policy
from wipbook.port.tables import CellValue, Formula
from wipbook.sheets.front.tabs import link_where_shown
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable

MOST_JOBS = 5
TROUBLE_ROW, STATUS_ROW, AMOUNT_ROW, NEXT_ROW = 13, 10, 6, 21
FIGURES = {"Work in Process": "A", "Raw Materials": "C", "Finished Goods": "E"}
"""The column of each figure: what is in process stands first, since that is what the workbook is about."""
AGE, CHANGED = "home_age", "home_inputs_changed"
LEFT_OUT, CHECKS, HIGH_FINDINGS, PERIOD = "home_left_out", "home_checks", "home_findings", "home_period"
NEXT, NEXT_HOW, AUDITED = "home_next", "home_next_how", "home_audited"
RUN_ROWS, RUN_SUM = "home_run_rows", "home_run_sum"
STAMP = (RUN_ROWS, RUN_SUM, CHANGED)
"""Row counts and sums of the inputs as the last run saw them, and whether they are others now."""
NO_AUDIT = "Findings: no audit yet"


@dataclass(frozen=True)
class NextStep:
    """What is to be done next: in a few words, how, and on which sheet."""

    what: str
    how: str
    where: str


@dataclass(frozen=True)
class Screen:
    """What the first screen draws on: the results of a run, when it was, the next step, which job the sheet Job Card
    shows, and which jobs the last forecast expects how many days late."""

    results: Results
    when: dt.datetime
    next_step: NextStep
    card: str = ""
    expected_late: Mapping[str, int] = field(default_factory=dict)

    @property
    def policy(self) -> Policy:
        return self.results.policy


def name_of(stage: str) -> str:
    """The defined name of a stage's figure on Home.

    >>> name_of("Work in Process")
    'home_work_in_process'
    """
    return f"home_{stage.lower().replace(' ', '_')}"


def label_of(stage: str) -> str:
    """The name of the cell above it, which leads to the report that proves it."""
    return f"{name_of(stage)}_label"


def _change(stage: str) -> str:
    return f"{name_of(stage)}_change"


_JOB = "JobsInTrouble[[#This Row],[Job]]"
_CARD = "INDEX(JobCardFacts[Value],1)"
OPEN_FORMULA = (
    f'=IF({_JOB}="","",IF({_JOB}={_CARD},HYPERLINK("#\'Job Card\'!A1","Job Card"),'
    f'IFERROR(HYPERLINK("#\'Jobs\'!A"&ROW(INDEX(Jobs[Job],MATCH({_JOB},Jobs[Job],0))),"Jobs"),"")))'
)
"""To the card where it shows the job of the row, else to the job's row in Jobs."""


def opens(job: str | None, card: str) -> str:
    """What the formula says in the row of a job while the sheet Job Card shows another one, or that one.

    >>> opens("J-1", "j-1"), opens("J-1", ""), opens(None, "J-1")
    ('Job Card', 'Jobs', '')
    """
    if not job:
        return ""
    return "Job Card" if job.casefold() == card.casefold() else "Jobs"


ADDRESSES = {
    AGE: "A3", CHANGED: "D3", CHECKS: f"A{STATUS_ROW}", LEFT_OUT: f"C{STATUS_ROW}", HIGH_FINDINGS: f"D{STATUS_ROW}",
    PERIOD: f"E{STATUS_ROW}", NEXT: f"A{NEXT_ROW}", NEXT_HOW: f"A{NEXT_ROW + 1}",
    RUN_ROWS: "L2", RUN_SUM: "M2", AUDITED: "L3",
    **{name_of(stage): f"{column}{AMOUNT_ROW}" for stage, column in FIGURES.items()},
    **{_change(stage): f"{column}{AMOUNT_ROW + 1}" for stage, column in FIGURES.items()},
    **{label_of(stage): f"{column}{AMOUNT_ROW - 1}" for stage, column in FIGURES.items()},
}
"""Where each cell of the screen stands, by its name, as long as nobody moved the table of jobs."""


def _trouble(screen: Screen) -> pl.DataFrame:
    found = jobs_in_trouble(screen.results, MOST_JOBS, screen.expected_late)
    blank = pl.DataFrame({name: [None] * (MOST_JOBS - found.height) for name in found.columns}, schema=found.schema)
    return pl.concat([found, blank]).with_columns(
        pl.Series("Open", [opens(job, screen.card) for job in [*found["Job"], *blank["Job"]]], pl.String)
    )


def _cells(screen: Screen) -> dict[str, CellValue | Formula]:
    results, policy = screen.results, screen.policy
    found: dict[str, CellValue | Formula] = _formulas(results)
    before = _last_close(results)
    for stage in STAGES:
        found[_change(stage)] = _against(results, results.subledger[stage], before, stage)
    period = _period(results)
    found[PERIOD] = link_where_shown("Close", f'"{period}"', period)
    step = screen.next_step
    found[NEXT] = step.what
    how = f"{step.how}  ·  sheet {step.where}" if step.where else step.how
    found[NEXT_HOW] = link_where_shown(step.where, _quoted(how), how) if step.where else how
    found[AGE] = f"Figures of the refresh of {screen.when:%Y-%m-%d %H:%M}, as of {policy.as_of}"
    return {ADDRESSES[name]: cell for name, cell in found.items()}


def _formulas(results: Results) -> dict[str, CellValue | Formula]:
    """What is the same in every workbook, but for its value."""
    found: dict[str, CellValue | Formula] = {
        name_of(stage): Formula(amount_formula(stage), results.money(int(results.statement[stage].sum())))
        for stage in STAGES
    }
    found[CHECKS] = link_where_shown("Checks", CHECKS_TEXT, _checks(results))
    left_out = f"Rows left out: {results.ledger.rows_left_out}"
    return found | {LEFT_OUT: link_where_shown("Exceptions", LEFT_OUT_TEXT, left_out)}


def amount_formula(stage: str) -> str:
    """What a stage comes to at the end of the Statement."""
    return f"=SUM(Statement[{stage}])"


CHECKS_TEXT = '"Checks: "&COUNTIFS(Checks[OK],TRUE)&" of "&ROWS(Checks[OK])&" agree"'
LEFT_OUT_TEXT = '"Rows left out: "&N(rows_left_out)'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _last_close(results: Results) -> tuple[dt.date, dict[str, int]] | None:
    ends = [record.end for record in results.ledger.closed.standing if record.end < results.policy.as_of]
    if not ends:
        return None
    return max(ends), balances_at(results.ledger.closed, max(ends)) or {}


def _against(results: Results, now: int, before: tuple[dt.date, dict[str, int]] | None, stage: str) -> str:
    """How much more or less than at the last close."""
    if before is None:
        return "no period closed yet"
    day, held = before
    change = now - held.get(stage, 0)
    return f"{'+' if change >= 0 else ''}{results.text(change)} since the close of {day}"


def _checks(results: Results) -> str:
    from wipbook.sheets.data.checks import CHECKS as ALL
    from wipbook.sheets.data.checks import outcome

    agree = sum(outcome(check, results)[3] for check in ALL)
    return f"Checks: {agree} of {len(ALL)} agree"


def _period(results: Results) -> str:
    policy = results.policy
    if not policy.period_known:
        return "No period yet"
    closed = results.ledger.closed.through
    state = "closed" if closed is not None and closed >= policy.period_end else "open"
    return f"Period to {policy.period_end}: {state}"


SCREEN = OutputSheet(
    name="Home",
    order=0,
    title="Work in process",
    about="How much there is, what is wrong, what to do next",
    source="",
    kind="front",
    tables=(
        OutputTable(
            "JobsInTrouble",
            (
                OutputColumn("Job", Look.CODE),
                OutputColumn("Product", Look.TEXT),
                OutputColumn("Customer", Look.TEXT),
                OutputColumn("Why", Look.TEXT),
                OutputColumn("Money", Look.MONEY),
                OutputColumn("Open", Look.TEXT, formula=OPEN_FORMULA),
            ),
            _trouble,
            rows=MOST_JOBS,
            header_row=TROUBLE_ROW,
        ),
    ),
    cells=_cells,
)
"""Not among the output sheets: Home has more than this, and it is no report."""


def high_findings_formula() -> str:
    """The formula that counts the findings of the sheet Audit that are high and open."""
    counted = "+".join(
        f'COUNTIFS(Audit[Severity],"high",Audit[Seen],"{seen}")'
        + "".join(f'-COUNTIFS(Audit[Severity],"high",Audit[Seen],"{seen}",Audit[Status],"{status}")'
                  for status in CLEARED)
        for seen in (NEW, KNOWN)
    )
    text = f'IF(N({AUDITED})=0,"{NO_AUDIT}",({counted})&" high findings open")'
    return link_where_shown("Audit", text, "").text


def high_findings(listed: pl.DataFrame) -> Formula:
    """How many findings of the sheet Audit are high and open, as a cell of Home; ``listed`` are its rows.

    Columns used: Severity, Seen, Status.
    """
    count = still_open(listed).filter(pl.col("Severity") == Severity.HIGH.value).height
    return Formula(high_findings_formula(), f"{count} high findings open")
