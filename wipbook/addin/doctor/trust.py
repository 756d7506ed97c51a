"""Excel's trust settings on this machine, read and never changed."""

from __future__ import annotations

from collections.abc import Iterator

from wipbook.addin.doctor.finding import NOTE, OK, PROBLEM, Finding
from wipbook.addin.doctor.recorded import Read, reader

_USER = r"Software\Microsoft\Office\16.0\Excel\Security"
_POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
# What VBAWarnings says (Microsoft, Office administrative templates, VBA Macro Notification Settings).
WARNINGS = {1: "all macros run", 2: "Excel asks", 3: "only signed macros run", 4: "no macro runs"}


def trust_settings(read: Read | None = None) -> Iterator[Finding]:
    """Whether macros in the start-up folder may run. ``read(key, value)`` stands in for the registry in tests."""
    read = read or reader()
    if read is None:
        yield Finding(NOTE, "Trust settings", "Excel for Windows keeps them; this is another system")
        return
    policy, own = read(_POLICY, "VBAWarnings"), read(_USER, "VBAWarnings")
    warnings = policy if policy is not None else own
    whose = "set by your organisation" if policy is not None else "your setting" if own is not None else "the default"
    said = WARNINGS.get(warnings, WARNINGS[2])
    trusted = not (read(_POLICY + r"\Trusted Locations", "AllLocationsDisabled")
                   or read(_USER + r"\Trusted Locations", "AllLocationsDisabled"))
    if trusted:
        yield Finding(OK, "Macros", f"{said} ({whose}); the start-up folder is a trusted location")
    else:
        cure = "ask IT to allow trusted locations, or the add-in's publisher: see docs/it.md"
        yield Finding(PROBLEM, "Macros", f"{said} ({whose}); trusted locations are switched off", cure)
    if read(_POLICY, "DisableAllAddins") or read(_USER, "DisableAllAddins"):
        yield Finding(
            PROBLEM, "Add-ins", "all add-ins are switched off", "allow add-ins in Excel's Trust Center, or ask IT"
        )
