"""A function declared to Excel: what xlwings' wrapper generator and server look for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import xlwings as xw
from xlwings.conversion import Accessor, ConversionContext, Converter, Pipeline, RawValueAccessor

from .cells import FromCell

CATEGORY = "WIP"
_AS_IT_IS = frozenset((float, str))


class CellArgument(Converter):
    """xlwings' way in: the raw value of the range or constant, marked as coming from a cell."""

    base = RawValueAccessor  # type: ignore[assignment]

    @staticmethod
    def read_value(value: Any, options: Any) -> FromCell:
        return FromCell(value)


class CellAnswer(Accessor):
    """xlwings' way out: an answer is made for cells already (``results.to_cells``), only dates must be put as COM takes
    them. xlwings' own way looks at each cell four times, which takes as long as to compute a column of them."""

    @classmethod
    def writer(cls, options: Any) -> Pipeline:
        def for_com(context: ConversionContext) -> None:
            prepared = context.engine.impl.prepare_xl_data_element
            rows = context.value if isinstance(context.value, list) else [[context.value]]
            context.value = [
                row if _AS_IT_IS.issuperset(map(type, row)) else [prepared(one, options) for one in row] for row in rows
            ]

        return Pipeline([for_com])


def shown_to_excel(function: Callable[..., Any], documented: Mapping[str, str]) -> Callable[..., Any]:
    """``function`` with each argument described and taken raw."""
    for name, description in documented.items():
        function = xw.arg(name, CellArgument, doc=description)(function)
    function = xw.ret(CellAnswer)(function)
    # func last: each arg and ret calls xlwings' func without keywords, which would undo the category. Called from the
    # wizard a function answers as anywhere: one that does not would answer 0 wherever Excel asks with its buttons off
    return xw.func(function, category=CATEGORY)  # type: ignore[no-any-return, call-overload]
