"""A worked example of a function from a published source: the function, the Functions sheet and Prove all run it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

LONGEST_FORMULA = 8192


@dataclass(frozen=True)
class Example:
    """``arguments`` as in Python (None: left out), the cell of the result ``at`` (row and column from 1, the header
    row counts) for functions that spill, what the source says is ``expects`` (a text for a number: it is compared
    as printed, to as many places), and the ``source`` itself."""

    arguments: tuple[Any, ...]
    expects: str
    source: str
    at: tuple[int, int] | None = None
    is_text: bool = False

    def formula(self, name: str) -> str:
        """The example as a formula that can be pasted into any cell.

        >>> Example((1, None, [["a"], [2.5]]), "1", "").formula("wip_x")
        '=wip_x(1,,{"a";2.5})'
        """
        given = list(self.arguments)
        while given and given[-1] is None:
            given.pop()
        call = f"{name}({','.join(map(_constant, given))})"
        text = f"=INDEX({call},{self.at[0]},{self.at[1]})" if self.at else f"={call}"
        if len(text) > LONGEST_FORMULA:
            raise ValueError(f"the example of {name} is longer than a formula may be")
        return text

    def picked(self, result: Any) -> Any:
        """The cell of the result that the source speaks of."""
        return result[self.at[0] - 1][self.at[1] - 1] if self.at else result

    @property
    def expected(self) -> float | str:
        return self.expects if self.is_text else float(self.expects)

    @property
    def places(self) -> int:
        """Decimal places to which the source prints its figure; 0 for a text."""
        return 0 if self.is_text else max(0, -int(Decimal(self.expects).as_tuple().exponent))

    def agrees(self, got: Any) -> bool:
        """Whether a result, rounded half-up to the places the source prints, is the source's figure."""
        if self.is_text:
            return bool(got == self.expects)
        if isinstance(got, bool) or not isinstance(got, int | float):
            return False
        step = Decimal(1).scaleb(-self.places)
        return Decimal(repr(got)).quantize(step, ROUND_HALF_UP) == Decimal(self.expects)


def _constant(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        rows = value if value and isinstance(value[0], list | tuple) else [[one] for one in value]
        return "{" + ";".join(",".join('""' if cell is None else _constant(cell) for cell in row) for row in rows) + "}"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date):
        return f'"{value.isoformat()}"'
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value)
