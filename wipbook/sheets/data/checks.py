"""Checks: each a TRUE or FALSE with both sides, the difference and the tolerance."""

from __future__ import annotations

import polars as pl

from wipbook.books.entries import INDIRECT_LABOR
from wipbook.books.jobs.job_costs import COSTS, RELIEFS
from wipbook.books.overhead.disposition import disposition, over_applied
from wipbook.books.overhead.settled import SETTLEMENT_LINES
from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE
from wipbook.port.tables import CellValue, Formula
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.sheets.data import analysis_checks
from wipbook.sheets.data.check import Check
from wipbook.sheets.data.contract_checks import CONTRACT_CHECKS
from wipbook.sheets.data.reserve_checks import RESERVE_CHECKS
from wipbook.sheets.layout import FIRST_ROW, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.fixed import currency_text, half_unit
from wipbook.values.user_role import AUDITOR, CONTROLLER

_PAYROLL_LINES = ("Direct labor", INDIRECT_LABOR)
_DIFFERENCE = "=ROUND(Checks[[#This Row],[Left]]-Checks[[#This Row],[Right]],6)"
_OK = "=ABS(Checks[[#This Row],[Difference]])<=Checks[[#This Row],[Tolerance]]"


def _total(results: Results, frame: pl.DataFrame, *columns: str) -> float:
    return results.money(sum(int(frame[column].sum()) for column in columns))


def _sum(table: str, *columns: str) -> str:
    return "=" + "+".join(f"SUM({table}[{column}])" for column in columns)


def _stage(stage: str) -> str:
    return f'=SUMIFS(Valuation[Value],Valuation[Stage],"{stage}")'


def _row(results: Results, line: str, column: str) -> float:
    return results.money(int(results.statement.filter(pl.col("Line") == line)[column].item()))


def _line(line: str, column: str) -> str:
    return f'=SUMIFS(Statement[{column}],Statement[Line],"{line}")'


def _net_movement_value(results: Results) -> float:
    moves = results.solution.movements
    net = moves.select((pl.col("value_in") - pl.col("value_out") - pl.col("handed_on") - pl.col("variance")).sum())
    events = results.solution.events.filter(pl.col("position") < 0)
    more = events.select((pl.col("value_in") - pl.col("handed_on") - pl.col("variance")).sum())
    return results.money(int(net.item()) + int(more.item()))


def _net_movement_quantity(results: Results) -> float:
    moves = results.solution.movements
    return int(moves.select((pl.col("quantity_in") - pl.col("quantity_out")).sum()).item()) / 1_000_000


def _closing(results: Results, stage: str) -> float:
    return results.money(int(results.statement[stage].sum()))


def _ledger(results: Results, stage: str) -> float:
    balance = results.general_ledger[stage]
    return _closing(results, stage) if balance is None else results.money(balance - results.settled_stages[stage])


_NOT_ON_THE_STATEMENT = ("Opening", *SETTLEMENT_LINES)
"""Lines of the journals that change a stage in the ledger, and of which the lines of the Statement know nothing."""


def _journaled(results: Results, role: str) -> float:
    """What the journals of the period change a stage by, opening movements and overhead settled apart."""
    mine = (pl.col("Role") == role) & ~pl.col("Line").is_in(_NOT_ON_THE_STATEMENT)
    return _total(results, results.journals.filter(mine), "Amount")


def _journaled_formula(role: str) -> str:
    others = "".join(f',Journals[Line],"<>{line}"' for line in _NOT_ON_THE_STATEMENT)
    return "=" + "-".join(
        f'SUMIFS(Journals[{side}],Journals[Role],"{role}"{others})' for side in ("Debit", "Credit")
    )


_CLOSED = (
    "ClosingBalances[Value],ClosingBalances[Record],SUMPRODUCT(MAX((Periods[Period End]=period_start-1)"
    '*(Periods[Kind]="close")*Periods[Record])),ClosingBalances[Of]'
)
"""What the last close before the period ended with, to be told apart by kind."""
_NOT_CLOSED = (
    'OR(COUNTIFS(Periods[Period End],period_start-1,Periods[Kind],"close")'
    '<=COUNTIFS(Periods[Period End],period_start-1,Periods[Kind],"reopen"),LEFT(closed_note,8)="computed")'
)
"""Whether the period before is open (or was opened again), or this report does not rest on what was closed."""


