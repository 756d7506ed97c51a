"""The columns of the sheet Journals, as values between commas."""

from __future__ import annotations

from wipbook.commands.value.ledger_files.ledger_file import Journal, LedgerFormat, csv_text, debit_and_credit

HEADER = ("Export", "Entry", "Date", "Line", "Role", "Account", "Account Name", "Cost Center", "Debit", "Credit", "Job",
          "Material", "Text")


def _write(journal: Journal) -> list[str]:
    rows = [
        (
            str(journal.number), row["Entry"], row["Date"].isoformat(), row["Line"], row["Role"], row["Account"],
            journal.names.get(row["Account"], row["Account"]), row["Cost Center"] or "",
            *debit_and_credit(journal, row["Amount"]), row["Job"] or "", row["Material"] or "", row["Text"] or "",
        )
        for row in journal.lines.iter_rows(named=True)
    ]
    return [csv_text(HEADER, rows)]


FORMAT = LedgerFormat("csv", "the columns of the sheet Journals", ".csv", _write)
