"""A declared command in the shell: its arguments read, its workbook opened and saved, its answer printed."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from wipbook.cli.output import print_json, print_table, progress
from wipbook.commands.command import REQUIRED, Answer, Argument, Call, Command, Grid

BOOK = Argument("book", "The workbook (.xlsx or .xlsm).", Path, metavar="BOOK")
AS_JSON = Argument("as_json", "Print the result as JSON, for machines.", bool, False, ("--json",))


def typer_function(command: Command) -> Callable[..., None]:
    """A function that typer reads like one written by hand for this command."""
    arguments = [*([BOOK] if command.needs_book else []), *command.arguments, *([AS_JSON] if command.json else [])]

    def function(**given: Any) -> None:
        run(command, given)

    parameters = [_parameter(argument) for argument in arguments]
    function.__name__ = command.name.rpartition(" ")[2].replace("-", "_")
    function.__doc__ = command.about
    function.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": None}
    vars(function)["__signature__"] = inspect.Signature(parameters)
    return function


def run(command: Command, given: dict[str, Any]) -> None:
    """Run a command on the workbook it is given and print its answer; leaves with its exit code."""
    as_json = given.pop("as_json", False)
    path = given.pop("book") if command.needs_book else None
    workbook: Any = None
    if path is not None:
        from wipbook.hosts.file.workbook import open_file

        workbook = open_file(path)
    saved: Path | None = None
    more: tuple[list[str], dict[str, Any]] = ([], {})
    with progress(as_json) as step:
        answer = command.run(Call(step, given, workbook, path))
        if answer.saves:
            step("Saving")
            saved = workbook.save(answer.save_to) if answer.save_to else workbook.save()
            if saved is not None and answer.afterwards is not None:
                more = answer.afterwards(saved)
    if as_json:
        _print_facts(answer, saved, more[1])
    else:
        _print_lines(answer, saved, more[0])
    raise typer.Exit(answer.exit_code)


def _print_facts(answer: Answer, saved: Path | None, more: dict[str, Any]) -> None:
    facts = answer.facts
    if isinstance(facts, dict):
        facts = {**facts, **({"saved": str(saved or "")} if "saved" in facts else {}), **more}
    print_json(facts)


def _print_lines(answer: Answer, saved: Path | None, more: list[str]) -> None:
    for one in answer.shell:
        if isinstance(one, Grid):
            print_table(one.title, one.headers, one.rows)
        else:
            print(one)
    if saved is not None and answer.then is not None:
        print(f"Saved {saved}{answer.then}")
    for line in more:
        print(line)


def _parameter(argument: Argument) -> inspect.Parameter:
    if argument.words:
        said: Any = typer.Option(*argument.words, help=argument.about, metavar=argument.metavar)
    else:
        said = typer.Argument(help=argument.about, metavar=argument.metavar)
    default = inspect.Parameter.empty if argument.default is REQUIRED else argument.default
    return inspect.Parameter(
        argument.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[argument.kind, said]
    )
