"""The tab WIP, written from the declarations of its buttons: the ribbon's XML, and the VBA procedures it calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wipbook.addin.faults import AddinNotBuilt
from wipbook.ooxml.markup import escape
from wipbook.port.tab import Button, Group

MODULE = "WipButtons"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    "<!-- Made from the declarations of commands and sheets: do not edit. -->\n"
    '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui">\n'
    "  <ribbon>\n    <tabs>\n"
    '      <tab id="wipTab" label="WIP" insertAfterMso="TabData" keytip="K">\n'
)
_FOOT = "      </tab>\n    </tabs>\n  </ribbon>\n</customUI>\n"

# Commands that ask in VBA what Python cannot, or that do not need Python; each stands in a module of its own.
_BY_HAND = {"import": "WipImport.ImportRows"}
OWN = (
    ("restart_python", "WipRibbon.RestartPython", Button(
        Group.HELP, 40, "Restart Python", "Refresh", "Restart the Python behind the functions",
        "For when wipbook was updated while Excel was open. Windows only: on a Mac nothing needs a restart.",
    )),
    ("function_help", "WipFunctionHelp.RegisterFunctionHelp", Button(
        Group.HELP, 50, "Function Help", "ReviewNewComment", "Register the function help",
        "Puts the functions into the category WIP and describes their arguments in Excel's function wizard, until "
        "Excel is closed.",
    )),
)
"""The add-in's own buttons: key, procedure, button."""


@dataclass(frozen=True)
class TabButton:
    """A button of the tab: ``key`` is the command it presses, or blank where it goes to ``sheet``."""

    button: Button
    key: str = ""
    sheet: str = ""
    procedure: str = ""

    @property
    def name(self) -> str:
        """What identifies it in the ribbon."""
        return camel(self.key) if self.key else camel(self.button.label.replace("-", " ").replace(" ", "_"))

    @property
    def action(self) -> str:
        """The procedure it calls."""
        if self.procedure:
            return self.procedure
        return _BY_HAND.get(self.key) or f"{MODULE}.{'Press' if self.key else 'Show'}{self.name}"


def camel(key: str) -> str:
    """``compare_methods`` as ``CompareMethods``.

    >>> camel("compare_methods")
    'CompareMethods'
    """
    return "".join(word[:1].upper() + word[1:] for word in key.split("_"))


def tab(commands: Sequence[tuple[str, Button]], sheets: Sequence[tuple[str, Button]]) -> tuple[TabButton, ...]:
    """All buttons of the tab in their order: of commands (key, button), of sheets (name, button), the add-in's own.

    Errors: ``AddinNotBuilt`` when two of them would be one, for Excel or for a reader.
    """
    found = [TabButton(button, key=key) for key, button in commands]
    found += [TabButton(button, sheet=name) for name, button in sheets]
    found += [TabButton(button, key=key, procedure=procedure) for key, procedure, button in OWN]
    order = list(Group)
    found.sort(key=lambda one: (order.index(one.button.group), one.button.order))
    for what, names in (
        ("the name", [one.name for one in found]),
        ("the picture", [one.button.icon for one in found]),
        ("the place", [f"{one.button.group}, {one.button.order}" for one in found]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise AddinNotBuilt(where="the tab", found=f"{what} {twice[0]} twice", expected="one for each button",
                                remedy="give one of the buttons another")
    return tuple(found)


def ribbon_xml(buttons: Sequence[TabButton]) -> str:
    """The customUI part."""
    parts = [_HEAD]
    for group in Group:
        mine = [one for one in buttons if one.button.group is group]
        if mine:
            parts.append(f'        <group id="wip{group.value}Group" label="{group.value}">\n')
            parts += [_element(one) for one in mine]
            parts.append("        </group>\n")
    return "".join((*parts, _FOOT))


def _element(one: TabButton) -> str:
    said = one.button
    size = ' size="large"' if said.large else ""
    return (
        f'          <button id="wip{one.name}" label="{escape(said.label)}"{size} imageMso="{said.icon}" '
        f'onAction="{one.action}"\n'
        f'                  screentip="{escape(said.screentip)}"\n'
        f'                  supertip="{escape(said.supertip)}"/>\n'
    )


def callbacks(buttons: Sequence[TabButton]) -> str:
    """The VBA module with a procedure for each button that has none written by hand."""
    parts = [
        f'Attribute VB_Name = "{MODULE}"\n'
        "' Made from the declarations of commands and sheets when the add-in was built: do not edit.\n"
        "Option Explicit\n"
    ]
    for one in buttons:
        module, _, procedure = one.action.partition(".")
        if module == MODULE:
            call = f'PressButton "{one.key}", ""' if one.key else f'ShowSheet "{one.sheet}"'
            parts.append(
                f"\nPublic Sub {procedure}(ByVal control As IRibbonControl)\n    {call}\nEnd Sub\n"
            )
    return "".join(parts)
