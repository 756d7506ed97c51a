"""The parts of a workbook file: read on demand, changed in memory, related to one another."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from wipbook.ooxml.faults import DamagedWorkbook, NotAWorkbook
from wipbook.ooxml.guard.directory import check_target
from wipbook.ooxml.guard.limits import LARGEST_HELD
from wipbook.ooxml.guard.sheet import Extent, check_sheet
from wipbook.ooxml.guard.verdicts import Verdict, remembered
from wipbook.ooxml.guard.well_formed import check_well_formed
from wipbook.ooxml.markup import attributes, check_markup, elements, escape, set_attribute, splice, the_element
from wipbook.ooxml.package.archive import Archive, Member
from wipbook.ooxml.package.archive_writer import ArchiveWriter

CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EMPTY_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)

Content = bytes | Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Relationship:
    """One arrow from a part to another; ``target`` is a full part name, or the address when external."""

    id: str
    type: str
    target: str
    external: bool


class Package:
    """The parts of one workbook file. Nothing is written before ``write_to``."""

    def __init__(self, path: Path, handle: int | None = None) -> None:
        self.archive = Archive(path, handle)
        self._changed: dict[str, Content] = {}
        self._removed: set[str] = set()
        self._spelling = {name.lower(): name for name in self.archive.members}
        self._relationships: dict[str, list[Relationship]] = {}  # by the part that says them
        if CONTENT_TYPES.lower() not in self._spelling:
            open_document = "mimetype" in self._spelling and "content.xml" in self._spelling
            self.archive.close()
            raise NotAWorkbook(
                where=path.name,
                found="an OpenDocument file (.ods)" if open_document else "a zip file that is no Office document",
                expected="an .xlsx or .xlsm workbook",
                remedy="open it in LibreOffice or Excel and save it as .xlsx" if open_document
                else "choose another file",
            )

    @property
    def changed(self) -> bool:
        return bool(self._changed or self._removed)

    def close(self) -> None:
        self.archive.close()

    def names(self) -> list[str]:
        """Every part, changed and new ones included."""
        kept = [name for name in self.archive.members if name not in self._removed]
        return kept + [name for name in self._changed if name not in self.archive.members]

    def has(self, name: str) -> bool:
        return self._spelled(name) in self._changed or (
            self._spelled(name) in self.archive.members and self._spelled(name) not in self._removed
        )

    def copied(self) -> list[Member]:
        """The members of the file that a save copies as they are."""
        return [
            member for name, member in self.archive.members.items()
            if name not in self._changed and name not in self._removed
        ]

    def changes(self) -> list[str]:
        """The parts that are new, changed or gone."""
        return [*self._changed, *self._removed]

    def is_changed(self, name: str) -> bool:
        return self._spelled(name) in self._changed

    def read(self, name: str) -> bytes:
        """The content of a part as it stands now."""
        name = self._spelled(name)
        if name in self._changed:
            content = self._changed[name]
            return content if isinstance(content, bytes) else b"".join(content())
        self._refuse_missing(name)
        return self.archive.read(name)

    def read_xml(self, name: str, *, largest: int = LARGEST_HELD) -> bytes:
        """The content of an XML part, refused when it is not sound or cannot be edited in place."""
        where, data = f"{self.archive.path.name}, part {name}", self.read(name)
        if self.is_changed(name):  # ours
            return check_markup(data, where)

        def look() -> bool:
            check_well_formed(check_markup(data, where), where, largest=largest)
            return True

        self.looked_at(name, "part", look)
        return data

    def sheet_extent(self, name: str, where: str) -> Extent | None:
        """How far a worksheet part reaches, looked at before anybody reads it; None for one changed here, whose
        content is ours."""
        name = self._spelled(name)
        if name in self._changed:
            return None
        self._refuse_missing(name)
        return self.looked_at(name, "sheet", lambda: check_sheet(lambda: self.archive.stream(name), where))

    def looked_at(self, name: str, what: str, look: Callable[[], Verdict]) -> Verdict:
        """What ``look`` says of a part, asked once for each content; one changed here is looked at every time."""
        name = self._spelled(name)
        if self.is_changed(name):
            return look()
        self._refuse_missing(name)
        return remembered((what, *self.archive.key(name)), look)

    def packed_size(self, name: str) -> int:
        """How many bytes a part takes in the file; 0 for one that is not in it."""
        member = self.archive.members.get(self._spelled(name))
        return member.packed if member else 0

    def size(self, name: str) -> int:
        """How many bytes a part of the file has when it is inflated; 0 for one that is not in it."""
        member = self.archive.members.get(self._spelled(name))
        return member.size if member else 0

    def stream(self, name: str) -> Iterator[bytes]:
        """The content in pieces, not held as a whole when unchanged."""
        name = self._spelled(name)
        content = self._changed.get(name)
        if content is None:
            self._refuse_missing(name)
            yield from self.archive.stream(name)
        elif isinstance(content, bytes):
            yield content
        else:
            yield from content()

    def write(self, name: str, content: Content, content_type: str = "") -> None:
        """Replace or add a part; ``content_type`` is needed for a new one unless its extension has a default."""
        name = self._spelled(name)
        self._changed[name] = content
        self._removed.discard(name)
        self._spelling.setdefault(name.lower(), name)
        self._relationships.pop(name.lower(), None)
        if content_type and self.content_type(name) != content_type:
            types = self.read_xml(CONTENT_TYPES)
            at = types.rindex(b"</")
            tag = f'<Override PartName="/{escape(name)}" ContentType="{content_type}"/>'.encode()
            self._changed[self._spelled(CONTENT_TYPES)] = types[:at] + tag + types[at:]

    def remove(self, name: str, owner: str = "") -> None:
        """Take a part out, with its content type and with ``owner``'s relationship to it."""
        name = self._spelled(name)
        self._changed.pop(name, None)
        self._relationships.pop(name.lower(), None)
        if name in self.archive.members:
            self._removed.add(name)
        types = self.read_xml(CONTENT_TYPES)
        for found in elements(types, b"Override"):
            if attributes(types[found.start : found.tag_end]).get("PartName", "").lower() == f"/{name}".lower():
                self.write(CONTENT_TYPES, splice(types, [(found.start, found.end, b"")]))
                break
        if owner:
            part = relationships_part(owner)
            data = self.read_xml(part)
            ids = {one.id for one in self.relationships(owner) if one.target.lower() == name.lower()}
            cuts = [
                (found.start, found.end, b"")
                for found in elements(data, b"Relationship")
                if attributes(data[found.start : found.tag_end]).get("Id") in ids
            ]
            self.write(part, splice(data, cuts))

    def content_type(self, name: str) -> str:
        """The declared content type of a part, or of its extension."""
        parts, extensions = _content_types(self.read_xml(CONTENT_TYPES))
        own = parts.get(f"/{name}".lower())
        if own is not None:
            return own
        return next((kind for ending, kind in extensions if name.lower().endswith(ending)), "")

    def set_content_type(self, name: str, content_type: str) -> None:
        """Declare another content type for a part that has one of its own."""
        types = self.read_xml(CONTENT_TYPES)
        for found in elements(types, b"Override"):
            tag = types[found.start : found.tag_end]
            if attributes(tag).get("PartName", "").lower() == f"/{name}".lower():
                new = set_attribute(tag, "ContentType", content_type)
                self.write(CONTENT_TYPES, splice(types, [(found.start, found.tag_end, new)]))
                return

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Give an extension a default content type unless it has one."""
        if not self.content_type(f"any.{extension}"):
            types = self.read_xml(CONTENT_TYPES)
            root = the_element(types, b"Types", CONTENT_TYPES)
            tag = f'<Default Extension="{escape(extension)}" ContentType="{content_type}"/>'.encode()
            self.write(CONTENT_TYPES, types[: root.tag_end] + tag + types[root.tag_end :])

    def relationships(self, part: str = "") -> list[Relationship]:
        """Where a part points; the package itself for ``""``."""
        name = relationships_part(part).lower()
        if name not in self._relationships:
            self._relationships[name] = list(self._read_relationships(part))
        return self._relationships[name]

    def related(self, part: str, kind: str) -> str | None:
        """The first part that ``part`` points to with a relationship type ending in ``/kind``."""
        for one in self.relationships(part):
            if one.type.rsplit("/", 1)[-1] == kind and not one.external:
                return one.target
        return None

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship to another part of the package; returns its id."""
        name = relationships_part(part)
        data = self.read_xml(name) if self.has(name) else _EMPTY_RELATIONSHIPS
        used = {one.id for one in self.relationships(part)}
        number = len(used) + 1
        while f"rId{number}" in used:
            number += 1
        inside = posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
        tag = f'<Relationship Id="rId{number}" Type="{OFFICE}{kind}" Target="{escape(inside)}"/>'.encode()
        root = the_element(data, b"Relationships", name)
        if root.tag_end == root.end:  # <Relationships .../>
            opened = data[root.start : root.tag_end - 2].rstrip() + b">" + tag + b"</Relationships>"
            data = data[: root.start] + opened + data[root.end :]
        else:
            data = data[: root.content_end] + tag + data[root.content_end :]
        self.write(name, data)
        return f"rId{number}"

    def write_to(self, file: BinaryIO, only: set[str] | None = None) -> None:
        """Write the package: changed parts anew, all others as raw bytes, in the order they had."""
        writer = ArchiveWriter(file)
        run: list[Member] = []
        for name, member in self.archive.members.items():
            if name in self._changed or name in self._removed or (only is not None and name not in only):
                if run:
                    writer.copy(self.archive, run)
                    run = []
                if name in self._changed and (only is None or name in only):
                    self._add(writer, name)
            else:
                run.append(member)
        if run:
            writer.copy(self.archive, run)
        for name in self._changed:
            if name not in self.archive.members and (only is None or name in only):
                self._add(writer, name)
        writer.finish()

    def copy_part(self, writer: ArchiveWriter, name: str, new_name: str) -> None:
        """Add a part as it stands now to another package, under another name."""
        name = self._spelled(name)
        if name in self._changed:
            content = self._changed[name]
            writer.add(new_name, content if isinstance(content, bytes) else content())
        else:
            self._refuse_missing(name)
            writer.add_packed(new_name, self.archive, self.archive.members[name])

    def _refuse_missing(self, name: str) -> None:
        if name in self._removed or name not in self.archive.members:
            raise DamagedWorkbook(
                where=f"{self.archive.path.name}, part {name}",
                found="no such part",
                expected="a part that another one refers to",
                remedy="open and save the workbook with Excel",
            )

    def _add(self, writer: ArchiveWriter, name: str) -> None:
        content = self._changed[name]
        writer.add(name, content if isinstance(content, bytes) else content())

    def _spelled(self, name: str) -> str:
        return self._spelling.get(name.lower(), name)

    def _read_relationships(self, part: str) -> Iterator[Relationship]:
        name = relationships_part(part)
        if not self.has(name):
            return
        data = self.read_xml(name)
        for found in elements(data, b"Relationship"):
            one = attributes(data[found.start : found.tag_end])
            external, target = one.get("TargetMode") == "External", one.get("Target", "")
            if not external:
                base = posixpath.dirname(part)
                target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
                if not one.get("Type", "").endswith("/hyperlink"):
                    check_target(target, part, self.archive.path.name)
                target = self._spelled(target)
            yield Relationship(one.get("Id", ""), one.get("Type", ""), target, external)


@lru_cache(maxsize=4)
def _content_types(types: bytes) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """What the part of the content types declares, of parts and of extensions, both in small letters."""
    parts: dict[str, str] = {}
    for found in elements(types, b"Override"):
        declared = attributes(types[found.start : found.tag_end])
        parts.setdefault(declared.get("PartName", "").lower(), declared.get("ContentType", ""))
    others = (attributes(types[found.start : found.tag_end]) for found in elements(types, b"Default"))
    extensions = tuple(
        (f".{one['Extension'].lower()}", one.get("ContentType", "")) for one in others if one.get("Extension")
    )
    return parts, extensions


@lru_cache(maxsize=4096)
def relationships_part(part: str) -> str:
    """Name of the part that holds another part's relationships.

    >>> relationships_part("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def retarget(data: bytes, targets: dict[str, str]) -> bytes:
    """A relationships part with the targets of some ids replaced."""
    edits = []
    for found in elements(data, b"Relationship"):
        tag = data[found.start : found.tag_end]
        one = attributes(tag).get("Id", "")
        if one in targets:
            edits.append((found.start, found.tag_end, set_attribute(tag, "Target", targets[one])))
    return splice(data, edits)
