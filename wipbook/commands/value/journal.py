"""``wipbook journal``: the journals of the period, on their sheet and as a file that a general ledger imports."""

from __future__ import annotations

import datetime as dt
import getpass
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from wipbook.books.books import Books
from wipbook.books.journals.differences import differences
from wipbook.books.journals.lines import journal_lines
from wipbook.books.journals.month_end import month_end_lines
from wipbook.commands.value.export_files import hash_of, names_of, write_files
from wipbook.commands.value.exported import ALL, DIFFERENCES, ENTRIES, MONTH_END, SCHEMA, Exported, exported
from wipbook.commands.value.ledger_files import ledger_formats
from wipbook.commands.value.ledger_files.ledger_file import Journal
from wipbook.commands.value.trial_balance import write_trial_balance
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import write_report
from wipbook.commands.workbench.front.tabs import arrange
from wipbook.commands.workbench.opening import Progress, nobody_watches, open_books
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.port.workbook import Workbook
from wipbook.sheets.front import home
from wipbook.sheets.value import journals as sheet

NONE = "none"


class UnknownFormat(WipbookError):
    """A journal file of a kind that nobody knows."""


class ExportGoesBack(RefusedToProtectData):
    """The ledger was given more than the workbook shows as of its day."""


class ExportsForgotten(RefusedToProtectData):
    """The Change Log tells of an export whose rows are gone: the ledger would be given the same again."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for: the format (``none``: only the sheet), the folder (None: that of Settings), whether all is
    exported anew, whether only work in process at month ends, what the tax rate that does not tax is called, and the
    first day when that is before the period and before every export (None: it is not)."""

    form: str = NONE
    out: Path | None = None
    anew: bool = False
    month_end: bool = False
    tax_rate: str = "Tax Exempt"
    since: dt.date | None = None


@dataclass(frozen=True)
class Written:
    """What came of it: ``entries`` and ``debit`` (smallest currency unit) of the journal of the period; of the export
    its number (0: there was nothing new), its files and how many entries and lines they hold; roles that are used and
    have no account."""

    entries: int
    debit: int
    places: int
    currency: str
    number: int
    files: tuple[Path, ...]
    exported_entries: int
    exported_lines: int
    without_account: tuple[str, ...]
    rows_left_out: int
    last: int


def journal(
    workbook: Workbook, wanted: Wanted, progress: Progress = nobody_watches, now: dt.datetime | None = None,
    user: str | None = None,
) -> Written:
    """Fill the sheet Journals and write what of it the ledger was not given yet; the caller saves.

    An export covers the days from the first one that was ever exported, or asked for, or from the period's first, to As
    Of: months that were left before their journal was out as well. What the ledger has of it is taken off.
    Its rows on the sheet Exports are what the next one is compared with. Errors: ``UnknownFormat``; ``ExportGoesBack``;
    ``ExportsForgotten``; ``ExportFileExists``.
    """
    if wanted.form != NONE and wanted.form not in ledger_formats():
        raise UnknownFormat(
            where="--format", found=repr(wanted.form), expected=", ".join([NONE, *ledger_formats()]),
            remedy="choose one of these",
        )
    results = open_books(workbook, progress)
    progress(f"writing {sheet.SHEET.name}")
    write_report(workbook, sheet.SHEET, results, home.header_line(results))
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    before = exported(workbook, results.policy.currency_places)
    last = max(before.number, _last_told_of(workbook))
    lines, export = pl.DataFrame(), 0
    files: tuple[Path, ...] = ()
    if wanted.form != NONE:
        if last > before.number and not wanted.anew:
            raise ExportsForgotten(
                where=f"{workbook.name}, Exports", found=f"no rows of export {last}",
                expected="those of every export that the Change Log tells of",
                remedy="restore the workbook that has them; or, for a ledger that has nothing of it, --all",
            )
        lines = _not_given_yet(results, before, wanted)
        if lines.height:
            export = last + 1
            files = _export(workbook, results, before, wanted, lines, export, moment, user or getpass.getuser())
    write_trial_balance(workbook, results)
    what = f"export {export} ({wanted.form}): {', '.join(file.name for file in files)}" if export else "journals"
    change_log.append(workbook, "journal", what, now=now, user=user)
    shown = results.journals
    used = pl.concat([shown["Role"], lines["Role"]]) if lines.height else shown["Role"]
    nameless = results.accounts.filter(~pl.col("Named") & pl.col("Role").is_in(used.implode()))
    return Written(
        shown["Entry"].n_unique(), int(shown["Amount"].clip(0).sum()), results.policy.currency_places,
        results.policy.currency, export, files, lines["Entry"].n_unique() if lines.height else 0,
        lines.height, tuple(nameless["Role"]), results.ledger.rows_left_out, last,
    )


