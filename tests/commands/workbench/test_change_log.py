"""What the Change Log says of figures that moved: a cent is told, less than half a cent is not a change."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from wipbook.commands.workbench.change_log import changes

STAGES = ("Raw Materials", "Work in Process", "Finished Goods")


def log(*rows: tuple[float | None, float | None, float | None]) -> Any:
    """A workbook whose Change Log has these balances."""
    schema = dict.fromkeys(STAGES, pl.Float64)
    frame = pl.DataFrame(list(rows), schema=schema, orient="row")
    return SimpleNamespace(read_table=lambda name: SimpleNamespace(frame={"ChangeLog": frame}[name]))


def balances(*amounts: float) -> dict[str, float]:
    return dict(zip(STAGES, amounts, strict=True))


@pytest.mark.parametrize(("now", "said"), [
    (100.00, "no figure changed"),
    (100.003, "no figure changed"),  # what a cell makes of a cent is never off by so much
    (99.997, "no figure changed"),
    (100.01, "Raw Materials 100.00 to 100.01"),
    (99.99, "Raw Materials 100.00 to 99.99"),
    (499.00, "Raw Materials 100.00 to 499.00"),
    (-1234.5, "Raw Materials 100.00 to -1,234.50"),
])
def test_a_cent_is_a_change_and_less_is_none(now: float, said: str) -> None:
    assert changes(log((100.00, 20.0, 3.0)), balances(now, 20.0, 3.0), 2) == said


def test_every_stage_that_moved_is_told() -> None:
    moved = changes(log((100.0, 20.0, 3.0)), balances(100.0, 20.01, 2.99), 2)
    assert moved == "Work in Process 20.00 to 20.01; Finished Goods 3.00 to 2.99"


def test_the_last_row_with_figures_is_what_is_compared() -> None:
    before = log((1.0, 1.0, 1.0), (100.0, 20.0, 3.0), (None, None, None))
    assert changes(before, balances(100.0, 20.0, 3.0), 2) == "no figure changed"


def test_the_first_figures_are_called_so() -> None:
    assert changes(log(), balances(1.0, 2.0, 3.0), 2) == "first figures"
    assert changes(log((None, None, None)), balances(1.0, 2.0, 3.0), 2) == "first figures"


def test_a_log_without_its_columns_says_so() -> None:
    bare = SimpleNamespace(read_table=lambda name: SimpleNamespace(frame=pl.DataFrame({"When": [1]})))
    assert changes(bare, balances(1.0, 2.0, 3.0), 2) == "the log lost its columns of figures"  # type: ignore[arg-type]


@pytest.mark.parametrize(("places", "said"), [(0, "no figure changed"), (2, "Raw Materials 100.00 to 100.40"),
                                              (3, "Raw Materials 100.000 to 100.400")])
def test_a_change_is_half_of_the_smallest_amount_of_the_currency(places: int, said: str) -> None:
    assert changes(log((100.0, 20.0, 3.0)), balances(100.4, 20.0, 3.0), places) == said
