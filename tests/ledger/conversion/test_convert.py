"""Rows in units and currencies of their own: the oracles by hand, what is left out and why, what never changes."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import strategies as st

from tests.books import Book, ledger_of
from tests.draws import holds, in_two_parts
from tests.plant import Plant, day
from wipbook.ledger import Ledger, read
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TablePlace
from wipbook.schema import input_sheets

METERS = {"Material": "R", "Description": "Tube", "Kind": "raw", "Unit": "m"}
CENTIMETERS = {"From": "cm", "To": "m", "Factor": "1/100"}
DOLLARS = {"From": "USD", "To": "EUR", "Date": day(5), "Kind": "spot", "Rate": 0.92}


def receipt(**more: Any) -> dict[str, Any]:
    return {"Movement": "M1", "Date": day(6), "Type": "Receipt", "Material": "R", "Quantity": 10, "Unit Cost": 1,
            **more}


def order(**more: Any) -> dict[str, Any]:
    return {"Order": "PO-1", "Line": "1", "Ordered": day(5), "Supplier": "S", "Material": "R", "Quantity": 100,
            "Unit Price": 1, **more}


def book(
    sheet: str, *rows: dict[str, Any], units: Any = (CENTIMETERS,), rates: Any = (DOLLARS,), **more: Any
) -> Ledger:
    return ledger_of({"Materials": [METERS], "Units of Measure": list(units), "Rates of Exchange": list(rates),
                      sheet: list(rows)}, **more)


def told(ledger: Ledger) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if v is not None} for row in ledger.converted.to_dicts()]


# The oracles ----------------------------------------------------------------------------------------------------


def plant() -> Plant:
    found = Plant().material("R", unit="m").material("P", "finished")
    found.rows["Units of Measure"] = [CENTIMETERS]
    found.rows["Rates of Exchange"] = [DOLLARS, {**DOLLARS, "Date": day(20), "Rate": 0.95}]
    return found


def test_300_cm_at_5_per_m_are_15() -> None:
    """Issued from stock: 300 cm x 1/100 = 3 m, 3 m x 5.00 = 15.00."""
    found = plant().job("J1", "P", 1).move(day(5), "Receipt", "R", 10, unit_cost=5)
    books = found.move(day(6), "Issue", "R", 300, job="J1", unit="cm").solve()
    assert books.cost(2) == 15.0 and books.quantity("R") == 7.0 and books.job("J1")["Material Cost"] == 15.0
    books.assert_conserved()


def test_300_cm_bought_at_5_cents_a_cm_are_15_as_well() -> None:
    """Price and quantity are in the unit of the row: 300 cm x 0.05 = 15.00, which is 3 m at 5.00."""
    books = plant().move(day(5), "Receipt", "R", 300, unit_cost=0.05, unit="cm").solve()
    assert books.value("R") == 15.0 and books.quantity("R") == 3.0
    assert books.ledger.table("Movements")["Unit Cost"][0] == 5_000_000


def test_a_bill_in_centimeters_takes_meters() -> None:
    ledger = ledger_of({
        "Materials": [METERS, {**METERS, "Material": "P", "Kind": "finished", "Unit": "pcs"}],
        "Units of Measure": [CENTIMETERS],
        "Bill of Materials": [{"Product": "P", "Component": "R", "Quantity Per": 300, "Unit": "CM"}],
    })
    assert ledger.table("Bill of Materials")["Quantity Per"][0] == 3_000_000
    assert told(ledger)[0] | {"Typed Quantity": 300_000_000, "Quantity": 3_000_000, "Factor": "0.01"} == told(ledger)[0]


def test_100_dollars_at_the_rate_of_the_receipt_and_the_invoice_at_its_own() -> None:
    """100 USD x 0.92 = 92.00 in stock; the invoice 100 USD x 0.95 = 95.00; 3.00 apart, all of it by rates."""
    found = plant().move(day(6), "Receipt", "R", 100, unit_cost=1, currency="USD", document="PO-1", line="1")
    found.rows["Purchases"] = [order(**{
        "Currency": "USD", "Received": day(6), "Received Quantity": 100, "Invoice": "I", "Invoice Date": day(21),
        "Invoice Quantity": 100, "Invoice Price": 1,
    })]
    books = found.solve()
    assert books.value("R") == 92.0
    lines = {(row["Sheet"], row["Column"]): row for row in told(books.ledger)}
    assert lines["Movements", "Unit Cost"]["Value"] == lines["Purchases", "Unit Price"]["Value"] == 92_00
    invoice = lines["Purchases", "Invoice Price"]
    assert (invoice["Value"], invoice["Difference"], invoice["Exchange"]) == (95_00, 3_00, 3_00)
    assert (invoice["Rate"], invoice["Rate Date"]) == ("0.95", day(20))


def test_what_the_supplier_billed_above_is_told_apart_from_what_rates_made() -> None:
    """Billed 1.10 USD for 1.00: 110 x 0.95 - 100 x 0.92 = 12.50, of which 110 x (0.95 - 0.92) = 3.30 by rates."""
    rates = [DOLLARS, {**DOLLARS, "Date": day(20), "Rate": 0.95}]
    ledger = book("Purchases", order(**{
        "Currency": "usd", "Received": day(6), "Received Quantity": 100, "Invoice Date": day(21),
        "Invoice Quantity": 100, "Invoice Price": 1.1,
    }), rates=rates)
    line = told(ledger)[1]
    assert (line["Difference"], line["Exchange"], line["At Order Rate"]) == (12_50, 3_30, 1_012_000)


def test_stock_keeps_the_rate_of_its_receipt() -> None:
    """A rate of the month's end, and one of another kind, change nothing (IAS 21.23)."""
    one = plant().move(day(6), "Receipt", "R", 100, unit_cost=1, currency="USD").solve().value("R")
    later = plant()
    later.rows["Rates of Exchange"] += [
        {**DOLLARS, "Date": day(31), "Kind": kind, "Rate": 0.5} for kind in ("spot", "closing", "average")
    ] + [{**DOLLARS, "Date": day(6), "Kind": kind, "Rate": 0.5} for kind in ("closing", "average")]
    assert later.move(day(6), "Receipt", "R", 100, unit_cost=1, currency="USD").solve().value("R") == one == 92.0


