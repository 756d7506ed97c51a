"""Render the sheets of docs/import.md, filled as the page tells: docs/pictures/imports.png and import_preview.png.

    python docs/import_pictures.py
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from pictures import PICTURES, _draw, _pdf  # the script beside this one

from wipbook.commands.data.import_.run import Asked, run_import
from wipbook.commands.data.new import copy_template
from wipbook.hosts.file.workbook import FileWorkbook, open_file

PAGE = Path(__file__).resolve().parent / "import.md"
EXPORTS = (("Bestand.csv", "csv", "cp1252"), ("goods_receipts.xls", "html", "utf-8"), ("zeiten.txt", "tsv", "utf-8"))
TOLD = {"Kind": '"raw"', "Movement": "Doc. No."}


def main() -> None:
    text = PAGE.read_text("utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = []
        for file, kind, encoding in EXPORTS:
            content = re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)[0]
            paths.append(folder / file)
            paths[-1].write_bytes(content.encode(encoding))
        asked = Asked(tuple(paths), preview=True)
        with open_file(copy_template(folder / "plant.xlsx"), backups=0) as book:
            run_import(book, asked)
            _draw_sheet(book, "Imports", folder, PICTURES / "imports.png")
            table = book.read_table("Imports")
            for at, (ours, theirs) in enumerate(table.frame.select("Our Column", "Their Column").iter_rows()):
                if theirs is None and ours in TOLD:
                    book.write_cells("Imports", {table.cell(at, "Their Column"): TOLD[ours]})
            run_import(book, asked)
            _draw_sheet(book, "Import Preview", folder, PICTURES / "import_preview.png")


def _draw_sheet(book: FileWorkbook, sheet: str, folder: Path, picture: Path) -> None:
    _draw(_pdf(book.save(folder / f"{picture.stem}.xlsx"), folder), book.sheets().index(sheet) + 1, picture)


if __name__ == "__main__":
    main()
