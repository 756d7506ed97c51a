"""Excel and LibreOffice themselves; what stands in for them here answers as they do."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock, patch

from error_samples import raises
from error_samples.start import plant
from wipbook.excel.asking.found_out import NotConfirmed
from wipbook.excel.asking.job_choice import NoJobNamed
from wipbook.excel.asking.question import NothingAnswered
from wipbook.excel.escape import Cancelled
from wipbook.excel.press import UnknownButton
from wipbook.excel.protection import SheetHasPassword, StructureIsProtected
from wipbook.excel.screen import ExcelIsBusy
from wipbook.hosts.excel.adopting import LinkLeftBehind
from wipbook.hosts.excel.filters import FilterInTheWay, FilterNotPutBack
from wipbook.hosts.libreoffice import faults
from wipbook.hosts.libreoffice.print_pdf import NotPrinted
from wipbook.hosts.libreoffice.recalculated import NotCalculated


@raises(ExcelIsBusy)
def excel_is_busy() -> None:
    from wipbook.excel.screen import Screen

    with Screen(object()):  # an Excel that answers nothing while a cell is being edited
        pass


@raises(NotConfirmed)
def not_confirmed() -> None:
    from wipbook.commands.declared import presses
    from wipbook.excel.asking.found_out import agreement

    excel = SimpleNamespace(alert=lambda *text, **kind: "no")
    agreement(excel, presses()["post_counts"][1])("Post 12 lines of the count sheet?")


@raises(Cancelled)
def cancelled() -> None:
    from wipbook.excel.escape import Escape

    Escape(SimpleNamespace(), lambda: True).look()


@raises(NothingAnswered)
def nothing_answered() -> None:
    from wipbook.commands.declared import presses
    from wipbook.excel.asking.form import filled_in

    cancelled = SimpleNamespace(InputBox=lambda *text: False, input_box=lambda **text: False)
    excel = SimpleNamespace(api=cancelled, engine=SimpleNamespace(name="excel"))
    filled_in(excel, presses()["sign"][1].asks, "Sign")


@raises(NoJobNamed)
def no_job_named() -> None:
    from wipbook.excel.asking.job_choice import chosen_job

    excel = SimpleNamespace(selection=None, api=SimpleNamespace(InputBox=lambda *text: "", input_box=lambda **text: ""))
    chosen_job(SimpleNamespace(app=excel), plant())


@raises(UnknownButton)
def unknown_button() -> None:
    from wipbook.excel.press import command_of

    command_of("fly")


def excel_book(**how: Any) -> Any:
    """What an open workbook of Excel for Windows shows of itself to the protection of its sheets."""
    sheet = Mock(visible=True, tables=[])
    sheet.name = "Jobs"
    sheet.api.ProtectContents = True
    sheet.api.Unprotect.side_effect = Exception("The password you supplied is not correct.")
    sheets = Mock(__getitem__=lambda self, name: sheet, __iter__=lambda self: iter([sheet]))
    book = Mock(sheets=sheets, names=[], fullname="plant.xlsx", **how)
    book.name, book.app.engine.name = "plant.xlsx", "excel"
    return book


@raises(SheetHasPassword)
def sheet_has_password_in_excel() -> None:
    from wipbook.excel.protection import UnprotectingWorkbook
    from wipbook.hosts.excel.workbook import BookWorkbook

    with patch("sys.platform", "win32"):
        UnprotectingWorkbook(BookWorkbook(excel_book())).write_cells("Jobs", {"A7": "J1"})


@raises(StructureIsProtected)
def structure_is_protected() -> None:
    from wipbook.excel.protection import UnprotectingWorkbook
    from wipbook.hosts.excel.workbook import BookWorkbook

    with patch("sys.platform", "win32"):
        UnprotectingWorkbook(BookWorkbook(excel_book())).set_visible("Jobs", False)


def filtered_book(operator: int) -> Any:
    """The same with a filter on table Jobs that hides the row of its cell A7."""
    book = excel_book()
    sheet = book.sheets["Jobs"]
    sheet.range.return_value.api.Hidden = True
    table = Mock()
    table.Name, table.AutoFilter.Filters.Count = "Jobs", 1
    table.AutoFilter.Filters.return_value = SimpleNamespace(On=True, Operator=operator, Criteria1="=open")
    table.Range.AutoFilter.side_effect = Exception("AutoFilter method of Range class failed")
    sheet.api.ListObjects, sheet.api.AutoFilterMode, sheet.api.FilterMode = [table], False, False
    return book


@raises(FilterInTheWay)
def filter_in_the_way() -> None:
    from wipbook.hosts.excel.workbook import BookWorkbook

    with patch("sys.platform", "win32"):
        BookWorkbook(filtered_book(operator=8)).write_cells("Jobs", {"A7": "J1"})  # xlFilterCellColor


@raises(FilterNotPutBack)
def filter_not_put_back() -> None:
    from wipbook.hosts.excel.workbook import BookWorkbook

    with patch("sys.platform", "win32"):
        BookWorkbook(filtered_book(operator=0)).write_cells("Jobs", {"A7": "J1"})


@raises(LinkLeftBehind)
def link_left_behind() -> None:
    from wipbook.hosts.excel.workbook import BookWorkbook

    book = excel_book()
    book.sheets["Jobs"].used_range.address = "$A$1"
    source = book.app.books.open.return_value
    source.name, source.sheets = "wipbook.xlsx", book.sheets
    book.api.LinkSources.return_value = ("wipbook.xlsx",)  # a chart that Excel does not point elsewhere
    with patch("sys.platform", "win32"):
        BookWorkbook(book).adopt_sheet(Path("wipbook.xlsx"), "Jobs")


@raises(faults.NoOffice)
def no_office() -> None:
    from wipbook.hosts.libreoffice.process import soffice

    with patch("wipbook.hosts.libreoffice.process.Path.exists", lambda path: False):  # a machine without it
        soffice()


@raises(faults.OfficeDidNotStart)
def office_did_not_start() -> None:
    from wipbook.hosts.libreoffice import process

    Path("soffice").write_text("#!/bin/sh\nexit 1\n")  # an office that ends at once
    Path("soffice").chmod(0o755)
    bridge = Mock()
    resolver = bridge.getComponentContext.return_value.ServiceManager.createInstanceWithContext.return_value
    resolver.resolve.side_effect = Exception("nobody answers")
    with patch.object(process, "uno", lambda: bridge), \
            patch.dict("os.environ", {"WIPBOOK_SOFFICE": str(Path("soffice").absolute())}):
        process.Office()


@raises(faults.OfficeCannotOpen)
def office_cannot_open() -> None:
    from wipbook.hosts.libreoffice.engine import book

    office = Mock(is_ours=False)
    office.desktop.loadComponentFromURL.return_value = None  # what it answers to a file it does not know
    with patch.object(book, "properties", lambda **how: ()):
        book.OfficeBooks(office).add()


@raises(faults.OfficeRefused)
def office_refused() -> None:
    from wipbook.hosts.libreoffice.engine.protection import writable

    class UnoException(Exception):
        Message = "part of an array cannot be changed"

    sheet = Mock()
    sheet.Name, sheet.isProtected.return_value = "Jobs", False
    with writable(sheet):
        raise UnoException


@raises(faults.SheetHasPassword)
def sheet_has_password_in_libreoffice() -> None:
    from wipbook.hosts.libreoffice.engine.protection import writable

    sheet = Mock()
    sheet.Name, sheet.isProtected.return_value = "Jobs", True  # before unprotect("") and after
    with writable(sheet):
        pass


@raises(faults.NotOnThisHost)
def not_on_this_host() -> None:
    from wipbook.hosts.libreoffice.engine.unsupported import refuse

    refuse("Range.autofit")


@raises(NotPrinted)
def not_printed() -> None:
    from wipbook.hosts.libreoffice.print_pdf import print_pdf

    Path("soffice").write_text("#!/bin/sh\nexit 1\n")  # an office that prints nothing
    Path("soffice").chmod(0o755)
    with patch.dict("os.environ", {"WIPBOOK_SOFFICE": str(Path("soffice").absolute())}):
        print_pdf(Path("plant.xlsx"), Path("plant.pdf"))


@raises(NotCalculated)
def not_calculated() -> None:
    from wipbook.hosts.libreoffice.recalculated import recalculated

    Path("soffice").write_text("#!/bin/sh\nexit 1\n")  # an office that calculates nothing
    Path("soffice").chmod(0o755)
    with patch.dict("os.environ", {"WIPBOOK_SOFFICE": str(Path("soffice").absolute())}):
        recalculated([Path("plant.xlsx")], Path("elsewhere"))
