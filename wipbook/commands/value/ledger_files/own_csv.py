"""The columns of the sheet Journals, as values between commas."""

from __future__ import annotations

from wipbook.commands.value.ledger_files.ledger_file import Journal, LedgerFormat, as_text, csv_text, debit_and_credit

HEADER = ("Export", "Entry", "Date", "Line", "Role", "Account", "Account Name", "Cost Center", "Debit", "Credit", "Job",
          "Material", "Text")


def _write(journal: Journal) -> list[str]:
    rows = [
        (
            str(journal.number), as_text(row["Entry"]), row["Date"].isoformat(), row["Line"], row["Role"],
            as_text(row["Account"]), as_text(journal.names.get(row["Account"], row["Account"])),
            as_text(row["Cost Center"] or ""), *debit_and_credit(journal, row["Amount"]), as_text(row["Job"] or ""),
            as_text(row["Material"] or ""), as_text(row["Text"] or ""),
        )
        for row in journal.lines.iter_rows(named=True)
    ]
    return [csv_text(HEADER, rows)]


FORMAT = LedgerFormat("csv", "the columns of the sheet Journals", ".csv", _write)
