"""Views of what people booked and typed."""

from __future__ import annotations

from functools import cached_property

import polars as pl

from wipbook.books.views.basics import Basics
from wipbook.ledger.tables import ROW


class PeopleViews(Basics):
    """Tickets and entries."""

    @cached_property
    def tickets(self) -> pl.DataFrame:
        """Time tickets up to the as-of date: the columns of Labor with Pay Type filled, and Cost (base, premium and
        burden), Work Center, Paid (the rate used)."""
        costed = self.solution.labor.select(
            ROW, (pl.col("Base") + pl.col("Premium") + pl.col("Burden")).alias("Cost"), "Work Center",
            pl.col("Rate").alias("Paid"),
        )
        return self.ledger.table("Labor").with_columns(pl.col("Pay Type").fill_null("Regular")).join(
            costed, on=ROW, how="inner", maintain_order="left"
        )

    @cached_property
    def entries(self) -> pl.DataFrame:
        """Movements and time tickets whose time of entry is known: Sheet, Key, Date, Entered At, Entered By, Kind (type
        of the movement, or Ticket), Of (material, or employee), Amount, ROW."""
        moves = self.moves.lazy().select(
            pl.lit("Movements").alias("Sheet"), pl.col("Movement").alias("Key"), "Date", "Entered At", "Entered By",
            pl.col("Type").alias("Kind"), pl.col("Material").alias("Of"), "Amount", ROW,
        )
        tickets = self.tickets.lazy().select(
            pl.lit("Labor").alias("Sheet"), pl.col("Ticket").alias("Key"), "Date", "Entered At", "Entered By",
            pl.lit("Ticket").alias("Kind"), pl.col("Employee").alias("Of"), pl.col("Cost").alias("Amount"), ROW,
        )
        return pl.concat([moves, tickets]).filter(pl.col("Entered At").is_not_null()).collect()
