"""Workbook files: what is none, what is damaged or made to harm, what a save or a write would lose."""

from __future__ import annotations

from pathlib import Path

from error_samples import raises
from error_samples.start import BOOK, plant, rewritten, wipbook
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.ooxml import faults


@raises(WipbookError)
def a_file_that_cannot_be_read() -> None:
    import errno

    from wipbook.commands.faces.failure import _of_a_file

    trouble = _of_a_file(PermissionError(errno.EACCES, "Permission denied", "plant.xlsx"))  # what the system said
    assert trouble is not None
    raise trouble


@raises(RefusedToProtectData)
def a_full_disk() -> None:
    import errno

    from wipbook.commands.faces.failure import _of_a_file

    trouble = _of_a_file(OSError(errno.ENOSPC, "No space left on device", "working-papers"))  # what the system said
    assert trouble is not None
    raise trouble


@raises(faults.NotAWorkbook)
def not_a_workbook() -> None:
    wipbook("refresh plant.xlsx")


@raises(faults.DamagedWorkbook)
def damaged_workbook() -> None:
    plant()
    BOOK.write_bytes(BOOK.read_bytes()[:10_000])
    wipbook("refresh plant.xlsx")


@raises(faults.EncryptedWorkbook)
def encrypted_workbook() -> None:
    BOOK.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    wipbook("refresh plant.xlsx")


@raises(faults.SignedWorkbook)
def signed_workbook() -> None:
    plant()
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    signature = f'<Relationship Id="s1" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    rewritten("_rels/.rels", "</Relationships>", signature)
    wipbook("refresh plant.xlsx")


@raises(faults.StrictWorkbook)
def strict_workbook() -> None:
    plant()
    rewritten("xl/workbook.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
              "http://purl.oclc.org/ooxml/spreadsheetml/main")
    wipbook("refresh plant.xlsx")


@raises(faults.SuspiciousContent)
def suspicious_content() -> None:
    plant()
    rewritten("xl/workbook.xml", "?>", '?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>')
    wipbook("refresh plant.xlsx")


@raises(faults.UnsupportedMarkup)
def unsupported_markup() -> None:
    plant()
    rewritten("xl/workbook.xml", "<sheets>", "<!-- a remark --><sheets>")
    wipbook("refresh plant.xlsx")


@raises(faults.NoSuchSheet)
def no_such_sheet() -> None:
    import openpyxl

    from wipbook.hosts.file.workbook import open_file

    openpyxl.Workbook().save("mine.xlsx")
    open_file("mine.xlsx").read_cell("Home", "A1")


@raises(faults.NoSuchTable)
def no_such_table() -> None:
    import openpyxl

    from wipbook.hosts.file.workbook import open_file

    openpyxl.Workbook().save("mine.xlsx")
    open_file("mine.xlsx").read_table("Jobs")


@raises(faults.NoSuchColumn)
def no_such_column() -> None:
    import polars as pl

    plant().write_table("Jobs", pl.DataFrame({"Customer Name": ["City Cycles"]}))


@raises(faults.HeaderMismatch)
def header_mismatch() -> None:
    import zipfile

    plant()
    with zipfile.ZipFile(BOOK) as archive:
        part = next(name for name in archive.namelist()
                    if name.startswith("xl/tables/") and b'displayName="Jobs"' in archive.read(name))
    rewritten(part, 'name="Quantity"', 'name="How many"')
    wipbook("refresh plant.xlsx")


@raises(faults.DuplicateTable)
def duplicate_table() -> None:
    import zipfile

    plant()
    with zipfile.ZipFile(BOOK) as archive:
        part = next(name for name in archive.namelist()
                    if name.startswith("xl/tables/") and b'displayName="Labor"' in archive.read(name))
    rewritten(part, 'displayName="Labor"', 'displayName="Jobs"')
    wipbook("refresh plant.xlsx")


@raises(faults.DuplicateSheet)
def duplicate_sheet() -> None:
    from wipbook.beside import template_path

    plant().adopt_sheet(template_path(), "Jobs")


@raises(faults.LastVisibleSheet)
def last_visible_sheet() -> None:
    book = plant()
    for sheet in book.sheets():
        book.set_visible(sheet, False)


@raises(faults.TooManyRows)
def too_many_rows() -> None:
    import polars as pl

    plant().write_table("Jobs", pl.DataFrame({"Job": pl.repeat("J", 1_100_000, eager=True)}))


@raises(faults.CellsInTheWay)
def cells_in_the_way() -> None:
    import polars as pl

    book = plant()
    book.write_cells("Jobs", {"A200": "a note of mine"})
    book.write_table("Jobs", pl.DataFrame({"Job": [f"J{number}" for number in range(300)]}))


@raises(faults.UnwritableValue)
def unwritable_value() -> None:
    plant().write_cells("Jobs", {"D7": float("nan")})


@raises(faults.ProtectedFormula)
def protected_formula() -> None:
    plant().write_cells("Jobs", {"A6": "Job number"})


@raises(faults.WorkbookOpenElsewhere)
def workbook_open_elsewhere() -> None:
    plant()
    Path("~$plant.xlsx").write_bytes(b"\x04Dana")  # as Excel leaves it while the workbook is open
    wipbook("refresh plant.xlsx --wait 0")


@raises(faults.ChangedOnDisk)
def changed_on_disk() -> None:
    book = plant()
    wipbook("refresh plant.xlsx")  # somebody else is faster
    book.write_cells("Materials", {"B7": "Stainless steel"})
    book.save()


@raises(faults.SaveFailed)
def save_failed() -> None:
    book = plant()
    book.write_cells("Materials", {"B7": "Stainless steel"})
    book.save(Path("nowhere/plant.xlsx"))


@raises(faults.NotOnFileHost)
def not_on_file_host() -> None:
    import wipbook as package

    plant()
    with package.open(BOOK) as book:
        book.sheets["Jobs"].delete()
