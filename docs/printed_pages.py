"""Print every sheet of the demo to docs/pictures/pages/*.png, as large as on paper, and list them in docs/pages.md.

    python docs/printed_pages.py [WORKBOOK]

The first page of each sheet, A4 at 96 dots to the inch: what is small there is small on paper.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from pictures import shortened, with_reports_on_demand

from wipbook.commands.data.demo.make import make
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.front.chosen_view import choose_view
from wipbook.hosts.file.workbook import open_file
from wipbook.hosts.libreoffice.environment import office_environment
from wipbook.sheets.front.tabs import sheet_names

DOCS = Path(__file__).resolve().parent
PAGES = DOCS / "pictures" / "pages"
_FOOTER = re.compile(r"\.xlsx\s+·\s+(.+?)\s{2,}")
HEAD = """# Every sheet as it is printed

<!-- written by docs/printed_pages.py -->

The first page of each sheet of the demo, A4 at 96 dots to the inch. Long tables are cut to 30 rows here.
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        short = shortened(Path(sys.argv[1]) if len(sys.argv) > 1 else _demo(folder), folder / "short.xlsx")
        with open_file(short, backups=0) as book:
            choose_view(book, "All")
            book.save()
        pdf = _printed(short, folder)
        first = _first_pages(pdf)
        PAGES.mkdir(parents=True, exist_ok=True)
        for old in PAGES.glob("*.png"):
            old.unlink()
        lines = [HEAD]
        for sheet in (one for one in sheet_names() if one in first):
            picture = PAGES / f"{sheet.lower().replace(' ', '-')}.png"
            _draw(pdf, first[sheet], picture)
            lines.append(f"## {sheet}\n\n![{sheet}](pictures/pages/{picture.name})\n")
        (DOCS / "pages.md").write_text("\n".join(lines), "utf-8")
        print(f"{len(lines) - 1} sheets in {PAGES}")


def _demo(folder: Path) -> Path:
    path = make(folder).path
    with_reports_on_demand(path)
    with open_file(path, backups=0) as book:
        refresh(book)
        book.save()
    return path


def _printed(workbook: Path, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, env=office_environment())
    return folder / f"{workbook.stem}.pdf"


def _first_pages(pdf: Path) -> dict[str, int]:
    """The first page of each sheet, which its footer names."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    found: dict[str, int] = {}
    for number, page in enumerate(text.split("\f"), 1):
        footer = _FOOTER.search(page)
        if footer:
            found.setdefault(footer[1], number)
    return found


def _draw(pdf: Path, page: int, picture: Path) -> None:
    command = ["pdftoppm", "-r", "96", "-png", "-singlefile", "-f", str(page), "-l", str(page)]
    subprocess.run([*command, str(pdf), str(picture.with_suffix(""))], check=True)
    subprocess.run(["convert", str(picture), "-colors", "24", "-define", "png:compression-level=9", str(picture)],
                   check=True)


if __name__ == "__main__":
    main()
