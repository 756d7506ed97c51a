"""What a list of movements comes to by one method up to one day: asked once of a list, or a thousand times."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cached_property

import polars as pl

from wipbook.costing.movement_list import MovementList, lower_code, solve_list
from wipbook.costing.solution import Solution
from wipbook.errors import WipbookError
from wipbook.schema.methods import method_called
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up
from wipbook.values.memo import Memo

Layer = tuple[str, dt.date | None, int, int]
"""Material, date (None: a shortage), quantity, value."""
MOST_STARTS = 64
"""First days of a period by which a solution keeps its costs of goods."""


class ListSolution:
    """The figures of a solved list, of all its materials or of one (by its code in lower case): quantities in
    millionths, amounts in the smallest unit of the currency. Of the solution only what they need is kept."""

    def __init__(self, solution: Solution) -> None:
        names = solution.materials.select("material", "Material", lower_code.alias("code"))
        self._codes = frozenset(names["code"])
        self._keys = looked_up(solution.keys.select("key", "material", "on_hand", "worth"), "material", names)
        self._open = solution.layers.select("key", "Date", "quantity", "value")
        self._gone = looked_up(_goods(solution), "material", names.select("material", "code"))
        self._sums = Memo(MOST_STARTS)

    @property
    def rows(self) -> int:
        """How much of the memory of a list it takes."""
        return 1 + self._keys.height + self._open.height + self._gone.height

    def answers(self, material: str | None) -> bool:
        return material is None or material in self._codes

    def on_hand(self, material: str | None) -> int:
        return self._balances.get(material, (0, 0))[0]

    def worth(self, material: str | None) -> int:
        return self._balances.get(material, (0, 0))[1]

    def cost_of_goods(self, start: dt.date | None, material: str | None) -> int:
        """Cost of everything that left from ``start`` (None: the first movement) on."""
        return self._sums.get(start, lambda: self._costs(start)).get(material, 0)

    def _costs(self, start: dt.date | None) -> dict[str | None, int]:
        gone = self._gone if start is None else self._gone.filter(pl.col("Date") >= start)
        each: dict[str | None, int] = dict(gone.group_by("code").agg(pl.col("cost").sum()).iter_rows())
        return {**each, None: sum(each.values())}

    def layers(self, material: str | None) -> list[Layer]:
        """The open layers, by material, oldest first."""
        if material is None:
            return [layer for layers in self._layers.values() for layer in layers]
        return self._layers.get(material, [])

    @cached_property
    def _balances(self) -> dict[str | None, tuple[int, int]]:
        sums = self._keys.group_by("code").agg(pl.col("on_hand").sum(), pl.col("worth").sum()).rows()
        each = {code: (on_hand, worth) for code, on_hand, worth in sums}
        return {**each, None: (sum(one for one, _ in each.values()), sum(one for _, one in each.values()))}

    @cached_property
    def _layers(self) -> dict[str, list[Layer]]:
        rows = looked_up(self._open, "key", self._keys.select("key", "Material", "code"))
        rows = rows.sort("Material", "Date", nulls_last=True, maintain_order=True)
        found: dict[str, list[Layer]] = {}
        for code, *layer in rows.select("code", "Material", "Date", "quantity", "value").iter_rows():
            found.setdefault(code, []).append(tuple(layer))
        return found


def solved(
    moves: MovementList, method: str, as_of: dt.date | None, material: str | None
) -> tuple[ListSolution, str | None]:
    """What answers for a material (None: for all), and the name by which it is to be asked.

    A list that remembers is solved whole, once for a method and a day: what one material comes to does not depend on
    the others. Where the whole cannot be solved, that may be another material's fault, and each is solved by itself.
    Errors: ``CannotValue``, and those of ``wipbook.costing.solve``.
    """
    moves.refuse_doubtful(material)
    if moves.memo is None:
        return ListSolution(solve_list(moves.of(material), method, as_of)), None
    code = None if material is None else material.lower()
    whole = _whole(moves, method, as_of, code is not None)
    if whole is not None and whole.answers(code):
        return whole, code
    own = moves.memo.get(
        (method, as_of, moves.places, code), lambda: ListSolution(solve_list(moves.of(material), method, as_of)),
        lambda one: one.rows,
    )
    return own, None


def _whole(moves: MovementList, method: str, as_of: dt.date | None, of_one: bool) -> ListSolution | None:
    """The solution of all materials, or where one is asked for of all that the method can value; None without one."""
    assert moves.memo is not None
    some = of_one and method_called(method).needs == "Standard Cost"

    def solve_them() -> ListSolution:
        known = pl.col("Standard Cost").is_not_null().any().over("Material")
        valued = replace(moves, frame=moves.frame.filter(known)) if some else moves
        return ListSolution(solve_list(valued, method, as_of))

    try:
        return moves.memo.get((method, as_of, moves.places, some), solve_them, lambda one: one.rows)
    except WipbookError:
        return None


def _goods(solution: Solution) -> pl.DataFrame:
    """Date, material and cost of every movement by which goods leave us, or come back from a job or a customer.

    Goods sent back to a supplier and transfers are no cost of goods; true-ups of shortages are.
    """
    moves = solution.movements.filter(~pl.col("Type").is_in([MovementType.TRANSFER, MovementType.RETURN_TO_SUPPLIER]))
    back = pl.col("Type").is_in([MovementType.RETURN_FROM_JOB, MovementType.SALES_RETURN])
    returned = pl.when(back).then(pl.col("value_in")).otherwise(0)
    return moves.select("Date", "material", (pl.col("value_out") - returned + pl.col("true_up")).alias("cost"))
