"""A workbook printed to PDF by LibreOffice, as its page set-up says."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from wipbook.errors import WipbookError
from wipbook.hosts.libreoffice.environment import office_environment
from wipbook.hosts.libreoffice.process import prepare_profile, soffice

SECONDS = 600


class NotPrinted(WipbookError):
    """LibreOffice made no PDF of a workbook."""


def print_pdf(workbook: Path, pdf: Path) -> Path:
    """Print the visible sheets of ``workbook`` to ``pdf``.

    A profile of its own is used, so that an open LibreOffice is not in the way, and one that fetches nothing: what the
    workbook links to (pictures, other workbooks, web pages) is printed as far as it is in the file.
    Errors: ``NoOffice``, ``NotPrinted``.
    """
    with tempfile.TemporaryDirectory(prefix="wipbook-print-") as name:
        folder = Path(name)
        profile = prepare_profile(folder / "profile", alone=True)
        command = [soffice(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf",
                   "--outdir", str(folder), str(workbook)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS, env=office_environment())
            made = folder / f"{workbook.stem}.pdf"
            pdf.write_bytes(made.read_bytes())
        except (subprocess.SubprocessError, FileNotFoundError) as error:
            raise NotPrinted(
                where=str(workbook), found=f"no PDF ({type(error).__name__})", expected="a PDF made by LibreOffice",
                remedy="open the workbook in LibreOffice or Excel and print it there",
            ) from error
    return pdf
