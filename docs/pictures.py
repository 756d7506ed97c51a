"""Render sheets of the demo to docs/pictures/*.png, through LibreOffice and pdftoppm, to be looked at.

    python docs/pictures.py [WORKBOOK] [--all FOLDER]

With --all, every sheet is rendered to FOLDER, to be looked at and not committed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.environment import office_environment

SHEETS: tuple[str, ...] = (
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
            with_reports_on_demand(workbook)
        target.mkdir(exist_ok=True)
        short = shortened(workbook, folder / "short.xlsx")
        pdf = _pdf(short, folder)
        order = open_file(short).sheets()
        for sheet in wanted or order:
            _draw(pdf, order.index(sheet) + 1, target / f"{sheet.lower().replace(' ', '-')}.png")


def with_reports_on_demand(workbook: Path) -> None:
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


def shortened(workbook: Path, out: Path) -> Path:
    """The workbook with the rows of long tables hidden behind those that a reader takes in. None is taken away: what is
    computed from them must stand in the pictures as it stands in the workbook."""
    book = open_file(workbook)
    hidden: dict[str, set[int]] = {}
    shown: dict[str, set[int]] = {}
    for place in book.tables().values():
        rows = range(place.first_row, place.last_row + 1)
        long = place.rows > LONGEST and place.name not in WHOLE
        shown.setdefault(place.sheet, set()).update(rows[:LONGEST] if long else rows)
        hidden.setdefault(place.sheet, set()).update(rows[LONGEST:] if long else ())
    parts = {book.document.part_of(sheet): rows - shown[sheet] for sheet, rows in hidden.items()}
    with zipfile.ZipFile(workbook) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, _without_rows(content, parts[name]) if parts.get(name) else content)
    return out


def _without_rows(sheet: bytes, rows: set[int]) -> bytes:
    def hide(found: re.Match[bytes]) -> bytes:
        return found[0] + b' hidden="1"' if int(found[1]) in rows else found[0]

    return re.sub(rb'<row r="(\d+)"(?![^>]* hidden=)', hide, sheet)


def _pdf(workbook: Path, folder: Path) -> Path:
    """One page per sheet, hidden ones too, in tab order."""
    options = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, env=office_environment())
    return folder / f"{workbook.stem}.pdf"


if __name__ == "__main__":
    main()
