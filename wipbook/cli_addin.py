"""``wipbook addin ...``: build the Excel add-in, install it for this user."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="addin", help="The Excel add-in: tab WIP and =wip_ functions.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def build(
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for wipbook.xlam instead of the one of the templates.")
    ] = None,
) -> None:
    """Build wipbook.xlam from its sources, without Excel. The same sources give the same bytes."""
    from wipbook.addin.build import build as run

    print(f"Built {run(out)}")


@app.command()
def install(
    to: Annotated[Path | None, typer.Option("--to", help="Another folder than Excel's own start-up folder.")] = None,
) -> None:
    """Copy the add-in to Excel's start-up folder and tell it which Python to use."""
    from wipbook.addin.install import install as run

    for line in run(to):
        print(line)
