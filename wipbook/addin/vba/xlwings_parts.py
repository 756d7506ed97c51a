"""The two modules an add-in of one's own needs from xlwings, taken from the installed package at build time.

``xlwings_custom_addin.bas`` (BSD 3-clause, Zoomer Analytics LLC) becomes the module ``xlwings``; ``Dictionary.cls``
(MIT, Tim Hall) gives Macs a dictionary. Both go in with their licence notices; nothing of them is in this project.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from wipbook.addin.faults import OtherXlwings
from wipbook.addin.vba.vba_module import Module, module

#: The libraries the VBA code calls carry this number in their file names, so the add-in works with no other.
XLWINGS = "0.37.8"
_NAME = 'Public Const PROJECT_NAME As String = "{}"'
_NOTICES = {"xlwings": "BSD 3-clause license", "Dictionary": "@license: MIT"}


def xlwings_modules(project: str) -> list[Module]:
    """Modules ``xlwings`` and ``Dictionary`` for the project of this name, which is also the name of its settings.

    Errors: ``OtherXlwings`` when another version is installed or its sources are not the known ones.
    """
    installed = installed_xlwings()
    if installed != XLWINGS:
        raise _other(f"xlwings {installed or 'missing'}", f"xlwings {XLWINGS}")
    package = files("xlwings")
    text = package.joinpath("xlwings_custom_addin.bas").read_text("utf-8-sig")
    if text.count(_NAME.format("myaddin")) != 1 or f"'Version: {XLWINGS}" not in text:
        raise _other("an unknown xlwings_custom_addin.bas", f"the one of xlwings {XLWINGS}")
    modules = [
        module("xlwings", "standard", text.replace(_NAME.format("myaddin"), _NAME.format(project))),
        module("Dictionary", "class", package.joinpath("addin", "Dictionary.cls").read_text("utf-8-sig")),
    ]
    for one in modules:
        if _NOTICES[one.name] not in one.text:
            raise _other(f"{one.name} without its licence notice", f"the one of xlwings {XLWINGS}")
    return modules


def installed_xlwings() -> str:
    """The version of the installed xlwings, found without importing it; empty when there is none."""
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return ""


def _other(found: str, expected: str) -> OtherXlwings:
    return OtherXlwings(where="the Python environment", found=found, expected=expected,
                        remedy=f"install it with: python -m pip install xlwings=={XLWINGS}")
