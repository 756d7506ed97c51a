"""``wipbook view``: whose tabs are shown."""

from __future__ import annotations

from wipbook.commands.command import Answer, Argument, Call, Command, Field, Form, Press
from wipbook.commands.wording import NOT_SAVED
from wipbook.port.tab import Button, Group
from wipbook.values.user_role import ALL_ROLES, UserRole

ROLES = (*(role.value for role in UserRole), ALL_ROLES)


def run(call: Call) -> Answer:
    from wipbook.commands.workbench.front.chosen_view import choose_view

    role, tabs = choose_view(call.workbook, call.given["role"])
    said = f"View {role}: {len(tabs)} tabs"
    return Answer(
        [f"{said}: {', '.join(tabs)}"],
        [f"{said}.", "Every other sheet is hidden: Go To shows it, or Unhide.", NOT_SAVED],
        {"saved": None, "role": role, "tabs": tabs},
        saves=True,
    )


COMMAND = Command(
    name="view", order=14, run=run,
    about=f"Choose whose tabs are shown, at most twelve: {', '.join(ROLES)}.",
    arguments=(
        Argument("role", f"One of {', '.join(ROLES)}; default: Role of Settings.", default="", words=("--role",)),
    ),
    presses=(
        Press(
            "view",
            Button(
                Group.VIEW, 10, "View", "ViewCustomViews", "Choose whose tabs are shown",
                "Controller, Shop, Purchasing or Auditor: at most twelve tabs; All shows every sheet with something in "
                "it.",
            ),
            asks=Form("Whose tabs are shown. None is deleted.", (Field("role", "Role", ROLES[0], ROLES),)),
        ),
    ),
)