def _opening(results: Results) -> tuple[float, float]:
    opening = sum(_row(results, "Opening", stage) for stage in GL_ROLE.values())
    return opening, results.money(results.closed_before) if results.opens_as_closed else opening


CHECKS: tuple[Check, ...] = (
    Check(
        "layers_value", "The cost layers sum to the valuation", "Layers", _sum("Layers", "Value"),
        _sum("Valuation", "Value"),
        lambda r: (_total(r, r.layers, "Value"), _total(r, r.valuation, "Value")),
        computed=True,
    ),
    Check(
        "layers_quantity", "The quantities of the layers sum to the quantities on hand", "Layers",
        _sum("Layers", "Quantity"), _sum("Valuation", "Quantity"),
        lambda r: (int(r.layers["Quantity"].sum()) / 1_000_000, int(r.valuation["Quantity"].sum()) / 1_000_000),
        money=False,
        computed=True,
    ),
    Check(
        "movements_value", "What all movements brought and took is the value on hand", "Movement Costs",
        "=SUM(MovementCosts[Value In])-SUM(MovementCosts[Value Out])-SUM(MovementCosts[True-Up])"
        "-SUM(MovementCosts[To Jobs])-SUM(MovementCosts[Variance])",
        _sum("Valuation", "Value"),
        lambda r: (_net_movement_value(r), _total(r, r.valuation, "Value")),
        computed=True,
    ),
    Check(
        "movements_quantity", "What all movements brought and took is the quantity on hand", "Movement Costs",
        "=SUM(MovementCosts[Quantity In])-SUM(MovementCosts[Quantity Out])", _sum("Valuation", "Quantity"),
        lambda r: (_net_movement_quantity(r), int(r.valuation["Quantity"].sum()) / 1_000_000),
        money=False,
        computed=True,
    ),
    Check(
        "zero_quantity", "What is not there has no value", "Valuation",
        "=SUMIFS(Valuation[Value],Valuation[Quantity],0)", "=0",
        lambda r: (_total(r, r.valuation.filter(pl.col("Quantity") == 0), "Value"), 0.0),
    ),
    Check(
        "no_shortage", "Nothing is below zero at the as-of date (rows short)", "Valuation",
        '=COUNTIFS(Valuation[Quantity],"<0")', "=0",
        lambda r: (float(r.valuation.filter(pl.col("Quantity") < 0).height), 0.0),
        money=False,
    ),
    Check(
        "roll_forward_foots", "Opening + charged - relieved = closing, over all jobs", "Roll-Forward",
        _sum("RollForward", "Opening", "Prior Periods", *COSTS)
        + "".join(f"-SUM(RollForward[{name}])" for name in RELIEFS),
        _sum("RollForward", "Closing"),
        lambda r: (
            _total(r, r.roll_forward, "Opening", "Prior Periods", *COSTS) - _total(r, r.roll_forward, *RELIEFS),
            _total(r, r.roll_forward, "Closing"),
        ),
    ),
    Check(
        "job_sheets", "The job sheets sum to the closing work in process", "Job Costs", _sum("JobCosts", "WIP"),
        _sum("RollForward", "Closing"),
        lambda r: (_total(r, r.job_costs, "WIP"), _total(r, r.roll_forward, "Closing")),
    ),
    Check(
        "statement_wip", "The statement's work in process is the roll-forward's", "Statement",
        _sum("Statement", "Work in Process"), _sum("RollForward", "Closing"),
        lambda r: (_closing(r, "Work in Process"), _total(r, r.roll_forward, "Closing")),
    ),
    Check(
        "statement_raw", "The statement's raw materials are the valuation's", "Statement",
        _sum("Statement", "Raw Materials"), _stage("Raw Materials"),
        lambda r: (_closing(r, "Raw Materials"), r.money(r.subledger["Raw Materials"])),
    ),
    Check(
        "statement_finished", "The statement's finished goods are the valuation's", "Statement",
        _sum("Statement", "Finished Goods"), _stage("Finished Goods"),
        lambda r: (_closing(r, "Finished Goods"), r.money(r.subledger["Finished Goods"])),
    ),
    Check(
        "completed", "What left the jobs complete is what the roll-forward relieved", "Statement",
        _line("Completed", "Work in Process"), "=-SUM(RollForward[Completed])",
        lambda r: (_row(r, "Completed", "Work in Process"), -_total(r, r.roll_forward, "Completed")),
    ),
    Check(
        "labor", "Labor charged in the period is the same in statement and roll-forward", "Statement",
        _line("Direct labor", "Work in Process"), _sum("RollForward", "Labor Cost"),
        lambda r: (_row(r, "Direct labor", "Work in Process"), _total(r, r.roll_forward, "Labor Cost")),
    ),
    Check(
        "overhead", "Overhead applied by the pools is the overhead of the jobs", "Overhead Applied",
        _sum("OverheadApplied", "Applied"), _sum("JobCosts", "Overhead Cost"),
        lambda r: (_total(r, r.solution.overhead, "Applied"), _total(r, r.job_costs, "Overhead Cost")),
        computed=True,
    ),
    Check(
        "no_negative_wip", "No job holds less than nothing (jobs)", "Job Costs", '=COUNTIFS(JobCosts[WIP],"<0")', "=0",
        lambda r: (float(r.job_costs.filter(pl.col("WIP") < 0).height), 0.0),
        money=False,
    ),
    Check(
        "overhead_disposed", "What overhead of the year to date remains over or under is disposed of in full",
        "Overhead Applied",
        '=SUMIFS(OverheadApplied[Over Applied],OverheadApplied[Period],">="&MAX(OverheadDisposition[Since]),'
        'OverheadApplied[Period],"<="&EOMONTH(as_of+1,-1))'
        '+SUMIFS(OverheadDisposition[Balance],OverheadDisposition[Balance Of],"Settled at year ends")',
        _sum("OverheadDisposition", "Takes"),
        lambda r: (r.money(over_applied(r)), _total(r, disposition(r), "Takes")),
    ),
    Check(
        "labor_distributed", "Payroll, computed anew from the tickets, is what labor was distributed",
        "Labor Distribution", _sum("LaborPayroll", "Payroll"),
        _sum("LaborDistribution", "Direct to Job", "To Overhead", "Idle"),
        lambda r: (
            _total(r, r.payroll, "Payroll"),
            _total(r, r.labor_distribution, "Direct to Job", "To Overhead", "Idle"),
        ),
    ),
    Check(
        "opening", "The period opens with what was closed: stock and cost in jobs of the last close",
        "Closing Balances",
        _line("Opening", "Total"),
        f'=IF({_NOT_CLOSED},SUMIFS(Statement[Total],Statement[Line],"Opening"),'
        f'SUMIFS({_CLOSED},"stock")+SUMIFS({_CLOSED},"job"))',
        _opening,
        lambda r: r.opens_as_closed, untested="the period before was not closed",
    ),
    Check(
        "records", "What was closed stands as it was written: records, sheets Periods and Closing Balances, Change Log "
        "(faults)", "Periods", "=SUM(RecordFaults[Faults])", "=0",
        lambda r: (float(len(r.ledger.closed.faults)), 0.0),
        lambda r: bool(r.ledger.closed.records or r.ledger.closed.faults),
        money=False, untested="no period was closed",
    ),
    Check(
        "prior_periods", "Adjustments of prior periods sum to zero over all accounts", "Prior Periods",
        '=SUMIFS(PriorPeriods[Value],PriorPeriods[Of],"account")', "=0",
        lambda r: (r.money(int(r.adjusted["Amount"].sum())), 0.0),
        lambda r: bool(r.ledger.closed.standing), untested="no period was closed",
    ),
    Check(
        "prior_stock", "Adjustments of prior periods: what they change of stock is what they change on its accounts",
        "Prior Periods", '=SUMIFS(PriorPeriods[Value],PriorPeriods[Of],"stock")',
        '=SUMIFS(PriorPeriods[Value],PriorPeriods[Of],"account",PriorPeriods[What],"Raw Materials")'
        '+SUMIFS(PriorPeriods[Value],PriorPeriods[Of],"account",PriorPeriods[What],"Finished Goods")',
        lambda r: (
            _total(r, r.adjusted_stock, "Now Value") - _total(r, r.adjusted_stock, "Stored Value"),
            _total(r, r.adjusted.filter(pl.col("Role").is_in(["Raw Materials", "Finished Goods"])), "Amount"),
        ),
        lambda r: bool(r.ledger.closed.standing), untested="no period was closed",
    ),
    Check(
        "closed_jobs", "Closed jobs hold no work in process", "Job Costs",
        '=SUMIFS(JobCosts[WIP],JobCosts[Status],"Closed")+SUMIFS(JobCosts[WIP],JobCosts[Status],"Cancelled")', "=0",
        lambda r: (
            _total(r, r.job_costs.filter(pl.col("Status").is_in([JobStatus.CLOSED, JobStatus.CANCELLED])), "WIP"), 0.0,
        ),
    ),
    Check(
        "aging", "The age bands sum to the statement", "Aging", _sum("Aging", "Total"), _sum("Statement", "Total"),
        lambda r: (
            sum(_total(r, r.aging, stage) for stage in GL_ROLE.values()),
            sum(_closing(r, stage) for stage in GL_ROLE.values()),
        ),
        computed=True,
    ),
    Check(
        "journals_balance", "The journals debit what they credit", "Journals", _sum("Journals", "Debit"),
        _sum("Journals", "Credit"),
        lambda r: (
            r.money(int(r.journals["Amount"].clip(0).sum())), -r.money(int(r.journals["Amount"].clip(None, 0).sum())),
        ),
    ),
    *(
        Check(
            f"journals_{id_}", f"{stage}: the journals of the period are the lines of the statement", "Journals",
            _journaled_formula(role), f'=SUM(Statement[{stage}])-SUMIFS(Statement[{stage}],Statement[Line],"Opening")',
            lambda r, role=role, stage=stage: (  # type: ignore[misc]
                _journaled(r, role), _closing(r, stage) - _row(r, "Opening", stage)
            ),
        )
        for id_, role, stage in (
            ("raw", "Raw Materials", "Raw Materials"), ("wip", "WIP", "Work in Process"),
            ("finished", "Finished Goods", "Finished Goods"),
        )
    ),
    Check(
        "journals_wages", "Payroll, computed anew from the tickets, is what the journals credit to wages clearing",
        "Journals", "=" + "".join(
            f'{sign}SUMIFS(Journals[{side}],Journals[Role],"Wages Clearing",Journals[Line],"{line}")'
            for line in _PAYROLL_LINES for sign, side in (("+", "Credit"), ("-", "Debit"))
        ).lstrip("+"),
        _sum("LaborPayroll", "Payroll"),
        lambda r: (
            -_total(r, r.journals.filter(
                (pl.col("Role") == "Wages Clearing") & pl.col("Line").is_in(_PAYROLL_LINES)
            ), "Amount"),
            _total(r, r.payroll, "Payroll"),
        ),
        computed=True,
    ),
    *(
        Check(
            f"ledger_{id_}", f"{stage}: the statement agrees with the general ledger", "Statement",
            f"=SUM(Statement[{stage}])",
            f'=IF(COUNTIFS(StatementTie[Stage],"{stage}",StatementTie[General Ledger],"<>")=0,SUM(Statement[{stage}]),'
            f'SUMIFS(StatementTie[General Ledger],StatementTie[Stage],"{stage}")'
            f'-SUMIFS(StatementTie[Overhead Settled],StatementTie[Stage],"{stage}"))',
            lambda r, stage=stage: (_closing(r, stage), _ledger(r, stage)),  # type: ignore[misc]
            lambda r, stage=stage: r.general_ledger[stage] is not None,  # type: ignore[misc]
            within_materiality=True,
        )
        for id_, stage in (("raw", "Raw Materials"), ("wip", "Work in Process"), ("finished", "Finished Goods"))
    ),
    *CONTRACT_CHECKS,
    *RESERVE_CHECKS,
)

