"""Attack surface reduction: the rules of Microsoft Defender that look at Excel, at macros and at new programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wipbook.addin.doctor.finding import NOTE, OK, PROBLEM, Finding
from wipbook.addin.doctor.recorded import Read, reader

_GUARD = r"Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_PLACES = (rf"SOFTWARE\Policies\{_GUARD}", rf"SOFTWARE\{_GUARD}")
"""By group policy and by PowerShell: a value for each rule, named by its GUID."""
_MANAGED = (r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager", "ASRRules")
"""By Intune: one text, ``GUID=action|GUID=action``."""
ACTIONS = {1: "blocks", 2: "is in audit mode", 6: "warns"}
"""Microsoft, attack surface reduction rules reference; 0 and 5 are off and not configured."""
CHILDREN = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
WIN32 = "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B"
NEW_PROGRAMS = "01443614-CD74-433A-B16E-2ECDC07BFC25"
RULES = {
    CHILDREN: ("Block all Office applications from creating child processes", False,
               "does not touch wipbook: COM starts Python, it is no child of Excel's", ""),
    "3B576869-A4EC-4529-8536-B80A7769E899": (
        "Block Office applications from creating executable content", False,
        "does not touch wipbook: nothing that Excel does writes a program", ""),
    "75668C1F-73B5-4CF0-BB93-3ECF5CB7CC84": (
        "Block Office applications from injecting code into other processes", False,
        "does not touch wipbook: it injects nothing", ""),
    WIN32: ("Block Win32 API calls from Office macros", True,
            "would take the add-in for such a file: it asks Windows whether the server still runs",
            "ask IT for an exclusion of this rule for wipbook.xlam: see docs/it.md"),
    NEW_PROGRAMS: (
        "Block executable files unless they meet a prevalence, age, or trusted list criterion", True,
        "may stop an installer that is not signed, or new",
        "ask IT to sign the installer or to allow it by its hash: see docs/it.md"),
}
"""GUID: name, whether it can stop wipbook, what it does to it, the cure."""


def defender_rules(read: Read | None = None) -> Iterator[Finding]:
    """A finding for each of these rules that is switched on; one that says so when none is."""
    read = read or reader()
    if read is None:
        return
    known = False
    for guid, (name, matters, what, cure) in RULES.items():
        action = _action(read, guid)
        if action not in ACTIONS:
            continue
        known = True
        found = f"the rule {name!r} {ACTIONS[action]}; it {what}"
        if not matters:
            yield Finding(OK, "Defender", found)
        else:
            # an audit mode stops nothing today, and may be what comes before blocking
            yield Finding(PROBLEM if action == 1 else NOTE, "Defender", found, cure)
    if not known:
        yield Finding(OK, "Defender", "no rule of attack surface reduction that looks at Excel is switched on")


def _action(read: Read, guid: str) -> int | None:
    managed = str(read(*_MANAGED) or "").upper()
    told: dict[str, Any] = dict(part.split("=", 1) for part in managed.split("|") if "=" in part)
    for key in _PLACES:
        # GUIDs are written in either case
        value = read(key, guid.lower()) if read(key, guid) is None else read(key, guid)
        if value is not None:
            return _number(value)
    return _number(told.get(guid))


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
