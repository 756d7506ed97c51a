"""The buttons of the tab WIP, as commands and sheets declare them."""

from __future__ import annotations

from wipbook.addin.ribbon import TabButton, tab
from wipbook.commands.declared import presses


def tab_buttons() -> tuple[TabButton, ...]:
    """Every button in its order."""
    from wipbook.sheets import output_sheets

    sheets = [(sheet.name, sheet.button) for sheet in output_sheets() if sheet.button is not None]
    return tab([(key, press.button) for key, (_, press) in presses().items()], sheets)


def labels() -> dict[str, str]:
    """The labels of the buttons that run commands, by their keys, in their order."""
    return {key: press.button.label for key, (_, press) in presses().items()}
