"""``wipbook pack``: what leaves the workbook for somebody else."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Cause, Command, Field, Form, Press
from wipbook.commands.given import date_given
from wipbook.commands.wording import NOT_SAVED, first_lines, rows_left_out
from wipbook.port.tab import Button, Group

NOT_AS_ASKED = "a pack is not as it was asked for: no PDF, or no words in a language"


def run(call: Call) -> Answer:
    from wipbook.commands.packs.pack import Wanted, pack

    given = call.given
    made = pack(call.workbook, Wanted(
        given["whose"], given["forms"], given["out"], given["language"], given["comment"],
        date_given(given["period"], "--period"),
    ), call.progress)
    told = [f"{made.packs:,} packs, {len(made.files):,} files" if made.packs else "No pack is due."]
    files = [f"  {path}" for path in made.files]
    open_ = [f"Preliminary, the period is not closed: {made.preliminary:,}"] if made.preliminary else []
    return Answer(
        [*told, *open_, *files, *made.notes],
        [*told, *open_, *first_lines(files, "the sheet Pack Register"), *made.notes, "Nothing was sent.", NOT_SAVED],
        {"saved": None, **vars(made), "files": [str(path) for path in made.files]},
        [*([Cause("; ".join(made.notes))] if made.notes else []), *rows_left_out(made.rows_left_out)],
        saves=True,
        then=": see the sheet Pack Register",
    )


COMMAND = Command(
    name="pack", order=108, run=run, home=98, finds=(NOT_AS_ASKED, ROWS_LEFT_OUT),
    about="Make a pack for somebody: month end, plant, bank, auditor, or the status of one customer's jobs.",
    arguments=(
        Argument("whose", "cfo, plant, bank, auditor, customer:CODE; due: what the sheet Stakeholders wants by now.",
                 words=("--for",), metavar="WHOM"),
        Argument("forms", "xlsx, pdf, html, eml (the draft of a mail), or several: xlsx,pdf.", default="xlsx",
                 words=("--format",), metavar="FORMATS"),
        Argument("out", "Folder for the files.  [default: Export Folder of Settings]", Path | None, None, ("--out",)),
        Argument("period", "Of a closed period: its last day (2026-03-31).  [default: the period of Settings]",
                 default="", words=("--period",), metavar="DATE"),
        Argument("language", "en, de, fr or es.  [default: that of the reader]", default="", words=("--language",)),
        Argument("comment", "What is said of it, on its first page.", default="", words=("--comment",)),
    ),
    presses=(
        Press(
            "pack",
            Button(
                Group.CLOSE, 50, "Packs", "FileSendAsAttachment", "Packs for others",
                "Month end, plant, bank, auditor, or the status of a customer's jobs without any cost: as a workbook "
                "of values, a PDF, a page, or the draft of a mail. Nothing is sent.",
            ),
            asks=Form("A pack for a reader. A customer's is customer:CODE; due: all that Stakeholders wants by now.", (
                Field("whose", "For whom", "cfo", ("cfo", "plant", "bank", "auditor", "customer:", "due")),
                Field("forms", "As what (xlsx,pdf: several)", "xlsx", ("xlsx", "pdf", "html", "eml")),
                Field("comment", "Remark on its first page"),
            )),
        ),
    ),
)
