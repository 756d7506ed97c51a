"""The product beside the model: every figure of a plant that differs by more than rounding can explain."""

from __future__ import annotations

from fractions import Fraction

from tests.model.history import History
from tests.model.money import Model, cost
from tests.model.sheets import KINDS, workbook
from tests.plant import Books

_SALES = ("Shipped to customers", "Returned by customers", "Late cost of jobs", "Price differences")


def near(history: History) -> Fraction:
    """Cents that rounding may explain. The product rounds every movement once, every relief once per output, late cost
    once per portion it follows: at most six roundings of a cent for an event; units cost thousands."""
    return Fraction(6 * len(history.events))


def differences(history: History, books: Books | None = None, model: Model | None = None) -> list[str]:
    """Each as text: what, the product's figure, the model's (cents)."""
    model = model or cost(history)
    books = books or workbook(history).solve()
    found = []

    def say(what: str, figure: int, truth: Fraction) -> None:
        if abs(figure - truth) > near(history):
            found.append(f"{what}: {figure}, by the model {float(truth):.2f}")

    for row in books.results.job_costs.iter_rows(named=True):
        code = row["Job"]
        say(f"WIP of {code}", row["WIP"], model.wip[-1][code])
        say(f"charged to {code}", sum(row[f"{e} Cost"] for e in ("Material", "Labor", "Overhead", "Subcontract")),
            model.charged[code])
        say(f"late cost of {code}", row["Late Cost"], model.late[code])
        say(f"expensed of {code}", row["Expensed"], model.expensed[code])
        say(f"scrapped in {code}", row["Scrapped"], model.scrapped[code])
    for material in KINDS:
        say(f"stock of {material}", round(books.value(material) * 100), model.stock[-1].get(material, Fraction(0)))
    lines = {row[0]: row[1:] for row in books.results.statement.iter_rows()}
    # what came late to goods scrapped in the stores stands in the lines of late cost and price differences
    gone = -sum(sum(lines[name]) for name in _SALES) - lines["Scrapped"][0] - lines["Scrapped"][2]
    say("cost of sales and of scrapped goods", gone, model.sold + model.wasted)
    say("variances", sum(lines["Standard cost variance"]), Fraction(0))
    return found
