"""``wipbook export``: the table of Analysis, all months of it, as a file for BI tools."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command
from wipbook.commands.wording import rows_left_out


def run(call: Call) -> Answer:
    from wipbook.commands.data.export import export

    given = call.given
    found = export(call.workbook, given["form"], given["out"], given["overwrite"], call.progress)
    some = f"{found.rows:,} rows of {found.months:,} months"
    said = some if found.rows else "No row, only the header: nothing happened"
    return Answer(
        [said, f"Written: {found.file}"], [said, str(found.file)],
        {"file": str(found.file), "format": found.form, "rows": found.rows, "months": found.months,
         "rows_left_out": found.left_out},
        rows_left_out(found.left_out),
    )


COMMAND = Command(
    name="export", order=158, run=run, reads_only=True, finds=(ROWS_LEFT_OUT,),
    about="Write what happened, by month, product, customer, job and work center, for BI tools.",
    refuses="a file that wipbook export did not write has the name",
    arguments=(
        Argument("form", "parquet or csv.  [default: by the ending of --out, else parquet]", default="",
                 words=("--format",), metavar="FORMAT"),
        Argument("out", "File or folder.  [default: Export Folder of Settings, else beside the workbook]", Path | None,
                 None, ("--out",)),
        Argument("overwrite", "Replace a file that wipbook export did not write.", bool, False, ("--overwrite",)),
    ),
)
