"""The engine: what xlwings asks for before there is a book, and how values pass between it and a cell."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from wipbook.port.workbook import CellError


class Engine:
    """What ``xlwings.Engine`` wraps. ``type`` is 'desktop' so that xlwings takes the usual paths."""

    name: str
    type = "desktop"

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Raw values as the user asked for them: a list of rows; numbers are floats, as in Excel."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return value.code if err_to_str else None
            if isinstance(value, bool | str):
                return value
            if isinstance(value, dt.datetime):
                return value if datetime_builder is dt.datetime else _built(value, datetime_builder)
            return number_builder(float(value)) if number_builder else float(value)

        rows = data if isinstance(data, list) else [[data]]
        return [[clean(value) for value in row] for row in rows]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A Python value as a cell can hold it; missing values of pandas and numpy become blank cells."""
        if isinstance(value, dt.datetime) and value != value:  # pandas' NaT calls itself a moment
            return None
        if value is None or isinstance(value, str | bool | int | dt.datetime):
            return value
        if isinstance(value, float):
            return None if math.isnan(value) else value
        kind = type(value).__module__.split(".")[0]
        if kind == "pandas":
            import pandas as pd

            if pd.isna(value):
                return None
            if isinstance(value, pd.Timestamp):
                return value.to_pydatetime()
            if isinstance(value, pd.Timedelta):
                return value.to_pytimedelta()
        if kind == "numpy" and value != value:  # NaN and NaT are not themselves; the installer brings no pandas to ask
            return None
        if kind in ("pandas", "numpy"):
            return Engine.prepare_xl_data_element(value.item(), options) if hasattr(value, "item") else value
        return value


def _built(moment: dt.datetime, builder: Callable[..., Any]) -> Any:
    return builder(
        year=moment.year, month=moment.month, day=moment.day, hour=moment.hour, minute=moment.minute,
        second=moment.second, microsecond=moment.microsecond, tzinfo=None,
    )
