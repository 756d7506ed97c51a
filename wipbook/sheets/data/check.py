"""What a check is: two figures that must agree, each as a formula and as the engine computes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wipbook.books.results import Results
from wipbook.values.fixed import half_unit

_ROUGH = 0.005
"""What sums of quantities may differ by in cells; amounts: half of the smallest one of the currency."""


@dataclass(frozen=True)
class Check:
    """``left`` and ``right`` are formulas over other sheets; ``values`` computes both sides from the engine's own
    figures, in the unit of the cells. ``id`` names the cell ``chk_<id>``. Where the check does not apply its note says
    that it is ``untested``, and why; one that allows Materiality says the difference that it let pass.
    ``computed``: its left side is always computed, and is nothing to compare closed figures with that rows come to
    otherwise now."""

    id: str
    what: str
    where: str
    left: str
    right: str
    values: Callable[[Results], tuple[float, float]]
    applies: Callable[[Results], bool] = lambda results: True
    money: bool = True
    untested: str = "nothing to compare with"
    computed: bool = False
    within_materiality: bool = False

    @property
    def left_formula(self) -> str:
        """``left``, or what stands on the right where closed figures are shown that rows come to otherwise now."""
        if not self.computed:
            return self.left
        return f'=IF(LEFT(closed_note,9)="as closed",{self.right[1:]},{self.left[1:]})'

    def tolerance(self, places: int, materiality: float) -> float:
        """By how much both sides may differ, in a currency with so many places: what rounding leaves, or Materiality of
        Settings where the other side is kept by somebody else."""
        rounding = half_unit(places) if self.money else _ROUGH
        return max(rounding, materiality) if self.within_materiality else rounding
