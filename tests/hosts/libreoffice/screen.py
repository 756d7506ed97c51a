"""A screen that nobody sees, with LibreOffice on it and a mouse that clicks: Xvfb, xdotool, ImageMagick."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

#: The packages xvfb, xdotool and imagemagick of Debian.
TOOLS = ("Xvfb", "xdotool", "import")
SIZE = "1400x860"


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A screen of its own; the environment for programs that are to show on it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        os.close(write)
        with os.fdopen(read) as numbers:
            display = numbers.readline().strip()
        # the plain X11 look: the same on every machine, whatever desktop is installed
        yield {"DISPLAY": f":{display}", "SAL_USE_VCLPLUGIN": "gen"}
    finally:
        server.terminate()
        server.wait(10)


def fill_screen(window: Any) -> None:
    """There is no window manager that would."""
    width, height = map(int, SIZE.split("x"))
    window.setPosSize(0, 0, width, height, 15)


def places_of(window: Any, name: str) -> list[tuple[int, int]]:
    """The middle, on the screen, of everything in ``window`` that is called ``name``, as a screen reader finds it."""
    found: list[tuple[int, int]] = []

    def look(accessible: Any, depth: int) -> None:
        context = accessible.getAccessibleContext()
        if context.getAccessibleName() == name and hasattr(context, "getLocationOnScreen"):
            corner, size = context.getLocationOnScreen(), context.getSize()
            if size.Width > 0 and size.Height > 0:
                found.append((corner.X + size.Width // 2, corner.Y + size.Height // 2))
        # cells and menus that are not open are many, and no toolbar
        for number in range(min(context.getAccessibleChildCount(), 60) if depth < 8 else 0):
            with contextlib.suppress(Exception):
                look(context.getAccessibleChild(number), depth + 1)

    look(window, 0)
    return found


def click(environment: dict[str, str], place: tuple[int, int]) -> None:
    """Move the mouse there and press its left button."""
    command = ["xdotool", "mousemove", str(place[0]), str(place[1]), "sleep", "0.3", "click", "1"]
    subprocess.run(command, env={**os.environ, **environment}, check=True, timeout=30)


def top_windows(office: Any) -> list[Any]:
    """Every window of the office, dialogs included."""
    toolkit = office.create("awt.Toolkit")
    return [toolkit.getTopWindow(number) for number in range(toolkit.getTopWindowCount())]


def photograph(environment: dict[str, str], target: Path) -> None:
    subprocess.run(
        ["import", "-window", "root", "-strip", "+dither", "-colors", "256", str(target)],
        env={**os.environ, **environment}, check=True, timeout=60,
    )


def wait_for(happened: Callable[[], object], seconds: float = 60) -> Any:
    """What ``happened`` gives as soon as it is something; an error when the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = happened()
        if answer:
            return answer
        time.sleep(0.2)
    raise TimeoutError(f"not within {seconds} seconds")


def type_keys(environment: dict[str, str], *strokes: str) -> None:
    """Strokes of the keyboard, one after the other: a text that is typed, or a key in angle brackets (``<Tab>``,
    ``<ctrl+s>``)."""
    for stroke in strokes:
        named = stroke.startswith("<") and stroke.endswith(">")
        words = ["key", "--delay", "40", stroke[1:-1]] if named else ["type", "--delay", "25", stroke]
        subprocess.run(["xdotool", *words], env={**os.environ, **environment}, check=True, timeout=60)
        time.sleep(0.05)


def give_focus(environment: dict[str, str], title: str) -> None:
    """There is no window manager that would: keys go to the window whose title holds this. A dialog is known to screen
    readers some time before its window is on the screen, so the window is waited for."""
    variables = {**os.environ, **environment}

    def answer(*words: str) -> list[str]:
        return subprocess.run(
            ["xdotool", *words], env=variables, check=False, capture_output=True, text=True, timeout=30
        ).stdout.split()

    def focused() -> bool:
        named = answer("search", "--onlyvisible", "--name", title)
        if named:
            answer("windowfocus", named[-1])  # refused as long as the window is not yet to be seen
        holds = answer("getwindowfocus", "-f")
        seen.append(f"{title!r} is the title of {named}, keys go to {holds}")
        return bool(named) and holds == [named[-1]]

    seen: list[str] = []
    try:
        wait_for(focused, 60)
    except TimeoutError as error:
        titles = {one: " ".join(answer("getwindowname", one)) for one in answer("search", "--onlyvisible", "")}
        raise TimeoutError(f"{error}: {seen[-1]}; of {titles}") from None
