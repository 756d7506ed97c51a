"""The VBA of the functions: values instead of ranges, long ranges once in a calculation, never a false figure."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication

import wipbook
from tests.addin.vba_of_functions import excel_with_functions

NA = "error 2042"


class Excel:
    """What the server was asked so far."""

    def __init__(self) -> None:
        self.app: ExcelApplication = excel_with_functions()

    def of_range(self, address: str) -> Any:
        return self.app.run("Calls.OfRange", address)

    def of_value(self, value: Any) -> Any:
        return self.app.run("Calls.OfValue", value)

    def order(self, address: str, what: Any) -> None:
        self.app.run("Calls.Order", address, what)

    @property
    def connections(self) -> int:
        return int(self.app.sheet("Log").value("A1") or 0)

    @property
    def calls(self) -> int:
        return int(self.app.sheet("Log").value("A2") or 0)

    @property
    def keys(self) -> str:
        return str(self.app.sheet("Log").value("A4")).removeprefix("keys ")

    @property
    def first(self) -> Any:
        return self.app.sheet("Log").value("A6")


@pytest.fixture
def excel() -> Excel:
    made = Excel()
    for row in range(1, 301):
        made.app.run("Calls.Fill", f"A{row}", float(row))
        made.app.run("Calls.Fill", f"B{row}", "x")
    return made


def test_one_connection_answers_every_call(excel: Excel) -> None:
    assert [excel.of_value(3.5), excel.of_value("text")] == [42, 42]
    assert (excel.connections, excel.calls, excel.first, excel.keys) == (1, 2, "text", "")


def test_a_short_range_goes_along_each_time(excel: Excel) -> None:
    excel.of_range("A1:B100")
    assert (excel.first, excel.keys) == ("100 x 2", "")
    excel.of_range("A7")
    assert (excel.first, excel.keys) == (7, "")


def test_a_long_range_goes_once_in_a_calculation(excel: Excel) -> None:
    excel.of_range("A1:B300")
    assert excel.first == "300 x 2"
    key = excel.keys
    assert re.fullmatch(r"\d+\|1", key)
    excel.of_range("A1:B300")
    assert (excel.first, excel.keys) == (None, key), "only its key"
    excel.of_range("A1:B299")
    assert (excel.first, excel.keys) == ("299 x 2", key.replace("|1", "|2")), "another range, another key"
    excel.app.run("WipValues.ForgetRanges")
    excel.of_range("A1:B300")
    assert excel.first == "300 x 2" and excel.keys != key, "another calculation, another key"


def test_a_change_or_a_calculation_makes_it_go_again(excel: Excel) -> None:
    for event in ("WithChange", "WithCalculation"):
        excel.of_range("A1:B300")
        excel.of_range("A1:B300")
        assert excel.first is None
        excel.app.run(f"WipValues.{event}")
        excel.of_range("A1:B300")
        assert excel.first == "300 x 2"


def test_a_range_with_a_formula_goes_each_time(excel: Excel) -> None:
    excel.app.run("Calls.Formula", "B5", "=1+1")
    for _ in range(2):
        excel.of_range("A1:B300")
        assert (excel.first, excel.keys) == ("300 x 2", "")


def test_a_whole_column_ends_with_the_sheet(excel: Excel) -> None:
    excel.of_range("A:B")
    assert excel.first == "300 x 2"


def test_a_range_of_several_areas_is_named(excel: Excel) -> None:
    assert excel.of_range("A1:A3,C1:C3") == "#WIP: wip_x: a range of 2 areas; one is expected"
    assert excel.calls == 0


def test_a_server_that_was_ended_is_started_again_and_gets_every_range(excel: Excel) -> None:
    excel.of_range("A1:B300")
    excel.order("B1", "gone once")
    assert excel.of_range("A1:B300") == 42
    assert excel.connections == 2 and excel.first == "300 x 2", "the new one knows no range"


def test_without_a_server_the_answer_is_an_error_and_nobody_waits_twice(excel: Excel) -> None:
    excel.order("B1", "no server")
    assert [excel.of_value(1.0) for _ in range(5)] == [NA] * 5
    assert excel.connections == 1, "for ten seconds no other attempt"


@pytest.mark.parametrize(("waited", "ended"), [(0, None), (258, "ended")])
def test_restart_asks_first_and_then_ends_the_process(excel: Excel, waited: int, ended: str | None) -> None:
    """258 is WAIT_TIMEOUT: it did not end by itself."""
    excel.of_value(1.0)
    excel.order("B2", waited)
    excel.app.run("WipServer.StopPython")
    assert excel.app.sheet("Log").value("A7") == "asked to end"
    assert excel.app.sheet("Log").value("A8") == ended
    assert excel.of_value(1.0) == 42 and excel.connections == 2


def test_a_button_hands_over_the_workbook_itself(excel: Excel) -> None:
    assert excel.app.run("Calls.Pressed") == ""
    name = excel.app.workbook.name
    assert excel.app.sheet("Log").value("A9") == f"import|{name}|77|a\nb|{wipbook.__version__}"
    assert excel.app.run("WipServer.IsBusyOnServer") is False
    excel.order("B4", "busy")
    assert excel.app.run("WipServer.IsBusyOnServer") is True
    excel.order("B1", "no server")
    excel.app.run("WipServer.LetGoOfPython")
    assert excel.app.run("WipServer.IsBusyOnServer") is False, "what is gone runs nothing: Excel is freed"
