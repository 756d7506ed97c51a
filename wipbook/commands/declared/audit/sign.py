"""``wipbook sign``: who stands behind the figures as they are."""

from __future__ import annotations

from wipbook.commands.command import ROWS_LEFT_OUT, Answer, Argument, Call, Command, Field, Form, Press
from wipbook.commands.wording import NOT_SAVED, checks_differ, rows_left_out
from wipbook.port.tab import Button, Group


def run(call: Call) -> Answer:
    from wipbook.commands.audit.sign import sign

    given = call.given
    signed = sign(call.workbook, given["name"], given["role"], given["note"], call.progress)
    return Answer(
        [f"{signed.name} signed the figures {signed.figures} of {signed.period} (checks: {signed.checks})"],
        [f"{signed.name} signed the figures {signed.figures} of {signed.period}. Checks: {signed.checks}.", NOT_SAVED],
        {"saved": None, **vars(signed)},
        [*checks_differ(signed.checks_differing), *rows_left_out(signed.rows_left_out)],
        saves=True,
    )


COMMAND = Command(
    name="sign", order=80, shows="Sign-Off",
    about="Sign the figures as they stand; when they change the sign-off turns amber.", run=run,
    home=70, refuses="the reports are not those of the inputs", finds=("a check differs", ROWS_LEFT_OUT),
    arguments=(
        Argument("name", "Who signs.", words=("--as",), metavar="NAME"),
        Argument("role", "In which role: preparer, reviewer …", default="", words=("--role",)),
        Argument("note", "A remark kept with the sign-off.", default="", words=("--note",)),
    ),
    presses=(
        Press(
            "sign",
            Button(
                Group.AUDIT, 50, "Sign", "SignatureLineInsert", "Sign the figures",
                "Stores who stood behind which figures. The sign-off turns amber when they change.",
            ),
            asks=Form("Sign the figures as they stand. When they change, the sign-off turns amber.", (
                Field("name", "Who signs"),
                Field("role", "In which role", "", ("preparer", "reviewer", "approver")),
                Field("note", "A remark, kept with it"),
            )),
        ),
    ),
)
