"""``wipbook forecast``: what is to come, with its measured error."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Grid, Press
from wipbook.commands.given import date_given
from wipbook.commands.wording import MOST_LINES, NOT_SAVED, first_lines, rows_left_out
from wipbook.port.tab import Button, Group

_SHOWN = 15


def run(call: Call) -> Answer:
    import polars as pl

    from wipbook.commands.forecast.forecast import forecast

    given = call.given
    day = date_given(given["as_of"], "--as-of")
    report = forecast(call.workbook, given["horizon"], day, given["service_level"], call.progress)
    late, short = report.late_jobs, report.short_materials
    jobs = Grid(
        "Jobs that will be late",
        ("Job", "Due", "Expected", "Days late", "Cause"),
        late.select("Job", "Due", "Expected", "Days Late", "Cause").head(_SHOWN).rows(),
    )
    materials = Grid(
        "Materials that run short",
        ("Material", "Short from", "Job that stops", "Order by", "State"),
        short.select("Material", "Short From", pl.col("Job").fill_null(""), "Order By", "State").head(_SHOWN).rows(),
    )
    told = [
        f"Job {row['Job']}, due {row['Due']}: {row['Days Late']} days late, {row['Cause']}"
        for row in late.head(MOST_LINES + 1).to_dicts()
    ]
    ledger = report.planning.books.ledger
    taken = [one.said for one in ledger.taken_in]
    return Answer(
        [jobs, *_more(late.height, "Due Dates"), materials, *_more(short.height, "Shortages"), *taken, report.line],
        [
            f"{report.line[0].upper()}{report.line[1:]}.",
            *first_lines(told, "the sheet Due Dates", late.height - len(told)),
            *taken,
            NOT_SAVED,
        ],
        {"saved": None, "line": report.line, "bottleneck": report.planning.shop.bottleneck,
         "late_jobs": late.to_dicts(), "short_materials": short.to_dicts(),
         "rows_taken_in": ledger.rows_taken_in, "kpis": report.planning.performance.kpis.to_dicts()},
        rows_left_out(ledger.rows_left_out),
        saves=True,
        then=": see the sheets Forecast, Replenish, Shortages, Load, Flow, Due Dates …",
    )


def _more(rows: int, sheet: str) -> list[str]:
    return [f"... and {rows - _SHOWN:,} more: see the sheet {sheet}"] if rows > _SHOWN else []


COMMAND = Command(
    name="forecast", order=90, run=run, home=80, finds=(ROWS_LEFT_OUT,),
    about="Plan ahead: demand, orders, shortages, load, flow, due dates, limits, suppliers, quality, KPIs.",
    arguments=(
        Argument("horizon", "Months to look ahead.", int, 6, ("--horizon",)),
        Argument("as_of", "Another day than Settings says (2026-06-30).", default="", words=("--as-of",)),
        Argument("service_level", "Percent of demand served; default: Settings.", float | None, None,
                 ("--service-level",)),
    ),
    presses=(
        Press("forecast", Button(
            Group.FORECAST, 10, "Forecast", "ChartTrendline", "Plan ahead",
            "Demand, orders, shortages, load, flow, due dates, limits, suppliers, quality and KPIs from the rows of "
            "the workbook, each with its measured error. Changes no input.",
            large=True,
        )),
    ),
)
