"""``wipbook``: every declared command, and the add-in's own. Heavy imports wait until a command runs."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any

import typer

from wipbook import __version__
from wipbook.cli import addin
from wipbook.cli.output import let_go_of_what_cannot_be_printed, print_json, say, stop_printing, take_any_text
from wipbook.cli.room import in_child, is_limited, refuse_few_files
from wipbook.cli.shell import Broken, typer_function
from wipbook.cli.signals import heeded, ignore
from wipbook.commands.command import Command
from wipbook.commands.declared import commands
from wipbook.commands.faces.failure import Failure, failure_of
from wipbook.commands.faces.shortage import NotEnoughRoom
from wipbook.errors import WipbookError
from wipbook.exit_code import ExitCode

_WrongUse: Any = next(one for one in typer.BadParameter.__mro__ if one.__name__ == "ClickException")
"""What typer raises for arguments that make no command; it has no public name for all of them."""

GROUPS = {"count": "Cycle counts: plan, blind sheets, posting."}
"""Commands of two words stand in a group; this is its help."""

app = typer.Typer(
    name="wipbook",
    help="An Excel workbook as the system of record for work-in-process inventory, that proves its own numbers.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run a command and leave with its exit code (``ExitCode``); whatever stops it becomes one line, or one object."""
    take_any_text()
    as_json = "--json" in sys.argv
    with heeded():
        try:
            refuse_few_files()
            if is_limited():
                code = in_child(lambda: _code(as_json), lambda short, saved: _short(short, saved, as_json))
            else:
                code = _code(as_json)
        except NotEnoughRoom as error:
            code = _told(error, as_json)
    let_go_of_what_cannot_be_printed()
    sys.exit(code)


def _short(error: NotEnoughRoom, saved: bool, as_json: bool) -> int:
    """Say that the run was ended by a shortage of the machine."""
    failure = failure_of(error, " ".join(sys.argv[1:2]))
    after = "The workbook has been saved." if saved else "The workbook on disk is as it was."
    _say(replace(failure, message=f"{failure.message} {after}"), as_json)
    return failure.code


def _code(as_json: bool) -> int:
    try:
        code = int(app(prog_name="wipbook", standalone_mode=False) or 0)
        sys.stdout.flush()
    except SystemExit as left:  # typer takes a closed pipe for a failure
        return _closed() if isinstance(left.__context__, BrokenPipeError) else int(left.code or 0)
    except BrokenPipeError:
        return _closed()
    except _WrongUse as error:
        return _misused(error, as_json)
    except BaseException as error:  # noqa: BLE001 - whatever it was: a panic of a library is no Exception
        ignore()
        return _told(error, as_json)
    return code


def _told(error: BaseException, as_json: bool) -> int:
    """Say what stopped the run; its exit code."""
    if isinstance(error, Broken) and error.__cause__ is not None:
        failure = failure_of(error.__cause__, error.doing, error.book, error.saved)
    else:
        failure = failure_of(error, " ".join(sys.argv[1:2]))
    _say(failure, as_json)
    return failure.code


def _misused(error: Any, as_json: bool) -> int:
    """Arguments that make no command: as typer says it, with the usage."""
    if as_json:
        context = getattr(error, "ctx", None)
        where = context.command_path if context is not None else "wipbook"
        found = error.format_message().rstrip(".")
        told = WipbookError(where=where, found=found, remedy=f"see {where} --help")
        _say(Failure("WrongUse", str(told), ExitCode.WRONG_USE, where=where, found=found, remedy=told.remedy), as_json)
    else:
        with suppress(OSError):  # nobody hears it
            error.show()
    return ExitCode.WRONG_USE


def _say(failure: Failure, as_json: bool) -> None:
    if not as_json:
        say(f"wipbook: {failure.line}")
        return
    try:
        print_json(failure.facts)
        sys.stdout.flush()
    except OSError:  # nobody reads it there
        stop_printing()
        say(f"wipbook: {failure.line}")


def _closed() -> int:
    stop_printing()
    return ExitCode.FINE


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    if version:
        print(f"wipbook {__version__}")
        raise typer.Exit


def _register() -> None:
    app.add_typer(addin.app)
    groups: dict[str, typer.Typer] = {}
    for command in commands():
        if not command.in_shell:
            continue
        group, _, name = command.name.rpartition(" ")
        if group and group not in groups:
            groups[group] = typer.Typer(
                name=group, help=GROUPS.get(group, ""), no_args_is_help=True, rich_markup_mode=None
            )
            app.add_typer(groups[group])
        (groups[group] if group else app).command(name, help=command.about, epilog=_found(command))(
            typer_function(command)
        )


def _found(command: Command) -> str | None:
    """The line below a command's help."""
    return f"Exit code 1: {'; or '.join(command.finds)}." if command.finds else None


_register()
