"""The ribbon: complete, and every button leads to a procedure, a command and a message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter._values import NOTHING

from wipbook.addin.build import own_modules, sources
from wipbook.commands.buttons import tab_buttons
from wipbook.excel.buttons import BUTTONS
from wipbook.excel.given import decoded

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
ROOT = etree.parse(str(sources() / "ribbon.xml")).getroot()
BUTTON_ELEMENTS = list(ROOT.iter(f"{UI}button"))
SOURCES = {module.name: module.text.replace("\r\n", "\n") for module in own_modules(tab_buttons())}

# What the procedures need around them: a server that writes down what it is asked for, and the two members of
# Application that the interpreter lacks.
DOUBLES = {
    "Doubles": """
Public Sub AddSheet(ByVal sheetName As String)
    Worksheets.Add(After:=Worksheets(Worksheets.Count)).Name = sheetName
    Worksheets(1).Activate
End Sub
Public Sub Put(ByVal sheetName As String, ByVal address As String, ByVal text As String)
    Worksheets(sheetName).Range(address).Value = text
End Sub
Public Function Asked(Optional FileFilter As Variant, Optional Title As Variant, Optional MultiSelect As Variant) \
As Variant
    If Range("B2").Value = "cancel" Then
        Asked = False
    ElseIf MultiSelect Then
        Asked = Array("C:\\map.toml", "C:\\a b.csv", "D:\\Müller's % & | files.csv")
    End If
End Function
Public Sub TakeHelp(ByVal Macro As String, ByVal Description As String, ByVal Category As String, \
Optional ArgumentDescriptions As Variant)
    Range("A3").Value = Range("A3").Value & "> " & Macro & ";" & Category & ";" & Description & ";" & _
        Join(ArgumentDescriptions, ",") & vbLf
End Sub
""",
    "WipServer": """
Public Function PressedOnServer(ByVal button As String, ByVal given As String) As String
    If Range("B1").Value = "fail" Then
        Err.Raise 53, "x", "no Python"
    End If
    Range("A1").Value = button
    Range("A4").Value = given
    Range("A6").Value = "named " & ActiveWorkbook.Name
    PressedOnServer = Range("B4").Value
End Function
Public Function IsBusyOnServer() As Boolean
End Function
Public Sub StopPython()
    Range("A2").Value = "stopped"
End Sub
Public Sub LetGoOfPython()
    Range("A2").Value = "let go"
End Sub
""",
}
FREED = 'Range("A7").Value = "free"'


@pytest.fixture
def excel() -> ExcelApplication:
    """Our modules in an interpreter of VBA, with one empty workbook."""
    app = ExcelApplication()
    app.add_workbook()
    for name, text in DOUBLES.items():
        app.add_module(text, name=name)
    for name, text in SOURCES.items():
        if name in DOUBLES or name in ("WipValues", "WipCalculation"):
            continue  # what functions need is tried in test_functions_in_vba
        text = text.replace("Application.GetOpenFilename", "Asked").replace("Application.MacroOptions", "TakeHelp")
        app.add_module(text.replace("Application.Interactive = True", FREED), name=name)
    return app


def on_actions() -> list[str]:
    return [button.get("onAction") for button in BUTTON_ELEMENTS]


def test_the_groups_and_buttons_that_exist_now() -> None:
    tab = next(ROOT.iter(f"{UI}tab"))
    assert tab.get("label") == "WIP"
    assert {group.get("label"): [button.get("label") for button in group] for group in tab} == {
        "View": ["View", "Go To", "New Row"],
        "Data": ["Import", "Accept Import", "Check Data", "Restore"],
        "Value": ["Refresh", "Compare Methods", "Job Card", "Close-Out", "Close Job", "Roll-Forward"],
        "Audit": [
            "Run Audit",
            "Findings",
            "Rules",
            "Draw Sample",
            "Sign",
            "Count Plan",
            "Count Sheets",
            "Preview Counts",
            "Post Counts",
        ],
        "Close": ["Checklist", "New Period", "Close Period", "Reopen", "Verify", "Journal", "Packs"],
        "Forecast": [
            "Forecast", "Shortages", "Replenish", "Load", "Due Dates", "Preview Schedule", "Accept Schedule", "Status",
            "Holidays",
        ],
        "Help": ["Functions", "Prove", "Doctor", "Restart Python", "Function Help", "About"],
    }
    assert next(b for b in BUTTON_ELEMENTS if b.get("label") == "Refresh").get("size") == "large"


def test_every_button_is_complete() -> None:
    for button in BUTTON_ELEMENTS:
        assert all(button.get(name) for name in ("id", "label", "imageMso", "screentip", "supertip", "onAction"))
        assert re.fullmatch(r"[A-Z]\w+", button.get("imageMso"))
        assert len(button.get("screentip")) <= 60 and len(button.get("supertip")) <= 1024
    ids = [element.get("id") for element in ROOT.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) and all(one.startswith("wip") for one in ids)
    assert len({button.get("imageMso") for button in BUTTON_ELEMENTS}) == len(BUTTON_ELEMENTS)


def test_every_picture_is_in_every_excel() -> None:
    """Microsoft's lists of 2013, 2016, 2019 and 365; a picture that is not there leaves a button blank."""
    lines = Path(__file__).with_name("excel_controls.txt").read_text("utf-8").splitlines()
    known = {line for line in lines if not line.startswith("#")}
    assert len(known) > 1_500 and {"RefreshAll", "Undo"} <= known and "AcceptTask" not in known
    assert {button.get("imageMso") for button in BUTTON_ELEMENTS} <= known