# What is left out -------------------------------------------------------------------------------------------------

MISSING = [
    (receipt(Unit="ft"), "W6", "'ft'", "add a row From ft To m with its Factor to Units of Measure"),
    (receipt(Unit="mc"), "W6", "'mc'", "add a row"),
    (receipt(Currency="GBP"), "X6", "GBP on 2026-01-06 (there is none)",
     "add a row From GBP To EUR of 2026-01-06 to Rates of Exchange"),
    (receipt(Currency="US"), "X6", "US on 2026-01-06 (there is none)", "did you mean 'USD'?"),
    (receipt(Currency="USD", Date=day(20)), "X6",
     "USD on 2026-01-20 (the newest before is of 2026-01-05, 15 days old)", "of 2026-01-20 to Rates of Exchange"),
    (receipt(Currency="USD", Date=day(4)), "X6", "USD on 2026-01-04 (the first is of 2026-01-05)", "of 2026-01-04"),
]


@pytest.mark.parametrize(("row", "cell", "found", "cure"), MISSING)
def test_what_cannot_be_turned_is_left_out_with_its_cell_and_cure(
    row: dict[str, Any], cell: str, found: str, cure: str
) -> None:
    ledger = book("Movements", row)
    (listed,) = ledger.rejections.frame().to_dicts()
    assert ledger.table("Movements").is_empty() and ledger.converted.is_empty() and ledger.rows_left_out == 1
    assert (listed["Cell"], listed["Row Key"], listed["Found"], listed["Effect"]) == (cell, "M1", found, "row excluded")
    assert cure in listed["What To Do"]


def test_no_rate_is_no_rate_of_one_even_where_the_money_is_nothing() -> None:
    assert book("Movements", receipt(**{"Unit Cost": 0, "Currency": "GBP"})).table("Movements").is_empty()
    bare = book("Movements", receipt(**{"Unit Cost": None, "Currency": "GBP"}))
    assert bare.table("Movements").height == 1, "a row without money asks for no rate"


def test_an_order_line_needs_the_rate_of_its_invoice_too() -> None:
    ledger = book("Purchases", order(**{"Currency": "USD", "Invoice Date": day(25), "Invoice Price": 1}))
    (listed,) = ledger.rejections.frame().to_dicts()
    assert listed["Found"].startswith("USD on 2026-01-25 (") and ledger.table("Purchases").is_empty()


