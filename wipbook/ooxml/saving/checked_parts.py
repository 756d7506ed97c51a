"""No save carries damage along: what is copied from the old file is looked at first.

The disk, a memory stick or a mail can flip a bit. A part that is copied byte for byte would take it into every later
version and into all backups. Small parts are inflated and checked against their checksum at every save; worksheets and
shared strings, which are large, when their content is met for the first time: after that the SHA-256 of their bytes,
kept beside the backups and in this process, is enough.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from wipbook.errors import WipbookError
from wipbook.ooxml.faults import DamagedWorkbook, SuspiciousContent
from wipbook.ooxml.formulas.reads.sheet_reads import SheetReads
from wipbook.ooxml.guard.remembered import Remembered
from wipbook.ooxml.package.archive import MORE_THAN_DECLARED, Archive, Member
from wipbook.ooxml.package.package import Package
from wipbook.ooxml.saving.backups import BACKUP_FOLDER, backups

_PIECE = 1 << 20
_READS = "reads"
"""Where the list says what formulas read; everything else in it is a SHA-256."""
_met: Remembered[frozenset[str] | None] = Remembered(500_000)
"""What this process knows of large parts by their SHA-256, as a list beside the backups says it; so many formulas."""


class CheckedParts:
    """What is known of the large parts of the workbook at ``path``, by the SHA-256 of their bytes: that they are sound,
    and of a worksheet which formulas it has (None: nobody has looked), so that it need not be inflated for that. Beside
    them ``reads``, what the formulas of each sheet read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._listed: dict[str, list[str] | None] = {}
        self._hashes: dict[str, str] = {}
        self._reads: object = None
        with suppress(OSError, ValueError, RecursionError):
            listed = json.loads(_list_of(path).read_text("utf-8"))
            self._reads = listed.pop(_READS, None) if isinstance(listed, dict) else None
            self._listed = {
                known: texts for known, texts in listed.items()
                if texts is None or (isinstance(texts, list) and all(isinstance(text, str) for text in texts))
            } if isinstance(listed, dict) else {}

    def reads(self) -> SheetReads:
        """What the formulas of each sheet read, as far as it is known."""
        return SheetReads(self._reads)

    def formulas_of(self, package: Package) -> dict[str, frozenset[str]]:
        """The formulas of worksheets that are still what they were in the file, by part, as far as they are known."""
        large = [member for member in package.copied() if _is_large(member)]
        self._hashes = _hashes(package.archive, large)
        found: dict[str, frozenset[str]] = {}
        for name, known in self._hashes.items():
            listed = self._listed.get(known)
            texts = _met.known(known) if listed is None else frozenset(listed)
            if texts is not None:
                found[name] = texts
        return found

    def refuse_damage(self, package: Package) -> None:
        """Check every part that a save would copy as it is; after ``formulas_of``. Errors: DamagedWorkbook with the
        backup that has the part whole; SuspiciousContent."""
        for member in package.copied():
            known = self._hashes.get(member.name, "")
            if known in self._listed or (known and _met.holds(known)):
                continue
            if known or not package.archive.is_sound(member):
                self._check(package.archive, member)

    def remember(
        self, path: Path, copied: Collection[str], formulas: Mapping[str, frozenset[str]], reads: SheetReads, *,
        listed: bool,
    ) -> None:
        """Keep what is known of the parts that were ``copied``, and what formulas read; a list of it beside the backups
        of ``path``, where the workbook is now, if it is to be ``listed``. Without it the next save takes longer, so
        that no fault of the disk matters here."""
        met = {
            known: sorted(formulas[name]) if name in formulas else None
            for name, known in self._hashes.items() if name in copied
        }
        for name, known in self._hashes.items():
            if name in copied and (name in formulas or not _met.holds(known)):
                _met.put(known, formulas.get(name), 1 + len(formulas.get(name, ())))
        if not listed:
            return
        kept, read = _list_of(path), reads.listing() or self._reads
        with suppress(OSError):
            if kept.parent.is_dir() and (path != self._path or met != self._listed or read != self._reads):
                kept.write_text(json.dumps({**met, _READS: read}, ensure_ascii=True), "utf-8")

    def with_cure(self, error: WipbookError, archive: Archive) -> WipbookError:
        """The same error about a part of ``archive``, with the backup that has it whole, where it may be damage."""
        member = archive.members.get(error.where.partition(", part ")[2])
        if member is None or not (isinstance(error, DamagedWorkbook) or error.found == MORE_THAN_DECLARED):
            return error
        return DamagedWorkbook(
            where=error.where, found=error.found, expected=error.expected, remedy=self._cure(member)
        )

    def _check(self, archive: Archive, member: Member) -> None:
        try:
            for _ in archive.stream(member.name):
                pass
        except (DamagedWorkbook, SuspiciousContent) as error:
            raise self.with_cure(error, archive) from error

    def _cure(self, member: Member) -> str:
        for number, backup in enumerate(backups(self._path), 1):
            if _has_whole(backup.path, member):
                return (
                    f"nothing was saved; {backup.name} has this part whole: "
                    f"wipbook restore {self._path.name} {number}, or let Excel open, repair and save the workbook"
                )
        return "nothing was saved and no backup has this part whole; open the workbook in Excel, let it repair the file"


def _is_large(member: Member) -> bool:
    return "/worksheets/sheet" in member.name or member.name.endswith("sharedStrings.xml")


def _has_whole(path: Path, member: Member) -> bool:
    """Whether the workbook at ``path`` has the same part and it is sound."""
    try:
        archive = Archive(path)
    except (OSError, WipbookError):
        return False
    try:
        other = archive.members.get(member.name)
        if other is None or (other.crc, other.size) != (member.crc, member.size):
            return False
        for _ in archive.stream(member.name):
            pass
        return True
    except (OSError, WipbookError):
        return False
    finally:
        archive.close()


def _hashes(archive: Archive, members: list[Member]) -> dict[str, str]:
    """By two hands, where it is enough to be worth a second one."""
    look = partial(_sha256, archive)
    if sum(member.end - member.offset for member in members) < 4 * _PIECE:
        return {member.name: look(member) for member in members}
    with ThreadPoolExecutor(2) as pool:
        return {member.name: known for member, known in zip(members, pool.map(look, members), strict=True)}


def _sha256(archive: Archive, member: Member) -> str:
    """Of all bytes of the part in the file, its header included, together with the checksum it should have."""
    digest = hashlib.sha256(member.crc.to_bytes(4, "little"))
    for at in range(member.offset, member.end, _PIECE):
        digest.update(archive.at(at, min(_PIECE, member.end - at)))
    return digest.hexdigest()


def _list_of(path: Path) -> Path:
    return path.parent / BACKUP_FOLDER / f".{path.name}.checked"
