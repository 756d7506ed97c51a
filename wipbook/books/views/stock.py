"""Views of what is on hand, what is used, what was counted, what is to come."""

from __future__ import annotations

from functools import cached_property

import polars as pl

from wipbook.books.views.basics import OPEN
from wipbook.books.views.jobs import JobViews
from wipbook.books.views.orders import OrderViews
from wipbook.calculators.stock.abc_classes import CUTS
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up


class StockViews(OrderViews, JobViews):
    """Stock, use and counts."""

    @cached_property
    def stock(self) -> pl.DataFrame:
        """Material, Quantity, Value: what is on hand, of the whole plant; every material has a row."""
        held = self.valuation.group_by("Material").agg(pl.col("Quantity", "Value").sum())
        names = self.ledger.table("Materials").select("Material")
        return looked_up(names, "Material", held).with_columns(
            pl.col("Quantity", "Value").fill_null(0)
        )

    @cached_property
    def usage(self) -> pl.DataFrame:
        """Material, Used (quantity of issues less returns, and shipments, in the year up to the as-of date), Used
        Value, Last Used (of all time), Last In."""
        recent = pl.col("Date") > self.year_ago
        out = pl.col("Type").is_in([MovementType.ISSUE, MovementType.SHIPMENT])
        back = pl.col("Type").is_in([MovementType.RETURN_FROM_JOB, MovementType.SALES_RETURN])
        sign = pl.when(out).then(1).when(back).then(-1).otherwise(0)
        size = pl.max_horizontal("quantity_in", "quantity_out")
        return self.moves.group_by("Material").agg(
            (sign * size).filter(recent).sum().alias("Used"),
            (sign * pl.col("Amount")).filter(recent).sum().alias("Used Value"),
            pl.col("Date").filter(out).max().alias("Last Used"),
            pl.col("Date").filter(pl.col("quantity_in") > 0).max().alias("Last In"),
        )

    @cached_property
    def unit_cost(self) -> pl.DataFrame:
        """Material, Unit Cost (millionths): what one unit of every material is worth: the average on hand, else that
        of the last receipt, opening or completion, else the standard cost, else 0."""
        came = self.moves.filter(
            pl.col("Type").is_in([MovementType.RECEIPT, MovementType.OPENING, MovementType.COMPLETION])
                & (pl.col("quantity_in") > 0)
            & (pl.col("value_in") > 0)
        ).sort("position").group_by("Material").agg(pl.col("value_in", "quantity_in").last())
        frame = looked_up(self.stock, "Material", came).join(
            self.ledger.table("Materials").select("Material", "Standard Cost"), on="Material", how="left",
            maintain_order="left",
        )
        held = pl.when((pl.col("Quantity") > 0) & (pl.col("Value") > 0)).then(self._per_unit("Value", "Quantity"))
        last = self._per_unit("value_in", "quantity_in")
        return frame.select("Material", pl.coalesce(held, last, "Standard Cost", pl.lit(0)).alias("Unit Cost"))

    @cached_property
    def abc_class(self) -> pl.DataFrame:
        """Material, Class: A while those before it make less than 80 % of the value used in a year, B less than 95 %,
        C the rest; the largest is always A, the first after the As always B, a material without use C (Heizer, Render &
        Munson, ch. 12)."""
        names = self.ledger.table("Materials").select("Material")
        used = looked_up(names, "Material", self.usage.select("Material", "Used Value"))
        value = pl.col("Used Value").fill_null(0).clip(0)
        ranked = used.with_columns(value).sort("Used Value", descending=True, maintain_order=True)
        # in integers: polars divides by a scalar as times its reciprocal, and 95 of 100 become a hair more than 0.95
        before, whole = pl.col("Used Value").cum_sum() - pl.col("Used Value"), pl.col("Used Value").sum()
        in_a, in_b = (before * below < whole * above for above, below in (cut.as_integer_ratio() for cut in CUTS))
        name = (
            pl.when(pl.col("Used Value") == 0).then(pl.lit("C"))
            .when(in_a).then(pl.lit("A"))
            .when(in_b | in_a.shift(1, fill_value=True)).then(pl.lit("B"))
            .otherwise(pl.lit("C"))
        )
        return ranked.select("Material", name.alias("Class"))

    @property
    def tolerances(self) -> dict[str, float]:
        """Allowed count difference by class, in percent (Settings: Count Tolerance A, B, C)."""
        policy = self.policy
        return {"A": policy.count_tolerance_a, "B": policy.count_tolerance_b, "C": policy.count_tolerance_c}

    @cached_property
    def count_lines(self) -> pl.DataFrame:
        """Counts with Line (Count/Material/Location/Lot), Result (recounted, else counted), Off (Result less Book
        Quantity), Class, Tolerance (percent) and Unit Cost of the material, Off Value and Outside (whether Off is
        beyond the tolerance). Off, Off Value and Outside are null where Book Quantity is blank."""
        limits = self.tolerances
        lines = looked_up(self.ledger.table("Counts"), "Material", self.abc_class, self.unit_cost)
        line = pl.concat_str("Count", "Material", "Location", "Lot", separator="/", ignore_nulls=True)
        lines = lines.with_columns(
            line.alias("Line"), pl.coalesce("Recounted", "Counted").alias("Result")
        ).with_columns(
            (pl.col("Result") - pl.col("Book Quantity")).alias("Off"),
            pl.col("Class").replace_strict(limits, default=limits["C"], return_dtype=pl.Float64).alias("Tolerance"),
        )
        return lines.with_columns(
            self.amount(lines["Off"], lines["Unit Cost"]).alias("Off Value"),
            (pl.col("Off").abs() * 100.0 > pl.col("Tolerance") * pl.col("Book Quantity").abs()).alias("Outside"),
        )

    @cached_property
    def idle_stock(self) -> pl.DataFrame:
        """Our materials on hand: Material, Quantity, Value, Idle Since (the last issue or shipment, else the first day
        it was there), Idle Days, Open (still needed by open jobs), Active, Row (of Materials)."""
        held = self.stock.filter((pl.col("Quantity") > 0) & (pl.col("Value") > 0))
        first = (
            self.moves.join(held.select("Material"), on="Material", how="semi")
            .group_by("Material").agg(pl.col("Date").min().alias("First"))
        )
        needed = self.need.group_by("Material").agg(pl.col("Open").sum())
        materials = self.ledger.table("Materials").select("Material", "Active", pl.col(ROW).alias("Row"))
        frame = looked_up(held, "Material", first, self.usage.select("Material", "Last Used"), needed, materials)
        since = pl.coalesce("Last Used", "First")
        return frame.select(
            "Material", "Quantity", "Value", since.alias("Idle Since"),
            (pl.lit(self.as_of) - since).dt.total_days().alias("Idle Days"),
            pl.col("Open").fill_null(0), pl.col("Active").fill_null(True), "Row",
        )

    @cached_property
    def balances(self) -> pl.DataFrame:
        """Balance (Material/Location/Lot), Material, Quantity, Value of our stock, as it is valued; and a row of the
        material as a whole, named like it, where it lies at several places. With ROW of Materials and Last Row (of the
        last movement of the material)."""
        kept = self.valuation.filter(pl.col("Owner").is_null())
        name = pl.concat_str("Material", "Location", "Lot", separator="/", ignore_nulls=True)
        places = kept.select(name.alias("Balance"), "Material", "Quantity", "Value")
        whole = places.group_by("Material").agg(pl.col("Quantity", "Value").sum(), pl.len().alias("_places"))
        whole = whole.filter(pl.col("_places") > 1).with_columns(pl.col("Material").alias("Balance"))
        last = self.moves.group_by("Material").agg(pl.col(ROW).last().alias("Last Row"))
        every = pl.concat([places, whole.select(places.columns)]).sort("Balance", maintain_order=True)
        every = looked_up(every, "Material", self.ledger.table("Materials").select("Material", ROW), last)
        return every.rechunk()  # polars 2.1 panics in pl.format on a column of several chunks

    @cached_property
    def coming(self) -> pl.DataFrame:
        """Material, On Order (quantity of order lines that did not arrive yet), In Jobs (quantity that open jobs are
        still to make); both 0 for a material that nothing is to come of."""
        shut = pl.col("Status").fill_null("").str.to_lowercase().str.contains("complete|closed|cancel|reject")
        came = pl.coalesce("Received Quantity", "Moved", pl.lit(0))
        lines = self.order_lines.filter(~shut & (pl.col("Ordered") <= self.as_of)).group_by("Material").agg(
            (pl.col("Quantity") - came).clip(0).sum().alias("On Order")
        )
        made = self.job_costs.filter(pl.col("Status").is_in(OPEN)).group_by("Material").agg(
            (pl.col("Quantity") - pl.col("Completed Quantity")).clip(0).sum().alias("In Jobs")
        )
        names = looked_up(self.ledger.table("Materials").select("Material"), "Material", lines, made)
        return names.with_columns(pl.col("On Order", "In Jobs").fill_null(0))
