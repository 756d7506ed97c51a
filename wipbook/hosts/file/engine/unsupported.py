"""What the file engine says of members of xlwings that it does not offer."""

from __future__ import annotations

from typing import NoReturn

from wipbook.hosts.base.unsupported import refusing_the_rest
from wipbook.ooxml.faults import NotOnFileHost


def refuse(member: str, remedy: str = "") -> NoReturn:
    """Raise NotOnFileHost for ``member`` (such as ``Range.autofit``)."""
    raise NotOnFileHost(
        where=member,
        found="a workbook file without Excel",
        expected="a member that works without Excel",
        remedy=remedy or "do it in Excel, or prepare it in the template; the file host keeps it as it is",
    )


refuse_the_rest = refusing_the_rest(refuse)
