"""Views of jobs: their bills, what was issued to them, what they still need, what they cost."""

from __future__ import annotations

from functools import cached_property

import polars as pl

from wipbook.books.jobs.job_costs import COSTS
from wipbook.books.views.basics import MILLION, OPEN, Basics
from wipbook.ledger.tables import ROW
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import HUNDRED_PERCENT
from wipbook.values.lookup import looked_up


class JobViews(Basics):
    """Jobs, bills and issues."""

    @cached_property
    def bill(self) -> pl.DataFrame:
        """Product, Component, Per (millionths, scrap allowance included, rows valid at the as-of date)."""
        valid = (pl.col("From").fill_null(self.as_of) <= self.as_of) & (
            pl.col("To").fill_null(self.as_of) >= self.as_of
        )
        per = pl.col("Quantity Per") + pl.col("Quantity Per") * pl.col("Scrap %").fill_null(0) // HUNDRED_PERCENT
        return (
            self.ledger.table("Bill of Materials").filter(valid)
            .group_by("Product", "Component", maintain_order=True).agg(per.sum().alias("Per"))
        )

    @cached_property
    def issues(self) -> pl.DataFrame:
        """Issues to jobs in workbook order: the columns of ``moves`` that tell one from another, and Amount."""
        told = ("Movement", "Date", "Entered At", "Job", "Material", "Quantity", "Location", "Lot", "Amount", ROW)
        return self.moves.lazy().filter(pl.col("Type") == MovementType.ISSUE).select(told).collect()

    @cached_property
    def issued(self) -> pl.DataFrame:
        """Job, Material, Issued (issues less returns, quantity), Issued Value, First Row (of the first issue)."""
        kinds = self.moves.filter(pl.col("Type").is_in([MovementType.ISSUE, MovementType.RETURN_FROM_JOB]))
        sign = pl.when(pl.col("Type") == MovementType.ISSUE).then(1).otherwise(-1)
        return kinds.group_by("Job", "Material", maintain_order=True).agg(
            (sign * pl.max_horizontal("quantity_in", "quantity_out")).sum().alias("Issued"),
            (sign * pl.col("Amount")).sum().alias("Issued Value"),
            pl.col(ROW).first().alias("First Row"),
        )

    @cached_property
    def need(self) -> pl.DataFrame:
        """Job, Due, Status, Material, Required, Issued, Open (still to be issued): components of open jobs by bill."""
        jobs = self.job_costs.filter(pl.col("Status").is_in(OPEN)).select(
            "Job", "Due", "Status", "Material", "Quantity"
        )
        wanted = jobs.join(self.bill, left_on="Material", right_on="Product", how="inner", maintain_order="left")
        wanted = wanted.select(
            "Job", "Due", "Status", pl.col("Component").alias("Material"),
            (pl.col("Quantity").cast(pl.Float64) * pl.col("Per") / MILLION).round(0).cast(pl.Int64).alias("Required"),
        )
        done = self.issued.select("Job", "Material", "Issued")
        return looked_up(wanted, ["Job", "Material"], done).with_columns(
            pl.col("Issued").fill_null(0)
        ).with_columns(pl.max_horizontal(pl.lit(0), pl.col("Required") - pl.col("Issued")).alias("Open"))

    @cached_property
    def jobs(self) -> pl.DataFrame:
        """``job_costs`` with ROW, Promised, Finished, Closed, Contract Price and Percent Complete of the job, Charged
        (all cost ever charged), Last Cost (day of the last cost charged) and Last Output (of the last completion)."""
        more = self.ledger.table("Jobs").select(
            "Job", ROW, "Promised", "Finished", "Closed", "Contract Price", "Percent Complete"
        )
        last = self.solution.job_entries.filter(pl.col("Entry").is_in(ELEMENTS)).group_by("Job").agg(
            pl.col("Date").max().alias("Last Cost")
        )
        output = self.moves.filter(pl.col("Type") == MovementType.COMPLETION).group_by("Job").agg(
            pl.col("Date").max().alias("Last Output")
        )
        frame = self.job_costs.with_columns(pl.sum_horizontal(COSTS).alias("Charged"))
        return looked_up(frame, "Job", more, last, output)

    @cached_property
    def consumption(self) -> pl.DataFrame:
        """``issued`` against the bill of what the job makes: Product, Has Bill, Status and Job Quantity of the job, Per
        and Required (null where the component is not on the bill valid at the as-of date)."""
        jobs = self.job_costs.select(
            "Job", pl.col("Material").alias("Product"), "Status", pl.col("Quantity").alias("Job Quantity")
        ).with_columns(pl.col("Product").is_in(self.bill["Product"].unique().implode()).alias("Has Bill"))
        bill = self.bill.rename({"Component": "Material"})
        frame = self.issued.join(jobs, on="Job", how="inner", maintain_order="left").join(
            bill, on=["Product", "Material"], how="left", maintain_order="left"
        )
        need = pl.col("Job Quantity").cast(pl.Float64) * pl.col("Per") / MILLION
        return frame.with_columns(need.round(0).cast(pl.Int64).alias("Required"))

    @cached_property
    def bill_cost(self) -> pl.DataFrame:
        """Product, Bill Cost: what the components of one millionth of a unit cost in the smallest currency unit (a
        fraction), at standard or at the plant's average cost of issues, whichever is more."""
        average = self.issued.group_by("Material").agg(pl.col("Issued", "Issued Value").sum())
        average = average.filter(pl.col("Issued") > 0)
        standard = self.ledger.table("Materials").select("Material", "Standard Cost")
        price = standard.join(average, on="Material", how="left").select(
            pl.col("Material").alias("Component"),
            pl.max_horizontal(
                pl.col("Standard Cost").cast(pl.Float64) * 10.0 ** (self.places - 12),
                pl.col("Issued Value") / pl.col("Issued"),
            ).fill_null(0).alias("_price"),
        )
        priced = looked_up(self.bill, "Component", price)
        return priced.group_by("Product", maintain_order=True).agg(
            (pl.col("Per") * pl.col("_price") / MILLION).sum().alias("Bill Cost")
        )
