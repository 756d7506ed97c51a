"""The menu and the toolbar, with the words of Excel's ribbon."""

from __future__ import annotations

from collections.abc import Mapping

from wipbook.ooxml.markup import escape


def entries(buttons: Mapping[str, str]) -> str:
    """The entries of the menu and of the toolbar: the label of each button by the key of its command, in their order.

    >>> print(entries({"refresh": "Refresh"}).count("wipbook:refresh"))
    1
    """
    return "\n".join(
        f"""
        <node oor:name="b{number:02}" oor:op="replace">
          <prop oor:name="URL"><value>wipbook:{key}</value></prop>
          <prop oor:name="Title"><value xml:lang="en-US">{escape(label)}</value></prop>
          <prop oor:name="Target"><value>_self</value></prop>
          <prop oor:name="Context"><value>com.sun.star.sheet.SpreadsheetDocument</value></prop>
        </node>"""
        for number, (key, label) in enumerate(buttons.items(), 1)
    )
