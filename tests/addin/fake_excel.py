"""A book of Excel for Windows that writes down every property set and fails where it is told to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any


class Rejected(Exception):
    """What COM says while a cell is being edited."""

    hresult = -2147418111


class FakeEngine:
    """How xlwings' engine makes values of cells."""

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return value

    @staticmethod
    def clean_value_data(data: Any, *how: Any) -> Any:
        return data


class FakeApp:
    """``fail`` holds (member, value) pairs whose setting fails, and members whose reading fails."""

    def __init__(self, **start: Any) -> None:
        self.__dict__["state"] = {"calculation": "automatic", "screen_updating": True, "status_bar": False, **start}
        self.__dict__["log"] = []
        self.__dict__["fail"] = set()
        self.__dict__["alerts"] = []
        self.__dict__["engine"] = SimpleNamespace(name="excel", impl=FakeEngine())
        self.__dict__["selection"] = None

    def __getattr__(self, member: str) -> Any:
        if member in self.fail:
            raise Rejected(member)
        if member in self.state:
            return self.state[member]
        raise AttributeError(member)

    def __setattr__(self, member: str, value: Any) -> None:
        self.log.append((member, value))
        if (member, value) in self.fail or (member, "any") in self.fail:
            raise Rejected(f"{member} = {value}")
        self.state[member] = value

    def alert(self, text: str, title: str = "", mode: str = "") -> str:
        if "alert" in self.fail:
            raise Rejected("alert")
        self.alerts.append((mode, text))
        return "ok"


class FakeSheet:
    """A worksheet with the protection members of COM."""

    def __init__(self, name: str, protected: bool = False, password: str = "", **allowed: bool) -> None:
        self.name, self.visible, self.cells, self.log = name, True, dict[str, Any](), list[Any]()
        self.password, self.refuses_protection = password, False
        self.tables: list[Any] = []
        self.api = self
        self.ProtectContents = self.ProtectDrawingObjects = protected
        self.ProtectScenarios = False
        self.EnableSelection = 0
        self.Protection = SimpleNamespace(**{f"Allow{one}": allowed.get(one, False) for one in ALLOWED})

    def Unprotect(self, password: str) -> None:  # noqa: N802
        if self.password != password:
            raise Rejected("wrong password")
        self.ProtectContents = self.ProtectDrawingObjects = self.ProtectScenarios = False
        self.log.append("unprotect")

    def Protect(self, password: str, objects: bool, contents: bool, scenarios: bool, ui: bool, *allowed: bool) -> None:  # noqa: N802
        if self.refuses_protection:
            raise Rejected("protect")
        assert password == "" and ui is False and len(allowed) == len(ALLOWED)
        self.ProtectDrawingObjects, self.ProtectContents, self.ProtectScenarios = objects, contents, scenarios
        self.Protection = SimpleNamespace(**{f"Allow{k}": v for k, v in zip(ALLOWED, allowed, strict=True)})
        self.log.append("protect")

    def range(self, address: str) -> Any:
        sheet = self

        class Cell:
            @property
            def value(self) -> Any:
                return sheet.cells.get(address)

            @value.setter
            def value(self, value: Any) -> None:
                if sheet.ProtectContents:
                    raise Rejected("the sheet is protected")
                sheet.cells[address] = value
                sheet.log.append(address)

            formula = formula2 = raw_value = value
            api = SimpleNamespace(Hidden=False)  # of entire rows

            @property
            def impl(self) -> Any:
                return self

            def options(self, **_: Any) -> Any:
                return self

        return Cell()


ALLOWED = (
    "FormattingCells", "FormattingColumns", "FormattingRows", "InsertingColumns", "InsertingRows",
    "InsertingHyperlinks", "DeletingColumns", "DeletingRows", "Sorting", "Filtering", "UsingPivotTables",
)


class FakeSheets(list[FakeSheet]):
    def __getitem__(self, key: Any) -> Any:
        return next(one for one in self if one.name == key) if isinstance(key, str) else super().__getitem__(key)


class FakeBook:
    """The members of ``xlwings.Book`` that the port uses."""

    def __init__(self, *sheets: FakeSheet, structure: bool = False, **start: Any) -> None:
        self.app, self.sheets, self.name = FakeApp(**start), FakeSheets(sheets), "plant.xlsx"
        self.fullname, self.names, self.impl = "C:\\plant.xlsx", [], SimpleNamespace()
        self.api = SimpleNamespace(ProtectStructure=structure)
