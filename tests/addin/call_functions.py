"""Call our functions as Excel does: xlwings' real ``call_udf`` on values of the shapes that COM hands over.

In a process of its own, because the stub of pywin32 changes it: reads calls as JSON, prints the results as JSON.
A call is [function, arguments]; an argument is a constant, {"range": rows}, {"missing": true}; {"date": "..."} and
{"error": number} are cells.
"""

import json
import sys
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

from wipbook.addin.build import UDF_MODULE
from wipbook.addin.desktop_stub import MISSING_ARGUMENT, Dispatch, Time, install

RANGE = "{00020846-0000-0000-C000-000000000046}"
udfs = install()


class FakeRange(Dispatch):
    """``Value`` is a scalar for one cell, else a tuple of tuples."""

    CLSID = RANGE
    _oleobj_ = SimpleNamespace(GetTypeInfo=lambda: SimpleNamespace(GetTypeAttr=lambda: SimpleNamespace(iid=RANGE)))

    def __init__(self, value: Any) -> None:
        self.Value, self.Address, self.Row, self.Column = value, "$A$1", 1, 1
        self.Worksheet = MagicMock(name="Worksheet")
        table = isinstance(value, tuple)
        self.Rows = SimpleNamespace(Count=len(value) if table else 1)
        self.Columns = SimpleNamespace(Count=len(value[0]) if table else 1)
        self.Count = self.Rows.Count * self.Columns.Count

    def GetAddress(self, *_: Any) -> str:  # noqa: N802
        return self.Address


def cell(value: Any) -> Any:
    """Excel has no integers: every number is a float; dates are pywin32's, errors are integers."""
    if isinstance(value, dict):
        return Time.fromisoformat(value["date"]) if "date" in value else value["error"]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def argument(value: Any) -> Any:
    if isinstance(value, dict) and "missing" in value:
        return MISSING_ARGUMENT
    if isinstance(value, dict) and "range" in value:
        rows = tuple(tuple(map(cell, row)) for row in value["range"])
        return FakeRange(rows[0][0] if len(rows) == len(rows[0]) == 1 else rows)
    return cell(value)


answers = []
for function, arguments in json.load(sys.stdin):
    got = udfs.call_udf(UDF_MODULE, function, tuple(map(argument, arguments)), None, FakeRange("caller"))
    answers.append(got)
print(json.dumps(answers, allow_nan=False, default=lambda date: {"date": date.isoformat()}))