def test_the_key_of_the_tab_is_no_other_tabs() -> None:
    """File, Home, Insert, Page Layout, Formulas, Data, Review, View, Automate, Help, Developer, Add-ins, Power Pivot,
    Acrobat, Draw."""
    taken = ["F", "H", "N", "P", "M", "A", "R", "W", "U", "Y", "Y1", "L", "X", "B", "B1", "JI"]
    key = next(ROOT.iter(f"{UI}tab")).get("keytip")
    assert key == "K" and not any(one.startswith(key) or key.startswith(one) for one in taken)


def test_every_action_is_a_public_sub_that_takes_one_ribbon_control() -> None:
    for action in on_actions():
        module, _, procedure = action.partition(".")
        declared = re.findall(rf"(?m)^(.*\bSub {procedure}\b.*)$", SOURCES[module])
        assert declared == [f"Public Sub {procedure}(ByVal control As IRibbonControl)"], action
    callbacks = {f"{m}.{p}" for m, t in SOURCES.items() for p in re.findall(r"Sub (\w+)\(.*IRibbonControl\)", t)}
    assert callbacks == set(on_actions()), "a callback that no button calls"
    assert all("Option Explicit" in text for text in SOURCES.values())


@pytest.mark.parametrize("action", on_actions())
def test_pressed_in_an_interpreter_it_asks_python_or_speaks(action: str, excel: ExcelApplication) -> None:
    sheets = {one.action.partition(".")[2]: one.sheet for one in tab_buttons() if one.sheet}
    for name in (*sheets.values(), "Function Help"):
        excel.run("AddSheet", name)
    for column in "ABCD":
        excel.run("Put", "Function Help", f"{column}2", "text")
    excel.run(action, NOTHING)
    sheet, shown = excel.sheet(1), excel.workbook.active_sheet.name
    button = sheet.value("A1")
    goes_to = sheets.get(action.partition(".")[2])
    if goes_to:
        assert shown == goes_to and not excel.dialogs
    elif button:
        assert sheet.value("A7") == "free", "no command is at work any more"
        assert button in BUTTONS and sheet.value("A6") == f"named {excel.workbook.name}" and not excel.dialogs
    else:
        assert len(excel.dialogs) == 1 and action in ("WipRibbon.RestartPython", "WipFunctionHelp.RegisterFunctionHelp")
        assert (sheet.value("A2") == "stopped") is (action == "WipRibbon.RestartPython")


