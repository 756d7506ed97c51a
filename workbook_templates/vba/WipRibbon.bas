Attribute VB_Name = "WipRibbon"
' What the buttons of the tab WIP have in common: one asks Python to run a command, one goes to a sheet.
Option Explicit

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

Public Sub PressButton(ByVal button As String)
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

' Going to a sheet needs no Python, and so no waiting for it.
Public Sub ShowSheet(ByVal sheetName As String)
    On Error GoTo Failed
    ActiveWorkbook.Worksheets(sheetName).Activate
    Exit Sub
Failed:
    MsgBox "There is nothing to show in the sheet " & sheetName & " yet. Press Refresh first.", vbInformation, "wipbook"
End Sub
