"""A LibreOffice of our own: its own profile, its own pipe, gone without a trace when it is stopped."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from wipbook.hosts.libreoffice.bridge import uno
from wipbook.hosts.libreoffice.environment import office_environment
from wipbook.hosts.libreoffice.faults import NoOffice, OfficeDidNotStart

SECONDS_TO_START = 120
SECONDS_TO_STOP = 20
# Every workbook is calculated when it is opened; no tip of the day, no news, no question about damaged documents.
_SETTINGS = {
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode"): "0",
    ("Office.Common/Misc", "FirstRun"): "false",
    ("Office.Common/Misc", "ShowTipOfTheDay"): "false",
    ("Setup/Product", "ooSetupLastVersion"): "99.9",
    ("Office.Common/Misc", "CrashReport"): "false",
    ("Office.Recovery/AutoSave", "Enabled"): "false",
}
# What a workbook links to is not fetched: pictures, sheets of others, data sources, web services, macros.
_ALONE = {
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    ("Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("Office.Calc/Content/Update", "Link"): "2",
    # What asks for an address all the same is sent to a port of this machine where nobody listens.
    ("Inet/Settings", "ooInetProxyType"): "2",
    **{
        ("Inet/Settings", f"ooInet{kind}Proxy{part}"): value
        for kind in ("HTTP", "HTTPS", "FTP") for part, value in (("Name", "127.0.0.1"), ("Port", "9"))
    },
}


class Office:
    """``context`` is the component context of the running office, the root of everything in it."""

    def __init__(
        self, profile: Path | None = None, *, headless: bool = True, environment: Mapping[str, str] | None = None
    ) -> None:
        """Start it. ``profile`` is kept when it is given, else a new one is made and thrown away.

        Errors: ``NoOffice``, ``OfficeDidNotStart``.
        """
        self._own = None if profile else tempfile.mkdtemp(prefix="wipbook-office-")
        self.profile = prepare_profile(profile or Path(self._own or ""))
        atexit.register(self.stop)  # for a program that ends without having stopped it
        self._pipe = f"wipbook{uuid.uuid4().hex}"
        # Without its start window: while that draws its logo the main thread waits for the threads that read the sheets
        # of a workbook, and these wait for the main thread.
        options = ["--headless"] if headless else ["--nologo", "--nodefault"]
        try:
            self._process = subprocess.Popen(
                [soffice(), f"-env:UserInstallation={self.profile.as_uri()}", *options, "--norestore",
                 f"--accept=pipe,name={self._pipe};urp;"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=office_environment(environment), start_new_session=True,
            )
            self.context = self._connect()
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def create(self, service: str) -> Any:
        """A service of the office by its name without ``com.sun.star``."""
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{service}", self.context)

    def stop(self) -> None:
        """Ask it to leave, then make it; its profile goes with it when it was made here."""
        atexit.unregister(self.stop)
        process = getattr(self, "_process", None)
        if process is not None and process.poll() is None:
            if hasattr(self, "context"):
                # the bridge breaks while the office answers: it always raises
                with contextlib.suppress(Exception):
                    self.create("frame.Desktop").terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_TO_STOP if hasattr(self, "context") else 0)
            _end(process)
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)

    def _connect(self) -> Any:
        local = uno().getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                return resolver.resolve(f"uno:pipe,name={self._pipe};urp;StarOffice.ComponentContext")
            except Exception as error:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise OfficeDidNotStart(
                        where="LibreOffice", found="no answer" if self._process.poll() is None else "it ended at once",
                        expected=f"an answer within {SECONDS_TO_START} seconds",
                        remedy="start soffice by hand once and see what it says",
                    ) from error
                time.sleep(0.1)


def soffice() -> str:
    """The command that starts LibreOffice. Errors: ``NoOffice``."""
    places: Sequence[str | None] = (
        os.environ.get("WIPBOOK_SOFFICE"), shutil.which("soffice"), shutil.which("libreoffice"),
        "/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:/Program Files/LibreOffice/program/soffice.exe",
    )
    for place in places:
        if place and Path(place).exists():
            return place
    raise NoOffice(where="LibreOffice", found="no command soffice", expected="LibreOffice 25.2 or newer",
                   remedy="install it, or name the command in WIPBOOK_SOFFICE")


def prepare_profile(folder: Path, *, alone: bool = False) -> Path:
    """A profile with our settings; what is set in an existing one stays. With ``alone`` the office fetches nothing that
    a workbook links to and runs nothing that is in one."""
    file = folder / "user" / "registrymodifications.xcu"
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>\n" for (path, name), value in {**_SETTINGS, **(_ALONE if alone else {})}.items()
    )
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
            'xmlns:xs="http://www.w3.org/2001/XMLSchema">\n' + items + "</oor:items>\n", "utf-8"
        )
    elif "OOXMLRecalcMode" not in (text := file.read_text("utf-8")):
        file.write_text(text.replace("</oor:items>", items + "</oor:items>"), "utf-8")
    return folder


def _end(process: subprocess.Popen[bytes]) -> None:
    """The command is a script that starts the office proper: both are one group, and nothing else is."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
