"""``wipbook dump``: the tables of a workbook as text."""

from __future__ import annotations

from wipbook.commands.command import Answer, Call, Command


def run(call: Call) -> Answer:
    from wipbook.commands.data.dump import dump

    return Answer(dump(call.workbook), keeps="\t")


COMMAND = Command(
    name="dump", order=160, run=run, json=False, reads_only=True,
    about="Print the workbook's tables as text that version control can compare.",
)
