"""What the rules look at: the results of the workbook, and the views that several rules share, each made once."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import polars as pl

from wipbook.costing.job_costs import COSTS
from wipbook.costing.jobs import ELEMENTS
from wipbook.costing.results import Results
from wipbook.ledger.tables import ROW
from wipbook.values.columns import HUNDRED_PERCENT, times_unit_cost

MILLION = 1_000_000
LARGEST_PRODUCT = 9e18
"""Of quantity and price in millionths, what a signed 64-bit integer still holds."""
OPEN = ("Planned", "Released")
"""Status of jobs that still want material and work."""
OUTWARD = ("Issue", "Shipment", "Scrap", "Return to Supplier")
COSTED = ("value_in", "value_out", "quantity_in", "quantity_out", "quantity_after", "value_after", "shortage",
          "key", "position", "direct", "ours", "value")  # fmt: skip


def share(amount: str | pl.Expr, part: str | pl.Expr, whole: str | pl.Expr) -> pl.Expr:
    """``amount`` times ``part`` over ``whole``, rounded; 0 where there is no whole. Safe for large figures."""
    money, upper, lower = (pl.col(each) if isinstance(each, str) else each for each in (amount, part, whole))
    portion = money.cast(pl.Float64) * upper.cast(pl.Float64) / lower.cast(pl.Float64)
    return pl.when(lower != 0).then(portion).otherwise(0.0).round(0).cast(pl.Int64)


class Books(Results):
    """Results, and views for rules. Numbers are fixed-point integers as in the ledger."""

    @property
    def as_of(self) -> dt.date:
        return self.policy.as_of

    @property
    def places(self) -> int:
        return self.policy.currency_places

    def cents(self, amount: float) -> int:
        """An amount of the sheet Rules or Settings in the smallest currency unit."""
        return round(amount * float(10**self.places))

    @cached_property
    def moves(self) -> pl.DataFrame:
        """Every movement costed, in workbook order: the columns of Movements, ``COSTED`` and ``Amount``, what it
        moved in money."""
        costed = self.solution.movements.select(ROW, *COSTED)
        moved = pl.when(pl.col("direct")).then(pl.col("value")).otherwise(pl.max_horizontal("value_in", "value_out"))
        return self.ledger.table("Movements").join(
            costed, on=ROW, how="inner", maintain_order="left"
        ).with_columns(moved.alias("Amount"))  # fmt: skip

    @cached_property
    def stock(self) -> pl.DataFrame:
        """Material, Quantity, Value: what is on hand, of the whole plant; every material has a row."""
        held = self.valuation.group_by("Material").agg(pl.col("Quantity", "Value").sum())
        names = self.ledger.table("Materials").select("Material")
        return names.join(held, on="Material", how="left", maintain_order="left").with_columns(
            pl.col("Quantity", "Value").fill_null(0)
        )

    @cached_property
    def usage(self) -> pl.DataFrame:
        """Material, Used (quantity of issues less returns, and shipments, in the year up to the as-of date), Used
        Value, Last Used (of all time), Last In."""
        year_ago = self.as_of - dt.timedelta(days=365)
        recent = pl.col("Date") > year_ago
        out = pl.col("Type").is_in(["Issue", "Shipment"])
        back = pl.col("Type").is_in(["Return from Job", "Sales Return"])
        sign = pl.when(out).then(1).when(back).then(-1).otherwise(0)
        size = pl.max_horizontal("quantity_in", "quantity_out")
        return self.moves.group_by("Material").agg(
            (sign * size).filter(recent).sum().alias("Used"),
            (sign * pl.col("Amount")).filter(recent).sum().alias("Used Value"),
            pl.col("Date").filter(out).max().alias("Last Used"),
            pl.col("Date").filter(pl.col("quantity_in") > 0).max().alias("Last In"),
        )

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
        )  # fmt: skip

    @cached_property
    def issues(self) -> pl.DataFrame:
        """Issues to jobs in workbook order: the columns of ``moves`` that tell one from another, and Amount."""
        told = ("Movement", "Date", "Entered At", "Job", "Material", "Quantity", "Location", "Lot", "Amount", ROW)
        return self.moves.lazy().filter(pl.col("Type") == "Issue").select(told).collect()

    @cached_property
    def issued(self) -> pl.DataFrame:
        """Job, Material, Issued (issues less returns, quantity), Issued Value, First Row (of the first issue)."""
        kinds = self.moves.filter(pl.col("Type").is_in(["Issue", "Return from Job"]))
        sign = pl.when(pl.col("Type") == "Issue").then(1).otherwise(-1)
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
        )  # fmt: skip
        done = self.issued.select("Job", "Material", "Issued")
        return wanted.join(done, on=["Job", "Material"], how="left", maintain_order="left").with_columns(
            pl.col("Issued").fill_null(0)
        ).with_columns(pl.max_horizontal(pl.lit(0), pl.col("Required") - pl.col("Issued")).alias("Open"))  # fmt: skip

    @cached_property
    def order_lines(self) -> pl.DataFrame:
        """Purchases with Ordered Amount, Invoice Amount (null without an invoice) and Moved: what Receipts that name
        the order line brought (null when none does)."""
        lines = self.ledger.table("Purchases")
        moved = (
            self.moves.filter((pl.col("Type") == "Receipt") & pl.col("Document").is_not_null())
            .group_by("Document", "Line", "Material").agg(pl.col("Quantity").sum().alias("Moved"))
        )  # fmt: skip
        lines = lines.join(
            moved, left_on=["Order", "Line", "Material"], right_on=["Document", "Line", "Material"], how="left",
            maintain_order="left",
        )  # fmt: skip
        return lines.with_columns(
            self.amount(lines["Quantity"], lines["Unit Price"]).alias("Ordered Amount"),
            self.amount(lines["Invoice Quantity"], lines["Invoice Price"]).alias("Invoice Amount"),
        )

    @cached_property
    def receipts(self) -> pl.DataFrame:
        """Receipts with the order line they name: the columns of ``moves`` and, null where no order line answers,
        Ordered, Order Quantity, Order Price, Order Status, Order Row."""
        lines = self.ledger.table("Purchases").select(
            pl.col("Order").alias("Document"), "Line", "Material", "Ordered",
            pl.col("Quantity").alias("Order Quantity"), pl.col("Unit Price").alias("Order Price"),
            pl.col("Status").alias("Order Status"), pl.col(ROW).alias("Order Row"),
        )  # fmt: skip
        receipts = self.moves.filter(pl.col("Type") == "Receipt")
        return receipts.join(lines, on=["Document", "Line", "Material"], how="left", maintain_order="left")

    @cached_property
    def tickets(self) -> pl.DataFrame:
        """Time tickets up to the as-of date: the columns of Labor with Pay Type filled, and Cost (base, premium and
        burden), Work Center, Paid (the rate used)."""
        costed = self.solution.labor.select(
            ROW, (pl.col("Base") + pl.col("Premium") + pl.col("Burden")).alias("Cost"), "Work Center",
            pl.col("Rate").alias("Paid"),
        )  # fmt: skip
        return self.ledger.table("Labor").with_columns(pl.col("Pay Type").fill_null("Regular")).join(
            costed, on=ROW, how="inner", maintain_order="left"
        )  # fmt: skip

    @cached_property
    def entries(self) -> pl.DataFrame:
        """Movements and time tickets whose time of entry is known: Sheet, Key, Date, Entered At, Entered By, Kind (type
        of the movement, or Ticket), Of (material, or employee), Amount, ROW."""
        moves = self.moves.lazy().select(
            pl.lit("Movements").alias("Sheet"), pl.col("Movement").alias("Key"), "Date", "Entered At", "Entered By",
            pl.col("Type").alias("Kind"), pl.col("Material").alias("Of"), "Amount", ROW,
        )  # fmt: skip
        tickets = self.tickets.lazy().select(
            pl.lit("Labor").alias("Sheet"), pl.col("Ticket").alias("Key"), "Date", "Entered At", "Entered By",
            pl.lit("Ticket").alias("Kind"), pl.col("Employee").alias("Of"), pl.col("Cost").alias("Amount"), ROW,
        )  # fmt: skip
        return pl.concat([moves, tickets]).filter(pl.col("Entered At").is_not_null()).collect()

    @cached_property
    def arrivals(self) -> pl.DataFrame:
        """What came in on each order line by Movements: Order, Line, Material, Arrived (receipts), Sent Back (returns
        to the supplier), First Arrival, First Row, Last Row (of the receipts)."""
        kinds = self.moves.filter(
            pl.col("Document").is_not_null() & pl.col("Type").is_in(["Receipt", "Return to Supplier"])
        )
        came = pl.col("Type") == "Receipt"
        sums = kinds.group_by(
            pl.col("Document").alias("Order"), "Line", "Material", maintain_order=True
        ).agg(
            pl.col("Quantity").filter(came).sum().alias("Arrived"),
            pl.col("Quantity").filter(~came).sum().alias("Sent Back"),
            pl.col("Date").filter(came).min().alias("First Arrival"),
            pl.col(ROW).filter(came).first().alias("First Row"), pl.col(ROW).filter(came).last().alias("Last Row"),
        )  # fmt: skip
        return sums.filter(pl.col("First Row").is_not_null())

    @cached_property
    def supplier_orders(self) -> pl.DataFrame:
        """Supplier, Lines, Spent (ordered amount), First Ordered: suppliers with order lines to the as-of date."""
        lines = self.order_lines.filter(pl.col("Ordered") <= self.as_of)
        return lines.group_by("Supplier", maintain_order=True).agg(
            pl.len().alias("Lines"),
            pl.col("Ordered Amount").sum().alias("Spent"),
            pl.col("Ordered").min().alias("First Ordered"),
        )

    @cached_property
    def jobs(self) -> pl.DataFrame:
        """``job_costs`` with ROW, Promised, Finished, Closed, Contract Price and Percent Complete of the job, Charged
        (all cost ever charged), Last Cost (day of the last cost charged) and Last Output (of the last completion)."""
        more = self.ledger.table("Jobs").select(
            "Job", ROW, "Promised", "Finished", "Closed", "Contract Price", "Percent Complete"
        )
        last = self.solution.job_entries.filter(pl.col("Entry").is_in(ELEMENTS)).group_by("Job").agg(
            pl.col("Date").max().alias("Last Cost")
        )  # fmt: skip
        output = self.moves.filter(pl.col("Type") == "Completion").group_by("Job").agg(
            pl.col("Date").max().alias("Last Output")
        )  # fmt: skip
        frame = self.job_costs.with_columns(pl.sum_horizontal(COSTS).alias("Charged"))
        for each in (more, last, output):
            frame = frame.join(each, on="Job", how="left", maintain_order="left")
        return frame

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
    def unit_cost(self) -> pl.DataFrame:
        """Material, Unit Cost (millionths): what one unit of every material is worth: the average on hand, else that
        of the last receipt, opening or completion, else the standard cost, else 0."""
        came = self.moves.filter(
            pl.col("Type").is_in(["Receipt", "Opening", "Completion"]) & (pl.col("quantity_in") > 0)
            & (pl.col("value_in") > 0)
        ).sort("position").group_by("Material").agg(pl.col("value_in", "quantity_in").last())  # fmt: skip
        frame = self.stock.join(came, on="Material", how="left", maintain_order="left").join(
            self.ledger.table("Materials").select("Material", "Standard Cost"), on="Material", how="left",
            maintain_order="left",
        )  # fmt: skip
        held = pl.when((pl.col("Quantity") > 0) & (pl.col("Value") > 0)).then(self._per_unit("Value", "Quantity"))
        last = self._per_unit("value_in", "quantity_in")
        return frame.select("Material", pl.coalesce(held, last, "Standard Cost", pl.lit(0)).alias("Unit Cost"))

    @cached_property
    def abc_class(self) -> pl.DataFrame:
        """Material, Class: A up to 80 % of the value used in a year, B up to 95 %, C the rest; the largest is always
        A, a material without use C (Heizer, Render & Munson, ch. 12)."""
        names = self.ledger.table("Materials").select("Material")
        used = names.join(self.usage.select("Material", "Used Value"), on="Material", how="left", maintain_order="left")
        value = pl.col("Used Value").fill_null(0).clip(0)
        ranked = used.with_columns(value).sort("Used Value", descending=True, maintain_order=True)
        share = pl.col("Used Value").cum_sum() / pl.max_horizontal(pl.col("Used Value").sum(), 1)
        largest = pl.int_range(pl.len()) == 0
        name = (
            pl.when(pl.col("Used Value") == 0).then(pl.lit("C"))
            .when(largest | (share <= 0.8)).then(pl.lit("A"))
            .when(share <= 0.95).then(pl.lit("B"))
            .otherwise(pl.lit("C"))
        )  # fmt: skip
        return ranked.select("Material", name.alias("Class"))

    @cached_property
    def count_lines(self) -> pl.DataFrame:
        """Counts with Line (Count/Material/Location/Lot), Result (recounted, else counted), Off (Result less Book
        Quantity), Class, Tolerance (percent) and Unit Cost of the material, Off Value and Outside (whether Off is
        beyond the tolerance). Off, Off Value and Outside are null where Book Quantity is blank."""
        policy = self.policy
        limits = {"A": policy.count_tolerance_a, "B": policy.count_tolerance_b, "C": policy.count_tolerance_c}
        lines = self.ledger.table("Counts").join(
            self.abc_class, on="Material", how="left", maintain_order="left"
        ).join(self.unit_cost, on="Material", how="left", maintain_order="left")  # fmt: skip
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
        )  # fmt: skip
        needed = self.need.group_by("Material").agg(pl.col("Open").sum())
        frame = held
        for other in (
            first, self.usage.select("Material", "Last Used"), needed,
            self.ledger.table("Materials").select("Material", "Active", pl.col(ROW).alias("Row")),
        ):  # fmt: skip
            frame = frame.join(other, on="Material", how="left", maintain_order="left")
        since = pl.coalesce("Last Used", "First")
        return frame.select(
            "Material", "Quantity", "Value", since.alias("Idle Since"),
            (pl.lit(self.as_of) - since).dt.total_days().alias("Idle Days"),
            pl.col("Open").fill_null(0), pl.col("Active").fill_null(True), "Row",
        )  # fmt: skip

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
        for other in (self.ledger.table("Materials").select("Material", ROW), last):
            every = every.join(other, on="Material", how="left", maintain_order="left")
        return every.rechunk()  # polars 2.1 panics in pl.format on a column of several chunks

    @cached_property
    def coming(self) -> pl.DataFrame:
        """Material, On Order (quantity of order lines that did not arrive yet), In Jobs (quantity that open jobs are
        still to make); both 0 for a material that nothing is to come of."""
        shut = pl.col("Status").fill_null("").str.to_lowercase().str.contains("complete|closed|cancel|reject")
        came = pl.coalesce("Received Quantity", "Moved", pl.lit(0))
        lines = self.order_lines.filter(~shut & (pl.col("Ordered") <= self.as_of)).group_by("Material").agg(
            (pl.col("Quantity") - came).clip(0).sum().alias("On Order")
        )  # fmt: skip
        made = self.job_costs.filter(pl.col("Status").is_in(OPEN)).group_by("Material").agg(
            (pl.col("Quantity") - pl.col("Completed Quantity")).clip(0).sum().alias("In Jobs")
        )  # fmt: skip
        names = self.ledger.table("Materials").select("Material")
        for other in (lines, made):
            names = names.join(other, on="Material", how="left", maintain_order="left")
        return names.with_columns(pl.col("On Order", "In Jobs").fill_null(0))

    def _per_unit(self, value: str, size: str) -> pl.Expr:
        """An amount over a quantity as a unit cost in millionths, rounded; null where the quantity is null."""
        scale = float(10 ** (12 - self.places))
        return (pl.col(value).cast(pl.Float64) / pl.col(size) * scale).round(0).cast(pl.Int64, strict=False)

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
        )  # fmt: skip
        priced = self.bill.join(price, on="Component", how="left", maintain_order="left")
        return priced.group_by("Product", maintain_order=True).agg(
            (pl.col("Per") * pl.col("_price") / MILLION).sum().alias("Bill Cost")
        )

    def amount(self, quantity: pl.Series, price: pl.Series) -> pl.Series:
        """Quantity times unit price, in the smallest currency unit; null where either is blank, or where 64 bits do not
        hold the product: one order line typed with too many digits must not silence every rule of purchasing."""
        fits = (quantity.cast(pl.Float64) / MILLION * price.cast(pl.Float64)).abs() < LARGEST_PRODUCT
        known = fits.fill_null(False)
        quantity, price = (pl.select(pl.when(known).then(each).otherwise(0)).to_series() for each in (quantity, price))
        money = times_unit_cost(quantity.to_numpy(), price.to_numpy(), self.places)
        return pl.select(pl.when(known).then(pl.Series(money))).to_series()
