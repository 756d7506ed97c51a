"""``wipbook journal``: the journals of the period, for the general ledger."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Cause, Command, Field, Form, Press
from wipbook.commands.given import date_given
from wipbook.commands.wording import NOT_SAVED, rows_left_out
from wipbook.port.tab import Button, Group
from wipbook.values.fixed import money_text

NO_ACCOUNT = "a role has no account on the sheet Accounts"


def run(call: Call) -> Answer:
    from wipbook.commands.value.journal import NONE, Wanted, journal

    given = call.given
    form = given["form"].strip().lower() or NONE
    since = date_given(given["since"], "--from")
    wanted = Wanted(form, given["out"], given["anew"], given["month_end"], given["tax_rate"], since)
    written = journal(call.workbook, wanted, call.progress)
    debit = f"{money_text(written.debit, written.places)} {written.currency}"
    told = [f"{written.entries:,} entries, {debit} debited and credited"]
    if form != NONE and written.number:
        told.append(f"Export {written.number}: {written.exported_entries:,} entries, {written.exported_lines:,} lines")
        told += [f"  {path}" for path in written.files]
    elif form != NONE:
        told.append(
            f"Nothing was exported: the ledger has all of it since export {written.last} (--all exports it anew)"
            if written.last else "Nothing was exported: there is nothing to journal"
        )
    nameless = ", ".join(written.without_account)
    if nameless:
        told.append(f"No account on the sheet Accounts, so that the role stands for it: {nameless}")
    causes = [Cause(NO_ACCOUNT)] if nameless and form != NONE else []
    return Answer(
        told,
        [*told, NOT_SAVED, "Save it: it remembers what was exported." if written.number else ""],
        {"saved": None, **vars(written), "files": [str(path) for path in written.files]},
        [*causes, *rows_left_out(written.rows_left_out)],
        saves=True,
        then=": see the sheet Journals",
    )


COMMAND = Command(
    name="journal", order=85, shows="Journals", home=75, run=run, finds=(f"{NO_ACCOUNT} (--format)", ROWS_LEFT_OUT),
    about="Write the journals of the period, on their sheet and as a file that the general ledger imports.",
    refuses="a file of the next export is there already, or the ledger was given later days",
    arguments=(
        Argument("form", "none (only the sheet), csv, xero, quickbooks or beancount.", default="none",
                 words=("--format",), metavar="FORMAT"),
        Argument("out", "Folder for the files.  [default: Export Folder of Settings]", Path | None, None, ("--out",)),
        Argument("anew", "Export all, not only what the ledger was not given yet.", bool, False, ("--all",)),
        Argument("since", "Also the days from this one on (2026-01-01): months before the first export.", default="",
                 words=("--from",), metavar="DATE"),
        Argument("month_end", "Only work in process at month ends, taken back the next day.", bool, False,
                 ("--wip-at-month-end",)),
        Argument("tax_rate", "What Xero calls the rate that does not tax.", default="Tax Exempt",
                 words=("--tax-rate",), metavar="NAME"),
    ),
    presses=(
        Press(
            "journal",
            Button(
                Group.CLOSE, 40, "Journal", "AccountingFormat", "Journals for the general ledger",
                "Fills the sheet Journals, and writes a file for the ledger: only what it was not given yet.",
            ),
            asks=Form("Journals of the period. Without a ledger only their sheet is filled.", (
                Field("form", "For which ledger", "none", ("none", "csv", "xero", "quickbooks", "beancount")),
            )),
        ),
    ),
)
