"""Suppliers look alike.

What it finds:
    Two suppliers with the same tax number, the same street and city, the same name once legal forms, case and
    punctuation are dropped, or names of one beginning that are nearly the same.

Why it matters:
    One supplier under two numbers has two balances, two limits and two chances to be paid for one invoice.

Innocent causes:
    - Branches of one company deliver and bill on their own.
    - Two companies share a building or a name.
    - The supplier moved or changed its name and was entered anew.

What to do:
    Ask the supplier. Keep one number and switch the other off.

Source:
    ACFE Fraud Examiners Manual, billing schemes (vendor master file: duplicate vendors); Nigrini, Forensic Analytics,
    fuzzy matching.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import pair, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.LOW,
    (Assertion.EXISTENCE,),
    (Setting("Least Likeness", 90, "%", "Likeness of two names that is worth a question", least=50, most=100),),
)
FORMS = (
    r"\b(the|and|inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|gmbh|ag|kg|sa|sarl|bv|nv|spa|srl|ab|as"
    r"|oy)\b"
)
BEGINNING, CROWD = 4, 80


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    plain = pl.col("Name").str.to_lowercase().str.replace_all(r"[.'’]", "").str.replace_all(r"[^\p{L}\p{N}]+", " ")
    place = pl.concat_str(_letters("Address"), pl.lit("|"), _letters("City"))
    suppliers = ledger.table("Suppliers").with_columns(
        plain.str.replace_all(FORMS, " ").str.replace_all(r"\s+", "").alias("_name"),
        _letters("Tax Number").alias("_tax"), place.alias("_place"),
    )
    pairs = pl.concat([
        _same(suppliers, "_tax", "have the tax number", "Tax Number"),
        _same(suppliers, "_name", "have the same name", "Name"),
        _same(suppliers, "_place", "have the same address", "Address"),
        _near(suppliers, settings["Least Likeness"] / 100),
    ]).unique(["Supplier", "_other"], keep="first", maintain_order=True)
    spent = books.supplier_orders.select("Supplier", "Spent")
    for mine, theirs in (("Supplier", "_spent"), ("_other", "_spent_other")):
        pairs = looked_up(pairs, mine, spent.rename({"Supplier": mine, "Spent": theirs}))
    pairs = pairs.with_columns(pl.col("_spent", "_spent_other").fill_null(0))
    return findings(
        ledger,
        pairs,
        Place("Suppliers", "Name"),
        key=pair("Supplier", "_other"),
        evidence=pl.format(
            "{} ({}) and {} ({}) {}: {}",
            "_other", shown("_other_name"), "Supplier", shown("Name"), "_what", shown("_value"),
        ),
        amount=pl.min_horizontal("_spent", "_spent_other"),
        other=Place("Suppliers", "Name", "_other_row"),
    )


def _letters(name: str) -> pl.Expr:
    plain = pl.col(name).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    return pl.when(plain.str.len_chars() > 0).then(plain)


def _same(suppliers: pl.DataFrame, column: str, what: str, value: str) -> pl.DataFrame:
    """Each supplier with the first of those that have the same in ``column``."""
    known = suppliers.filter(pl.col(column).is_not_null() & (pl.col(column) != ""))
    first = [pl.col(name).first().over(column).alias(alias) for name, alias in
             (("Supplier", "_other"), ("Name", "_other_name"), (ROW, "_other_row"))]
    return known.with_columns(*first, pl.lit(what).alias("_what"), pl.col(value).alias("_value")).filter(
        pl.col("Supplier") != pl.col("_other")
    ).select(_PAIR)


_PAIR = ["Supplier", "Name", ROW, "_other", "_other_name", "_other_row", "_what", "_value"]


def _near(suppliers: pl.DataFrame, least: float) -> pl.DataFrame:
    """Pairs of names of one beginning that are alike; a beginning that a crowd shares tells nothing."""
    known = suppliers.filter(pl.col("_name").str.len_chars() > BEGINNING).select("Supplier", "Name", "_name", ROW)
    begin = pl.col("_name").str.head(BEGINNING)
    crowded = known.with_columns(begin.alias("_begin")).filter(pl.len().over("_begin").is_between(2, CROWD))
    rows = []
    for _, group in crowded.group_by("_begin", maintain_order=True):
        members = group.rows()
        for at, (code, name, plain, row, _) in enumerate(members):
            for other, other_name, other_plain, other_row, _ in members[:at]:
                match = SequenceMatcher(None, plain, other_plain)
                if match.quick_ratio() >= least and match.ratio() >= least:
                    rows.append((code, name, row, other, other_name, other_row, "have nearly the same name", name))
    kinds = [pl.String, pl.String, pl.Int32, pl.String, pl.String, pl.Int32, pl.String, pl.String]
    return pl.DataFrame(rows, schema=dict(zip(_PAIR, kinds, strict=True)), orient="row")