CHECKS = (*CHECKS, *analysis_checks.CHECKS)
LEDGER = frozenset(check.id for check in CHECKS if check.id.startswith("ledger_"))
"""Checks of the ledger, whose other side others keep."""


def outcome(check: Check, results: Results) -> tuple[float, float, float, bool]:
    """Left, right, difference and whether they agree."""
    return results.once((outcome, check), lambda: _outcome(check, results))


def _outcome(check: Check, results: Results) -> tuple[float, float, float, bool]:
    left, right = check.values(results)
    if check.computed and results.otherwise:
        left = right
    difference = round(left - right, 6)
    policy = results.policy
    return left, right, difference, abs(difference) <= check.tolerance(policy.currency_places, policy.materiality)


def let_pass(check: Check, results: Results) -> bool:
    """Whether both sides differ by an amount that is immaterial and no rounding."""
    _, _, difference, agrees = outcome(check, results)
    return agrees and check.within_materiality and abs(difference) > half_unit(results.policy.currency_places)


def _rows(results: Results) -> pl.DataFrame:
    rows = []
    for check in CHECKS:
        left, right, difference, agrees = outcome(check, results)
        policy = results.policy
        tolerance = check.tolerance(policy.currency_places, policy.materiality)
        note = "" if check.applies(results) else f"not tested: {check.untested}"
        if check.computed and results.otherwise:
            note = "not tested: closed figures are shown, rows come to others now"
        if let_pass(check, results):
            allowed = currency_text(policy.materiality, policy.currency_places)
            note = f"differs, within Materiality of {allowed} (Settings)"
        rows.append((f"chk_{check.id}", check.what, check.where, left, right, difference, tolerance, agrees, note))
    schema = {
        "Check": pl.String, "What": pl.String, "Where": pl.String, "Left": pl.Float64, "Right": pl.Float64,
        "Difference": pl.Float64, "Tolerance": pl.Float64, "OK": pl.Boolean, "Note": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _cells(results: Results) -> dict[str, CellValue | Formula]:
    cells: dict[str, CellValue | Formula] = {}
    for number, check in enumerate(CHECKS):
        left, right, _, _ = outcome(check, results)
        cells[f"D{FIRST_ROW + number}"] = Formula(check.left_formula, left)
        cells[f"E{FIRST_ROW + number}"] = Formula(check.right, right)
    return cells


SHEET = OutputSheet(
    name="Checks",
    order=300,
    title="Checks",
    about="The workbook proves itself: every figure that must agree with another, side by side",
    source="Left and Right are formulas over the sheets; the cells named chk_… must all be TRUE.",
    kind="control",
    tables=(
        OutputTable(
            "Checks",
            (
                OutputColumn("Check", Look.TEXT, "Name of its cell in OK", width=24),
                OutputColumn("What", Look.TEXT, width=58),
                OutputColumn("Where", Look.TEXT, width=18),
                OutputColumn("Left", Look.MONEY, width=18),
                OutputColumn("Right", Look.MONEY, width=18),
                OutputColumn("Difference", Look.MONEY, width=15, formula=_DIFFERENCE, mark=Mark.NOT_ZERO),
                OutputColumn("Tolerance", Look.UNIT_COST, width=12),
                OutputColumn("OK", Look.FLAG, width=10, formula=_OK, mark=Mark.TRUE_IS_GOOD),
                OutputColumn("Note", Look.TEXT, width=40),
            ),
            _rows,
            key=("Check",),
            rows=len(CHECKS),
            names=("Check", "OK"),
        ),
    ),
    cells=_cells,
    roles=(CONTROLLER, AUDITOR),
    tabs=(CONTROLLER, AUDITOR),
)
