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

# Takes the place of xlwings' module, which LibreOffice does not compile; GetOpenFilename would wait for a user.
DOUBLE = """
Public Const XLWINGS_VERSION As String = "0.37.8"
Public Sub RunPython(ByVal command As String)
    ThisWorkbook.Worksheets(1).Range("A1").Value = command
End Sub
Public Sub KillPy()
End Sub
Public Function SheetExists(book, sheetName As String) As Boolean
End Function
Public Function GetFullName(book) As String
End Function
Public Function GetDirectoryConfigFilePath() As String
End Function
Public Function FileExists(FileSpec As String) As Boolean
End Function
Public Function Asked(Optional FileFilter, Optional Title, Optional MultiSelect)
    If MultiSelect Then
        Asked = Array("/a/one.csv", "/a/two.csv")
    Else
        Asked = "/a/map.toml"
    End If
End Function
"""
# A ribbon control cannot be handed over from outside.
HAND = "\n".join(
    f"Public Sub Press_{action.rpartition('.')[2]}()\n    {action} Nothing\nEnd Sub"
    for action in (
        "WipButtons.PressRefresh", "WipButtons.PressJobCard", "WipButtons.ShowRollForward", "WipImport.ImportRows",
    )
)


@pytest.mark.libreoffice
def test_our_macros_run(tmp_path: Path) -> None:
    ours = [
        module(one.name, "standard", one.text.replace("Application.GetOpenFilename", "Asked"))
        for one in own_modules(tab_buttons())
    ]
    modules = [*document_modules(), *ours, module("xlwings", "standard", DOUBLE)]
    modules.append(module("Hand", "standard", HAND))
    # One module that does not compile would silence all: the generated wrappers compile as well.
    modules.append(module("xlwings_udfs", "standard", wrappers(UDF_MODULE).text))
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
    assert left["marks"] == "C_003A_005Ca_0020b_00E9_002Ecsv"
    for macro, button in (("PressRefresh", "refresh"), ("PressJobCard", "job_card")):
        assert left[macro].startswith(f"import wipbook.excel; wipbook.excel.press('{button}', addin='")
    assert left["ImportRows"].endswith(
        ", given='_002Fa_002Fmap_002Etoml_000A_002Fa_002Fone_002Ecsv_000A_002Fa_002Ftwo_002Ecsv')"
    )
    assert left["active"] == "Roll-Forward"
