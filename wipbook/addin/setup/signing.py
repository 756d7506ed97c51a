"""Authenticode signatures by osslsigncode, for the installer, its uninstaller and the .msi."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from wipbook.addin.setup.faults import BadSignature
from wipbook.addin.setup.tools import run

_DIGEST = re.compile(
    r"Current (message digest|DigitalSignature)\s*: ([0-9A-F]{40,})\s*Calculated \1\s*: ([0-9A-F]{40,})"
)


@dataclass(frozen=True)
class Signer:
    """A certificate with its key: PKCS#12 (``.p12``, ``.pfx``), or PEM with both. The password stands in a file, so
    that no list of processes shows it. ``timestamp`` is the address of a time stamp authority: without one a signature
    ends with its certificate."""

    certificate: Path
    password_file: Path | None = None
    timestamp: str = ""

    def words(self) -> list[str]:
        """As osslsigncode wants them, and as ``main`` reads them."""
        pem = self.certificate.suffix.lower() == ".pem"
        one = str(self.certificate.resolve())
        words = ["-certs", one, "-key", one] if pem else ["-pkcs12", one]
        if self.password_file:
            words += ["-readpass", str(self.password_file.resolve())]
        return [*words, *(("-ts", self.timestamp) if self.timestamp else ())]


def sign(file: Path, signer: Signer) -> None:
    """Sign a file in its place. Errors: ``ToolMissing``, ``ToolFailed``, ``BadSignature``."""
    _sign(file, signer.words())


def check(file: Path) -> None:
    """Whether the signature is of these bytes; who signed is for the system that installs to judge.

    Errors: ``BadSignature``.
    """
    said = run("sh", "-c", 'osslsigncode verify -in "$1" || true', "sh", str(file))
    digests = _DIGEST.search(said)
    if digests is None or digests[2] != digests[3]:
        raise BadSignature(where=file.name, found="no signature of these bytes", expected="one",
                           remedy="look at what osslsigncode verify says")


def _sign(file: Path, words: list[str]) -> None:
    signed = file.with_name(file.name + ".signed")
    try:
        run("osslsigncode", "sign", *words, "-h", "sha256", "-n", "wipbook", "-in", str(file), "-out", str(signed),
            where=f"osslsigncode sign {file.name}")
        check(signed)
        signed.replace(file)
    finally:
        signed.unlink(missing_ok=True)


if __name__ == "__main__":  # makensis signs the uninstaller by this: the words of osslsigncode, and the file
    _sign(Path(sys.argv[-1]), sys.argv[1:-1])
