"""``wipbook compare-methods``: the whole workbook by every valuation method."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Call, Command, Grid, Press
from wipbook.commands.wording import NOT_SAVED, first_lines, rows_left_out
from wipbook.port.tab import Button, Group
from wipbook.values.fixed import currency_text


def run(call: Call) -> Answer:
    from wipbook.commands.value.compare_methods import compare_methods

    compared = compare_methods(call.workbook, call.progress)
    places = compared.policy.currency_places
    amounts = {name: {stage: cents / 10**places for stage, cents in of.items()} for name, of in compared.totals.items()}
    left_out = [f"{name}: {reason}" for name, reason in compared.notes.items() if name not in amounts]
    table = Grid(
        f"Valuation methods ({compared.policy.currency})",
        ("Method", *next(iter(amounts.values()))),
        [(name, *(currency_text(amount, places) for amount in of.values())) for name, of in amounts.items()],
    )
    return Answer(
        [table, *(f"  left out: {line}" for line in left_out)],
        [
            f"Valued by {len(amounts) - 1} methods beside the one set: see the sheet Method Comparison.",
            "Left out:" if left_out else "",
            *first_lines(left_out, "the sheet Method Comparison"),
            NOT_SAVED,
        ],
        {"saved": None, "methods": amounts, "notes": compared.notes},
        rows_left_out(compared.rows_left_out),
        saves=True,
        then=": see the sheet Method Comparison",
    )


COMMAND = Command(
    name="compare-methods", order=120, run=run, shows="Method Comparison", home=110, finds=(ROWS_LEFT_OUT,),
    about="Value the whole workbook by every valuation method, side by side, on the sheet Method Comparison.",
    presses=(
        Press("compare_methods", Button(
            Group.VALUE, 20, "Compare Methods", "ChartInsert", "Value by every method",
            "Writes quantity, value and cost of goods under each valuation method side by side.",
        )),
    ),
)
