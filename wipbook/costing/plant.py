"""The plant while it is costed, level by level: stock and jobs solved together, whole tables at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import polars as pl

from wipbook.costing.charges.drivers import plant_activity
from wipbook.costing.charges.jobs import (
    CHARGE,
    MATERIAL,
    OPENED,
    OVERHEAD,
    as_charges,
    direct_purchases,
    job_table,
    outside_entries,
)
from wipbook.costing.charges.labor import labor_costs
from wipbook.costing.charges.overhead import applied, overhead_report
from wipbook.costing.charges.pools import pools_of
from wipbook.costing.kernel.cost_layers import IN, OUT, OUT_AT_VALUE, RETURN_IN, REVALUE
from wipbook.costing.kernel.layer_values import spread_values
from wipbook.costing.kernel.stock import StockCosts, StockEvents, StockKeys, cost_stock
from wipbook.costing.prepare.movements import ORDER, Prepared
from wipbook.costing.prepare.stock_effects import NO_STOCK
from wipbook.costing.prepare.value_events import LAST, LATE, placed, value_events
from wipbook.costing.relief.carried_lots import on_hand_of_carried
from wipbook.costing.relief.contract_cost import expensed_as_incurred
from wipbook.costing.relief.flow import Flow, together
from wipbook.costing.relief.periods import Periods, periods
from wipbook.costing.relief.relieve import BASIS, ENTRY, PERIOD, Relief, relieve
from wipbook.costing.shown import TRUE_UP, as_movements, into_jobs
from wipbook.costing.solution import CARRIED, EVENT, Solution
from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import TooLarge
from wipbook.values.fixed import multiply_divide
from wipbook.values.lookup import looked_up

RESULTS = (
    "quantity_in", "quantity_out", "value_in", "value_out", "handed_on", "variance", "shortage", "quantity_after",
    "value_after", "remark", "quantity_there", "value_there",
)
"""What the loop of cost layers says of each movement."""


class Plant:
    """The plant while it is costed, level by level: what is known so far of every movement, job and event."""

    def __init__(self, workings: Workings, prepared: Prepared, jit: bool | None) -> None:
        self._workings, self._prepared, self._jit = workings, prepared, jit
        self._places = workings.policy.currency_places
        self._pools = pools_of(workings)
        self._labor = labor_costs(workings)
        self._jobs = job_table(workings, prepared)
        outside = outside_entries(workings, prepared, self._pools, self._labor, self._places)
        self._charges: list[pl.DataFrame] = [outside["entries"]]
        self._charged: list[pl.DataFrame] = [outside["charged"]]
        self._events: list[pl.DataFrame] = [value_events(workings, prepared)]
        rows = prepared.rows
        self._rows = rows
        self._value = rows["value"].to_numpy().copy()
        self._level = rows["level"].to_numpy()
        self._in_stock = rows["operation"].to_numpy() != NO_STOCK
        self._circular = rows["circular"].to_numpy()
        self._results = {name: np.zeros(rows.height, dtype=np.int64) for name in RESULTS}
        first = min((day for day in (rows["Date"].min(), *(frame["Date"].min() for frame in self._charges)) if day),
                    default=workings.policy.as_of)
        self._periods = periods(workings.policy, first, workings.closed.ends)  # type: ignore[arg-type]
        self._in_circle_at = np.array([], dtype=np.int64)
        self._circle_groups: dict[int, tuple[int, int]] = {}
        self._layers: list[pl.DataFrame] = []
        width = prepared.keys.height
        self._on_hand, self._worth = np.zeros(width, dtype=np.int64), np.zeros(width, dtype=np.int64)
        self._entries: list[pl.DataFrame] = []
        self._basis: list[pl.DataFrame] = []
        self._made: list[pl.DataFrame] = []
        self._flows: list[Flow] = []
        self._happened: list[pl.DataFrame] = []
        self._carried: list[pl.DataFrame] = []

    def solved(self, progress: Callable[[str], None]) -> Solution:
        highest = max([0, *self._level.tolist()[-1:], *self._jobs["level"].to_list()])
        circular = self._prepared.rows.filter(pl.col("circular")).select("Material").unique()
        in_circle = pl.col("Material").is_in(circular["Material"].implode())
        made_in_circle = self._prepared.rows.filter(pl.col("circular") & (pl.col("Type") == MovementType.COMPLETION))
        of_circle = in_circle | pl.col("Job").is_in(made_in_circle["Job"].drop_nulls().unique().implode())
        for current in range(highest + 1):
            progress(f"costing level {current} of {highest}")
            jobs = self._jobs.filter(pl.col("level") == current)
            at = (self._level == current) & self._in_stock
            self._straight(jobs.filter(~of_circle), np.flatnonzero(at & ~self._circular))
            if circular.height:
                self._in_circles(jobs.filter(of_circle), np.flatnonzero(at & self._circular))
        progress("gathering results")
        return self._gathered()

    def _straight(self, jobs: pl.DataFrame, at: np.ndarray) -> None:
        """Relieve jobs and value the materials they make: nothing here consumes what is made here."""
        relief = self._relieved(jobs, self._periods)
        self._take(relief)
        if at.size:
            self._keep(*self._valued(at, self._known_events(relief)))

    def _in_circles(self, jobs: pl.DataFrame, at: np.ndarray) -> None:
        """Materials that consume one another, period by period: an issue inside the circle takes the unit cost of the
        last period's end, else of the last receipt, else the standard cost."""
        if not at.size and not jobs.height:
            return
        ends = self._periods.ends
        day = self._rows["Date"].to_physical().to_numpy()
        inside = at[np.isin(at, np.flatnonzero(self._moved_inside(jobs)))]
        for number in sorted(set(self._periods.of(day[inside]).tolist())):
            end = int(ends[number])
            before = at[day[at] <= (int(ends[number - 1]) if number else -(10**9))]
            part = Periods(ends[: number + 1])
            worth = on_hand = None
            if before.size:
                relief = self._relieved(jobs, Periods(ends[:number]) if number else part, int(ends[number - 1]))
                stock, _ = self._valued(before, self._known_events(relief, int(ends[number - 1])))
                worth, on_hand = stock.worth, stock.on_hand
            now = inside[(day[inside] <= end) & (self._periods.of(day[inside]) == number)]
            self._set_inside(now, at, worth, on_hand)
        self._straight(jobs, at)

    def _moved_inside(self, jobs: pl.DataFrame) -> np.ndarray:
        """Which movements are issues of a material of a circle into a job of it, or returns from there."""
        kinds = pl.col("Type").is_in([MovementType.ISSUE, MovementType.RETURN_FROM_JOB])
        into = pl.col("Job").is_in(jobs["Job"].implode()) & kinds & pl.col("operation").is_in([OUT, RETURN_IN])
        return self._rows.select((pl.col("circular") & into).fill_null(False)).to_series().to_numpy()

    def _set_inside(
        self, now: np.ndarray, at: np.ndarray, worth: np.ndarray | None, on_hand: np.ndarray | None
    ) -> None:
        """Settle what movements of one period take into the jobs of their circle, and charge the jobs with it."""
        rows, scale = self._rows, 10 ** (12 - self._places)
        key, quantity, group = (rows[name].to_numpy() for name in ("key", "quantity", "group"))
        operation = rows["operation"].to_numpy()
        bought = rows["Type"].is_in([MovementType.RECEIPT, MovementType.OPENING]).to_numpy() & (operation == IN)
        standard = self._prepared.keys["standard"].to_numpy()
        charge = []
        for each in now.tolist():
            k, q, g = int(key[each]), int(quantity[each]), int(group[each])
            left, held = self._circle_groups.get(g, (0, 0))
            if operation[each] == RETURN_IN:
                back = min(q, left)
                amount = multiply_divide(held, back, left) if left else 0
                self._circle_groups[g] = (left - back, held - amount)
                charge.append((each, -amount, -q))
                continue
            earlier = at[(at < each) & (key[at] == k) & bought[at] & (quantity[at] > 0)]
            if worth is not None and on_hand is not None and on_hand[k] > 0:
                amount = multiply_divide(int(worth[k]), q, int(on_hand[k]))
            elif earlier.size:
                last = int(earlier[-1])
                amount = multiply_divide(int(self._value[last]), q, int(quantity[last]))
            else:
                amount = multiply_divide(int(standard[k]), q, scale)
            self._value[each] = amount
            if g >= 0:
                self._circle_groups[g] = (left + q, held + amount)
            charge.append((each, amount, q))
        self._in_circle_at = np.union1d(self._in_circle_at, now)
        schema = {"position": pl.Int64, "Amount": pl.Int64, "Quantity": pl.Int64}
        charges = pl.DataFrame(charge, schema=schema, orient="row")
        charges = looked_up(charges, "position", rows.select("position", "Job", "Date", "Material"))
        self._charges.append(charges.select(
            "Job", "Date", pl.lit(MATERIAL).alias("element"), pl.col("Material").alias("Component"), "Amount",
            "Quantity",
        ).cast(CHARGE))  # type: ignore[arg-type]

    def _relieved(self, jobs: pl.DataFrame, periods: Periods, until: int | None = None) -> Relief:
        charges = pl.concat(self._charges).join(jobs.select("Job"), on="Job", how="semi")
        prepared = self._prepared
        if until is not None:
            charges = charges.filter(pl.col("Date").to_physical() <= until)
            prepared = replace(prepared, rows=prepared.rows.filter(pl.col("Date").to_physical() <= until))
        on_material = applied(self._pools, plant_activity(
            self._pools, "material cost",
            charges.filter((pl.col("element") == MATERIAL) & (pl.col("Component") != OPENED))
            .select("Job", "Date", pl.col("Amount").alias("Activity")),
        ), self._places)
        more = as_charges(on_material.select("Job", "Date", pl.lit(OVERHEAD).alias("element"), "Amount"))
        charges = pl.concat([charges, more])
        found = relieve(
            self._workings, prepared, periods, jobs.filter(~pl.col("over_time")), charges, self._value, self._jit
        )
        contracts = jobs.filter("over_time")
        if contracts.height:
            entries, basis = expensed_as_incurred(prepared, periods, contracts, charges, self._value)
            found = replace(
                found, entries=pl.concat([found.entries, entries.cast(ENTRY)]),  # type: ignore[arg-type]
                basis=pl.concat([found.basis, basis]),
            )
        return replace(found, overhead=on_material)

    def _take(self, relief: Relief) -> None:
        self._entries.append(relief.entries)
        self._charged.append(relief.overhead)
        self._basis.append(relief.basis)
        self._made.append(relief.periods)
        self._flows.append(relief.flow)
        if relief.late.height:
            lots = self._rows.select("position", "ours")
            ours = looked_up(self._still_here(relief.late), "position", lots).filter(pl.col("ours"))
            self._events.append(self._late_events(ours))

    def _still_here(self, late: pl.DataFrame) -> pl.DataFrame:
        return on_hand_of_carried(late, self._rows, self._workings.policy.carried_forward_through)

    def _late_events(self, late: pl.DataFrame) -> pl.DataFrame:
        events = late.select(
            "Date", pl.lit(LAST, dtype=pl.Int64).alias("order"), pl.lit(-1, dtype=pl.Int64).alias("position"),
            pl.lit(LATE).alias("Line"), pl.col("Job").alias("Source"),
            pl.lit(REVALUE, dtype=pl.Int64).alias("operation"), pl.col("position").alias("origin"),
            pl.col("Amount").alias("value"),
        )
        return placed(self._workings, self._prepared, events)

    def _known_events(self, relief: Relief, until: int | None = None) -> pl.DataFrame:
        """The events of so far; those of a relief that is not final are only asked, not kept."""
        events = pl.concat(self._events)
        if until is not None:
            late = self._still_here(relief.late)
            events = pl.concat([events, self._late_events(late)]).filter(
                pl.col("Date").to_physical() <= until
            )
        return events

    def _valued(self, at: np.ndarray, events: pl.DataFrame) -> tuple[StockCosts, pl.DataFrame]:
        """The cost of the movements ``at``, with the events of their materials; and the frame they were costed in:
        position (-1: an event), event, Date."""
        rows = self._rows[at]
        part = rows.select(
            *ORDER, pl.lit(0).alias("_after"), "position", pl.lit(-1, dtype=pl.Int64).alias("event"), "operation",
            "key", "to_key", "quantity", "group", "origin", pl.Series("value", self._value[at]),
        )
        if self._in_circle_at.size:
            settled = pl.col("position").is_in(self._in_circle_at) & (pl.col("operation") == OUT)
            part = part.with_columns(
                pl.when(settled).then(OUT_AT_VALUE).otherwise(pl.col("operation")).alias("operation")
            )
        events = events.with_row_index("event").join(rows.select("material").unique(), on="material", how="semi")
        # a revaluation that is typed counts as its events do
        part = part.filter(pl.col("operation") != REVALUE)
        if events.height:
            more = events.select(
                *ORDER, pl.lit(1).alias("_after"), pl.lit(-1, dtype=pl.Int64).alias("position"),
                pl.col("event").cast(pl.Int64), "operation", "key", pl.lit(-1, dtype=pl.Int64).alias("to_key"),
                pl.lit(0, dtype=pl.Int64).alias("quantity"), pl.lit(-1, dtype=pl.Int64).alias("group"), "origin",
                "value",
            )
            part = pl.concat([part, more], how="vertical_relaxed").sort(*ORDER, "_after", "position", "event")
        return self._cost(part, events), part.select("position", "event", "Date")

    def _cost(self, part: pl.DataFrame, events: pl.DataFrame) -> StockCosts:
        place = np.full(self._rows.height + 1, -1, dtype=np.int64)
        own = part["position"].to_numpy()
        place[own[own >= 0]] = np.flatnonzero(own >= 0)
        stock = StockEvents(
            operation=part["operation"].to_numpy(), key=part["key"].to_numpy(), to_key=part["to_key"].to_numpy(),
            quantity=part["quantity"].to_numpy(), value=part["value"].to_numpy(), group=part["group"].to_numpy(),
            origin=place[part["origin"].to_numpy()],
            groups=int(self._rows["group"].to_numpy().max()) + 1,
        )
        keys = self._prepared.keys
        followed = keys["material"].is_in(events["material"].unique().implode()).cast(pl.Int64).to_numpy()
        try:
            return cost_stock(
                stock, StockKeys(keys["method"].to_numpy(), keys["standard"].to_numpy(), followed), self._places,
                self._jit,
            )
        except OverflowError:
            steepest = (np.abs(stock.value) / np.maximum(1, stock.quantity)).argmax()
            where = int(part["position"][int(steepest)])
            raise TooLarge(
                where=self._workings.where("Movements", self._rows[ROW][max(0, where)], "Unit Cost"),
                found="a cost per unit so high that a quantity at this cost does not fit into 64 bits",
                expected="quantities and costs of usual size",
                remedy="look for a quantity or cost with too many digits, here or in the same material",
            ) from None

    def _keep(self, stock: StockCosts, part: pl.DataFrame) -> None:
        position = part["position"].to_numpy()
        own = position >= 0
        for name in RESULTS:
            self._results[name][position[own]] = getattr(stock, name)[own]
        self._on_hand += stock.on_hand
        self._worth += stock.worth
        self._layers.append(pl.DataFrame({
            "key": stock.layers.key, "position": position[stock.layers.event], "quantity": stock.layers.quantity,
            "value": stock.layers.value, "whole_quantity": stock.layers.whole_quantity,
            "whole_value": stock.layers.whole_value,
        }))
        events = pl.concat(self._events).with_row_index("event").with_columns(pl.col("event").cast(pl.Int64))
        happened = part.with_columns(
            pl.Series(name, getattr(stock, name)) for name in ("value_in", "handed_on", "variance")
        ).filter(pl.col("event") >= 0)
        happened = looked_up(happened.drop("position", "Date"), "event", events)
        self._happened.append(happened.select(*EVENT))
        carried = self._handed_on(stock, part, events)
        self._carried.append(carried)
        self._to_jobs(position[own], carried)

    def _handed_on(self, stock: StockCosts, part: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
        by, to = stock.handed.by, stock.handed.to
        position, event = part["position"].to_numpy(), part["event"].to_numpy()
        # a job of a circle was relieved before its materials were valued: what comes later is not its cost any more
        target = np.where((to == by) | np.isin(position[to], self._in_circle_at), -1, position[to])
        frame = pl.DataFrame({
            "by": position[by], "to": target, "event": event[by], "Amount": stock.handed.amount,
            "Date": part["Date"].gather(by),
        })
        frame = looked_up(frame, "event", events.select("event", "Line", "Source", "material", "position"))
        own = self._rows.select(pl.col("position").alias("by"), pl.col("material").alias("_material"),
                                pl.col("Movement").alias("_movement"))
        frame = looked_up(frame, "by", own)
        return frame.select(
            "Date", pl.col("Line").fill_null(TRUE_UP), pl.coalesce("Source", "_movement").alias("Source"),
            pl.coalesce("position", "by").alias("by"), "to",
            pl.coalesce("material", "_material").alias("material"), "Amount",
        ).cast(CARRIED)  # type: ignore[arg-type]

    def _to_jobs(self, at: np.ndarray, carried: pl.DataFrame) -> None:
        """Issues (+) and returns (-) of one level as charges of jobs, and cost that followed the goods into them."""
        at = np.setdiff1d(at, self._in_circle_at)
        rows = self._rows[at]
        part = rows.select("Job", "Date", "Type", "Material", "position").with_columns(
            *(pl.Series(f"_{name}", self._results[name][at])
              for name in ("value_in", "value_out", "quantity_in", "quantity_out"))
        )
        part = part.filter(into_jobs())
        self._charges.append(part.select(
            "Job", "Date", pl.lit(MATERIAL).alias("element"), pl.col("Material").alias("Component"),
            (pl.col("_value_out") - pl.col("_value_in")).alias("Amount"),
            (pl.col("_quantity_out") - pl.col("_quantity_in")).alias("Quantity"),
        ).cast(CHARGE))  # type: ignore[arg-type]
        into = looked_up(carried, "to", self._rows.select(pl.col("position").alias("to"), "Job", "Material", "Type"))
        into = into.filter(into_jobs())
        self._charges.append(into.select(
            "Job", "Date", pl.lit(MATERIAL).alias("element"), pl.col("Material").alias("Component"), "Amount",
            pl.lit(0).alias("Quantity"),
        ).cast(CHARGE))  # type: ignore[arg-type]

    def _gathered(self) -> Solution:
        carried = pl.concat([pl.DataFrame(schema=CARRIED), *self._carried])
        happened = pl.concat([pl.DataFrame(schema=EVENT), *self._happened])
        direct = dict(direct_purchases(self._prepared).select("position", "Amount").iter_rows())
        value = self._value.copy()
        for position, amount in direct.items():
            value[position] = amount
        movements = self._rows.with_columns(
            *(pl.Series(name, array) for name, array in self._results.items()), pl.Series("value", value)
        )
        left_out = self._workings.left_out.get("Movements", set())
        movements = as_movements(movements.filter(~pl.col(ROW).is_in(sorted(left_out))), carried, happened)
        keys = self._prepared.keys
        empty = pl.DataFrame(schema=dict.fromkeys(
            ("key", "position", "quantity", "value", "whole_quantity", "whole_value"), pl.Int64
        ))
        layers = pl.concat([empty, *self._layers]).join(
            self._rows.select("position", "Movement", "Date", "Lot"), on="position", how="left", maintain_order="left"
        )
        keys = keys.with_columns(pl.Series("on_hand", self._on_hand), pl.Series("worth", self._worth))
        all_charged = pl.concat(self._charged, how="vertical_relaxed")
        return Solution(
            movements=movements,
            layers=spread_values(layers, keys),
            keys=keys,
            materials=self._prepared.materials,
            job_entries=pl.concat([pl.DataFrame(schema=ENTRY), *self._entries]),
            labor=self._labor,
            overhead=overhead_report(self._workings, self._pools, all_charged),
            charged=all_charged,
            events=happened,
            carried=carried,
            basis=pl.concat([pl.DataFrame(schema=BASIS), *self._basis]),
            periods=pl.concat([pl.DataFrame(schema=PERIOD), *self._made]),
            flow=together(self._flows),
        )
