"""Ranges that are kept: the same answers as from the bare range, for the work of one reading and one solution."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import strategies as st

import udfs
from tests.draws import holds, in_two_parts
from tests.udfs.test_bad_arguments import NOT_AVAILABLE, cases
from udfs.boundary.arguments import Number, Numbers
from udfs.boundary.cells import FromCell
from udfs.boundary.example import Example
from udfs.boundary.excel_function import excel_function
from udfs.boundary.kept import MOST_READINGS, Kept
from udfs.boundary.movements import Movements
from wipbook.costing import list_solutions, movement_list

NAMES = sorted(udfs.FUNCTIONS)
HEADER = ("Date", "Type", "Material", "Quantity", "Unit Cost", "Standard Cost", "Location", "To Location", "Lot",
          "Movement", "Reverses", "Customer", "Supplier", "Document")
METHODS = ("FIFO", "LIFO", "Moving Average", "Periodic FIFO", "Periodic LIFO", "Periodic Average", "Standard",
           "Specific")


def as_range(value: Any) -> Any:
    """What Value2 is of a range that holds an argument of an example; a constant as it is."""
    if isinstance(value, list | tuple):
        rows = value if isinstance(value[0], list | tuple) else [[one] for one in value]
        return tuple(tuple(map(as_range, row)) for row in rows)
    if isinstance(value, str):
        try:
            return float((dt.date.fromisoformat(value) - dt.date(1899, 12, 30)).days)
        except ValueError:
            return value
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def call(name: str, arguments: Any) -> Any:
    return udfs.FUNCTIONS[name](*map(FromCell, arguments))


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_the_same_with_kept_ranges_again_and_again(name: str) -> None:
    arguments = [as_range(one) for one in udfs.FUNCTIONS[name].card.example.arguments]
    bare = call(name, arguments)
    kept = [Kept(one) for one in arguments]
    for _ in range(3):
        assert same(call(name, kept), bare)
    example = udfs.FUNCTIONS[name].card.example
    assert example.agrees(example.picked(bare)), "dates are numbers here"


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same types: 1 is not True, nor 1.0."""
    return repr(one) == repr(other)


@pytest.mark.parametrize(("name", "arguments"), [*cases("twelve"), *cases(NOT_AVAILABLE), *cases(None)])
def test_faults_are_the_same_too_and_stay(name: str, arguments: list[Any]) -> None:
    ranges = [as_range(one) for one in arguments]
    kept = [Kept(one) for one in ranges]
    bare = call(name, ranges)
    assert same(call(name, kept), bare) and same(call(name, kept), bare)


def test_kept_columns_are_answered_like_bare_ones() -> None:
    cells = ((1.0,), (None,), ("x",), (4.0,))
    kept = Kept(cells)
    for name, other in (("wip_over_under", 5.0), ("wip_ppm", 5.0), ("wip_reorder_point", kept)):
        bare = call(name, [cells, other.rows if isinstance(other, Kept) else other])
        assert call(name, [kept, other]) == bare == call(name, [kept, other])
    # a blank is a fault of the first argument and the default of the last: each is read by itself
    assert call("wip_nrv", [100.0, kept, 0.0])[1] == [100.0] and "blank" in call("wip_nrv", [kept])[1][0]


def random_list(seed: int, rows: int = 120) -> tuple[tuple[Any, ...], ...]:
    """A list in which much goes wrong: shortages, returns, reversals, transfers, lots, places, codes in any case."""
    draw = random.Random(seed)
    materials = {name: draw.random() for name in ("A", "b", "B", "C", "é")}
    made: list[tuple[Any, ...]] = [HEADER]
    for number in range(rows):
        material, kind = draw.choice(list(materials)), draw.random()
        by_place, by_lot = materials[material] < 0.4, materials[material] > 0.6
        type_ = draw.choice(("Receipt", "Issue", "Shipment", "Return from Job", "Sales Return", "Return to Supplier",
                             "Scrap", "Adjustment", "Count", "Transfer", "Receipt", "Issue"))
        reverses = None
        if kind < 0.1 and number > 5:
            back = made[draw.randrange(1, number)]
            type_, material, reverses = back[1], back[2], back[9]
        quantity = round(draw.uniform(0.1, 30), draw.choice((0, 2)))
        made.append((
            46023.0 + draw.randrange(100), type_, material, max(1.0, quantity),
            round(draw.uniform(0.5, 9), 4) if type_ == "Receipt" else None,
            2.5 if material in ("A", "C") else None,
            draw.choice(("X", "Y")) if by_place else None, "Y" if type_ == "Transfer" and by_place else None,
            draw.choice(("L1", "L2")) if by_lot else None, f"M{number}", reverses,
            draw.choice(("K", None)), draw.choice(("S", None)), draw.choice(("D1", "D2", None)),
        ))
    if draw.random() < 0.4:
        made[draw.randrange(1, rows)] = (46023.0, "Receipt", draw.choice(("C", None)), "x", *[None] * 10)
    return tuple(made)


