"""Protected sheets: LibreOffice refuses to write there, to a command as to a user."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from wipbook.errors import WipbookError
from wipbook.hosts.libreoffice.faults import OfficeRefused, SheetHasPassword


class writable:  # noqa: N801 - read as a word: with writable(sheet)
    """Open a sheet that is protected without a password for one write; LibreOffice keeps what it allowed besides.

    Errors: ``SheetHasPassword``; ``OfficeRefused`` for whatever LibreOffice has against the write. (No generator:
    Python cannot carry LibreOffice's exceptions through one.)
    """

    def __init__(self, sheet: Any) -> None:
        self._sheet, self._opened = sheet, False

    def __enter__(self) -> None:
        if not self._sheet.isProtected():
            return
        try:
            self._sheet.unprotect("")
            self._opened = not self._sheet.isProtected()
        except Exception as error:
            raise self._has_password() from error
        if not self._opened:
            raise self._has_password()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened:
            self._sheet.protect("")
        if isinstance(error, Exception) and not isinstance(error, WipbookError) and hasattr(error, "Message"):
            said = str(error.Message) or type(error).__name__
            raise OfficeRefused(where=f"sheet {self._sheet.Name}", found=said, expected="cells that can be written",
                                remedy="look for array formulas and merged cells there") from None

    def _has_password(self) -> SheetHasPassword:
        return SheetHasPassword(
            where=f"sheet {self._sheet.Name}", found="protected with a password", expected="protection without one",
            remedy="take the protection off (Tools, Protect Sheet), run the command again, and put it back",
        )
