"""A declared command in the shell: its arguments read, its workbook opened and saved, its answer printed."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from wipbook.cli.output import print_json, print_line, print_table, progress, say, stop_printing
from wipbook.commands.command import REQUIRED, ROWS_LEFT_OUT, WAIT, Answer, Argument, Call, Command, Grid

BOOK = Argument("book", "The workbook (.xlsx or .xlsm).", Path, metavar="BOOK")
RECALCULATE = Argument(
    "recalculate", "Let LibreOffice compute, in a copy, the formulas that have no value; only their values come back.",
    bool, False, ("--recalculate",),
)
AS_JSON = Argument("as_json", "Print the result as JSON, for machines.", bool, False, ("--json",))


def typer_function(command: Command) -> Callable[..., None]:
    """A function that typer reads like one written by hand for this command."""
    arguments = [
        *([BOOK] if command.needs_book else []), *command.arguments, *([WAIT] if command.writes_book else []),
        *([RECALCULATE] if command.recalculates else []), *([AS_JSON] if command.json else []),
    ]

    def function(**given: Any) -> None:
        run(command, given)

    parameters = [_parameter(argument) for argument in arguments]
    function.__name__ = command.name.rpartition(" ")[2].replace("-", "_")
    function.__doc__ = command.about
    function.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": None}
    vars(function)["__signature__"] = inspect.Signature(parameters)
    return function


class Broken(BaseException):
    """What stopped a run (its cause), in which command, on which workbook, and where that had been saved by then."""

    def __init__(self, doing: str, book: Path | None, saved: Path | None) -> None:
        super().__init__(doing)
        self.doing, self.book, self.saved = doing, book, saved


@dataclass
class _Run:
    """How far a run has come."""

    workbook: Any = None
    saved: Path | None = None

    def save(self, to: Path | None) -> None:
        """Save; what stops it on the way says whether the file had taken its name by then."""
        target = (to or self.workbook.path).absolute()
        before = _identity(target)
        try:
            self.saved = self.workbook.save(to) if to else self.workbook.save()
        except BaseException:
            if _identity(target) != before:
                self.saved = target
            raise


def run(command: Command, given: dict[str, Any]) -> None:
    """Run a command on the workbook it is given and print its answer; leaves with its exit code. Errors: ``Broken``."""
    as_json, recalculate = given.pop("as_json", False), given.pop("recalculate", False)
    path = given.pop("book") if command.needs_book else None
    course = _Run()
    try:
        answer = _answer(command, given, path, course, as_json, recalculate)
    except BaseException as error:
        raise Broken(command.name, path, course.saved) from error
    finally:
        if course.workbook is not None:
            course.workbook.close()
    raise typer.Exit(answer.exit_code)


def _answer(
    command: Command, given: dict[str, Any], path: Path | None, course: _Run, as_json: bool, recalculate: bool
) -> Answer:
    upgrade, calculated = None, 0
    if path is not None:
        from wipbook.commands.workbench.upgrade import bring_up_to_date
        from wipbook.hosts.file.workbook import open_file
        from wipbook.ooxml.saving.waiting import Waiting

        waiting = Waiting(given.pop("wait"), say) if command.writes_book else None
        course.workbook = open_file(path, waiting=waiting)
        if recalculate:
            with progress(as_json) as step:
                calculated = _recalculated(course, step)
        upgrade = bring_up_to_date(course.workbook)
    more: tuple[list[str], dict[str, Any]] = ([], {})
    with progress(as_json) as step:
        answer = command.run(Call(step, given, course.workbook, path, upgrade))
        if answer.saves:
            if recalculate:
                calculated += _recalculated(course, step, last=True)
            step("Saving")
            course.save(answer.save_to)
            if course.saved is not None and answer.afterwards is not None:
                more = answer.afterwards(course.saved)
    try:
        if as_json:
            _print_facts(command, answer, course.saved, more[1])
        else:
            _print_lines(answer, course.saved, more[0])
            shows = command.shows if answer.shows is None else answer.shows
            if course.saved is not None and _is_hidden(course.workbook, shows):
                print_line(f"{shows} is hidden in this view: Go To or Unhide shows it, or wipbook view")
        sys.stdout.flush()
    except BrokenPipeError:
        stop_printing()
    if upgrade is not None and command.name != "upgrade":
        say(upgrade.read if course.saved is None else upgrade.copied if answer.save_to else upgrade.brought)
    if recalculate:
        say(f"LibreOffice computed {calculated:,} formulas that had no value")
    if answer.why:
        say(f"Exit code {answer.exit_code}: {'; '.join(answer.why)}")
    return answer


def _is_hidden(workbook: Any, sheet: str) -> bool:
    return bool(sheet) and sheet in workbook.sheets() and not workbook.is_visible(sheet)


def _recalculated(course: _Run, step: Callable[[str], None], last: bool = False) -> int:
    from wipbook.commands.workbench.recalculation import recalculate

    return recalculate(course.workbook, step, last=last)


def _identity(path: Path) -> tuple[int, int, int] | None:
    """What tells one file of a name from the next; a save replaces the file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _print_facts(command: Command, answer: Answer, saved: Path | None, more: dict[str, Any]) -> None:
    facts = answer.facts
    if isinstance(facts, dict):
        counted = {"rows_left_out": answer.rows_left_out} if ROWS_LEFT_OUT in command.finds else {}
        facts = {**facts, **counted}
        facts = {**facts, **({"saved": str(saved or "")} if "saved" in facts else {}), **more}
    print_json(facts)


def _print_lines(answer: Answer, saved: Path | None, more: list[str]) -> None:
    for one in answer.shell:
        if isinstance(one, Grid):
            print_table(one.title, one.headers, one.rows)
        else:
            print_line(one, answer.keeps)
    if saved is not None and answer.then is not None:
        print_line(f"Saved {saved}{answer.then}")
    for line in more:
        print_line(line)


def _parameter(argument: Argument) -> inspect.Parameter:
    if argument.words:
        said: Any = typer.Option(*argument.words, help=argument.about, metavar=argument.metavar)
    else:
        said = typer.Argument(help=argument.about, metavar=argument.metavar)
    default = inspect.Parameter.empty if argument.default is REQUIRED else argument.default
    return inspect.Parameter(
        argument.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[argument.kind, said]
    )
