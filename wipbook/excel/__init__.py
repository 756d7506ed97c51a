"""The way from a ribbon button to a command: ``press`` is what every button of the add-in calls."""

from wipbook.excel.press import press

__all__ = ["press"]