def _last_told_of(workbook: Workbook) -> int:
    """The number of the last export that the Change Log tells of."""
    told = workbook.read_table("ChangeLog").frame
    if not {"Command", "What Changed"} <= set(told.columns):
        return 0
    text = told.select(pl.col("Command", "What Changed").cast(pl.String))
    mine = text.filter(pl.col("Command") == "journal")["What Changed"]
    return int(mine.str.extract(r"^export (\d+) ").cast(pl.Int64).max() or 0)  # type: ignore[arg-type]


def _not_given_yet(results: Books, before: Exported, wanted: Wanted) -> pl.DataFrame:
    kind, policy = _kind(wanted), results.policy
    start, days = min(policy.period_start, wanted.since or policy.period_start), before.days(kind)
    if days:
        start = min(start, days[0])
        if policy.as_of < days[1] and not wanted.anew:
            raise ExportGoesBack(
                where="Settings, As Of", found=f"{policy.as_of}",
                expected=f"{days[1]} or later: the ledger was given all to that day",
                remedy=f"set As Of to {days[1]}; or, for a ledger that has nothing of it, --all",
            )
    if wanted.month_end:
        now = month_end_lines(results.solution.job_entries, results.posted, results.accounts, start, policy.as_of)
    else:
        now = journal_lines(results.posted, results.accounts, start, policy.as_of)
    return now if wanted.anew else differences(now, before.lines(kind))


def _kind(wanted: Wanted) -> str:
    return MONTH_END if wanted.month_end else ENTRIES


def _export(
    workbook: Workbook, results: Books, before: Exported, wanted: Wanted, lines: pl.DataFrame, number: int,
    moment: dt.datetime, user: str,
) -> tuple[Path, ...]:
    form, kind, policy = ledger_formats()[wanted.form], _kind(wanted), results.policy
    opened = frozenset() if wanted.anew else before.opened(kind, form.name)
    names = dict(results.accounts.select("Account", "Name").iter_rows())
    texts = form.write(Journal(
        number, policy.company, policy.currency, policy.currency_places, lines, names, wanted.tax_rate, opened
    ))
    stem = workbook.path.stem if workbook.path else Path(workbook.name).stem
    called = names_of(stem, number, form.name, form.ending, len(texts))
    files = write_files(_folder(workbook, results, wanted), dict(zip(called, texts, strict=True)))
    days = before.days(kind)
    first = min(day for day in (policy.period_start, days[0] if days else None, wanted.since) if day is not None)
    rows = lines.select(
        pl.lit(float(number)).alias("Export"), pl.lit(moment).alias("When"), pl.lit(user).alias("User"),
        pl.lit(form.name).alias("Format"), pl.lit(kind).alias("Kind"),
        pl.lit(ALL if wanted.anew else DIFFERENCES).alias("Scope"), pl.lit(first).alias("From"),
        pl.lit(policy.as_of).alias("Through"), pl.lit(_named_files(called)).alias("File"),
        pl.lit(hash_of("".join(texts))).alias("Hash"), "Entry", "Date", "Line", "Role", "Account", "Job",
        (pl.col("Amount") / 10**policy.currency_places).alias("Amount"),
    ).select([pl.col(name).cast(kind_) for name, kind_ in SCHEMA.items()])
    workbook.append_rows("Exports", rows)
    arrange(workbook, policy.role, {"Exports": True})
    return tuple(files)


def _named_files(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _folder(workbook: Workbook, results: Books, wanted: Wanted) -> Path:
    if wanted.out is not None:
        return wanted.out
    beside = workbook.path.parent if workbook.path else Path.cwd()
    return beside / results.policy.export_folder if results.policy.export_folder else beside
