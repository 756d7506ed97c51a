"""``wipbook count post``: the count sheet against the books, previewed, then posted."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from wipbook.audit.counts.count_movements import with_booking
from wipbook.audit.counts.count_results import RECOUNT, unit_costs, verdict
from wipbook.audit.counts.posted import SEAL, seal
from wipbook.audit.counts.stock_at import quantity_at, steps
from wipbook.books.books import Books
from wipbook.commands.audit.count import NothingToCount, SheetLines
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import write_report
from wipbook.commands.workbench.front.first_screen import inputs_changed
from wipbook.commands.workbench.inputs.taking_in import take_in
from wipbook.commands.workbench.opening import Agree, nobody_asks, open_books
from wipbook.errors import WipbookError
from wipbook.port.workbook import TableCells, Workbook
from wipbook.sheets.audit import count_sheet
from wipbook.sheets.front import home
from wipbook.values.columns import times_unit_cost
from wipbook.values.fixed import QUANTITY_PLACES, currency_text, to_fixed
from wipbook.values.lookup import looked_up

Progress = Callable[[str], None]


class NotCounted(WipbookError):
    """A cell of the count sheet is not a quantity."""


@dataclass(frozen=True)
class Posting:
    """What posting comes to. ``lines``: Tag, Material, Location, Lot, Book, Counted, Recounted, Difference, Verdict,
    Value (smallest currency unit), Posted (whether the line is complete), Booked (the day its difference is booked on)
    and Type (as what). ``missing``: tags without a quantity."""

    lines: pl.DataFrame
    missing: tuple[str, ...]
    written: bool
    rows_left_out: int

    @property
    def posted(self) -> pl.DataFrame:
        return self.lines.filter(pl.col("Posted"))

    @property
    def held(self) -> pl.DataFrame:
        """Lines outside their tolerance that nobody counted twice."""
        return self.lines.filter(~pl.col("Posted"))

    @property
    def moved_on(self) -> pl.DataFrame:
        """Posted lines whose difference is booked on a later day than the one counted, which is closed."""
        return self.posted.filter((pl.col("Booked") > pl.col("Date")) & (pl.col("Difference") != 0))


def post(
    workbook: Workbook,
    accept: bool = False,
    progress: Progress = lambda step: None,
    now: dt.datetime | None = None,
    user: str | None = None,
    agree: Agree = nobody_asks,
) -> Posting:
    """Compare the count sheet with the books, and with ``accept`` post it; the caller saves.

    A line outside the tolerance of its class is held until it was counted twice. Posted lines go to Counts with the
    book quantity of their day, and where they differ to Movements: as a Count of that day, or, where that day is
    closed, with the same difference as an Adjustment of the first open day. They leave the count sheet. Without
    ``accept`` nothing is written: it is a preview; ``agree`` is asked before. Errors: ``NotCounted`` names the first
    cell that is not a quantity of zero or more.
    """
    cells = workbook.read_table("CountSheet") if workbook.find_table("CountSheet") else None
    counted = _counted(cells) if cells is not None else None
    if cells is None or counted is None or counted.is_empty():
        raise NothingToCount(
            where="Count Sheet", found="no quantity in Counted", expected="what was counted, a quantity a line",
            remedy="make the sheets with wipbook count sheets, fill in Counted, then post",
        )
    books = open_books(workbook, progress)
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    lines = with_booking(books, _compared(books, counted), moment)
    tags = cells.frame.select("Tag").drop_nulls()["Tag"].cast(pl.String)
    missing = tuple(tag for tag in tags if tag not in set(lines["Tag"]))
    if not accept:
        return Posting(lines, missing, False, books.ledger.rows_left_out)
    posting = Posting(lines, missing, True, books.ledger.rows_left_out)
    agree(_asked(posting, books))
    progress("posting")
    taken = "".join(f"; {one.said}" for one in take_in(workbook))
    seal_of = _write(workbook, books, posting, moment, user or getpass.getuser())
    inputs_changed(workbook)
    _keep_the_rest(workbook, cells, posting, books)
    change_log.append(
        workbook, "count", f"post: {posting.posted.height} lines posted, {posting.held.height} held for a recount, "
        f"{len(missing)} tags without a quantity{seal_of}{taken}", now=moment, user=user,
    )
    return posting


def _asked(posting: Posting, books: Books) -> str:
    """What posting changes, in figures, as a question."""
    differing = posting.posted.filter(pl.col("Difference") != 0)
    more, less = (int(differing.filter(side)["Value"].sum()) for side in (pl.col("Value") > 0, pl.col("Value") < 0))
    places, unit = books.policy.currency_places, 10.0**books.policy.currency_places
    found, missed, in_all = (currency_text(amount / unit, places) for amount in (more, -less, more + less))
    lines = [f"Post {posting.posted.height:,} lines of the count sheet?"]
    if differing.is_empty():
        lines.append("None differs from the books: no figure changes.")
    else:
        lines.append(
            f"{differing.height:,} differ and become movements: {found} more, {missed} less, together {in_all} "
            f"{books.policy.currency}."
        )
    if not posting.moved_on.is_empty():
        lines.append(f"{posting.moved_on.height:,} of them are booked on {posting.moved_on['Booked'][0]}: their day is "
                     "closed.")
    if not posting.held.is_empty():
        lines.append(f"{posting.held.height:,} outside their tolerance stay, to be counted once more.")
    if posting.missing:
        lines.append(f"{len(posting.missing):,} tags have no quantity and stay.")
    return "\n".join(lines)


def _counted(cells: TableCells) -> pl.DataFrame:
    """The filled lines, quantities in millionths; ``_row`` is the row of the table."""
    rows = []
    columns = {name: cells.mixed.get(name) or cells.frame[name].to_list() for name in cells.frame.columns}
    for row in range(cells.frame.height):
        if columns["Tag"][row] is None or columns["Counted"][row] is None:
            continue
        figures = [_quantity(cells, row, name, columns[name][row]) for name in ("Counted", "Recounted")]
        words = [_word(columns[name][row]) for name in ("Tag", "Count", "Material", "Location", "Lot", "Counter",
                                                         "Remark")]
        rows.append((row, *words, _day(cells, row, columns["Date"][row]), *figures))
    names = ("_row", "Tag", "Count", "Material", "Location", "Lot", "Counter", "Remark")
    schema = {"_row": pl.Int64, **dict.fromkeys(names[1:], pl.String), "Date": pl.Date, "Counted": pl.Int64,
              "Recounted": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row", strict=False)


def _quantity(cells: TableCells, row: int, name: str, value: object) -> int | None:
    if value is None:
        return None
    shown = row in cells.percents.get(name, ()) or row in cells.elapsed.get(name, ())
    if shown or isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 9e11:
        raise NotCounted(
            where=cells.address(row, name), found=repr(getattr(value, "code", value)),
            expected="a quantity of zero or more", remedy="type the figure alone; 0 where nothing was there",
        )
    return to_fixed(value, QUANTITY_PLACES)


def _day(cells: TableCells, row: int, value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    raise NotCounted(
        where=cells.address(row, "Date"), found=repr(value), expected="the day of the count, a date",
        remedy="type the date, or make the sheets anew with wipbook count sheets",
    )


def _word(value: object) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


def _compared(books: Books, counted: pl.DataFrame) -> pl.DataFrame:
    every = steps(books)
    frame = (
        counted.with_columns(quantity_at(every, counted, "Date").alias("Book"))
        .join(unit_costs(books), on="Material", how="left", maintain_order="left")
        .join(books.abc_class, on="Material", how="left", maintain_order="left")
        .with_columns(pl.col("Class").fill_null("C"), pl.col("Unit Cost").fill_null(0))
    )
    tolerance = pl.col("Class").replace_strict(books.tolerances, return_dtype=pl.Float64)
    frame = frame.with_columns((pl.coalesce("Recounted", "Counted") - pl.col("Book")).alias("Difference"))
    value = times_unit_cost(frame["Difference"].to_numpy(), frame["Unit Cost"].to_numpy(), books.places)
    frame = frame.with_columns(
        verdict(pl.col("Difference"), pl.col("Book"), tolerance, pl.col("Recounted")).alias("Verdict"),
        pl.Series("Value", value),
    )
    return frame.with_columns((pl.col("Verdict") != RECOUNT).alias("Posted"))


def _write(workbook: Workbook, books: Books, posting: Posting, moment: dt.datetime, user: str) -> str:
    """Append to Counts and Movements; what the Change Log adds of it, so that the audit knows the movements again."""
    unit = float(10**QUANTITY_PLACES)
    # A place by which the material is not valued would keep the count from resetting its balance.
    keys = books.solution.keys.join(books.solution.materials.select("material", "Material"), on="material").group_by(
        "Material"
    ).agg(pl.col("_location").is_not_null().any().alias("_by_location"), pl.col("_lot").is_not_null().any()
          .alias("_by_lot"))
    lines = looked_up(posting.posted, "Material", keys).with_columns(
        pl.when(pl.col("_by_location").fill_null(False)).then(pl.col("Location")).alias("Location"),
        pl.when(pl.col("_by_lot").fill_null(False)).then(pl.col("Lot")).alias("Lot"),
    )
    if lines.is_empty():
        return ""
    workbook.append_rows(
        "Counts",
        lines.select(
            "Count", "Date", "Material", "Location", "Lot", (pl.col("Book") / unit).alias("Book Quantity"),
            pl.col("Counted") / unit, pl.col("Recounted") / unit, "Counter", pl.col("Remark").alias("Cause"),
        ),
    )
    differing = lines.filter(pl.col("Difference") != 0)
    if differing.is_empty():
        return ""
    workbook.append_rows(
        "Movements",
        differing.select(
            pl.col("Tag").alias("Movement"), pl.col("Booked").alias("Date"), pl.lit(moment).alias("Entered At"),
            pl.lit(user).alias("Entered By"), "Type", "Material", (pl.col("Difference") / unit).alias("Quantity"),
            "Location", "Lot", pl.col("Count").alias("Document"), _reason().alias("Reason"),
        ),
    )
    written = differing.select(
        pl.col("Tag").alias("Movement"), "Type", pl.col("Booked").alias("Date"), "Material",
        pl.col("Difference").alias("Quantity"), "Location", "Lot", pl.col("Count").alias("Document"),
    )
    return f"; {SEAL}{seal(written)}"


def _reason() -> pl.Expr:
    """What the movement says of itself; one that is booked on another day than the count's names that day."""
    plain = pl.coalesce("Remark", pl.lit("Count difference"))
    dated = pl.format("{} (counted {})", plain, pl.col("Date").dt.to_string("%Y-%m-%d"))
    return pl.when(pl.col("Booked") != pl.col("Date")).then(dated).otherwise(plain)


def _keep_the_rest(workbook: Workbook, cells: TableCells, posting: Posting, books: Books) -> None:
    """Posted lines leave the count sheet; held ones say that they are asked for again."""
    posted = set(posting.posted["_row"])
    left = [row for row in range(cells.frame.height) if row not in posted]
    frame = cells.frame[left].filter(pl.col("Tag").is_not_null())
    headers = count_sheet.SHEET.tables[0].headers
    kinds = {"Date": pl.Date, "Counted": pl.Float64, "Recounted": pl.Float64}
    frame = frame.select([pl.col(name).cast(kinds.get(name, pl.String), strict=False) for name in headers])
    held = posting.held["Tag"].implode()
    frame = frame.with_columns(pl.when(pl.col("Tag").is_in(held)).then(pl.lit("count it once more")).alias("Asked"))
    lines = SheetLines(frame, books.policy)
    write_report(workbook, count_sheet.SHEET, lines, home.header_line(books))
