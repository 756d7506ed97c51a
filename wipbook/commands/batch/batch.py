"""``wipbook batch``: the plan run, its page and summary written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from wipbook.commands.batch.pages import status_page, summary
from wipbook.commands.batch.plan import BatchPlan
from wipbook.commands.batch.plant_run import PlantResult, steps_done
from wipbook.commands.batch.runner import BatchResult, run_batch
from wipbook.commands.batch.state import PlantState
from wipbook.commands.value.whole_file import write_whole


def batch(plan: BatchPlan, fresh: bool = False, tell: Callable[[str], None] = lambda step: None) -> BatchResult:
    """Run the plan. Beside it: the page of how it stands, written anew after every plant, and the summary at the end.
    Errors: those of ``run_batch``."""

    def seen(results: list[PlantResult], over: bool = False) -> None:
        page = status_page(plan, results, _now(), over).encode()
        write_whole(plan.beside("status.html"), lambda file: file.write(page))

    seen([])
    done = run_batch(plan, fresh, tell, seen)
    seen(list(done.results), over=True)
    data = summary(plan, done.results, _now(), done.seconds)
    write_whole(plan.beside("summary.xlsx"), lambda file: file.write(data))
    return done


def dry_run(plan: BatchPlan, fresh: bool = False) -> list[tuple[str, str, str]]:
    """Of each plant the steps that would run, and those that have run on this very workbook."""
    rows = []
    for plant in plan.plants:
        done = 0 if fresh else len(steps_done(plant, PlantState(plan.beside("state"), plant.name)))
        names = [" ".join((step.name, *step.words)) for step in plant.steps]
        rows.append((plant.name, ", ".join(names[done:]), ", ".join(names[:done])))
    return rows


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)
