"""``wipbook refresh``: read the facts, cost everything, fill every report, prove it."""

from __future__ import annotations

import datetime as dt

from wipbook.commands.audit.sign_offs import restate
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import fill
from wipbook.commands.workbench.front.first_screen import write_screen, write_stamp
from wipbook.commands.workbench.front.home_cells import write_facts
from wipbook.commands.workbench.front.tabs import arrange, pack_sheets
from wipbook.commands.workbench.inputs.taking_period import take_period
from wipbook.commands.workbench.number_formats import USUAL_PLACES, areas_of_inputs, show_places
from wipbook.commands.workbench.opening import Progress, nobody_watches, open_books
from wipbook.commands.workbench.sheets import bring_back_sheets, head_all
from wipbook.commands.workbench.summary import Summary, summarise
from wipbook.port.workbook import Workbook
from wipbook.sheets import output_sheets
from wipbook.sheets.front import home
from wipbook.sheets.value.statement import SHEET as STATEMENT_SHEET


def refresh(
    workbook: Workbook,
    progress: Progress = nobody_watches,
    now: dt.datetime | None = None,
    user: str | None = None,
) -> Summary:
    """Fill every report of ``workbook`` from its inputs; the caller saves.

    Sheets the user deleted come back from the template; columns the user added stay with their rows. Reports with
    nothing to say are hidden. Refreshing twice changes nothing but the Change Log and its echo on Home.
    """
    results = open_books(workbook, progress)
    bring_back_sheets(workbook)
    # all sheets show as many places as the first one with amounts does: where these are right, nobody asks the others
    shown: dict[str, bool] = pack_sheets(workbook)
    usual = None if results.policy.currency_places == USUAL_PLACES else False
    for sheet in output_sheets():
        if sheet.filled_by == "refresh":
            progress(f"writing {sheet.name}")
            filled = fill(workbook, sheet, results, places_known=bool(usual))
            shown[sheet.name] = filled.something
            if usual is None and sheet is STATEMENT_SHEET:
                usual = not filled.other_places
    taken = take_period(workbook)
    if not usual:
        show_places(workbook, results.policy.currency_places, areas_of_inputs(workbook))
    arrange(workbook, results.policy.role, shown)
    write_facts(workbook, home.cells(results))
    write_screen(workbook, results, now, places_known=bool(usual))
    head_all(workbook, home.header_line(results))
    restate(workbook, results)
    summary = summarise(workbook, results, taken)
    change_log.append(
        workbook,
        "refresh",
        change_log.changes(workbook, summary.balances, summary.places),
        result=summary.checks_line,
        rows_read=summary.rows_read,
        rows_left_out=summary.rows_left_out,
        balances=summary.balances,
        now=now,
        user=user,
    )
    write_stamp(workbook)
    return summary
