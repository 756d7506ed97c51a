Attribute VB_Name = "WipRibbon"
' The buttons of the tab WIP. Each asks Python to run one command; what it does is in wipbook.excel.
Option Explicit

Public Sub NewPeriod(ByVal control As IRibbonControl)
    PressButton "new_period"
End Sub

Public Sub CheckData(ByVal control As IRibbonControl)
    PressButton "check"
End Sub

Public Sub Refresh(ByVal control As IRibbonControl)
    PressButton "refresh"
End Sub

Public Sub CompareMethods(ByVal control As IRibbonControl)
    PressButton "compare_methods"
End Sub

Public Sub JobCard(ByVal control As IRibbonControl)
    PressButton "job_card"
End Sub

Public Sub RunAudit(ByVal control As IRibbonControl)
    PressButton "audit"
End Sub

Public Sub DrawSample(ByVal control As IRibbonControl)
    PressButton "sample"
End Sub

Public Sub SignFigures(ByVal control As IRibbonControl)
    PressButton "sign"
End Sub

Public Sub CountPlan(ByVal control As IRibbonControl)
    PressButton "count_plan"
End Sub

Public Sub CountSheets(ByVal control As IRibbonControl)
    PressButton "count_sheets"
End Sub

Public Sub PreviewCounts(ByVal control As IRibbonControl)
    PressButton "preview_counts"
End Sub

Public Sub PostCounts(ByVal control As IRibbonControl)
    PressButton "post_counts"
End Sub

Public Sub RunForecast(ByVal control As IRibbonControl)
    PressButton "forecast"
End Sub

Public Sub PreviewSchedule(ByVal control As IRibbonControl)
    PressButton "schedule"
End Sub

Public Sub AcceptSchedule(ByVal control As IRibbonControl)
    PressButton "accept_schedule"
End Sub

Public Sub Prove(ByVal control As IRibbonControl)
    PressButton "prove"
End Sub

Public Sub Doctor(ByVal control As IRibbonControl)
    PressButton "doctor"
End Sub

Public Sub About(ByVal control As IRibbonControl)
    PressButton "about"
End Sub

' Going to a sheet needs no Python, and so no waiting for it.
Public Sub ShowRollForward(ByVal control As IRibbonControl)
    ShowSheet "Roll-Forward"
End Sub

Public Sub ShowFindings(ByVal control As IRibbonControl)
    ShowSheet "Audit"
End Sub

Public Sub ShowRules(ByVal control As IRibbonControl)
    ShowSheet "Rules"
End Sub

Public Sub ShowShortages(ByVal control As IRibbonControl)
    ShowSheet "Shortages"
End Sub

Public Sub ShowReplenish(ByVal control As IRibbonControl)
    ShowSheet "Replenish"
End Sub

Public Sub ShowLoad(ByVal control As IRibbonControl)
    ShowSheet "Load"
End Sub

Public Sub ShowDueDates(ByVal control As IRibbonControl)
    ShowSheet "Due Dates"
End Sub

Public Sub ShowFunctions(ByVal control As IRibbonControl)
    ShowSheet "Functions"
End Sub

Public Sub RestartPython(ByVal control As IRibbonControl)
    #If Mac Then
        MsgBox "On a Mac every command starts Python anew: there is nothing to restart.", vbInformation, "wipbook"
    #Else
        On Error GoTo Failed
        KillPy
        MsgBox "Python was stopped. It starts again with the next function that is calculated.", vbInformation, "wipbook"
        Exit Sub
Failed:
        MsgBox "Python could not be stopped: " & Err.Description, vbExclamation, "wipbook"
    #End If
End Sub

Private Sub PressButton(ByVal button As String)
    PressButtonWith button, ""
End Sub

' Has Python run the command of a button on the active workbook. What is given goes along as text.
Public Sub PressButtonWith(ByVal button As String, ByVal given As String)
    On Error GoTo Failed
    If ActiveWorkbook Is Nothing Then
        MsgBox "Open a workbook first.", vbInformation, "wipbook"
        Exit Sub
    End If
    If BringsSettings(ActiveWorkbook) Then
        MsgBox "This workbook brings settings of its own for Python, and they could name any program to be run." & _
            vbNewLine & vbNewLine & "Nothing was done. Remove the sheet or file wipbook.conf if you did not make it.", _
            vbExclamation, "wipbook"
        Exit Sub
    End If
    RunPython PythonCommand(button, given)
    Exit Sub
Failed:
    MsgBox "Python could not be started: " & Err.Description & vbNewLine & vbNewLine & _
        "In a shell, wipbook addin install tells the add-in which Python to use.", vbExclamation, "wipbook"
End Sub

' xlwings reads its settings from a sheet of the active workbook, and from a file beside it, before those of the user.
' A workbook from somebody else must not choose the program that a button starts.
Private Function BringsSettings(ByVal book As Workbook) As Boolean
    If SheetExists(book, "wipbook.conf") Then
        BringsSettings = True
    ElseIf GetFullName(book) <> "" Then
        BringsSettings = FileExists(GetDirectoryConfigFilePath())
    End If
End Function

Private Function PythonCommand(ByVal button As String, ByVal given As String) As String
    PythonCommand = "import wipbook.excel; wipbook.excel.press('" & button & "'" & _
        ", addin='" & WIPBOOK_VERSION & "', addin_xlwings='" & XLWINGS_VERSION & "'"
    If given <> "" Then
        PythonCommand = PythonCommand & ", given='" & WithoutMarks(given) & "'"
    End If
    PythonCommand = PythonCommand & ")"
End Function

' Text in ASCII letters and digits alone, every other character as _ and four hexadecimal digits: it passes
' command lines, AppleScript and quotation marks unharmed.
Public Function WithoutMarks(ByVal text As String) As String
    Dim position As Long
    Dim code As Long
    Dim coded As String
    For position = 1 To Len(text)
        code = AscW(Mid$(text, position, 1))
        If code < 0 Then
            code = code + 65536
        End If
        Select Case code
            Case 48 To 57, 65 To 90, 97 To 122
                coded = coded & Chr$(code)
            Case Else
                coded = coded & "_" & Right$("000" & Hex$(code), 4)
        End Select
    Next position
    WithoutMarks = coded
End Function

Private Sub ShowSheet(ByVal sheetName As String)
    On Error GoTo Failed
    ActiveWorkbook.Worksheets(sheetName).Activate
    Exit Sub
Failed:
    MsgBox "There is nothing to show in the sheet " & sheetName & " yet. Press Refresh first.", vbInformation, "wipbook"
End Sub