def test_contradicting_rows_are_named_on_their_sheet_and_leave_out_what_needs_them() -> None:
    units = [CENTIMETERS, {"From": "m", "To": "CM", "Factor": "10"}, {"From": "km", "To": "m", "Factor": "1000"}]
    ledger = book("Movements", receipt(Unit="cm"), receipt(Movement="M2", Unit="km"), units=units)
    assert ledger.table("Movements")["Movement"].to_list() == ["M2"]
    rows = {row["Sheet"]: row for row in ledger.rejections.frame().to_dicts()}
    warning, out = rows["Units of Measure"], rows["Movements"]
    assert (warning["Effect"], warning["Cell"]) == ("warning", "D7") and "row 6" in warning["Found"]
    assert out["Effect"] == "row excluded" and "row 7" in out["Found"] and out["Expected"] == "one factor from cm to m"


@pytest.mark.parametrize(("sheet", "row", "cell"), [
    ("Units of Measure", {"From": "m", "To": "M", "Factor": 1}, "C6"),
    ("Units of Measure", {"From": "m", "To": "cm", "Factor": 0}, "D6"),
    ("Units of Measure", {"From": "m", "To": "cm", "Factor": 100, "Material": "X"}, "A6"),
    ("Rates of Exchange", {**DOLLARS, "Rate": 0}, "E6"),
    ("Rates of Exchange", {**DOLLARS, "Rate": -0.9}, "E6"),
    ("Rates of Exchange", {**DOLLARS, "To": "usd"}, "B6"),
    ("Rates of Exchange", {**DOLLARS, "Date": None}, "C6"),
    ("Rates of Exchange", {**DOLLARS, "Kind": "bank"}, "D6"),
])
def test_rows_that_turn_nothing_are_left_out_themselves(sheet: str, row: dict[str, Any], cell: str) -> None:
    ledger = ledger_of({"Materials": [METERS], sheet: [row]})
    (listed,) = ledger.rejections.frame().to_dicts()
    assert (listed["Cell"], listed["Effect"]) == (cell, "row excluded") and ledger.table(sheet).is_empty()


def test_a_material_without_a_unit_has_none_to_turn_into() -> None:
    rows = {"Materials": [{**METERS, "Unit": None}], "Units of Measure": [CENTIMETERS],
            "Movements": [receipt(Unit="cm")]}
    listed = {row["Sheet"]: row for row in ledger_of(rows).rejections.frame().to_dicts()}["Movements"]
    assert listed["What To Do"] == "fill in Unit of R on Materials"


class Lacking(Book):
    """A book without some of its tables."""

    def __init__(self, gone: tuple[str, ...], rows: Any) -> None:
        super().__init__(rows)
        self._gone = gone

    def tables(self) -> dict[str, TablePlace]:
        return {name: place for name, place in super().tables().items() if name not in self._gone}


def test_where_the_sheets_are_missing_the_cure_says_so() -> None:
    rows = {"Materials": [METERS], "Movements": [receipt(Unit="cm"), receipt(Movement="M2", Currency="USD")]}
    ledger = read(Lacking(("UnitsofMeasure", "RatesofExchange"), rows))
    cures = ledger.rejections.frame()["What To Do"].to_list()
    assert cures[0].startswith("the workbook has no sheet Units of Measure: bring it back")
    assert cures[1].startswith("the workbook has no sheet Rates of Exchange: bring it back")
    assert ledger.table("Movements").is_empty()


def test_what_would_become_nothing_or_more_than_can_be_held_is_left_out() -> None:
    units = [{"From": "nm", "To": "m", "Factor": "1/1000000000"}, {"From": "Gm", "To": "m", "Factor": 10**9}]
    ledger = book("Movements", receipt(Unit="nm"), receipt(Movement="M2", Unit="Gm"), units=units)
    assert ledger.table("Movements").is_empty() and ledger.rejections.frame()["Column"].to_list() == ["Quantity"] * 2


@pytest.mark.parametrize("more", [
    {"Amount": 10**9, "Unit Cost": None}, {"Landed Cost": 10**9}, {"Quantity": 8 * 10**9, "Unit Cost": 1000},
    {"Quantity": 8 * 10**9, "Unit Cost": 8 * 10**9, "Currency": None, "Unit": "cm"},
])
def test_money_that_64_bits_do_not_hold_is_left_out(more: dict[str, Any]) -> None:
    ledger = book("Movements", receipt(**{"Currency": "USD", **more}), rates=[{**DOLLARS, "Rate": 10**9}])
    assert ledger.table("Movements").is_empty()
    (row,) = ledger.rejections.frame().to_dicts()
    assert row["Effect"] == "row excluded" and ("worth less than" in row["Expected"] or "below" in row["Expected"])


