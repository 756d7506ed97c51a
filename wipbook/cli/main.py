"""``wipbook``: every declared command, and the add-in's own. Heavy imports wait until a command runs."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from wipbook import __version__
from wipbook.cli import addin
from wipbook.cli.shell import typer_function
from wipbook.commands.declared import commands
from wipbook.errors import WipbookError

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
    """Run a command; errors a user can act on become one message and an exit code of 2 or 3."""
    try:
        app()
    except WipbookError as error:
        if "--json" in sys.argv:
            parts = ("where", "found", "expected", "difference", "remedy")
            answer = {"error": type(error).__name__, "message": str(error)}
            answer.update({part: getattr(error, part) for part in parts if getattr(error, part)})
            print(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            print(f"wipbook: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:
        print(f"wipbook: {error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("wipbook: stopped; the workbook on disk is as it was", file=sys.stderr)
        sys.exit(130)


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
        (groups[group] if group else app).command(name, help=command.about)(typer_function(command))


_register()
