"""``wipbook-VERSION-setup.exe`` and ``wipbook-VERSION.msi``, from the locked packages and this checkout."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import wipbook
from wipbook.addin.setup import msi
from wipbook.addin.setup.faults import InstallerNotBuilt, InstallerTooLarge
from wipbook.addin.setup.fetch import downloads, fetch, sha256
from wipbook.addin.setup.own import EPOCH, own_wheel, sources
from wipbook.addin.setup.script import file_lines
from wipbook.addin.setup.signing import Signer, sign
from wipbook.addin.setup.stage import size, stage
from wipbook.addin.setup.tools import present, run

MOST = 95_000_000
"""Bytes of the setup program."""
SCRIPT = Path(__file__).with_name("setup.nsi")


@dataclass(frozen=True)
class Built:
    setup: Path
    msi: Path
    unpacked: int
    """Bytes that are installed."""


def build(
    out: Path, signer: Signer | None = None, say: Callable[[str], None] = print, kept: Path | None = None
) -> Built:
    """Both files in ``out``; they take their names when they are whole and within their size, and not before.

    ``kept`` is the folder of the downloads. Errors: ``ToolMissing``, ``NoSources``, ``NotAsLocked``, ``ToolFailed``,
    ``InstallerTooLarge``, ``BadSignature``; ``InstallerNotBuilt`` when the disk is full.
    """
    present(["makensis", "wixl", *(["osslsigncode"] if signer else [])])
    root = sources()
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".wipbook-setup-") as name:
            work = Path(name)
            say("Fetching what is locked")
            python, wheels = fetch(kept or downloads())
            tree = work / "tree"
            files = stage(python, wheels, own_wheel(work), root / "docs", tree)
            say(f"Packing {len(files)} files of {size(tree) / 1e6:.0f} MB")
            made = pack(work, tree, files, signer)
            small_enough(made)
            say("Making the .msi")
            again = pack_msi(work, made, signer)
            built = Built(out / made.name, out / again.name, size(tree))
            made.replace(built.setup)
            again.replace(built.msi)
            return built
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise InstallerNotBuilt(
            where=str(error.filename or out),
            found="no room left on the disk" if full else error.strerror or str(error),
            expected="a place for some 600 MB", remedy="make room, or name another folder with --out",
        ) from error


def pack(
    work: Path, tree: Path, files: list[str], signer: Signer | None = None, compressor: str = "lzma",
    version: str = wipbook.__version__,
) -> Path:
    """The setup program of ``tree`` in ``work``. Errors: ``ToolMissing``, ``ToolFailed``."""
    made = work / f"wipbook-{version}-setup.exe"
    (work / "files.nsh").write_text(file_lines(files, tree), "utf-8-sig", newline="\n")
    defined = {
        "VERSION": version, "OUT": str(made), "FILES": str(work / "files.nsh"),
        "SIZE": str(size(tree) // 1024), "COMPRESSOR": compressor,
    }
    if signer:
        words = " ".join(f'"{word}"' for word in signer.words())
        defined["SIGN"] = f'"{sys.executable}" -m wipbook.addin.setup.signing {words}'
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(EPOCH))
    run("makensis", "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in defined.items()),
        str(SCRIPT), cwd=sources())
    if signer:
        sign(made, signer)
    return made


def pack_msi(work: Path, setup: Path, signer: Signer | None = None, version: str = wipbook.__version__) -> Path:
    """The .msi around a setup program that lies in ``work``. Errors: ``ToolMissing``, ``ToolFailed``."""
    made = work / f"wipbook-{version}.msi"
    (work / "wipbook.wxs").write_text(msi.source(version, setup.name, sha256(setup)), "utf-8", newline="\n")
    run("wixl", "-a", "x64", "-o", made.name, "wipbook.wxs", cwd=work)  # it takes names in its own folder alone
    if signer:
        sign(made, signer)
    return made


def small_enough(made: Path) -> None:
    """Errors: ``InstallerTooLarge`` for a setup program beyond ``MOST``."""
    if made.stat().st_size > MOST:
        raise InstallerTooLarge(
            where=made.name, found=f"{made.stat().st_size:,} bytes", expected=f"at most {MOST:,}",
            remedy="look at what is new in packages.lock: python -m wipbook.addin.setup.lock",
        )
