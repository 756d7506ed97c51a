"""LibreOffice that ends of itself while a test works with it: the test is done once more, with an office and a
workbook of its own, and the summary of the run names it.

LibreOffice 25.2 can abort ("pure virtual method called" in its scheduler) where what another process asks for meets its
main thread. What a test finds in an office that lives is its finding; an office that ends twice is one as well.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from wipbook.hosts.libreoffice.process import Office

NOTED = "LibreOffice ended"
_ended: list[int] = []


def lives(office: Office) -> bool:
    """Whether it answers. Its process is not asked: one that has broken down may take its time to leave."""
    try:
        return office.create("awt.AsyncCallback") is not None
    except Exception:  # noqa: BLE001 - UNO's exceptions have no class of ours before the office is there
        return False


def watch() -> None:
    """From now on every office that is stopped is asked before whether it is still there."""
    stop = Office.stop

    @wraps(stop)
    def asked_before(self: Office) -> None:
        if hasattr(self, "context") and not getattr(self, "asked", False):
            self.asked = True  # type: ignore[attr-defined]
            if not lives(self):
                _ended.append(self.pid)
        stop(self)

    Office.stop = asked_before  # type: ignore[method-assign]


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """A failure whose office has ended is no result. Other tests, and other failures, stay as they are."""
    if item.get_closest_marker("libreoffice") is None:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    known = len(_ended)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if any(report.failed for report in reports):
        item.session._setupstate.teardown_exact(None)  # offices of the module and of the session are stopped, and asked
        if len(_ended) > known:
            item.user_properties.append((NOTED, reports[0].when))
            item._initrequest()  # type: ignore[attr-defined]
            reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_terminal_summary(terminalreporter: Any) -> None:
    again = {
        report.nodeid
        for reports in terminalreporter.stats.values() for report in reports
        if any(name == NOTED for name, _ in getattr(report, "user_properties", ()))
    }
    for nodeid in sorted(again):
        terminalreporter.write_line(f"{NOTED} of itself, so this was done once more: {nodeid}")
