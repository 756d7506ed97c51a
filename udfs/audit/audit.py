"""Audit: digits, duplicates, age, counts."""

from __future__ import annotations

from wipbook.calculators.audit import benford, count_plan, duplicates
from wipbook.calculators.audit import digits as digit_tests
from wipbook.calculators.stock import stock_age

from ..boundary.arguments import Date, Number, Numbers, Records, Text, Texts
from ..boundary.example import Example
from ..boundary.excel_function import excel_function
from ..boundary.keyed_rows import RowsToCompare

# The cheques in State of Arizona v. Nelson (1993)
CHEQUES = [
    1927.48, 27902.31, 86241.90, 72117.46, 81321.75, 97473.96, 93249.11, 89658.17, 87776.89, 92105.83, 79949.16,
    87602.93, 96879.27, 91806.47, 84991.67, 90831.83, 93766.67, 88338.72, 94639.49, 83709.28, 96412.21, 88432.86,
    71552.16,
]
TESTS = tuple(digit_tests.TESTS)


@excel_function(
    amounts=Numbers(blank="skip"),
    digits=Text(choices=TESTS),
    returns=benford.DigitRow,
    example=Example(
        (CHEQUES,), "0.30103",
        "Nigrini, Benford's Law, Wiley 2012, ch. 1: expected frequency of the first digit 1; amounts of his p. 84",
        at=(2, 4),
    ),
)
def wip_benford(amounts, digits="1"):
    """Benford's law: how often each digit occurs in the amounts, and how often it is expected to.

    Arguments:
        amounts: Amounts to test: one row or column. The sign is ignored; zeros and blanks do not count.
        digits: 1, 2 or 3 for the first digits, second for the second digit, last two for the last two (the cents when
            any amount has cents). Left out: 1.

    Returns a row per digit: Digits, Count, Actual, Expected, Difference (fractions; actual less expected), Z (1.96 is
    the 5 % limit for one digit). A hit is a question, not a finding.

    >>> [round(cell, 3) for cell in wip_benford([9.5, 91, 120])[9]]
    [9, 2, 0.667, 0.046, 0.621, 3.765]
    """
    return benford.digit_frequencies(amounts, digits)


@excel_function(
    amounts=Numbers(blank="skip"),
    digits=Text(choices=TESTS),
    example=Example(
        (CHEQUES,), "0.1685",
        "by hand from the definition in Nigrini, Benford's Law, Wiley 2012, ch. 7, on the 23 cheques of his p. 84",
        at=(2, 3),
    ),
    row=benford.Conformity,
)
def wip_benford_mad(amounts, digits="1"):
    """Benford's law in one figure: chi-square, mean absolute deviation, and the class Nigrini gives it.

    Arguments:
        amounts: Amounts to test: one row or column. The sign is ignored; zeros and blanks do not count.
        digits: 1, 2 or 3 for the first digits, second for the second digit, last two for the last two. Left out: 1.

    Returns n, Chi-Square, MAD, Conformity and Status. A MAD on a limit falls in the worse class; where chance alone
    would make few amounts fail, Conformity is "Too few amounts" and Status says why.

    >>> wip_benford_mad([9.5, 91, 120])[1][3]
    'Too few amounts'
    """
    return benford.conformity(amounts, digits)


@excel_function(
    table=RowsToCompare(),
    keys=Texts(),
    # The first two of five rows are the same
    example=Example(
        (
            [
                ["brand", "style", "rating"],
                ["Yum Yum", "cup", 4], ["Yum Yum", "cup", 4], ["Indomie", "cup", 3.5], ["Indomie", "pack", 15],
                ["Indomie", "pack", 5],
            ], "brand,style",
        ), "2",
        "pandas documentation, DataFrame.duplicated, its data: Indomie pack is the second pair of brand and style",
        at=(5, 1),
    ),
    spills=True,
)
def wip_duplicates(table, keys=None):
    """Rows that are equal in the key columns, with a group number.

    Arguments:
        table: Table with its header row.
        keys: Names of the columns to compare, such as Supplier, Invoice. Left out: all columns.

    Returns Group, Row (row in the range, the header is 1) and the columns of the table, for the rows that occur more
    than once. Case and spaces do not matter; rows that are blank in all keys are not compared. A hit is a question:
    part deliveries and corrections look the same.

    >>> wip_duplicates([["Invoice", "Amount"], ["A-1", 5], ["a-1 ", 5], ["A-2", 5]])[1:]
    [[1, 2, 'A-1', 5], [1, 3, 'a-1 ', 5]]
    """
    return table.grouped(duplicates.duplicate_groups(table.keys(keys)))


@excel_function(
    layers=Records(stock_age.Layer),
    as_of=Date(),
    buckets=Numbers(each=Number(least=0, whole=True)),
    returns=stock_age.AgeBucket,
    # Its periods 1-8 May, April and March are up to 8, 38 and 69 days old on 9 May
    example=Example(
        (
            [
                ["Date", "Quantity", "Value"],
                ["2020-03-15", 9, 825.00], ["2020-03-15", 10, 2000.00], ["2020-04-15", 5, 458.33],
            ], "2020-05-09", [8, 38, 69],
        ), "2825.00",
        "Microsoft Dynamics 365 documentation, Inventory aging report examples and logic, total of 3/31 - 3/1/2020",
        at=(4, 3),
    ),
)
def wip_aging(layers, as_of=None, buckets=None):
    """Quantity and value of open layers by age.

    Arguments:
        layers: Table with Quantity, Date, and Value or Unit Cost, a row per open layer, as from wip_layers.
        as_of: Day on which the age is counted. Left out: the latest date of the layers.
        buckets: Upper limits of the age buckets in days, rising; a limit belongs to its bucket. Left out: 30, 60, 90,
            180, 365.

    Returns Age, Quantity, Value, Share (of the value), youngest first, and a total. Layers without a date, or dated
    after as_of, have a row of their own when there are any.

    >>> wip_aging([["Date", "Quantity", "Unit Cost"], ["2026-01-01", 5, 2]], "2026-03-01", [30, 60])[2]
    ['31-60 days', 5.0, 10.0, 1.0]
    """
    return stock_age.stock_age(layers, as_of, buckets)


@excel_function(
    classes=Records(count_plan.ClassItems),
    working_days=Number(above=0, most=366),
    returns=count_plan.PlannedCounts,
    # A every 20, B every 60, C every 120 of 240 working days: 77 a day
    example=Example(
        ([["Class", "Items", "Counts per Year"], ["A", 500, 12], ["B", 1750, 4], ["C", 2750, 2]], 240), "77",
        "Heizer, Render & Munson, Operations Management, ch. 12, example 2 (cycle counting at Cole's Trucks)",
        at=(5, 5),
    ),
)
def wip_count_plan(classes, working_days=250):
    """Cycle counting: counts per year and per day by class.

    Arguments:
        classes: Table with Class, Items and Counts per Year, a row per class; without Items every row is one item, as
            from wip_abc; without Counts per Year A is counted 4 times, B twice, C once.
        working_days: Days a year on which is counted, above 0. Left out: 250.

    Returns Class, Items, Counts per Year (of one item), Counts (of all, in a year), Counts per Day (not rounded), and a
    total.

    >>> wip_count_plan([["Class", "Items"], ["A", 100], ["C", 600]], 250)[-1]
    ['Total', 700.0, None, 1000.0, 4.0]
    """
    return count_plan.count_plan(classes, working_days)
