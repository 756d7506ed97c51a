"""``wipbook status``: where each job stands, for the shop and for customers."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Grid, Press
from wipbook.commands.wording import NOT_SAVED, rows_left_out
from wipbook.port.tab import Button, Group

_COLUMNS = ("Job", "Done", "Step", "Due", "Promised", "Projected", "State", "Waits For")


def run(call: Call) -> Answer:
    from wipbook.commands.forecast.status import status
    from wipbook.commands.forecast.status_page import write_page

    given = call.given
    found = status(call.workbook, given["job"], given["customer"], call.progress)
    jobs = found.jobs
    lines: list[str | Grid] = []
    if jobs.height:
        rows = [
            tuple("" if value is None else f"{value:.0%}" if name == "Done" else value
                  for name, value in zip(_COLUMNS, row, strict=True))
            for row in jobs.select(_COLUMNS).iter_rows()
        ]
        lines.append(Grid(f"Status of {found.of}", _COLUMNS, rows))
    said = f"{jobs.height} jobs of {found.of}" if found.of != "all jobs" else f"{jobs.height} jobs"
    lines.append(said if jobs.height else f"no open job, and none finished lately: {found.of}")

    def written(saved: Path) -> tuple[list[str], dict[str, object]]:
        if given["html"] is None:
            return [], {}
        write_page(given["html"], found.page)
        return [f"Page for a screen or a phone: {given['html']}"], {"html": str(given["html"])}

    return Answer(
        lines,
        [f"{said}. See the sheet Status; it holds no cost and no price.", NOT_SAVED],
        {"saved": None, "of": found.of, "jobs": jobs.to_dicts(), "html": None},
        rows_left_out(found.rows_left_out),
        saves=True,
        then=": see the sheet Status",
        afterwards=written,
    )


COMMAND = Command(
    name="status", order=102, shows="Status", run=run, home=95, finds=(ROWS_LEFT_OUT,),
    about="Say where each job stands: step, done, promised, projected, what it waits for. No cost.",
    arguments=(
        Argument("job", "One job.", default="", words=("--job",)),
        Argument("customer", "The jobs of one customer.", default="", words=("--customer",)),
        Argument("html", "Write it as a page for a screen in the hall or a phone, too.", Path | None, None,
                 ("--html",)),
    ),
    presses=(
        Press("status", Button(
            Group.FORECAST, 80, "Status", "ViewFullScreenView", "Where each job stands",
            "Step, done, promised, projected and what it waits for, of every open job. No cost: it may be shown.",
        )),
    ),
)
