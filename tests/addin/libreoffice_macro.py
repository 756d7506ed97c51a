"""Run macros of a workbook in LibreOffice and print what they left: /usr/bin/python3 THIS WORKBOOK PROFILE SOFFICE.

In a process of its own, because only the Python of the system has LibreOffice's bridge.
"""

import json
import pathlib
import subprocess
import sys
import time
import uuid

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def value(name: str, content: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def main(workbook: str, profile: str, soffice: str) -> None:
    user = pathlib.Path(profile) / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(PROFILE)
    pipe = f"wipbook{uuid.uuid4().hex}"
    office = subprocess.Popen(
        [soffice, f"-env:UserInstallation={pathlib.Path(profile).as_uri()}", "--headless", "--norestore",
         f"--accept=pipe,name={pipe};urp;"]
    )
    try:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(300):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:  # noqa: BLE001 - the office is still starting
                time.sleep(0.1)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL(
            pathlib.Path(workbook).as_uri(), "_blank", 0, (value("Hidden", True), value("MacroExecutionMode", 4))
        )
        scripts = document.getScriptProvider()

        def run(macro: str, *given: object) -> object:
            name = f"vnd.sun.star.script:wipbook.{macro}?language=Basic&location=document"
            return scripts.getScript(name).invoke(given, (), ())[0]

        cell = document.Sheets.getByIndex(0).getCellRangeByName("A1")
        left: dict[str, object] = {"function": run("WipFunctions.wip_nrv", 1.0, 2.0)}
        for macro in ("PressRefresh", "PressJobCard", "ImportRows"):
            cell.String = ""
            run(f"Hand.Press_{macro}")
            left[macro] = cell.String
        run("Hand.Press_ShowRollForward")
        left["active"] = document.getCurrentController().getActiveSheet().Name
        print(json.dumps(left))
        document.close(True)
        desktop.terminate()
    finally:
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.kill()


main(*sys.argv[1:])
