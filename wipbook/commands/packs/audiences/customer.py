"""For one customer: how far the orders are, when they are expected, what changed, what is asked. No cost."""

from __future__ import annotations

import polars as pl

from wipbook.books.jobs.finished import change_orders
from wipbook.commands.packs.audience import Audience
from wipbook.commands.packs.customer_updates import updates_of
from wipbook.commands.packs.document import Column, Section, Table
from wipbook.commands.packs.sources import Sources
from wipbook.commands.packs.texts.text import Text
from wipbook.forecast.performance.standing import FINISHED
from wipbook.forecast.shop.due_dates import LATE, OVERDUE, waits_for
from wipbook.sheets.layout import Look
from wipbook.values.cell_numbers import cell_numbers
from wipbook.values.fixed import QUANTITY_PLACES


def _sections(sources: Sources, text: Text) -> tuple[Section, ...]:
    jobs = jobs_of(sources)
    return (
        Section(text("orders"), text("progress_note"), (
            _progress(jobs, text), _dates(jobs, sources, text), _changes(sources, text),
        )),
        Section(text("questions"), text("questions_note"), (_questions(jobs, sources, text),)),
    )


def jobs_of(sources: Sources) -> pl.DataFrame:
    """Where the customer's jobs stand."""
    return sources.standing.filter(pl.col("Customer") == sources.customer)


def _progress(jobs: pl.DataFrame, text: Text) -> Table:
    counted = pl.col("Steps").str.split_exact(" of ", 1)
    done, count = counted.struct.field("field_0"), counted.struct.field("field_1")
    said = [(key.removeprefix("state_"), words) for key, words in text.words.items() if key.startswith("state_")]
    frame = jobs.with_columns(
        cell_numbers(pl.col("Quantity"), QUANTITY_PLACES), cell_numbers(pl.col("Made"), QUANTITY_PLACES),
        pl.when(count.is_not_null()).then(pl.format(text("steps_of", done="{}", all="{}"), done, count))
        .otherwise(pl.lit("")).alias("Steps"),
        pl.col("State").replace(dict(said)),
    )
    return Table(text("progress"), _columns(text, (
        ("Job", "job", Look.CODE, 14), ("Description", "description", Look.TEXT, 32),
        ("Quantity", "quantity", Look.QUANTITY, 12), ("Made", "made", Look.QUANTITY, 12),
        ("Done", "done", Look.SHARE, 11), ("Operation", "step", Look.TEXT, 30), ("Steps", "steps", Look.TEXT, 13),
        ("State", "state", Look.TEXT, 16),
    )), frame.select("Job", "Description", "Quantity", "Made", "Done", "Operation", "Steps", "State"),
        empty=text("no_jobs"))


def _dates(jobs: pl.DataFrame, sources: Sources, text: Text) -> Table:
    said = {key.removeprefix("waits_"): words for key, words in text.words.items() if key.startswith("waits_")}
    told = updates_of(sources.workbook).select("Job", "Told", "Told On")
    frame = jobs.join(told, on="Job", how="left", maintain_order="left").with_columns(
        (pl.col("Projected") - pl.col("Told")).dt.total_days().cast(pl.Float64).alias("Moved"),
        waits_for(pl.col("Waits For")).replace(said).alias("Waits For"),
    )
    return Table(text("dates"), _columns(text, (
        ("Job", "job", Look.CODE, 14), ("Description", "description", Look.TEXT, 32), ("Due", "due", Look.DATE, 13),
        ("Promised", "promised", Look.DATE, 13), ("Projected", "projected", Look.DATE, 13),
        ("Told", "told", Look.DATE, 15), ("Told On", "told_on", Look.DATE, 13), ("Moved", "moved", Look.COUNT, 13),
        ("Waits For", "waits", Look.TEXT, 26),
    )), frame.select("Job", "Description", "Due", "Promised", "Projected", "Told", "Told On", "Moved", "Waits For"),
        empty=text("no_jobs"))


def _orders(sources: Sources) -> pl.DataFrame:
    """Change orders of all jobs of the customer, the newest first."""
    books = sources.books
    mine = books.ledger.table("Jobs").filter(pl.col("Customer") == sources.customer).select("Job")
    return change_orders(books).join(mine, on="Job", how="semi").sort("Date", "Document", descending=[True, False])


def _changes(sources: Sources, text: Text) -> Table:
    frame = _orders(sources).with_columns(
        cell_numbers(pl.col("Amount"), sources.books.places).alias("Amount"), pl.col("Days Effect").cast(pl.Float64),
        pl.when(~pl.col("decided")).then(pl.lit(text("awaits_approval")))
        .otherwise(pl.col("Approved").dt.to_string(text.day)).alias("Approved"),
    )
    return Table(text("changes"), _columns(text, (
        ("Document", "document", Look.CODE, 14), ("Date", "date", Look.DATE, 13), ("Job", "job", Look.CODE, 14),
        ("Amount", "price_change", Look.MONEY, 18), ("Days Effect", "days", Look.COUNT, 10),
        ("Approved", "change_approved", Look.TEXT, 28),
    )), frame.select("Document", "Date", "Job", "Amount", "Days Effect", "Approved"), empty=text("no_changes"))


def _questions(jobs: pl.DataFrame, sources: Sources, text: Text) -> Table:
    asked = questions_of(jobs, sources, text)
    return Table("", _columns(text, (
        ("Job", "job", Look.CODE, 14), ("Question", "question", Look.TEXT, 70), ("Note", "note", Look.TEXT, 50),
    )), asked, empty=text("no_questions"))


def questions_of(jobs: pl.DataFrame, sources: Sources, text: Text) -> pl.DataFrame:
    """Job, Question, Note: what people typed on Customer Updates, changes not approved, orders without a due date."""
    schema = {"Job": pl.String, "Question": pl.String, "Note": pl.String}
    typed = updates_of(sources.workbook).join(jobs.select("Job"), on="Job", how="semi").select(schema.keys()).filter(
        (pl.col("Question").fill_null("") != "") | (pl.col("Note").fill_null("") != "")
    )
    waiting = [
        (job, text("ask_approval", document=document), None)
        for document, job in _orders(sources).filter(~pl.col("decided")).select("Document", "Job").iter_rows()
    ]
    undated = [
        (job, text("ask_due"), None)
        for job in jobs.filter(pl.col("Due").is_null() & (pl.col("State") != FINISHED))["Job"]
    ]
    return pl.concat([typed, pl.DataFrame([*waiting, *undated], schema=schema, orient="row")])


def _columns(text: Text, told: tuple[tuple[str, str, Look, float], ...]) -> tuple[Column, ...]:
    return tuple(Column(name, text(key), look, width) for name, key, look, width in told)


def _facts(sources: Sources, text: Text) -> tuple[tuple[str, str], ...]:
    jobs = jobs_of(sources)
    late = jobs.filter(pl.col("State").is_in([OVERDUE, LATE])).height
    return (
        (text("orders"), f"{jobs.height:,}"), (text("late_orders"), f"{late:,}"),
        (text("questions"), f"{questions_of(jobs, sources, text).height:,}"),
    )


AUDIENCE = Audience(
    "customer", 50, "one customer (customer:C-200): progress, dates, changes, open questions; no cost",
    False, _sections, _facts,
)
