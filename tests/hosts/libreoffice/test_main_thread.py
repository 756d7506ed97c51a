"""Work done in the office's main thread: what it asks of the office there is answered, and its error comes out."""

from __future__ import annotations

import pytest

from wipbook.hosts.libreoffice.engine.main_thread import in_main_thread
from wipbook.hosts.libreoffice.process import Office

pytestmark = pytest.mark.libreoffice


def test_what_it_asks_of_the_office_is_answered(office: Office) -> None:
    heard: list[object] = []
    in_main_thread(office.create, lambda: heard.append(office.create("frame.Desktop").getImplementationName()))
    assert heard == ["com.sun.star.comp.framework.Desktop"]


def test_what_goes_wrong_there_is_raised_here(office: Office) -> None:
    with pytest.raises(ZeroDivisionError):
        in_main_thread(office.create, lambda: 1 // 0)
    assert office.create("frame.Desktop") is not None, "and the office goes on"
