"""Codes of one list that mean those of another, whatever their case and the spaces around them."""

from __future__ import annotations

import polars as pl


def folded(codes: pl.Expr) -> pl.Expr:
    """Codes without what does not tell them apart.

    >>> pl.select(folded(pl.lit(" Shop "))).item()
    'shop'
    """
    return codes.str.strip_chars().str.to_lowercase()


def bare(code: str) -> str:
    """One code without what does not tell it from others: ``folded``, of a text.

    >>> bare(" Shop ")
    'shop'
    """
    return code.strip().lower()


def agreed(codes: pl.Series, known: pl.Series) -> pl.Series:
    """``codes`` as ``known`` spells them: itself where it is known, else the one known code that differs in nothing but
    case and outer spaces; what is unknown, or could be two, stays as it is.

    >>> agreed(pl.Series(["e-07", "E-08 ", "X", None, "a"]), pl.Series(["E-07", "E-08", "A", "a"])).to_list()
    ['E-07', 'E-08', 'X', None, 'a']
    """
    if codes.null_count() == codes.len() or codes.drop_nulls().is_in(known.implode()).all():
        return codes
    spelled = pl.DataFrame({"_known": known.drop_nulls().unique(maintain_order=True)}).with_columns(
        folded(pl.col("_known")).alias("_folded")
    )
    single = spelled.filter(~pl.col("_folded").is_duplicated())
    frame = pl.DataFrame({"_code": codes}).with_columns(folded(pl.col("_code")).alias("_folded"))
    found = frame.join(single, on="_folded", how="left", maintain_order="left")
    is_known = pl.col("_code").is_in(known.implode())
    return found.select(
        pl.when(is_known).then("_code").otherwise(pl.coalesce("_known", "_code")).alias(codes.name)
    ).to_series()
