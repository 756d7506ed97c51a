"""Show pages of the demo in a real browser and photograph them to docs/pictures/*.png, to be looked at.

    python docs/browser_pictures.py

Needs Chromium. The demo is seen in the middle of its year, while jobs of customers are open.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from wipbook.commands.data.demo.make import make
from wipbook.commands.forecast.status import status
from wipbook.commands.forecast.status_page import write_page
from wipbook.commands.packs.pack import Wanted, pack
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

PICTURES = Path(__file__).resolve().parent / "pictures"
DAY = dt.date(2026, 9, 15)
PHONE, SCREEN, PAGE = (390, 844), (1280, 720), (1200, 900)


def main() -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("no Chromium: install it to photograph pages")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_file(make(folder).path, backups=0) as book:
            customer = _seen_in_september(book)
            write_page(folder / "hall.html", status(book).page)
            write_page(folder / "phone.html", status(book, customer=customer).page)
            made = pack(book, Wanted(f"customer:{customer}", "html", folder, language="en"))
        for file, picture, size in (
            (folder / "hall.html", "status-hall.png", SCREEN), (folder / "phone.html", "status-phone.png", PHONE),
            (made.files[0], "customer-pack.png", PAGE),
        ):
            _photograph(browser, file, PICTURES / picture, size)
            print("written:", f"docs/pictures/{picture}")


def _seen_in_september(book: FileWorkbook) -> str:
    """The demo as of ``DAY``: what was finished later is open; a customer of that time."""
    write_settings(book, {"As Of": DAY, "Period End": dt.date(2026, 9, 30)})
    jobs = book.read_table("Jobs").frame
    later = pl.col("Finished") > dt.datetime.combine(DAY, dt.time())
    book.write_table("Jobs", jobs.with_columns(
        pl.when(later).then(pl.lit("Released")).otherwise(pl.col("Status")).alias("Status"),
        pl.when(later).then(None).otherwise(pl.col("Finished")).alias("Finished"),
        pl.when(later).then(None).otherwise(pl.col("Closed")).alias("Closed"),
    ).filter(pl.col("Released") <= dt.datetime.combine(DAY, dt.time())))
    there = jobs.filter(later & (pl.col("Released") <= dt.datetime.combine(DAY, dt.time())))["Customer"].drop_nulls()
    return str(there[0])


def _photograph(browser: str, page: Path, picture: Path, size: tuple[int, int]) -> None:
    picture.unlink(missing_ok=True)
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
         f"--window-size={size[0]},{size[1]}", f"--screenshot={picture}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )
    if not picture.is_file():
        sys.exit(f"no picture of {page.name}")


if __name__ == "__main__":
    main()
