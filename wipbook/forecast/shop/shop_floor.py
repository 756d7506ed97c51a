"""The shop floor as it stood at the end of a day: every step, what is done of it, where its job waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from wipbook.books.books import MILLION, OPEN, Books
from wipbook.ledger.tables import ROW
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

LEAST_LEFT = 0.1
"""An unfinished step has at least this share of its planned hours before it, however much was booked."""


@dataclass(frozen=True)
class ShopFloor:
    """Jobs and steps of the books at the end of any day up to the as-of date."""

    books: Books

    @cached_property
    def _jobs(self) -> pl.DataFrame:
        issued = self.books.issues.group_by("Job").agg(pl.col("Date").min().alias("Issued On"))
        jobs = looked_up(self.books.jobs, "Job", issued, self.books.ledger.table("Jobs").select("Job", "Priority"))
        return jobs.select(
            "Job", pl.col("Material").alias("Product"), (pl.col("Quantity") / MILLION).alias("Quantity"), "Due",
            "Promised", "Status", "Issued On",
            pl.coalesce("Released", pl.min_horizontal("Issued On", "First Cost")).alias("Released"),
            pl.coalesce("Finished", "Closed", "Last Output").alias("Ended"), "WIP", "Charged",
            (pl.col("Priority") / MILLION).fill_null(1.0).alias("Weight"),
        )

    @cached_property
    def hours(self) -> pl.DataFrame:
        """Job, Step, Date, Work Center, Hours: of people on steps, or of machines where these worked longer."""
        of = ["Job", "Step", "Date"]
        people = self.books.tickets.filter(~pl.col("Idle"))
        machines = self.books.ledger.table("Machine Time").filter(
            (pl.col("Date") <= self.books.as_of) & (pl.col("Kind").fill_null("Run") != "Down")
        )
        parts = [
            frame.filter(pl.col("Job").is_not_null()).group_by(of).agg((pl.col("Hours").sum() / MILLION).alias("Hours"))
            for frame in (people, machines)
        ]
        return pl.concat(parts).group_by(of).agg(pl.col("Hours").max())

    @cached_property
    def _steps(self) -> pl.DataFrame:
        """Steps in the order of their jobs: by number where the step is one, else as they stand in the workbook.

        Where a job reports good units on none of its steps, the last one has what Movements say it made and scrapped.
        """
        steps = self.books.ledger.table("Operations").with_columns(
            pl.col("Step").cast(pl.Float64, strict=False).alias("_at"), pl.col(ROW).min().over("Job").alias("_job")
        )
        steps = steps.sort("_job", "_at", ROW, nulls_last=True, maintain_order=True)
        books = self.books
        of_a_job = pl.col("Type").is_in([MovementType.COMPLETION, MovementType.SCRAP]) & pl.col("Job").is_not_null()
        made = books.moves.filter(of_a_job).join(
            books.job_costs.select("Job", "Material"), on=["Job", "Material"], how="semi"
        ).group_by("Job").agg(
            *(pl.col("Quantity").filter(pl.col("Type") == kind).sum().alias(name)
              for kind, name in (("Completion", "_made"), ("Scrap", "_lost")))
        )
        silent = pl.col("Good").is_null().all().over("Job") & (
            pl.int_range(pl.len()).over("Job") == pl.len().over("Job") - 1
        )
        steps = looked_up(steps, "Job", made).with_columns(
            pl.when(silent).then("_made").otherwise("Good").alias("Good"),
            pl.when(silent).then(pl.coalesce("Scrapped", "_lost")).otherwise("Scrapped").alias("Scrapped"),
        )
        return steps.select(
            "Job", "Step", pl.int_range(pl.len()).over("Job").alias("Place"), "Operation", "Work Center",
            (pl.col("Planned Hours").fill_null(0).clip(0) / MILLION).alias("Planned"), "Planned Start",
            "Planned Finish", "Actual Start", "Actual Finish",
            *((pl.col(name) / MILLION).alias(name) for name in ("Good", "Scrapped", "Reworked")), "Scrap Reason",
            pl.col("Planned By").is_null().alias("Typed Start"), ROW,
        )

    def jobs(self, day: dt.date) -> pl.DataFrame:
        """Jobs at the end of ``day``: Job, Product, Quantity (units), Due, Promised, Released, Issued On (first
        material), Ended (blank while open), Open, Unreleased, Weight (its Priority, 1 where blank), and to the as-of
        date WIP and Charged.

        On an earlier day than the as-of date a job is open from its release (or its first material or cost, when that
        is blank) to its end; whether it was already planned then is not known.
        """
        if day >= self.books.as_of:
            open_, unreleased = pl.col("Status").is_in(OPEN), pl.col("Status") == JobStatus.PLANNED
        else:
            running = pl.col("Ended").is_null() | (pl.col("Ended") > day)
            open_ = (pl.col("Released") <= day) & (pl.col("Status") != JobStatus.CANCELLED) & running
            unreleased = pl.lit(False)
        open_ = open_.fill_null(False)
        return self._jobs.select(
            "Job", "Product", "Quantity", "Due", "Promised", "Released",
            pl.when(pl.col("Issued On") <= day).then(pl.col("Issued On")).alias("Issued On"),
            pl.when(~open_ & (pl.col("Ended") <= day)).then(pl.col("Ended")).alias("Ended"),
            open_.alias("Open"), unreleased.alias("Unreleased"), "WIP", "Charged", "Weight",
        )

    def steps(self, day: dt.date, only_open: bool = False) -> pl.DataFrame:
        """Every step of every job (of open jobs only) at the end of ``day``, in the order of its job.

        Columns: Job, Step, Place (0 is the first step), Operation, Work Center, Planned (hours, 0 where blank), Booked
        (hours), Planned Start, Planned Finish, Start, Finish (as known that day), Good, Scrapped, Reworked (units, of
        steps finished by then), Scrap Reason, Typed Start (Planned Start is a person's), ROW (of the sheet Operations),
        Done (finished, or its job ended), Left (hours still to be worked: planned less booked, at least ``LEAST_LEFT``
        of the plan), Arrived (day it could start: the step before was finished, or material issued, or the job
        released), and of its job the columns of ``jobs``.
        """
        jobs = self.jobs(day)
        steps, hours = self._steps, self.hours
        if only_open:
            jobs = jobs.filter("Open")
            steps = steps.join(jobs.select("Job"), on="Job", how="semi", maintain_order="left")
            hours = hours.join(jobs.select("Job"), on="Job", how="semi")
        booked = hours.filter(pl.col("Date") <= day).group_by("Job", "Step").agg(pl.col("Hours").sum().alias("Booked"))
        known = (pl.col("Actual Finish") <= day).fill_null(False)
        frame = steps.with_columns(
            pl.when(pl.col("Actual Start") <= day).then(pl.col("Actual Start")).alias("Start"),
            pl.when(known).then(pl.col("Actual Finish")).alias("Finish"),
            *(pl.when(known).then(pl.col(name)).alias(name) for name in ("Good", "Scrapped", "Reworked")),
        ).drop("Actual Start", "Actual Finish")
        frame = looked_up(frame, ["Job", "Step"], booked).join(
            jobs, on="Job", how="inner", maintain_order="left"
        ).with_columns(pl.col("Booked").fill_null(0.0))
        before = pl.col("Finish").shift(1).over("Job")
        first = pl.when(pl.col("Place") == 0).then(pl.max_horizontal("Released", "Issued On"))
        left = pl.max_horizontal(pl.col("Planned") - pl.col("Booked"), pl.col("Planned") * LEAST_LEFT)
        done = pl.col("Finish").is_not_null() | ~pl.col("Open")
        return frame.with_columns(
            done.alias("Done"),
            pl.when(done).then(0.0).otherwise(left).alias("Left"),
            # a step begun before the one before it was over had arrived by then
            pl.min_horizontal(pl.coalesce(first, before), "Start").alias("Arrived"),
        )
