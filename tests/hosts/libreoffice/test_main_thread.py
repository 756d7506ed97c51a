"""Work done in the office's main thread: what it asks of the office there is answered, and its error comes out."""

from __future__ import annotations

import time

import pytest

from wipbook.hosts.libreoffice.main_thread import in_main_thread, load
from wipbook.hosts.libreoffice.process import Office

pytestmark = pytest.mark.libreoffice


def test_what_it_asks_of_the_office_is_answered(office: Office) -> None:
    heard = in_main_thread(office.create, lambda: office.create("frame.Desktop").getImplementationName())
    assert heard == "com.sun.star.comp.framework.Desktop"


def test_a_document_is_loaded_there(office: Office) -> None:
    document = load(office.create, "private:factory/scalc", Hidden=True)
    assert document.supportsService("com.sun.star.sheet.SpreadsheetDocument")
    document.close(True)
    with pytest.raises(Exception, match="Unsupported URL"):  # UNO's, which has no class before the office is there
        load(office.create, "no such scheme:")


def test_what_goes_wrong_there_is_raised_here(office: Office) -> None:
    with pytest.raises(ZeroDivisionError):
        in_main_thread(office.create, lambda: 1 // 0)
    assert office.create("frame.Desktop") is not None, "and the office goes on"


def test_an_office_with_a_window_has_no_start_window(environment: dict[str, str]) -> None:
    """Its drawing can make the office stand still while a workbook is opened. It would be there by then."""
    office = Office(headless=False, environment=environment)
    try:
        time.sleep(3)
        assert office.create("frame.Desktop").getFrames().getCount() == 0
    finally:
        office.stop()
