"""What a workbook fetches from elsewhere when a spreadsheet program opens it: pictures, other workbooks, queries."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from wipbook.ooxml.markup import attributes, elements
from wipbook.ooxml.package.package import Package

_KINDS = {
    "image": "a picture", "externalLinkPath": "another workbook", "externalLinkLongPath": "another workbook",
    "oleObject": "an object of another program", "attachedTemplate": "a template", "video": "a film",
    "audio": "a sound",
}
_FOLLOWED_BY_HAND = ("hyperlink",)
"""What nobody fetches before somebody clicks on it."""


@dataclass(frozen=True)
class Outside:
    """``what`` it is, the ``part`` it is in, and its ``address``."""

    what: str
    part: str
    address: str

    @property
    def words(self) -> str:
        """In words.

        >>> Outside("a picture", "xl/drawings/drawing1.xml", "http://example.com/a.png").words
        'a picture at http://example.com/a.png (xl/drawings/drawing1.xml)'
        """
        return f"{self.what} at {self.address} ({self.part})"


def outside(package: Package) -> list[Outside]:
    """All of it, part by part. Errors: those of reading parts."""
    found = []
    for name in package.names():
        if name.endswith(".rels"):
            folder, _, stem = name.rpartition("_rels/")
            part = posixpath.join(folder, stem.removesuffix(".rels"))
            found += [
                Outside(_KINDS.get(kind, f"a link of the kind {kind}"), part, one.target)
                for one in package.relationships(part)
                if one.external and (kind := one.type.rsplit("/", 1)[-1]) not in _FOLLOWED_BY_HAND
            ]
    queries = next((name for name in package.names() if name.lower() == "xl/connections.xml"), None)
    if queries is not None:
        data = package.read(queries)
        for found_at in elements(data, b"connection"):
            one = attributes(data[found_at.start : found_at.tag_end])
            found.append(Outside("a query", queries, one.get("name", "") or one.get("sourceFile", "")))
    return found
