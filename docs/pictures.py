"""Render sheets of the demo to docs/pictures/*.png, through LibreOffice and pdftoppm, to be looked at.

    python docs/pictures.py [WORKBOOK]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from wipbook.hosts.file import open_file

SHEETS = ("Home", "Dashboard", "Statement", "Valuation", "Job Costs", "Roll-Forward", "Checks", "Movements")
PICTURES = Path(__file__).resolve().parent / "pictures"
LONGEST = 30  # rows of a long table that are shown


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if len(sys.argv) > 1:
            workbook = Path(sys.argv[1])
        else:
            from wipbook.commands.demo.make import make

            workbook = make(folder).path
        PICTURES.mkdir(exist_ok=True)
        short = _shortened(workbook, folder / "short.xlsx")
        pdf = _pdf(short, folder)
        order = open_file(short).sheets()
        for sheet in SHEETS:
            picture = PICTURES / f"{sheet.lower().replace(' ', '-')}.png"
            page = str(order.index(sheet) + 1)
            command = ["pdftoppm", "-r", "80", "-png", "-singlefile", "-f", page, "-l", page]
            subprocess.run([*command, str(pdf), str(picture.with_suffix(""))], check=True)
            print(f"docs/pictures/{picture.name}")


def _shortened(workbook: Path, out: Path) -> Path:
    """The workbook with long tables cut to what a reader takes in."""
    book = open_file(workbook)
    for place in book.tables().values():
        if place.sheet in SHEETS and place.rows > LONGEST:
            book.write_table(place.name, book.read_table(place.name).frame.head(LONGEST))
    return book.save(out)


def _pdf(workbook: Path, folder: Path) -> Path:
    """One page per sheet, hidden ones too, in tab order."""
    options = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{workbook.stem}.pdf"


if __name__ == "__main__":
    main()
