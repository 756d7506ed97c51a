"""Formulas in Excel's words and in LibreOffice's, by LibreOffice's own parser: nothing is guessed from the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from wipbook.hosts.libreoffice.bridge import struct

#: com.sun.star.sheet.AddressConvention, FormulaLanguage.OOXML, every FormulaMapGroup.
_OFFICE, _EXCEL, _OOXML, _ALL_GROUPS = 0, 3, 5, 0x7FFFFFFF
_PREFIX = re.compile(r"_xlfn\.(?:_xlws\.)?|_xlpm\.")
# Texts, quoted sheet names and structured references are skipped; then the name of a function before its bracket.
_NAME = re.compile(
    r"""(?P<skip>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])"""
    r"""|(?<![\w.])(?P<name>[A-Za-z][\w.]*)(?=\()"""
)


class Formulas:
    """The two ways for one document. A text reads the same wherever it stands, so each is translated once."""

    def __init__(self, document: Any, mapper: Any) -> None:
        self._document, self._mapper = document, mapper
        self._excel, self._office = self._parser(_EXCEL), self._parser(_OFFICE)
        self.to_office = lru_cache(maxsize=4096)(self._to_office)
        self._known: dict[str, str] = {}
        self._newer: dict[str, str] | None = None

    def of(self, cell: Any, text: str) -> str:
        """The formula of a cell, whose ``text`` in LibreOffice is at hand: ``=SUM($Jobs.A1;2)`` as
        ``=SUM(Jobs!A1,2)``, without the marks of newer functions, as Excel shows it.

        From its tokens: the text spells the functions of add-ins in a way that no parser reads.
        """
        if text not in self._known:
            self._known[text] = self._printed(cell.getTokens(), cell.CellAddress)
        return self._known[text]

    def of_name(self, text: str) -> str:
        """What a defined name refers to: ``$Home.$B$9`` as ``=Home!$B$9``."""
        place = struct("table.CellAddress")
        return self._printed(self._office.parseFormula(text, place), place)

    def _to_office(self, text: str, sheet: int) -> str:
        """``=SUM(Jobs!A1,2)`` as ``=SUM($Jobs.A1;2)``, for a cell of the sheet with the 0-based number ``sheet``."""
        place = struct("table.CellAddress", Sheet=sheet)
        tokens = self._excel.parseFormula(self._marked(text.removeprefix("=")), place)
        return "=" + str(self._office.printFormula(tokens, place))

    def _printed(self, tokens: Any, place: Any) -> str:
        return "=" + _PREFIX.sub("", self._excel.printFormula(tokens, place))

    def _marked(self, text: str) -> str:
        """File syntax marks functions newer than Excel 2007, and the parser knows them by their marks only."""
        if self._newer is None:
            names = (one.Name for one in self._mapper.getAvailableMappings(_OOXML, _ALL_GROUPS))
            self._newer = {_PREFIX.sub("", name).upper(): name for name in names if name.startswith("_xl")}
        newer = self._newer

        def change(found: re.Match[str]) -> str:
            return found[0] if found["skip"] else newer.get(found["name"].upper(), found["name"])

        return _NAME.sub(change, text)

    def _parser(self, convention: int) -> Any:
        parser = self._document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.FormulaConvention, parser.CompileEnglish = convention, True
        return parser