def test_import_hands_over_any_file_name(excel: ExcelApplication) -> None:
    excel.run("WipImport.ImportRows", NOTHING)
    assert excel.sheet(1).value("A1") == "import"
    assert excel.sheet(1).value("A4").split("\n") == ["C:\\map.toml", "C:\\a b.csv", "D:\\Müller's % & | files.csv"]


def test_what_goes_to_the_macs_shell_is_read_back(excel: ExcelApplication) -> None:
    excel.add_module(SOURCES["WipRibbon"].replace("Private Function WithoutMarks", "Public Function WithoutMarks")
                     .replace("WipRibbon", "WipMarks"), name="WipMarks")
    text = "C:\\a b.csv\nD:\\Müller's % & | $(files).csv"
    coded = excel.run("WipMarks.WithoutMarks", text)
    assert re.fullmatch(r"\w+", coded) and coded.isascii()
    assert decoded(coded) == text


def test_import_can_be_cancelled(excel: ExcelApplication) -> None:
    excel.run("Put", "Sheet1", "B2", "cancel")
    excel.run("WipImport.ImportRows", NOTHING)
    assert excel.sheet(1).value("A1") is None and not excel.dialogs


def test_without_python_the_message_says_so(excel: ExcelApplication) -> None:
    excel.run("Put", "Sheet1", "B1", "fail")
    excel.run("WipButtons.PressRefresh", NOTHING)
    ((kind, text, title, _),) = excel.dialogs
    assert (kind, title) == ("MsgBox", "wipbook") and text.startswith("Python could not be started: no Python")


def test_a_command_at_work_is_not_started_again(excel: ExcelApplication) -> None:
    excel.run("Put", "Sheet1", "B4", "Refresh is still at work in this Excel.")
    excel.run("WipButtons.PressRefresh", NOTHING)
    ((kind, text, title, _),) = excel.dialogs
    assert (kind, title, text) == ("MsgBox", "wipbook", "Refresh is still at work in this Excel.")


@pytest.mark.parametrize("name", ["'); Shell \"x\"", "a|b", "=cmd|' /C calc'!A0", "x\ny", "%TEMP%", "$(touch x)"])
def test_no_name_of_a_workbook_or_a_sheet_becomes_code(name: str, excel: ExcelApplication) -> None:
    """What is told is data: the server gets the workbook itself, and no command line is made of its name."""
    excel.workbook.name = name
    excel.run("WipButtons.PressRefresh", NOTHING)
    assert excel.sheet(1).value("A1") == "refresh" and excel.sheet(1).value("A6") == f"named {name}"


def test_a_sheet_that_is_not_there(excel: ExcelApplication) -> None:
    excel.run("WipButtons.ShowRollForward", NOTHING)
    assert excel.dialogs[0][1] == (
        "The sheet Roll-Forward cannot be shown: press Refresh, which brings it back, or unprotect the structure of "
        "the workbook."
    )


def test_function_help_goes_to_excel_row_by_row(excel: ExcelApplication) -> None:
    excel.run("AddSheet", "Function Help")
    rows = [("Function", "Category", "Description"), ("wip_a", "WIP", "One.", "x doc", "y doc"),
            ("wip_b", "WIP", "Two.", "z doc")]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            excel.run("Put", "Function Help", f"{'ABCDE'[column]}{number}", text)
    excel.run("WipFunctionHelp.RegisterFunctionHelp", NOTHING)
    name = excel.workbook.name
    assert excel.sheet(1).value("A3").splitlines() == [
        f"> '{name}'!wip_a;WIP;One.;x doc,y doc", f"> '{name}'!wip_b;WIP;Two.;z doc"
    ]
    assert excel.dialogs[0][1].startswith("2 functions are now described")


def test_lint_finds_nothing_in_our_modules(addin_file: object) -> None:
    import json
    import subprocess
    import sys

    names = [option for name in SOURCES for option in ("--only", name)]
    command = [sys.executable, "-m", "pyvbaanalysis", "--format", "json", "--fail-level", "information", *names]
    done = subprocess.run([*command, str(addin_file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    json.loads(done.stdout)
