"""One person receives, counts and adjusts.

What it finds:
    A person who entered receipts, counted or approved counts, and entered count differences or adjustments. Names are
    compared without case.

Why it matters:
    Who receives, counts and corrects the books alone can make every shortage disappear. The duties should be of
    different people.

Innocent causes:
    - A small plant with few people.
    - Somebody stood in during a holiday.
    - The name is that of a shared login.

What to do:
    Split the duties, or have somebody else review the counts and the adjustments.

Source:
    COSO Internal Control Framework, principle 10 (segregation of duties); ACFE Fraud Examiners Manual, inventory
    schemes.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType

CARD = Card(
    Severity.LOW,
    (Assertion.EXISTENCE,),
    (
        Setting(
            "Least Entries", 1, "entries", "Receipts, counts and adjustments, each, that are worth a question", least=1
        ),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    person = pl.col("Entered By").str.strip_chars().str.to_lowercase()
    adjusts = pl.col("Type").is_in([MovementType.ADJUSTMENT, MovementType.COUNT])
    entered = books.moves.lazy().filter(
        pl.col("Entered By").is_not_null() & (adjusts | (pl.col("Type") == MovementType.RECEIPT))
    ).group_by(person.alias("_person")).agg(
        (pl.col("Type") == MovementType.RECEIPT).sum().alias("_receipts"), adjusts.sum().alias("_adjusted"),
        pl.col("Amount").filter(adjusts).sum(), pl.col(ROW).filter(adjusts).first(),
    ).collect()
    counts = ledger.table("Counts")
    names = pl.concat([counts.select(pl.col(name).alias("_name"), ROW) for name in ("Counter", "Approved By")])
    counted = names.filter(pl.col("_name").is_not_null()).group_by(
        pl.col("_name").str.strip_chars().str.to_lowercase().alias("_person")
    ).agg(
        pl.col(ROW).n_unique().alias("_counted"), pl.col("_name").first(), pl.col(ROW).first().alias("_count_row")
    )
    least = settings["Least Entries"]
    found = entered.join(counted, on="_person", how="inner").sort("_person").filter(
        (pl.col("_receipts") >= least) & (pl.col("_adjusted") >= least) & (pl.col("_counted") >= least)
    )
    return findings(
        ledger,
        found,
        Place("Movements", "Entered By"),
        key=pl.col("_person"),
        evidence=pl.format(
            "{} entered {} receipts, stands on {} count lines and entered {} adjustments and differences over {}",
            "_name", "_receipts", "_counted", "_adjusted", money("Amount", books.places),
        ),
        amount=pl.col("Amount"),
        other=Place("Counts", "Counter", "_count_row"),
    )
