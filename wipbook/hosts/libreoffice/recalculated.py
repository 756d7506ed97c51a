"""A workbook calculated by LibreOffice: a copy of the file, every formula computed anew."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from wipbook.errors import WipbookError
from wipbook.hosts.libreoffice.environment import office_environment
from wipbook.hosts.libreoffice.process import prepare_profile, soffice

SECONDS = 1800


class NotCalculated(WipbookError):
    """LibreOffice did not calculate a copy of a workbook."""


def recalculated(workbooks: Sequence[Path], folder: Path) -> list[Path]:
    """Copies in ``folder``, which is another than theirs, in the order of ``workbooks``, whose names differ.

    A LibreOffice of its own does it, with a profile of its own and without a window, and is gone afterwards: an open
    one is not in the way. Errors: ``NoOffice``, ``NotCalculated``.
    """
    with tempfile.TemporaryDirectory(prefix="wipbook-calculate-") as name:
        profile = prepare_profile(Path(name) / "profile", alone=True)
        command = [
            soffice(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to",
            "xlsx", "--outdir", str(folder), *map(str, workbooks),
        ]
        failed = ""
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS, env=office_environment())
        except subprocess.SubprocessError as error:
            failed = f" ({type(error).__name__})"
    made = [folder / f"{workbook.stem}.xlsx" for workbook in workbooks]
    for workbook, copy in zip(workbooks, made, strict=True):
        if failed or not copy.exists():
            raise NotCalculated(
                where=workbook.name, found=f"no calculated copy{failed}",
                expected="a copy that LibreOffice has calculated",
                remedy="open the workbook in LibreOffice or Excel, let it calculate, and save it there",
            )
    return made
