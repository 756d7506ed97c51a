"""The shell's way to forecast and schedule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wipbook.cli.options import AsJson, Book, date_option
from wipbook.cli.output import print_json, print_table, progress

SHOWN = 15


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the shell."""
    app.command()(forecast)
    app.command()(schedule)


def forecast(
    book: Book,
    horizon: Annotated[int, typer.Option(help="Months to look ahead.")] = 6,
    as_of: Annotated[str, typer.Option("--as-of", help="Another day than Settings says (2026-06-30).")] = "",
    service_level: Annotated[
        float | None, typer.Option("--service-level", help="Percent of demand served; default: Settings.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Plan ahead: demand, orders, shortages, load, flow, due dates, limits, suppliers, quality, KPIs."""
    import polars as pl

    from wipbook.commands.forecast.forecast import forecast as run
    from wipbook.hosts.file.workbook import open_file

    day = date_option(as_of, "--as-of")
    workbook = open_file(book)
    with progress(as_json) as step:
        report = run(workbook, horizon, day, service_level, step)
        step("Saving")
        saved = workbook.save()
    late, short = report.late_jobs, report.short_materials
    if as_json:
        print_json({"saved": str(saved), "line": report.line, "bottleneck": report.planning.shop.bottleneck,
                    "late_jobs": late.to_dicts(), "short_materials": short.to_dicts(),
                    "kpis": report.planning.performance.kpis.to_dicts()})
        return
    print_table(
        "Jobs that will be late",
        ("Job", "Due", "Expected", "Days late", "Cause"),
        late.select("Job", "Due", "Expected", "Days Late", "Cause").head(SHOWN).rows(),
    )
    _more(late.height, "Due Dates")
    print_table(
        "Materials that run short",
        ("Material", "Short from", "Job that stops", "Order by", "State"),
        short.select("Material", "Short From", pl.col("Job").fill_null(""), "Order By", "State").head(SHOWN).rows(),
    )
    _more(short.height, "Shortages")
    print(f"{report.line}\nSaved {saved}: see the sheets Forecast, Replenish, Shortages, Load, Flow, Due Dates …")


def _more(rows: int, sheet: str) -> None:
    if rows > SHOWN:
        print(f"... and {rows - SHOWN:,} more: see the sheet {sheet}")


def schedule(
    book: Book,
    rule: Annotated[str, typer.Option(help="A dispatch rule; default: the one with the fewest days late.")] = "",
    accept: Annotated[
        bool, typer.Option("--accept", help="Write the dates to Operations; without it: preview.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Schedule the open steps on the capacity there is: a preview, until --accept writes the planned dates."""
    from wipbook.commands.forecast.schedule import schedule as run
    from wipbook.hosts.file.workbook import open_file

    workbook = open_file(book)
    with progress(as_json) as step:
        proposal = run(workbook, rule, accept, step)
        saved: Path | None = workbook.save() if proposal.written else None
    if as_json:
        print_json({"rule": proposal.rule, "accepted": proposal.written, "rules": proposal.rules.to_dicts(),
                    "steps": proposal.steps.to_dicts()})
        return
    shown = ("Rule", "Chosen", "Late Jobs", "Days Late", "Longest Delay", "All Done")
    print_table("Dispatch rules, in working days", shown, proposal.rules.select(shown).rows())
    done = "planned anew" if proposal.written else "would be planned anew (nothing is written: --accept does it)"
    print(f"{proposal.changed} of {proposal.steps.height} open steps {done}, by {proposal.rule}")
    if saved:
        print(f"Saved {saved}: now forecast again")
