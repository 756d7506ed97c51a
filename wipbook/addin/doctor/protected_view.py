"""Protected View and the mark of the web: what Excel does with files that came from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from wipbook.addin.doctor.finding import NOTE, OK, PROBLEM, Finding
from wipbook.addin.doctor.location import anew
from wipbook.addin.doctor.recorded import Read, reader

_EXCEL = r"Microsoft\Office\16.0\Excel\Security"
_ROOTS = (rf"Software\Policies\{_EXCEL}", rf"Software\{_EXCEL}")
_SWITCHES = {
    "DisableInternetFilesInPV": "files from the internet",
    "DisableAttachmentsInPV": "attachments of Outlook",
    "DisableUnsafeLocationsInPV": "files in unsafe places",
}
"""1 switches Protected View off for these (Microsoft, Office administrative templates)."""


def protected_view(
    addin: Path, read: Read | None = None, mark: Callable[[Path], str | None] | None = None
) -> Iterator[Finding]:
    """How Excel opens files of other origin, and whether the add-in is taken for one; ``mark`` reads the mark of the
    web of a file, None for none."""
    read = read or reader()
    if read is None:
        return
    on = [what for switch, what in _SWITCHES.items()
          if not any(read(rf"{root}\ProtectedView", switch) for root in _ROOTS)]
    if on:
        yield Finding(OK, "Protected View", f"for {', '.join(on)}: until Enable Editing, functions keep the values "
                                            "that were saved and buttons are grey")
    else:
        yield Finding(NOTE, "Protected View", "switched off", "Excel opens files from mail for editing at once: ask IT")
    zone = (mark or _mark)(addin)
    blocked = read(_ROOTS[0], "BlockContentExecutionFromInternet")
    if zone is not None:
        yield Finding(PROBLEM, "Mark of the web", f"{addin} is marked as a file from the internet ({zone})",
                      anew())
    elif addin.exists():
        also = "; your organisation blocks macros in files that are" if blocked else ""
        yield Finding(OK, "Mark of the web", f"the add-in is not marked as a file from the internet{also}")


def _mark(file: Path) -> str | None:
    """The zone that Windows wrote beside a file, in a stream of its own."""
    try:
        lines = Path(f"{file}:Zone.Identifier").read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return next((line.strip() for line in lines if line.lower().startswith("zoneid")), None)
