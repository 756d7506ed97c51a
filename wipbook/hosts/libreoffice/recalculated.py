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
# Nothing is fetched and nobody is asked: links are never followed, and what would go to the network finds no way.
_ALONE = {
    ("Office.Calc/Content/Update", "Link"): "1",
    ("Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("Inet/Settings", "ooInetProxyType"): "2",
    ("Inet/Settings", "ooInetHTTPProxyName"): "127.0.0.1",
    ("Inet/Settings", "ooInetHTTPProxyPort"): "9",
    ("Inet/Settings", "ooInetHTTPSProxyName"): "127.0.0.1",
    ("Inet/Settings", "ooInetHTTPSProxyPort"): "9",
}


class NotCalculated(WipbookError):
    """LibreOffice did not calculate a copy of a workbook."""


def recalculated(workbooks: Sequence[Path], folder: Path) -> list[Path]:
    """Copies in ``folder``, which is another than theirs, in the order of ``workbooks``, whose names differ.

    A LibreOffice of its own does it, with a profile of its own and without a window, and is gone afterwards: an open
    one is not in the way. Errors: ``NoOffice``, ``NotCalculated``.
    """
    with tempfile.TemporaryDirectory(prefix="wipbook-calculate-") as name:
        profile = prepare_profile(Path(name) / "profile")
        _leave_alone(profile / "user" / "registrymodifications.xcu")
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


def _leave_alone(settings: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>\n" for (path, name), value in _ALONE.items()
    )
    settings.write_text(settings.read_text("utf-8").replace("</oor:items>", f"{items}</oor:items>"), "utf-8")
