"""Our VBA compiled and run by LibreOffice, from a file that our writer made."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.second_opinion import SOFFICE
from wipbook.addin.build import UDF_MODULE, document_modules, own_modules
from wipbook.addin.package import package
from wipbook.addin.vba.vba_module import module
from wipbook.addin.vba.vba_project import vba_project
from wipbook.addin.wrappers import wrappers
from wipbook.commands.buttons import tab_buttons

# Takes the place of the server, which COM starts; GetOpenFilename would wait for a user. LibreOffice goes through both
# branches of an #If, so what a Mac has is here as well.
DOUBLE = """
Public Function PressedOnServer(ByVal button As String, ByVal given As String) As String
    ThisWorkbook.Worksheets(1).Range("A1").Value = button & ";" & given
End Function
Public Function IsBusyOnServer() As Boolean
End Function
Public Sub AppleScriptTask(file, handler, told)
End Sub
Public Sub StopPython()
End Sub
Public Sub LetGoOfPython()
End Sub
Public Function AnsweredByPython(ByVal functionName As String, ByVal given As Variant) As Variant
    AnsweredByPython = functionName & " of " & UBound(given)
End Function
Public Function Asked(Optional FileFilter, Optional Title, Optional MultiSelect)
    If MultiSelect Then
        Asked = Array("/a/map.toml", "/a/one.csv", "/a/two.csv")
    End If
End Function
"""
HERE = {
    "Application.GetOpenFilename": "Asked",
    "Application.Interactive = True": "",
}
"""What LibreOffice lacks, and what stands for it here."""
# A ribbon control cannot be handed over from outside.
HAND = "\n".join(
    f"Public Sub Press_{action.rpartition('.')[2]}()\n    {action} Nothing\nEnd Sub"
    for action in (
        "WipButtons.PressRefresh", "WipButtons.PressJobCard", "WipButtons.ShowRollForward", "WipImport.ImportRows",
    )
)


@pytest.mark.libreoffice
def test_our_macros_run(tmp_path: Path) -> None:
    ours = []
    for one in own_modules(tab_buttons()):
        if one.name in ("WipServer", "WipValues", "WipCalculation"):
            continue  # COM, and events of Excel's
        text = one.text
        for lacking, double in HERE.items():
            text = text.replace(lacking, double)
        ours.append(module(one.name, "standard", text))
    modules = [*document_modules(), *ours, module("WipServer", "standard", DOUBLE)]
    modules.append(module("Hand", "standard", HAND))
    # One module that does not compile would silence all: the generated wrappers compile as well.
    modules.append(module("WipFunctions", "standard", wrappers(UDF_MODULE).text))
    workbook = tmp_path / "own.xlsm"
    sheets = {"Start": [["x"]], "Roll-Forward": [["x"]]}
    workbook.write_bytes(package("xlsm", vba_project("wipbook", modules), None, sheets, "t", "t"))
    script = Path(__file__).with_name("libreoffice_macro.py")
    done = subprocess.run(
        ["/usr/bin/python3", str(script), str(workbook), str(tmp_path / "profile"), str(shutil.which(SOFFICE))],
        capture_output=True, text=True, timeout=120, check=False,
    )
    assert done.returncode == 0, done.stderr
    left = json.loads(done.stdout.splitlines()[-1])
    assert left["function"] == "wip_nrv of 2", "with the third left out"
    assert left["PressRefresh"] == "refresh;" and left["PressJobCard"] == "job_card;"
    assert left["ImportRows"] == "import;/a/map.toml\n/a/one.csv\n/a/two.csv"
    assert left["active"] == "Roll-Forward"
