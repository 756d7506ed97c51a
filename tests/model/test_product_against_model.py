"""The product against the model on random plants: relief, late cost, reversals, several outputs, two levels.

The suite takes the first 40 (some 0.3 s of the processor each); 1,000 are ``heavy`` and ``fuzz``, all 2,000 with
``WIPBOOK_MODEL_PLANTS=2000``.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.model.compared import differences
from tests.model.money import cost
from tests.model.plants import plant
from tests.model.relief import ORDER
from tests.model.sheets import workbook
from tests.share import share_of

ALL, SUITE, CHUNK = 2000, 40, 20
COMPARED = int(os.environ.get("WIPBOOK_MODEL_PLANTS", SUITE + share_of(960, 80)))


def _agree(first: int, count: int) -> None:
    found = []
    for seed in range(first, first + count):
        history = plant(seed)
        books = workbook(history).solve()
        books.assert_conserved()
        left_out = books.ledger.rejections.frame().filter(books.ledger.rejections.frame()["Effect"] != "warning")
        found += [f"plant {seed}: row {key} left out" for key in left_out["Row Key"]]
        model = cost(history)
        if ORDER in model.kinds:
            continue
        found += [f"plant {seed} ({history.method}): {line}" for line in differences(history, books, model)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("first", range(0, SUITE, CHUNK))
def test_the_product_agrees_with_the_model(first: int) -> None:
    _agree(first, CHUNK)


@pytest.mark.heavy
@pytest.mark.fuzz
@pytest.mark.parametrize("first", range(SUITE, COMPARED, 2 * CHUNK))
def test_the_product_agrees_with_the_model_on_all_plants(first: int) -> None:
    _agree(first, 2 * CHUNK)


MINIMUM = {
    "late cost to earlier lots": 1200, "after it was done": 1200, "average of the job": 300,
    "before its first issue": 200, "held back": 60, "below zero": 60, "beyond all cost": 10,
    "reversed in a later month": 700, "reversed in its month": 500, "several outputs": 500, "abnormal scrap": 700,
    "normal scrap": 700, "finished short": 500, "over-production": 500, "returned from a job": 1000,
    "returned by a customer": 700, "credit of a supplier": 500, "moved between jobs": 500, "revalued": 1200,
    "equivalent units": 1800, "to date": 800, "planned": 800, "standard": 800, "bill": 1200, "no bill": 1200,
    "planned hours": 800, "estimates": 800, "two levels": 1200,
}


@pytest.mark.heavy
@pytest.mark.fuzz
def test_the_plants_hold_what_they_are_drawn_for() -> None:
    """Counts plants, of all 2,000, in which each thing happens: it cannot vanish from them unseen."""
    seen: Counter[str] = Counter()
    methods: Counter[str] = Counter()
    for seed in range(ALL):
        history = plant(seed)
        methods[history.method] += 1
        months = {event.day.month for event in history.events}
        assert len(months) <= 4
        seen.update(_happened(history))
    assert seen[ORDER] <= ALL // 20, "the model says nothing of these"
    missing = {what: seen[what] for what, least in MINIMUM.items() if seen[what] < least}
    assert not missing
    assert min(methods.values()) > 600 and len(methods) == 3


def _happened(history) -> set[str]:  # type: ignore[no-untyped-def]
    kinds = {event.kind for event in history.events}
    by_number = {event.number: event for event in history.events}
    what = set(cost(history).kinds)
    names = {
        "back": "returned from a job", "ship_back": "returned by a customer", "direct_back": "credit of a supplier",
        "adjust": "moved between jobs", "revalue": "revalued",
    }
    what |= {name for kind, name in names.items() if kind in kinds}
    made = Counter()  # type: ignore[var-annotated]
    product = {job.code: job.makes for job in history.jobs}
    for event in history.events:
        if event.kind == "uncomplete":
            same = by_number[event.of].day.month == event.day.month
            what.add("reversed in its month" if same else "reversed in a later month")
            made[event.job] -= event.quantity
        elif event.kind == "complete":
            if event.material != product[event.job]:
                what.add("several outputs")
            else:
                made[event.job] += event.quantity
        elif event.kind == "scrap":
            usual = history.product_scrap == "abnormal"
            what.add("abnormal scrap" if (usual if event.abnormal is None else event.abnormal) else "normal scrap")
            made[event.job] += event.quantity
        elif event.kind == "issue" and event.material == "SUB":
            what.add("two levels")
    for job in history.jobs:
        if made[job.code]:
            what.add(job.basis)
            what.add("bill" if job.makes in history.bill else "no bill")
            if job.hours:
                what.add("planned hours")
            if job.estimates:
                what.add("estimates")
            if made[job.code] > job.planned:
                what.add("over-production")
            if job.finished and made[job.code] < job.planned:
                what.add("finished short")
    return what
