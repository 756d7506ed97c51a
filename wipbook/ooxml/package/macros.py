"""Whether a workbook file may hold macros: its name and its main part must say the same, or Excel does not open it."""

from __future__ import annotations

from pathlib import Path

from wipbook.ooxml.faults import SaveFailed
from wipbook.ooxml.package.package import Package

_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def fit_name(package: Package, main: str, path: Path) -> None:
    """Let the main part be of the kind that the name ``path`` promises.

    Errors: ``SaveFailed`` for the name of a workbook without macros when there are some.
    """
    kind, suffix = package.content_type(main), path.suffix.lower()
    if suffix == ".xlsm" and kind == _PLAIN:
        package.set_content_type(main, _WITH_MACROS)
    elif suffix == ".xlsx" and kind == _WITH_MACROS:
        if package.related(main, "vbaProject"):
            raise SaveFailed(
                where=str(path), found="a workbook with macros", expected="a name that ends in .xlsm",
                remedy="save it under such a name",
            )
        package.set_content_type(main, _PLAIN)
