"""What this engine says of members of xlwings that it does not offer."""

from __future__ import annotations

from typing import NoReturn

from wipbook.hosts.base.unsupported import refusing_the_rest
from wipbook.hosts.libreoffice.faults import NotOnThisHost


def refuse(member: str, remedy: str = "") -> NoReturn:
    """Raise NotOnThisHost for ``member`` (such as ``Range.autofit``)."""
    raise NotOnThisHost(
        where=member, found="a workbook open in LibreOffice", expected="a member that the engine libreoffice offers",
        remedy=remedy or "do it in LibreOffice itself, or in Excel",
    )


refuse_the_rest = refusing_the_rest(refuse)
