"""The commands, one file each, in a room for each group of the tab. Found by scanning these rooms."""

from __future__ import annotations

from functools import cache

from wipbook.commands.command import Command, Press
from wipbook.registry import declared


@cache
def commands() -> tuple[Command, ...]:
    """Every command in the order of the shell's help.

    >>> [command.name for command in commands()][:3]
    ['new', 'view', 'enter']
    """
    return tuple(sorted(declared(Command, "COMMAND", __name__, __path__), key=lambda command: command.order))


def presses() -> dict[str, tuple[Command, Press]]:
    """Every button that runs a command, by its key, in the order of the tab."""
    groups = [type(press.button.group) for command in commands() for press in command.presses][:1]
    order = [group for kind in groups for group in kind]
    found = [(command, press) for command in commands() for press in command.presses]
    found.sort(key=lambda pair: (order.index(pair[1].button.group), pair[1].button.order))
    return {press.key: (command, press) for command, press in found}


def on_home() -> tuple[str, ...]:
    """The commands whose last run Home shows, in its order."""
    shown = {command.log_name: command.home for command in reversed(commands()) if command.home}
    return tuple(sorted(shown, key=lambda name: shown[name]))