def test_an_invoice_whose_rate_is_beyond_measure_is_left_out() -> None:
    rates = [{**DOLLARS, "Date": day(5), "Rate": 10**15}, {**DOLLARS, "Date": day(20), "Rate": 1}]
    row = order(**{"Currency": "USD", "Received": day(5), "Unit Price": 0.000001, "Invoice Date": day(20),
                   "Invoice Price": 10**6, "Invoice Quantity": 10**6})
    assert book("Purchases", row, rates=rates).table("Purchases").is_empty()


# What is turned -----------------------------------------------------------------------------------------------------


def test_blank_and_the_own_unit_and_currency_mean_the_same() -> None:
    plain = book("Movements", receipt()).table("Movements")
    spelled = book("Movements", receipt(Unit="M", Currency="eur"), units=(), rates=())
    assert spelled.table("Movements").drop("Unit", "Currency").equals(plain.drop("Unit", "Currency"))
    assert spelled.converted.is_empty() and spelled.rejections.frame().is_empty()


def test_the_row_keeps_its_unit_and_currency() -> None:
    row = book("Movements", receipt(Unit="cm", Currency="usd")).table("Movements").row(0, named=True)
    assert (row["Unit"], row["Currency"], row["Quantity"]) == ("cm", "usd", 100_000)


def test_all_money_of_a_movement_is_in_its_currency() -> None:
    """Amount 120.00 USD = 110.40; freight 25.00 USD = 23.00: stock 133.40."""
    found = plant().move(day(6), "Receipt", "R", 100, amount=120, landed_cost=25, currency="USD").solve()
    assert found.value("R") == 133.4
    revalued = plant().move(day(6), "Receipt", "R", 1, unit_cost=0).move(
        day(6), "Revaluation", "R", 0, amount=-10, currency="USD").solve()
    assert revalued.ledger.table("Movements")["Amount"].to_list() == [None, -920]


def test_cents_of_a_currency_are_kept_where_the_companys_has_none() -> None:
    """12.34 USD at 150 yen are 1851 yen, not 12 times 150."""
    rates = [{"From": "USD", "To": "JPY", "Date": day(5), "Rate": 150}]
    ledger = book("Movements", receipt(**{"Amount": 12.34, "Unit Cost": None, "Currency": "USD"}), rates=rates,
                  Currency="JPY", Currency_Places=0)
    assert ledger.table("Movements")["Amount"][0] == 1851


def test_money_is_rounded_once() -> None:
    """3 x 0.333 USD x 0.92 = 0.91908: 0.92. Of the rounded price 0.30636 it would be 0.91908 as well; of one rounded to
    cents 0.93."""
    row = book("Movements", receipt(**{"Quantity": 3, "Unit Cost": 0.333, "Currency": "USD"})).table("Movements").row(
        0, named=True)
    assert (row["Unit Cost"], row["Amount"]) == (306_360, 92)


def test_a_price_per_thousand_keeps_its_digits() -> None:
    """A million pcs bought as 1,000 thousands at 1.23456789: 1,234.57, though a piece costs 0.001235 to six places."""
    units = [{"From": "thousand", "To": "pcs", "Factor": "1000"}]
    rows = {"Materials": [{**METERS, "Unit": "pcs"}], "Units of Measure": units,
            "Movements": [receipt(**{"Quantity": 1000, "Unit Cost": 1.23456789, "Unit": "thousand"})]}
    row = ledger_of(rows).table("Movements").row(0, named=True)
    assert (row["Quantity"], row["Unit Cost"], row["_finer"], row["Amount"]) == (10**12, 1235, -432_110_000, 123_457)


def test_the_day_of_an_order_is_that_of_its_receipt_else_that_it_was_ordered() -> None:
    rates = [{**DOLLARS, "Date": day(at), "Rate": at} for at in (5, 15, 25)]
    came = {"Type": "Receipt", "Document": "po-1", "Line": "1", "Currency": "USD"}
    ledger = ledger_of({
        "Materials": [METERS], "Rates of Exchange": rates,
        "Movements": [receipt(Date=day(16), **came), receipt(Movement="M2", Date=day(17), **came)],
        "Purchases": [
            order(Currency="USD"), order(Line="2", Currency="USD"), order(Line="3", Currency="USD", Received=day(26)),
        ],
    })
    assert ledger.table("Purchases")["Unit Price"].to_list() == [15_000_000, 5_000_000, 25_000_000]


