"""A function declared to Excel: what xlwings' wrapper generator and server look for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import xlwings as xw
from xlwings.conversion import Converter, RawValueAccessor

from .cells import FromCell

CATEGORY = "WIP"


class CellArgument(Converter):
    """xlwings' way in: the raw value of the range or constant, marked as coming from a cell."""

    base = RawValueAccessor  # type: ignore[assignment]

    @staticmethod
    def read_value(value: Any, options: Any) -> FromCell:
        return FromCell(value)


def shown_to_excel(function: Callable[..., Any], documented: Mapping[str, str]) -> Callable[..., Any]:
    """``function`` with each argument described and taken raw."""
    for name, description in documented.items():
        function = xw.arg(name, CellArgument, doc=description)(function)
    # func last: each arg calls xlwings' func without keywords, which would undo the category. Called from the wizard a
    # function answers as anywhere: one that does not would answer 0 wherever Excel asks while its buttons are off
    return xw.func(function, category=CATEGORY)  # type: ignore[no-any-return, call-overload]
