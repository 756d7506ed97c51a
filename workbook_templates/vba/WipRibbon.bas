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
Public Sub PressButton(ByVal button As String, ByVal given As String)
    Dim refused As String
    Dim reason As String
    On Error GoTo Failed
    If ActiveWorkbook Is Nothing Then
        MsgBox "Open a workbook first.", vbInformation, "wipbook"
        Exit Sub
    End If
    #If Mac Then
        AppleScriptTask MAC_SCRIPT, "press", ToldOnAMac(button, given)
    #Else
        refused = PressedOnServer(button, given)
    #End If
    If refused <> "" Then
        MsgBox refused, vbInformation, "wipbook"
    Else
        LookAgain
    End If
    Exit Sub
Failed:
    reason = Err.Description
    #If Mac Then
    #Else
        LetGoOfPython
    #End If
    MsgBox "Python could not be started: " & reason & vbNewLine & vbNewLine & _
        "In a shell, wipbook doctor says what is missing; wipbook addin install tells Excel which Python to use.", _
        vbExclamation, "wipbook"
End Sub

' A command runs beside Excel, which takes no keys meanwhile. Should Python be gone, Excel frees itself.
Public Sub LookAgain()
    #If Mac Then
    #Else
        If IsBusyOnServer() Then
            Application.OnTime Now + TimeSerial(0, 0, 3), "'" & ThisWorkbook.Name & "'!WipRibbon.LookAgain"
        Else
            Application.Interactive = True
        End If
    #End If
End Sub

' One word for the command line, without a character that a shell or AppleScript takes for something else.
Private Function ToldOnAMac(ByVal button As String, ByVal given As String) As String
    ToldOnAMac = button & "|" & WithoutMarks(ActiveWorkbook.Name) & "|" & WithoutMarks(WIPBOOK_VERSION) & "|" & _
        WithoutMarks(given)
End Function

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
    ActiveWorkbook.Worksheets(sheetName).Visible = xlSheetVisible
    ActiveWorkbook.Worksheets(sheetName).Activate
    Exit Sub
Failed:
    MsgBox "The sheet " & sheetName & " cannot be shown: press Refresh, which brings it back, or unprotect the " & _
        "structure of the workbook.", vbInformation, "wipbook"
End Sub
