"""Our VBA of the functions in an interpreter of VBA, with a server that writes down what it is asked."""

from __future__ import annotations

import re

from pyopenvba.apps.excel import ExcelApplication

from wipbook.addin.build import own_modules
from wipbook.commands.buttons import tab_buttons

SOURCES = {module.name: module.text.replace("\r\n", "\n") for module in own_modules(tab_buttons())}
#: Column A of the sheet Log: connections, calls, the last function, its keys, how many values, the first of them.
FAKE_SERVER = """
Public Function Connect(ByVal process As Long) As Variant
    Count "A1"
    If Worksheets("Log").Range("B1").Value = "no server" Then
        Err.Raise 429, "x", "no class"
    End If
    Connect = 4711
End Function
Public Function Answer(ByVal functionName As String, ByVal given As Variant, ByVal keys As String) As Variant
    Dim log As Worksheet
    Set log = Worksheets("Log")
    Count "A2"
    log.Range("A3").Value = functionName
    log.Range("A4").Value = "keys " & keys
    log.Range("A5").Value = UBound(given) + 1
    log.Range("A6").Value = ""
    If IsArray(given(0)) Then
        log.Range("A6").Value = UBound(given(0), 1) & " x " & UBound(given(0), 2)
    ElseIf Not IsEmpty(given(0)) Then
        log.Range("A6").Value = given(0)
    End If
    If log.Range("B1").Value = "gone once" Then
        log.Range("B1").Value = ""
        Err.Raise 1000, "x", "the server was ended"
    End If
    Answer = 42
End Function
Public Function Press(ByVal button As String, ByVal book As Workbook, ByVal window As Long, ByVal given As String, \
ByVal addin As String) As String
    Worksheets("Log").Range("A9").Value = button & "|" & book.Name & "|" & window & "|" & given & "|" & addin
End Function
Public Function Busy(ByVal window As Long) As Boolean
    Busy = (Worksheets("Log").Range("B4").Value = "busy")
End Function
Public Sub Halt()
    Worksheets("Log").Range("A7").Value = "asked to end"
End Sub
Private Sub Count(ByVal address As String)
    Worksheets("Log").Range(address).Value = Worksheets("Log").Range(address).Value + 1
End Sub
"""
WINDOWS = """
Public Function GetCurrentProcessId() As Long
    GetCurrentProcessId = 99
End Function
Public Function OpenProcess(ByVal access As Long, ByVal inherit As Long, ByVal process As Long) As Long
    OpenProcess = 5
End Function
Public Function TerminateProcess(ByVal process As Long, ByVal code As Long) As Long
    Worksheets("Log").Range("A8").Value = "ended"
End Function
Public Function WaitForSingleObject(ByVal process As Long, ByVal milliseconds As Long) As Long
    WaitForSingleObject = Worksheets("Log").Range("B2").Value
End Function
Public Function CloseHandle(ByVal process As Long) As Long
End Function
"""
CALLS = """
Public Function OfValue(ByVal value As Variant) As Variant
    OfValue = Told(AnsweredByPython("wip_x", Array(value, 5)))
End Function
Public Function OfRange(ByVal address As String) As Variant
    OfRange = Told(AnsweredByPython("wip_x", Array(Worksheets("Data").Range(address))))
End Function
Public Sub Fill(ByVal address As String, ByVal value As Variant)
    Worksheets("Data").Range(address).Value = value
End Sub
Public Sub Formula(ByVal address As String, ByVal text As String)
    Worksheets("Data").Range(address).Formula = text
End Sub
Public Sub Order(ByVal address As String, ByVal text As Variant)
    Worksheets("Log").Range(address).Value = text
End Sub
Public Function Pressed() As String
    Pressed = PressedOnServer("import", "a" & vbLf & "b")
End Function
Public Sub AddSheets()
    Worksheets.Add(After:=Worksheets(Worksheets.Count)).Name = "Data"
    Worksheets.Add(After:=Worksheets(Worksheets.Count)).Name = "Log"
End Sub
Private Function Told(ByVal answer As Variant) As Variant
    If IsError(answer) Then
        Told = "error " & CStr(CLng(answer))
    Else
        Told = answer
    End If
End Function
"""
#: What Excel raises by itself.
EVENTS = """
Public Sub WithChange()
    counter.Number = counter.Number + 1
End Sub
Public Sub WithCalculation()
    counter.Number = counter.Number + 1
End Sub
"""
#: Members of Excel's objects that the interpreter lacks, and what stands for them.
LACKS = {
    "area.Worksheet.Parent.Date1904": "(Worksheets(\"Log\").Range(\"B3\").Value = 1904)",
}


def excel_with_functions() -> ExcelApplication:
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(WINDOWS, name="Windows")
    app.add_module(FAKE_SERVER, name="FakeServer", kind="class")
    app.add_module(SOURCES["WipVersion"], name="WipVersion")
    server = re.sub(r"(?m)^Private Declare (?:.*_\n)*.*\n", "", SOURCES["WipServer"])
    doubles = {"CreateObject(PROGRAM)": "New FakeServer", "LongPtr": "Long", "Application.Hwnd": "77"}
    for word, double in doubles.items():
        server = server.replace(word, double)
    app.add_module(server, name="WipServer")
    counter = SOURCES["WipCalculation"]
    app.add_module(counter[counter.index("' Counts") :].replace("WithEvents ", ""), name="WipCalculation", kind="class")
    values = SOURCES["WipValues"]
    for member, double in LACKS.items():
        assert member in values
        values = values.replace(member, double)
    app.add_module(values + EVENTS, name="WipValues")
    app.add_module(CALLS, name="Calls")
    app.run("Calls.AddSheets")
    return app
