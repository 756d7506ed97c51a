"""Workbooks on OneDrive and SharePoint: Excel calls them by an address; their file lies in a folder that is synced."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote


def is_online(full_name: str) -> bool:
    """Whether Excel calls the workbook by an address.

    >>> is_online("https://d.docs.live.net/1f/Books/plant.xlsx"), is_online("C:/Books/plant.xlsx")
    (True, False)
    """
    return "://" in full_name


def local_file(address: str) -> Path | None:
    """The synced file of a workbook on OneDrive or SharePoint, as xlwings finds it; None where it lies only online."""
    from xlwings import XlwingsError
    from xlwings.utils import fullname_url_to_local_path

    for spelled in dict.fromkeys((address, unquote(address))):
        try:
            return Path(fullname_url_to_local_path(spelled))
        except (XlwingsError, OSError):
            continue
    return None
