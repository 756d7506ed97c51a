Attribute VB_Name = "WipRibbon"
' What the buttons of the tab WIP have in common: one has Python run a command, one goes to a sheet.
Option Explicit

Private Const MAC_SCRIPT As String = "wipbook.applescript"

Public Sub RestartPython(ByVal control As IRibbonControl)
    #If Mac Then
        MsgBox "On a Mac every command starts Python anew: there is nothing to restart.", vbInformation, "wipbook"
    #Else
        StopPython
        MsgBox "Python was stopped. It starts again with the next function that is calculated.", vbInformation, "wipbook"
    #End If
End Sub

' Has Python run the command of a button on the active workbook. What is given goes along as text.
Public Sub PressButton(ByVal button As String, Optional ByVal given As String = "")
    Dim refused As String
    Dim reason As String
    On Error GoTo Failed
    If ActiveWorkbook Is Nothing Then
        MsgBox "Open a workbook first.", vbInformation, "wipbook"
        Exit Sub
    End If
    #If Mac Then
        AppleScriptTask MAC_SCRIPT, "press", button & "|" & WithoutMarks(ActiveWorkbook.Name) & "|" & _
            WithoutMarks(WIPBOOK_VERSION) & "|" & WithoutMarks(given)
    #Else
        refused = PythonServer().Press(button, ActiveWorkbook, Application.Hwnd, given, WIPBOOK_VERSION)
        If refused <> "" Then
            MsgBox refused, vbInformation, "wipbook"
        Else
            LookAgain
        End If
    #End If
    Exit Sub
Failed:
    reason = Err.Description
    #If Not Mac Then
        LetGoOfPython
    #End If
    MsgBox "Python could not be started: " & reason & vbNewLine & vbNewLine & _
        "In a shell, wipbook doctor says what is missing; wipbook addin install tells Excel which Python to use.", _
        vbExclamation, "wipbook"
End Sub

' A command runs beside Excel, which takes no keys meanwhile. Should Python be gone, Excel frees itself.
Public Sub LookAgain()
    #If Not Mac Then
        On Error GoTo Gone
        If PythonServer().Busy(Application.Hwnd) Then
            Application.OnTime Now + TimeSerial(0, 0, 3), "'" & ThisWorkbook.Name & "'!WipRibbon.LookAgain"
            Exit Sub
        End If
Gone:
        Application.Interactive = True
    #End If
End Sub

' Text in ASCII letters and digits alone, every other character as _ and four hexadecimal digits: it passes
' AppleScript, the shell and quotation marks unharmed.
Private Function WithoutMarks(ByVal text As String) As String
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