def test_how_old_a_rate_may_be_is_a_setting() -> None:
    late = receipt(Currency="USD", Date=day(20))
    assert book("Movements", late, Exchange_Rate_Days=15).table("Movements").height == 1
    assert book("Movements", late, Exchange_Rate_Days=14).table("Movements").is_empty()
    assert book("Movements", receipt(Currency="USD"), Exchange_Rate_Days=0).table("Movements").is_empty()


# What never changes -------------------------------------------------------------------------------------------------


@in_two_parts(20, 100)
def test_value_is_that_of_exact_fractions_in_any_order(draws: int) -> None:
    """Each row is worth quantity x price x rate rounded once, whatever its unit; the ledger's own is computed here by
    another way: in fractions, from what was typed."""
    holds(
        _of_exact_fractions, draws,
        st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6), st.sampled_from(["cm", "CM", "m", "km", None]),
                           st.sampled_from(["USD", "usd", "eur", None])), min_size=1, max_size=6),
        st.randoms(use_true_random=False),
    )


def _of_exact_fractions(rows: list[Any], chance: Any) -> None:
    typed = [
        receipt(**{"Movement": f"M{at}", "Quantity": q / 100, "Unit Cost": c / 1000, "Unit": unit, "Currency": money})
        for at, (q, c, unit, money) in enumerate(rows)
    ]
    shuffled = typed[:]
    chance.shuffle(shuffled)
    units = [CENTIMETERS, {"From": "km", "To": "m", "Factor": 1000}]
    for order_ in (typed, shuffled):
        found = {row["Movement"]: row for row in book("Movements", *order_, units=units).table("Movements").to_dicts()}
        assert len(found) == len(rows)
        for at, (q, c, unit, money) in enumerate(rows):
            size = {"cm": Fraction(1, 100), "km": Fraction(1000)}.get((unit or "m").lower(), Fraction(1))
            rate = Fraction(92, 100) if (money or "").lower() == "usd" else Fraction(1)
            row = found[f"M{at}"]
            exact = Fraction(q, 100) * Fraction(c, 1000) * rate * 100
            if (unit or "m").lower() != "m" or rate != 1:
                assert row["Amount"] == int(exact + Fraction(1, 2))
                assert abs(row["Quantity"] - Fraction(q, 100) * size * 10**6) <= Fraction(1, 2)
                assert abs(row["Unit Cost"] - Fraction(c, 1000) * rate / size * 10**6) <= Fraction(1, 2)
            else:
                assert row["Amount"] is None


@in_two_parts(20, 100)
def test_there_and_back_is_where_it_began(draws: int) -> None:
    """Typed in meters, kept in centimeters, and the same in centimeters kept in meters: not a millionth is lost."""
    holds(_there_and_back, draws, st.integers(1, 10**9))


def _there_and_back(micrometers: int) -> None:
    in_cm = ledger_of({"Materials": [{**METERS, "Unit": "cm"}], "Units of Measure": [CENTIMETERS],
                       "Movements": [receipt(Quantity=micrometers / 10**4, Unit="m")]})
    kept = in_cm.table("Movements")["Quantity"][0]
    back = book("Movements", receipt(Quantity=kept / 10**6, Unit="cm"))
    assert back.table("Movements")["Quantity"][0] == micrometers * 100


def test_a_row_that_costing_leaves_out_is_told_no_more() -> None:
    ledger = book("Movements", receipt(Unit="cm"), receipt(Movement="M2", Unit="cm"))
    left = ledger.without({"Movements": [0]}, ledger.rejections)
    assert left.converted[ROW].to_list() == [1] and left.table("Movements")[ROW].to_list() == [1]


def test_every_sheet_with_a_unit_is_turned() -> None:
    """A column Unit or Currency that nothing reads would be a promise that nobody keeps."""
    from wipbook.ledger.conversion.entered import ENTERED

    told_by = {one.sheet for one in ENTERED}
    since = {sheet.name for sheet in input_sheets() for column in sheet.columns
             if column.name in ("Unit", "Currency") and column.since >= 8}
    assert since == told_by


def test_dates_are_of_days() -> None:
    moved = book("Movements", receipt(Currency="USD", Date=dt.datetime(2026, 1, 5, 23, 59)))
    assert told(moved)[0]["Rate Date"] == day(5) and moved.table("Movements").height == 1
    assert moved.converted.schema["Rate Date"] == pl.Date
