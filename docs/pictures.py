"""Render sheets of the demo to docs/pictures/*.png, through LibreOffice and pdftoppm, to be looked at.

    python docs/pictures.py [WORKBOOK] [--all FOLDER]

With --all, every sheet is rendered to FOLDER, to be looked at and not committed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.environment import office_environment
from wipbook.schema import input_sheets

SHEETS: tuple[str, ...] = (
    "Home",
    "Dashboard",
    "Statement",
    "Valuation",
    "Job Costs",
    "Roll-Forward",
    "Checks",
    "Movements",
    "Job Card",
    "Method Comparison",
    "Functions",
    "Audit Summary",
    "Audit",
    "Tie-Out",
    "Analytics",
    "Count Plan",
    "Rules",
    "Forecast",
    "Replenish",
    "Shortages",
    "Load",
    "Flow",
    "Due Dates",
    "Labor Limits",
    "Supplier Scorecard",
    "Quality",
    "KPI History",
)
PICTURES = Path(__file__).resolve().parent / "pictures"
WHOLE = ("Settings", "Functions", "JobCardEntries", "AnalyticsTests", "FirstTwoDigits")
LONGEST = 30  # rows of a long table that are shown


def main() -> None:
    arguments = sys.argv[1:]
    target, wanted = PICTURES, SHEETS
    if "--all" in arguments:
        at = arguments.index("--all")
        target, wanted = Path(arguments[at + 1]), ()
        del arguments[at : at + 2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments:
            workbook = Path(arguments[0])
        else:
            from wipbook.commands.data.demo.make import make

            workbook = make(folder).path
            _with_reports_on_demand(workbook)
        target.mkdir(exist_ok=True)
        short = _shortened(workbook, folder / "short.xlsx")
        pdf = _pdf(short, folder)
        order = open_file(short).sheets()
        for sheet in wanted or order:
            _draw(pdf, order.index(sheet) + 1, target / f"{sheet.lower().replace(' ', '-')}.png")


def _with_reports_on_demand(workbook: Path) -> None:
    """The reports that commands of their own write, so that they can be looked at as well."""
    from wipbook.commands.audit import count
    from wipbook.commands.audit.audit import audit
    from wipbook.commands.audit.sign import sign
    from wipbook.commands.forecast.forecast import forecast
    from wipbook.commands.value.compare_methods import compare_methods
    from wipbook.commands.value.job_card import job_card

    book = open_file(workbook)
    job_card(book, "J-1064")
    compare_methods(book)
    count.plan(book)
    audit(book)
    sign(book, "Dana Kowal", "controller")
    forecast(book)
    book.save()


def _draw(pdf: Path, page: int, picture: Path) -> None:
    command = ["pdftoppm", "-r", "80", "-png", "-singlefile", "-f", str(page), "-l", str(page)]
    subprocess.run([*command, str(pdf), str(picture.with_suffix(""))], check=True)
    print(picture)


def _shortened(workbook: Path, out: Path) -> Path:
    """The workbook with long tables cut to what a reader takes in."""
    book = open_file(workbook)
    for place in book.tables().values():
        if place.rows > LONGEST and place.name not in WHOLE:
            book.write_table(place.name, _numbers(place.name, book.read_table(place.name).frame.head(LONGEST)))
    return book.save(out)


def _numbers(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Figures as figures: a column with text somewhere is read as text, and a time as a moment of the year 1899."""
    figures = {c.name for sheet in input_sheets() if sheet.table == table for c in sheet.columns if c.is_number}
    shown = []
    for name, kind in frame.schema.items():
        cell = pl.col(name)
        if kind == pl.String and name in figures:
            shown.append(cell.cast(pl.Float64, strict=False))
        elif kind == pl.Datetime and frame[name].drop_nulls().dt.year().eq(1899).any():
            shown.append((cell - cell.dt.truncate("1d")).dt.total_seconds() / 86_400)
    return frame.with_columns(shown)


def _pdf(workbook: Path, folder: Path) -> Path:
    """One page per sheet, hidden ones too, in tab order."""
    options = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, env=office_environment())
    return folder / f"{workbook.stem}.pdf"


if __name__ == "__main__":
    main()
