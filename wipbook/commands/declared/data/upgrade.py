"""``wipbook upgrade``: a workbook of an older release gets by name what it lacks."""

from __future__ import annotations

from wipbook.commands.command import Answer, Argument, Call, Command


def run(call: Call) -> Answer:
    """The workbook was brought up to date when it was opened, as for every command: this one says what that came to."""
    upgrade, dry = call.upgrade, call.given["dry_run"]
    if upgrade is None:
        return _home(call)
    would = "Would bring" if dry else "Brought"
    return Answer(
        [f"{would} {call.workbook.name} {upgrade.said}", *(f"  {one}" for one in upgrade.additions)],
        facts={
            "saved": None, "before": upgrade.before, "after": upgrade.after, "additions": list(upgrade.additions),
        },
        saves=not dry,
    )


def _home(call: Call) -> Answer:
    """What a workbook that is up to date may still lack: a Home that could not be replaced then."""
    from wipbook.commands.workbench import change_log
    from wipbook.commands.workbench.front.first_screen import has_screen
    from wipbook.commands.workbench.front.renewed import renew_home

    said = list(renew_home(call.workbook))
    renewed = bool(said) and has_screen(call.workbook)
    if renewed:
        change_log.append(call.workbook, "upgrade", "; ".join(said), takes_in=False)
    return Answer(
        [*said, *([] if renewed else [f"{call.workbook.name} is up to date."])],
        facts={"saved": None if renewed else "", "additions": said},
        saves=renewed and not call.given["dry_run"],
    )


COMMAND = Command(
    name="upgrade", order=115, run=run, refuses="a report has lost a table; something stands where a column must go",
    about="Bring a workbook of an older release up to date by name; the file before it stays among the backups.",
    arguments=(
        Argument("dry_run", "Say what would be added; write nothing.", bool, False, ("--dry-run",)),
    ),
)
