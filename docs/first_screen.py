"""Take docs/pictures/home.png: the demo as it opens in a window of 1366 by 768, after an audit and a forecast.

python docs/first_screen.py [WORKBOOK]

Needs Xvfb and ImageMagick's import, as the picture of the click on Refresh does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wipbook.commands.audit.audit import audit
from wipbook.commands.data.demo.make import make
from wipbook.commands.forecast.forecast import forecast
from wipbook.commands.value.refresh import refresh
from wipbook.hosts.file.workbook import open_file

PICTURE = Path(__file__).resolve().parent / "pictures" / "home.png"
SIZE = "1366x768"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = Path(sys.argv[1]) if len(sys.argv) > 1 else _demo(folder)
        display = f":{90 + os.getpid() % 9}"
        screen = subprocess.Popen(["Xvfb", display, "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"])
        environment = os.environ | {"DISPLAY": display}
        office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--norestore", "--nologo", "--calc",
             str(book)], env=environment,
        )
        try:
            _maximised(environment)
            subprocess.run(["import", "-window", "root", str(PICTURE)], env=environment, check=True)
        finally:
            for one in (office, screen):
                one.terminate()
                one.wait()
    print(PICTURE)


def _demo(folder: Path) -> Path:
    path = make(folder).path
    with open_file(path, backups=0) as book:
        audit(book)
        forecast(book)
        refresh(book)
        book.save()
    return path


def _maximised(environment: dict[str, str]) -> None:
    """Wait for the window of the workbook, and let it fill the screen: nobody manages windows there."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "LibreOffice Calc"],
                               env=environment, capture_output=True, text=True, check=False).stdout.split()
        if found:
            window = found[-1]
            width, height = SIZE.split("x")
            for words in (["windowmove", window, "0", "0"], ["windowsize", window, width, height]):
                subprocess.run(["xdotool", *words], env=environment, check=True)
            time.sleep(12)  # until it has drawn itself and its bars
            return
        time.sleep(1)
    raise SystemExit("LibreOffice showed no window in two minutes")


if __name__ == "__main__":
    main()
