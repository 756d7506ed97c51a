"""A sheet's rows fit into each input table: what guards against packages that only look large must not refuse them."""

from __future__ import annotations

import pytest

from wipbook.ooxml.guard.limits import LARGEST_TABLE
from wipbook.schema import InputSheet, input_sheets

ROWS_OF_A_SHEET = 1_048_576


@pytest.mark.parametrize("sheet", input_sheets(), ids=lambda sheet: sheet.table)
def test_every_input_table_may_be_as_long_as_a_sheet(sheet: InputSheet) -> None:
    assert ROWS_OF_A_SHEET * (len(sheet.columns) + 5) <= LARGEST_TABLE, "and five columns of the user's own"
