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
        """Time tickets up to the as-of date: the columns of Labor with Pay Type and Work Center filled, and Cost (base,
        premium and burden), Paid (the rate used), Idle (whether the pay type says so). Of a ticket of several days the
        hours up to the as-of date."""
        costed = self.worked_days.group_by(ROW).agg(
            pl.col("Cost", "Hours").sum(),
            pl.col("Work Center", "Pay Type", "Idle").first(), pl.col("Rate").first().alias("Paid"),
        )
        return self.ledger.table("Labor").drop("Hours", "Pay Type", "Work Center").join(
            costed, on=ROW, how="inner", maintain_order="left"
        )

    @cached_property
    def worked_days(self) -> pl.DataFrame:
        """Each day of each ticket, in workbook order: Ticket, Date, Employee, Hours, Pay Type, Premium, Cost, ROW."""
        return self.solution.labor.with_columns(
            (pl.col("Base") + pl.col("Premium") + pl.col("Burden")).alias("Cost")
        )

    @cached_property
    def entered(self) -> pl.DataFrame:
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
