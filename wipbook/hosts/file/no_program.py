"""What a workbook that no program has open answers to questions about a program."""

from __future__ import annotations

from collections.abc import Mapping

from wipbook.port.workbook import Formula


class NoProgram:
    """Nothing is computed by itself, and there is no cursor."""

    def computes(self, sheet: str, address: str, formula: str) -> bool:
        return False  # what a cell of a file shows is what was written into it

    def computed(self, sheet: str, formulas: Mapping[str, Formula]) -> set[str]:
        return set()

    def go_to(self, sheet: str, address: str) -> None:
        return None
