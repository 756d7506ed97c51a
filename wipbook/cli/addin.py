"""``wipbook addin ...``: build the add-in for Excel or the extension for LibreOffice, install it for this user."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    name="addin", help="The Excel add-in: tab WIP and =wip_ functions.", no_args_is_help=True, rich_markup_mode=None
)
ForLibreOffice = Annotated[
    bool, typer.Option("--libreoffice", help="LibreOffice's extension instead of Excel's add-in.")
]


@app.command()
def build(
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for wipbook.xlam instead of the one of the templates.")
    ] = None,
    libreoffice: ForLibreOffice = False,
) -> None:
    """Build wipbook.xlam from its sources, without Excel. The same sources give the same bytes."""
    if libreoffice:
        from wipbook.addin.libreoffice.build import build as build_extension

        print(f"Built {build_extension(out or Path(), *_faces())}")
        return
    from wipbook.addin.build import build as run
    from wipbook.commands.buttons import tab_buttons

    print(f"Built {run(tab_buttons(), out)}")


DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done; change nothing.")]
Folder = Annotated[Path | None, typer.Option("--to", help="Another folder than Excel's own start-up folder.")]


@app.command()
def install(to: Folder = None, dry_run: DryRun = False, libreoffice: ForLibreOffice = False) -> None:
    """Copy the add-in to Excel's start-up folder and tell it which Python to use."""
    from wipbook.addin.install import install as run
    from wipbook.addin.libreoffice import install as extension

    for line in extension.install(*_faces(), dry_run=dry_run) if libreoffice else run(to, dry_run=dry_run):
        print(line)


@app.command()
def uninstall(to: Folder = None, dry_run: DryRun = False, libreoffice: ForLibreOffice = False) -> None:
    """Remove what install put there, and nothing else."""
    from wipbook.addin.install import uninstall as run
    from wipbook.addin.libreoffice import install as extension

    for line in extension.uninstall(dry_run=dry_run) if libreoffice else run(to, dry_run=dry_run):
        print(line)


@app.command()
def status(to: Folder = None, libreoffice: ForLibreOffice = False) -> None:
    """Say what is installed, and whether it is what this version would install."""
    from wipbook.addin.install import status as run
    from wipbook.addin.libreoffice import install as extension

    for line in extension.status() if libreoffice else run(to):
        print(line)


def _faces() -> tuple[list[Any], dict[str, str]]:
    """What LibreOffice shows of wipbook: the cards of its functions, and the labels of its buttons by their keys."""
    from wipbook.beside import functions
    from wipbook.commands.buttons import labels

    return [vars(function)["card"] for function in functions().values()], labels()
