"""``python -m wipbook.addin.setup --out FOLDER [--sign CERT]``: build the installer for Windows, on Linux."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from wipbook.addin.setup.build import build
from wipbook.addin.setup.signing import Signer
from wipbook.errors import WipbookError


def main(words: list[str] | None = None) -> int:
    """Build; 0, or 2 with one line that says why not."""
    asked = argparse.ArgumentParser(prog="python -m wipbook.addin.setup", description=(
        "Build wipbook-VERSION-setup.exe and wipbook-VERSION.msi. Needs makensis, wixl and, to sign, osslsigncode."
    ))
    asked.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the two files go")
    asked.add_argument("--sign", type=Path, metavar="CERT", help="certificate and key: .p12, .pfx, or .pem with both")
    asked.add_argument("--password-file", type=Path, metavar="FILE", help="a file with the password of CERT")
    asked.add_argument("--timestamp", default="", metavar="URL", help="time stamp authority, for signatures that last")
    asked.add_argument("--downloads", type=Path, metavar="FOLDER", help="where fetched packages are kept")
    given = asked.parse_args(words)
    began = time.monotonic()
    try:
        signer = Signer(given.sign, given.password_file, given.timestamp) if given.sign else None
        built = build(given.out, signer, lambda line: print(line, flush=True), given.downloads)
    except WipbookError as error:
        print(error, file=sys.stderr)
        return int(error.exit_code)
    for file in (built.setup, built.msi):
        print(f"Built {file}, {file.stat().st_size / 1e6:.1f} MB")
    print(f"{built.unpacked / 1e6:.0f} MB installed; {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
