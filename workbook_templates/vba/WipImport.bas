Attribute VB_Name = "WipImport"
' The button Import: asks for the files, a mapping among them or none, and hands their names to Python.
Option Explicit

Public Sub ImportRows(ByVal control As IRibbonControl)
    Dim chosen As Variant
    On Error GoTo Failed
    chosen = ChosenFiles("The files to import, and their mapping (.toml) if there is one", "All files (*.*),*.*", True)
    If VarType(chosen) = vbBoolean Then
        Exit Sub
    End If
    PressButton "import", Mid$(JoinedNames(chosen), 2)
    Exit Sub
Failed:
    MsgBox "The files could not be chosen: " & Err.Description, vbExclamation, "wipbook"
End Sub

' False when the user cancels.
Private Function ChosenFiles(ByVal what As String, ByVal kinds As String, ByVal several As Boolean) As Variant
    #If Mac Then
        ' Excel for Mac knows other filters, and shows no title.
        ChosenFiles = Application.GetOpenFilename(MultiSelect:=several)
    #Else
        ChosenFiles = Application.GetOpenFilename(FileFilter:=kinds, Title:=what, MultiSelect:=several)
    #End If
End Function

Private Function JoinedNames(ByVal chosen As Variant) As String
    Dim fileName As Variant
    If Not IsArray(chosen) Then
        JoinedNames = vbLf & CStr(chosen)
        Exit Function
    End If
    For Each fileName In chosen
        JoinedNames = JoinedNames & vbLf & CStr(fileName)
    Next fileName
End Function
