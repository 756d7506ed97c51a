"""``wipbook sample``: items to test, drawn so that anyone can draw them again."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Field, Form, Grid, Press
from wipbook.commands.wording import NOT_SAVED, rows_left_out
from wipbook.port.tab import Button, Group
from wipbook.values.fixed import money_text
from wipbook.values.place_text import place_text

_SHOWN = 40
LISTS = ("Movements", "Receipts", "Invoices", "Tickets", "Adjustments", "Stock", "Jobs")
METHODS = ("monetary unit", "random")


def run(call: Call) -> Answer:
    from wipbook.commands.audit.sample import sample

    given = call.given
    source, seed = given["source"], given["seed"]
    drawn = sample(call.workbook, source, given["method"], given["size"], seed, given["discard"], call.progress)
    places = drawn.policy.currency_places
    items = drawn.items.to_dicts()
    number, whole = drawn.sample.items.height, drawn.sample.population
    table = Grid(
        f"{number} of {whole:,} {source}, {drawn.sample.method}",
        ("Key", "Date", "Where", "Amount", "Why"),
        [
            (row["Key"], row["Date"], place_text(row["Sheet"], row["Cell"]), money_text(row["Amount"], places),
             row["Why"])
            for row in items[:_SHOWN]
        ],
    )
    return Answer(
        [table],
        [f"{number} of {whole:,} {source}, seed {seed}: see the sheet Sample.", NOT_SAVED],
        {"saved": None, "facts": list(drawn.facts),
         "items": [row | {"Amount": row["Amount"] / 10**places} for row in items]},
        rows_left_out(drawn.rows_left_out),
        saves=True,
        then=": see the sheet Sample",
    )


COMMAND = Command(
    name="sample", order=70, shows="Sample", run=run, home=60, finds=(ROWS_LEFT_OUT,),
    refuses="results were typed beside the last sample",
    about="Draw items to test, by chance or by money; the same seed draws the same items.",
    arguments=(
        Argument("source", f"{', '.join(LISTS[:-1])} or {LISTS[-1]}.", default=LISTS[0], words=("--from",)),
        Argument("method", "'monetary unit' or random.", default=METHODS[0], words=("--method",)),
        Argument("size", "How many items.", int, 25, ("--size",)),
        Argument("seed", "Any text; the same seed draws the same items.", default="1", words=("--seed",)),
        Argument("discard", "Give up results typed beside the last sample.", bool, False, ("--discard",)),
    ),
    presses=(
        Press(
            "sample",
            Button(
                Group.AUDIT, 40, "Draw Sample", "Filter", "Draw items to test",
                "Asks for list, method, size and seed; the same seed draws the same items.",
            ),
            asks=Form("Items to test. The same seed draws the same items again.", (
                Field("source", "Which list", LISTS[0], LISTS),
                Field("method", "How drawn", METHODS[0], METHODS),
                Field("size", "How many items", "25"),
                Field("seed", "Seed, any text", "1"),
            )),
        ),
    ),
)
