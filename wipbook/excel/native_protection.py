"""Sheet protection in the words of Excel for Windows (COM) and Excel for Mac (AppleScript); others have none."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any, Protocol

# In the order of the arguments of Worksheet.Protect, from the sixth on.
_ALLOWED = (
    "FormattingCells", "FormattingColumns", "FormattingRows", "InsertingColumns", "InsertingRows",
    "InsertingHyperlinks", "DeletingColumns", "DeletingRows", "Sorting", "Filtering", "UsingPivotTables",
)
# The same for AppleScript, as xlwings' dictionary of Excel for Mac names them.
_ALLOWED_MAC = (
    "formatting_cells", "formatting_columns", "formatting_rows", "inserting_columns", "inserting_rows",
    "inserting_hyperlinks", "deleting_columns", "deleting_rows", "sorting", "filtering", "using_pivot_table",
)


@dataclass(frozen=True)
class Protection:
    """What a protected sheet still allows, ``allowed`` in the order above; which cells may be selected."""

    drawing_objects: bool
    contents: bool
    scenarios: bool
    allowed: tuple[bool, ...]
    selection: Any = None


class NativeProtection(Protocol):
    """``sheet`` and ``book`` are those of xlwings."""

    def state(self, sheet: Any) -> Protection | None:
        """None when its cells can be written: protected drawings alone are in nobody's way."""
        ...

    def unprotect(self, sheet: Any) -> None: ...

    def protect(self, sheet: Any, before: Protection) -> None: ...

    def structure_is_protected(self, book: Any) -> bool: ...


def native_protection(book: Any, platform: str = sys.platform) -> NativeProtection:
    """The words for the engine of ``book``."""
    if book.app.engine.name != "excel":
        return NoProtection()
    return MacProtection() if platform == "darwin" else WindowsProtection()


class WindowsProtection:
    """By Worksheet.Protect and its kin."""

    def state(self, sheet: Any) -> Protection | None:
        api = sheet.api
        if not api.ProtectContents:
            return None
        kept = api.Protection
        allowed = tuple(bool(getattr(kept, f"Allow{one}")) for one in _ALLOWED)
        drawings, scenarios = bool(api.ProtectDrawingObjects), bool(api.ProtectScenarios)
        return Protection(drawings, True, scenarios, allowed, api.EnableSelection)

    def unprotect(self, sheet: Any) -> None:
        sheet.api.Unprotect("")  # without an argument Excel would ask for a password in a dialog

    def protect(self, sheet: Any, before: Protection) -> None:
        sheet.api.Protect("", before.drawing_objects, before.contents, before.scenarios, False, *before.allowed)
        sheet.api.EnableSelection = before.selection

    def structure_is_protected(self, book: Any) -> bool:
        return bool(book.api.ProtectStructure)


class MacProtection:
    """By the commands of Excel's AppleScript dictionary."""

    def state(self, sheet: Any) -> Protection | None:
        api = sheet.api
        if not api.protect_contents.get():
            return None
        kept = api.protection_object
        allowed = tuple(bool(getattr(kept, f"allow_{one}").get()) for one in _ALLOWED_MAC)
        drawings, scenarios = bool(api.protect_drawing_objects.get()), bool(api.protect_scenarios.get())
        return Protection(drawings, True, scenarios, allowed)

    def unprotect(self, sheet: Any) -> None:
        sheet.api.unprotect(password="")

    def protect(self, sheet: Any, before: Protection) -> None:
        allowed = {f"allow_{name}": value for name, value in zip(_ALLOWED_MAC, before.allowed, strict=True)}
        sheet.api.protect_worksheet(
            drawing_objects=before.drawing_objects, worksheet_contents=before.contents, scenarios=before.scenarios,
            user_interface_only=False, **allowed,
        )

    def structure_is_protected(self, book: Any) -> bool:
        return bool(book.api.protect_structure.get())


class NoProtection:
    """For engines without sheet protection of their own."""

    def state(self, sheet: Any) -> Protection | None:
        return None

    def unprotect(self, sheet: Any) -> None:
        return None

    def protect(self, sheet: Any, before: Protection) -> None:
        return None

    def structure_is_protected(self, book: Any) -> bool:
        return False
