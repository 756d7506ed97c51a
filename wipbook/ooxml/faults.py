"""What can go wrong with a workbook file, one class per failure."""

from __future__ import annotations

from wipbook.errors import RefusedToProtectData, WipbookError


class NotAWorkbook(WipbookError):
    """The file is not an .xlsx, .xlsm, .xltx, .xltm or .xlam package."""


class DamagedWorkbook(WipbookError):
    """The package is cut off, or one of its parts does not match its checksum or is not sound XML."""


class EncryptedWorkbook(RefusedToProtectData):
    """The workbook is protected with a password to open."""


class SignedWorkbook(RefusedToProtectData):
    """The workbook carries a digital signature, which any change would break."""


class StrictWorkbook(RefusedToProtectData):
    """The workbook is saved as 'Strict Open XML', a dialect whose parts wipbook does not edit."""


class SuspiciousContent(RefusedToProtectData):
    """The package inflates beyond reason or declares entities: a known way to attack readers."""


class UnsupportedMarkup(RefusedToProtectData):
    """A part that must be edited uses XML that cannot be edited without touching the rest."""


class NoSuchSheet(WipbookError):
    """The workbook has no sheet of this name."""


class NoSuchTable(WipbookError):
    """The workbook has no table of this name."""


class NoSuchColumn(WipbookError):
    """The table has no column of this name."""


class HeaderMismatch(WipbookError):
    """A header cell and the table definition disagree, or a header stands twice."""


class DuplicateSheet(WipbookError):
    """The workbook already has a sheet of this name."""


class LastVisibleSheet(RefusedToProtectData):
    """A workbook must show at least one sheet."""


class DuplicateTable(WipbookError):
    """Two tables carry one name."""


class TooManyRows(RefusedToProtectData):
    """The rows do not fit below the header (Excel's limit is 1,048,576 rows)."""


class CellsInTheWay(RefusedToProtectData):
    """The user's cells stand where the table has to grow."""


class UnwritableValue(WipbookError):
    """A value that a cell cannot hold."""


class ProtectedFormula(RefusedToProtectData):
    """The cell belongs to an array formula or a merged area, or is a header that formulas name; writing it would break
    others."""


class WorkbookOpenElsewhere(RefusedToProtectData):
    """Excel, LibreOffice or a second wipbook has the workbook open."""


class ChangedOnDisk(RefusedToProtectData):
    """Somebody saved the workbook after it was opened here."""


class SaveFailed(RefusedToProtectData):
    """The file system refused; the workbook on disk is unchanged."""


class NotOnFileHost(WipbookError, NotImplementedError):
    """The file host does not offer this; it works in Excel itself."""
