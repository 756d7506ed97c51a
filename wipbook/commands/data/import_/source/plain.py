"""A text file as DuckDB reads it: the file itself where it is UTF-8 and no more, else a copy without the rest."""

from __future__ import annotations

import codecs
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import duckdb

from wipbook.commands.data.import_.errors import SourceUnreadable
from wipbook.commands.data.import_.source.encoding import Encoding, detected, lines_that_decide, marked, refuse_bytes
from wipbook.commands.data.import_.source.loaded import Told
from wipbook.commands.data.import_.sql import path_literal

_PIECE = 4 << 20
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_NO_ENCODINGS = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem")
"""Codecs that files are not written in, and those that mean another thing on another machine."""
_END = b"\x1a"
"""The end-of-file sign of old systems (Ctrl-Z)."""


@dataclass(frozen=True)
class Plain:
    """A file in UTF-8, without mark, ``sep=`` line and end-of-file sign. ``before`` is how many lines of the original
    are not in it, ``separator`` the one that it names; ``data`` are the bytes of the original where its encoding was
    detected, and ``lines`` those of its lines that decided."""

    path: Path
    encoding: Encoding
    before: int = 0
    separator: str = ""
    lines: tuple[tuple[int, str], ...] = ()
    data: bytes = b""

    def text(self) -> Iterator[str]:
        """The lines with their ends."""
        with _opened(self.path) as file:
            yield from codecs.getreader("utf-8")(file, "replace")

    @property
    def packed(self) -> bool:
        return self.path.suffix.lower() == ".gz"

    def told(self, alias: str, name: str) -> list[Told]:
        """What is to be said of the encoding: which lines it decides on, when it was detected."""
        if self.encoding.how != "detected":
            return []
        where = f"read as {self.encoding.name} (detected: there is no mark, and it is not UTF-8)"
        return [Told(alias, name, where), *(
            Told(alias, name, f"by {self.encoding.name}: {text}", number) for number, text in self.lines
        )]


def plain_text(connection: duckdb.DuckDBPyConnection, path: Path, encoding: str, folder: Path) -> Plain:
    """``path`` as DuckDB reads it; a copy is made in ``folder``. ``encoding`` is the mapping's, blank to find it out.

    Errors: ``SourceUnreadable`` with line and column of bytes that the encoding cannot read.
    """
    if path.suffix.lower() == ".zst":
        path = _unpacked(connection, path, folder)
    named, known = encoding, "given"
    try:
        if not named:
            with _opened(path) as file:
                head = file.read(_PIECE)
                named, known = marked(head), "mark"
                if not named and b"\0" not in head and _is_utf8(head, file):
                    if head[:4].lower() != b"sep=" and not _has_end_sign(path):
                        return Plain(path, Encoding("utf-8", "utf-8"))
                    named, known = "utf-8", "utf-8"
        with _opened(path) as file:
            data = file.read()
    except (EOFError, ValueError, gzip.BadGzipFile) as error:
        raise SourceUnreadable(
            where=path.name, found=str(error) or "a file that is cut off", expected="a whole file",
            remedy="export it again",
        ) from error
    found = Encoding(_codec(named, path), known) if named else detected(data)
    try:
        text = data.decode(found.name)
    except UnicodeDecodeError as error:
        raise refuse_bytes(path.name, found.name, data, error) from error
    text = text.removeprefix("\ufeff").rstrip("\x1a")
    first, end, rest = text.partition("\n")
    separator = _SEPARATOR.fullmatch(first.rstrip("\r")) if end else None
    copy = folder / f"{len(list(folder.iterdir()))} {path.name.removesuffix('.gz').removesuffix('.GZ')}"
    copy.write_bytes((rest if separator else text).encode("utf-8", "replace"))
    lines = tuple(lines_that_decide(text)) if found.how == "detected" else ()
    return Plain(
        copy, found, 1 if separator else 0, separator[1] if separator else "", lines,
        data if found.how == "detected" else b"",
    )


def _codec(name: str, path: Path) -> str:
    try:
        codec = codecs.lookup(name).name
        if codec in _NO_ENCODINGS:
            raise LookupError(name)
        "a".encode(codec)  # some codecs are for bytes: zlib
    except (LookupError, ValueError, TypeError) as error:
        raise SourceUnreadable(
            where=path.name, found=f"the encoding {name!r} in the mapping",
            expected="one of texts that Python knows, such as cp1252",
            remedy="correct it, or leave it out to have it detected",
        ) from error
    return "utf-8-sig" if codec == "utf-8" else codec


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def _is_utf8(head: bytes, file: BinaryIO) -> bool:
    decoder, piece = codecs.getincrementaldecoder("utf-8")(), head
    try:
        while piece:
            decoder.decode(piece)
            piece = file.read(_PIECE)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _has_end_sign(path: Path) -> bool:
    with _opened(path) as file:
        if path.suffix.lower() == ".gz":
            last = b""
            while piece := file.read(_PIECE):
                last = piece[-1:]
            return last == _END
        file.seek(max(path.stat().st_size - 1, 0))
        return file.read(1) == _END


def _unpacked(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> Path:
    """A file packed by zstd, unpacked line by line: its lines are a column of one field."""
    lines = connection.execute(
        f"SELECT line FROM read_csv({path_literal(path)}, auto_detect = false, header = false, delim = '\x01', "
        "quote = '', escape = '', columns = {'line': 'VARCHAR'}, compression = 'zstd')"
    ).fetchall()
    copy = folder / path.name.removesuffix(path.suffix)
    copy.write_text("".join(f"{line or ''}\n" for (line,) in lines), "utf-8", newline="")
    return copy
