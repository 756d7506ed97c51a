"""``wipbook verify``: whether what was closed stands."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import Answer, Argument, Call, Cause, Command, Grid, Press
from wipbook.commands.wording import first_lines
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.close.verify import verify

    found = verify(call.workbook, call.given["copies"] or [], call.progress)
    faults, missing = list(found.faults), [f"{name}: no such copy" for name in found.missing]
    records = [
        (each.number, each.kind.value, str(each.start), str(each.end), each.by, each.hash[:16])
        for each in found.records
    ]
    verdict = (
        "No period was closed yet." if not found.records
        else f"{len(records)} records, {len(found.copies)} copies: all as it was written." if not faults
        else f"{len(faults)} faults in {len(records)} records."
    )
    table = [Grid("Records", ("Record", "Kind", "From", "To", "By", "Hash"), records)] if records else []
    return Answer(
        [*table, *(f"  {line}" for line in (*faults, *missing)), verdict],
        [verdict, *first_lines([*faults, *missing], "wipbook verify in the shell")],
        {
            "records": [{"number": each.number, "kind": each.kind.value, "start": each.start, "end": each.end,
                         "by": each.by, "hash": each.hash} for each in found.records],
            "faults": faults, "copies": [str(path) for path in found.copies], "missing": list(found.missing),
        },
        [*([Cause(f"{len(faults)} faults in what was closed")] if faults else []),
         *([Cause(f"{len(missing)} copies missing")] if missing else [])],
    )


COMMAND = Command(
    name="verify", order=108, run=run, reads_only=True,
    about="Prove that closed periods stand as they were closed: hashes, sheets, Change Log, copies.",
    finds=("something is not as it was closed", "a copy is missing"),
    arguments=(Argument("copies", "Copies of the workbook to hold it against.", list[Path], [], (), "[COPIES]..."),),
    presses=(
        Press("verify", Button(
            Group.CLOSE, 35, "Verify", "TraceDependents", "Prove that closed periods stand",
            "Follows the hashes of all records and looks into the copies that were kept; changes nothing.",
        )),
    ),
)