@in_two_parts(5, 25)
def test_one_solution_of_all_materials_answers_for_each(draws: int) -> None:
    """The bare range is solved for the one material alone, by the engine that values the workbook."""
    holds(_answers_for_each, draws, st.integers(0, 10**6))


def _answers_for_each(seed: int) -> None:
    rows = random_list(seed)
    kept = Kept(rows)
    draw = random.Random(seed)
    for _ in range(12):
        material = draw.choice(("A", "b", "C", "É", "none", None))
        method, as_of = draw.choice((None, *METHODS)), draw.choice((None, 46030.0, 46080.0, 46000.0))
        start, places = draw.choice((None, 46050.0)), draw.choice((None, 0.0, 3.0))
        for name, more in (
            ("wip_value", (method, as_of, material, places)), ("wip_layers", (method, as_of, material, places)),
            ("wip_cogs", (method, start, as_of, material, places)), ("wip_on_hand", (as_of, material)),
        ):
            assert same(call(name, (kept, *more)), call(name, (rows, *more))), (name, more)
    assert same(call("wip_compare_methods", (kept, None, "A")), call("wip_compare_methods", (rows, None, "A")))
    assert same(call("wip_movement_costs", (kept, "FIFO")), call("wip_movement_costs", (rows, "FIFO")))


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often a list was read and how often solved."""
    counts = {"read": 0, "solved": 0}

    def counted(what: str, real: Any) -> Any:
        def double(*given: Any) -> Any:
            counts[what] += 1
            return real(*given)
        return double

    monkeypatch.setattr(Movements, "read", counted("read", Movements.read))
    monkeypatch.setattr(list_solutions, "solve_list", counted("solved", list_solutions.solve_list))
    return counts


def many_materials(count: int) -> tuple[tuple[Any, ...], ...]:
    """Of each material 10 at 2.00 and 10 at 3.00 come, 15 leave: 5 at 3.00 stay by FIFO."""
    rows: list[tuple[Any, ...]] = [("Date", "Material", "Quantity", "Unit Cost", "Standard Cost")]
    for number in range(count):
        standard = 4.0 if number % 2 else None
        rows += [(46023.0, f"M{number}", 10.0, 2.0, standard), (46024.0, f"M{number}", 10.0, 3.0, standard),
                 (46025.0, f"M{number}", -15.0, None, standard)]
    return tuple(rows)


def test_a_formula_for_each_material_reads_and_solves_the_list_once(work: dict[str, int]) -> None:
    kept = Kept(many_materials(300))
    for number in range(300):
        assert call("wip_value", (kept, None, None, f"m{number}")) == 15.0
        assert call("wip_cogs", (kept, None, None, None, f"M{number}")) == 10 * 2 + 5 * 3
        assert call("wip_layers", (kept, "fifo", None, f"M{number}"))[1] == [
            f"M{number}", dt.datetime(2026, 1, 2), 5.0, 3.0, 15.0
        ]
    assert call("wip_value", (kept,)) == 300 * 15.0
    assert work == {"read": 1, "solved": 1}


def test_a_material_that_cannot_be_valued_does_not_cost_the_others_their_solution(work: dict[str, int]) -> None:
    kept = Kept(many_materials(60))
    answers = [call("wip_value", (kept, "Standard", None, f"M{number}")) for number in range(60)]
    assert answers[1::2] == [20.0] * 30  # 5 at 4.00
    assert {answer[:45] for answer in answers[::2]} == {"#WIP: movements: found no Standard Cost for M0, expe"[:45]}
    assert work == {"read": 1, "solved": 31}, "one solution for 30 of them, and a refusal for each other"
    assert "no Standard Cost" in call("wip_value", (kept, "Standard"))


def test_a_list_that_cannot_be_solved_whole_is_solved_by_material() -> None:
    # a millionth at 80,000,000,000,000 is a cost per unit that no 64 bits hold, for the 8,000,000,000 that leave
    header, *others = ((*row[:4], None) for row in many_materials(3))
    huge = [(46023.0, "huge", 0.000001, 0.0, 8e13), (46024.0, "huge", -8e9, None, None)]
    rows = ((*header[:4], "Landed Cost"), *others, *huge)
    kept = Kept(rows)
    alone = call("wip_value", (rows, None, None, "huge"))
    assert "does not fit into 64 bits" in alone
    assert call("wip_value", (kept, None, None, "huge")) == alone
    assert [call("wip_value", (kept, None, None, f"M{number}")) for number in range(3)] == [15.0] * 3
    assert call("wip_value", (kept,)) == call("wip_value", (rows,)) == alone


def test_a_faulty_list_is_read_once_as_well(work: dict[str, int]) -> None:
    bad = Kept((("Day", "Quantity"), (46023.0, 1.0)))
    answers = {call("wip_value", (bad, None, None, f"M{number}")) for number in range(50)}
    assert len(answers) == 1 and "found no column 'Date'" in answers.pop()
    assert work == {"read": 1, "solved": 0}
    raised = []
    for _ in range(2):
        with pytest.raises(ValueError, match="found no column 'Date'") as caught:
            udfs.wip_value(bad)
        raised.append(caught.value)
    assert raised[0] is not raised[1] and str(raised[0]) == str(raised[1]), "each has a traceback of its own"


def test_what_a_range_is_read_as_is_bounded() -> None:
    kept = Kept(tuple((float(number),) for number in range(50)))
    for least in range(3 * MOST_READINGS):
        kind = Numbers(each=Number(least=-float(least)))
        kept.read((kind, "amounts"), lambda rows, kind=kind: kind.read(rows, "amounts"))
    assert len(kept.memo) == MOST_READINGS


def test_what_a_list_keeps_of_its_solutions_is_bounded(monkeypatch: pytest.MonkeyPatch, work: dict[str, int]) -> None:
    monkeypatch.setattr(movement_list, "MOST_KEPT", 100)
    rows = many_materials(20)  # 60 movements: a solution of them is more than half of what may be kept
    kept = Kept(rows)
    for day in (46023.0, 46024.0, 46025.0, 46023.0):
        assert call("wip_on_hand", (kept, day, "M1")) == {46023.0: 10.0, 46024.0: 20.0, 46025.0: 5.0}[day]
        assert call("wip_on_hand", (kept, day, "M2")) == call("wip_on_hand", (kept, day, "M3"))
    assert work["solved"] == 4, "the first was given up, and solved again; the newest answers for all"
    typed = kept.read((Movements(priced=False), "movements"), lambda rows: pytest.fail("read again"))
    assert typed.memo.most == 100 and len(typed.memo) == 1


def test_a_call_may_do_what_it_likes_with_its_lists() -> None:
    """What is kept is handed over as a copy: a body that empties its list harms no other."""
    @excel_function(amounts=Numbers(), example=Example(([1],), "1", "a test's own"))
    def wip_emptied(amounts):  # type: ignore[no-untyped-def]
        """How many amounts there are.

        Arguments:
            amounts: Amounts.
        """
        count = len(amounts)
        amounts.clear()
        return count

    kept = Kept(((1.0,), (2.0,)))
    assert [wip_emptied(FromCell(kept)) for _ in range(3)] == [2, 2, 2]


def test_one_range_may_be_several_kinds_of_arguments() -> None:
    layers = Kept((("Date", "Quantity", "Unit Cost"), (46023.0, 5.0, 2.0)))
    assert call("wip_on_hand", (layers,)) == 5.0
    assert call("wip_value", (layers,)) == 10.0
    assert call("wip_aging", (layers, 46082.0))[2] == ["31-60 days", 5.0, 10.0, 1.0]
    assert len(layers.memo) == 3


def test_a_single_cell_may_be_kept_as_a_value_or_as_a_row() -> None:
    for one in (Kept(5.0), Kept(((5.0,),)), 5.0, ((5.0,),)):
        assert call("wip_over_under", (one, 7.0)) == 2.0
        assert udfs.wip_over_under(one, 7) == 2.0
    for blank in (Kept(None), Kept(((None,),)), Kept("")):
        assert call("wip_nrv", (100.0, blank)) == 100.0
        assert call("wip_nrv", (blank,)).startswith("#WIP: selling_price: found a blank")


def test_a_price_keeps_all_its_digits() -> None:
    """Value2 of a cell in the format Currency is the whole number: 1,000,000 at 0.00345 are 3,450.00."""
    rows = (("Date", "Quantity", "Unit Cost"), (46023.0, 1_000_000.0, 0.00345))
    for given_ in (rows, Kept(rows)):
        assert call("wip_value", (given_,)) == 3450.0
        assert call("wip_layers", (given_,))[1][2:] == [1_000_000.0, 0.00345, 3450.0]
    assert call("wip_price_variance", (1_000_000.0, 0.00345, 0.0)) == 3450.0
