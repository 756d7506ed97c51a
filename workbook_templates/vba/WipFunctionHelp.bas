Attribute VB_Name = "WipFunctionHelp"
' Category and argument help of the functions. Excel learns them only while it runs, by Application.MacroOptions, and
' forgets them when it closes. A button does it: add-ins that act by themselves look like malware.
Option Explicit

Private Const HELP_SHEET As String = "Function Help"

Public Sub RegisterFunctionHelp(ByVal control As IRibbonControl)
    Dim described As Long
    On Error Resume Next
    described = DescribeFunctions()
    If Err.Number <> 0 Then
        On Error GoTo Failed
        described = DescribeVisibly()
    End If
    On Error GoTo Failed
    MsgBox described & " functions are now described in the category WIP of Excel's function wizard.", _
        vbInformation, "wipbook"
    Exit Sub
Failed:
    MsgBox "Excel did not take the function help: " & Err.Description, vbExclamation, "wipbook"
End Sub

' Row by row: function, category, description, then one description for each argument.
Private Function DescribeFunctions() As Long
    Dim row As Long
    Dim help As Worksheet
    Set help = ThisWorkbook.Worksheets(HELP_SHEET)
    row = 2
    Do While CStr(help.Cells(row, 1).Value) <> ""
        DescribeFunction help, row
        row = row + 1
    Loop
    DescribeFunctions = row - 2
End Function

Private Sub DescribeFunction(ByVal help As Worksheet, ByVal row As Long)
    Dim macroName As String
    Dim count As Long
    Dim number As Long
    Dim arguments() As String
    macroName = "'" & ThisWorkbook.Name & "'!" & CStr(help.Cells(row, 1).Value)
    Do While CStr(help.Cells(row, 4 + count).Value) <> ""
        count = count + 1
    Loop
    If count = 0 Then
        Application.MacroOptions Macro:=macroName, Description:=CStr(help.Cells(row, 3).Value), _
            Category:=CStr(help.Cells(row, 2).Value)
        Exit Sub
    End If
    ReDim arguments(1 To count)
    For number = 1 To count
        arguments(number) = CStr(help.Cells(row, 3 + number).Value)
    Next number
    Application.MacroOptions Macro:=macroName, Description:=CStr(help.Cells(row, 3).Value), _
        Category:=CStr(help.Cells(row, 2).Value), ArgumentDescriptions:=arguments
End Sub

' Some Excels describe no macro of a hidden workbook, which an add-in is: for a moment it is an ordinary one.
Private Function DescribeVisibly() As Long
    Dim number As Long
    Dim reason As String
    On Error GoTo Restore
    ThisWorkbook.IsAddin = False
    DescribeVisibly = DescribeFunctions()
Restore:
    number = Err.Number
    reason = Err.Description
    On Error Resume Next
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    On Error GoTo 0
    If number <> 0 Then
        Err.Raise number, "wipbook", reason
    End If
End Function
