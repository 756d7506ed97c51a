"""The menu and the toolbar, with the words of Excel's ribbon."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator

from wipbook.addin.libreoffice.faults import ExtensionNotBuilt
from wipbook.ooxml.markup import escape

_RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}button"


def labels(ribbon: bytes) -> dict[str, str]:
    """The label of every button of the ribbon by its id, in its order."""
    return {one.get("id", ""): one.get("label", "") for one in ElementTree.fromstring(ribbon).iter(_RIBBON)}


def button_id(command: str) -> str:
    """The id a command has in the ribbon.

    >>> button_id("compare_methods")
    'wipCompareMethods'
    """
    return "wip" + "".join(word.capitalize() for word in command.split("_"))


def entries(commands: Iterable[str], ribbon: bytes) -> str:
    """The entries of the menu and of the toolbar, in the order of the ribbon.

    Errors: ``ExtensionNotBuilt`` when a command has no button there, so that nobody has to find out by looking.
    """
    return "\n".join(_entries(list(commands), labels(ribbon)))


def _entries(commands: list[str], words: dict[str, str]) -> Iterator[str]:
    missing = [command for command in commands if button_id(command) not in words]
    if missing:
        raise ExtensionNotBuilt(where="ribbon.xml", found=f"no button {button_id(missing[0])}",
                                expected="one for every command", remedy="add the button to the ribbon")
    order = list(words)
    for number, command in enumerate(sorted(commands, key=lambda one: order.index(button_id(one))), 1):
        yield f"""
        <node oor:name="b{number:02}" oor:op="replace">
          <prop oor:name="URL"><value>wipbook:{command}</value></prop>
          <prop oor:name="Title"><value xml:lang="en-US">{escape(words[button_id(command)])}</value></prop>
          <prop oor:name="Target"><value>_self</value></prop>
          <prop oor:name="Context"><value>com.sun.star.sheet.SpreadsheetDocument</value></prop>
        </node>"""
