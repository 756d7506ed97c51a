Attribute VB_Name = "WipValues"
' What a function of a cell gets and gives: values instead of ranges, each long range once in a calculation.
' Private: no cell can call what stands here.
Option Explicit
Option Private Module

#If Not Mac Then

Private Const LONG_ENOUGH As Long = 256
Private Const PAUSE As Double = 1

Private counter As WipCalculation
Private sent As Object
Private countedAt As Long
Private usedAt As Double
Private calculation As Long

' The answer of Python. When the server is gone it is started again, once; #N/A when there is none: never 0, never
' blank, which would be taken for a figure.
Public Function AnsweredByPython(ByVal functionName As String, ByVal given As Variant) As Variant
    Dim values() As Variant
    Dim keys As String
    Dim attempt As Long
    Dim server As Object
Again:
    attempt = attempt + 1
    On Error GoTo Failed
    Set server = PythonServer()
    TakeValues given, values, keys
    AnsweredByPython = server.Answer(functionName, values, keys)
    usedAt = Timer
    Exit Function
Failed:
    If Err.Number = vbObjectError + 513 Then
        AnsweredByPython = "#WIP: " & functionName & ": " & Err.Description
        Exit Function
    End If
    LetGoOfPython
    If attempt = 1 Then
        Resume Again
    End If
    AnsweredByPython = CVErr(xlErrNA)
End Function

' Every range has to be sent again: the server is another one.
Public Sub ForgetRanges()
    Set sent = Nothing
End Sub

' The keys of kept ranges come in a line for each value, as one text: blank when no range is kept.
Private Sub TakeValues(ByVal given As Variant, ByRef values() As Variant, ByRef keys As String)
    Dim number As Long
    Dim value As Variant
    Dim key As String
    Dim some As Boolean
    ReDim values(0 To UBound(given))
    keys = ""
    For number = 0 To UBound(given)
        key = ""
        If IsObject(given(number)) Then
            value = Empty
            TakeRange given(number), value, key
            values(number) = value
        Else
            values(number) = given(number)
        End If
        some = some Or key <> ""
        keys = keys & IIf(number > 0, vbLf, "") & key
    Next number
    If Not some Then
        keys = ""
    End If
End Sub

Private Sub TakeRange(ByVal cells As Range, ByRef value As Variant, ByRef key As String)
    Dim area As Range
    Dim place As String
    If cells.Areas.Count > 1 Then
        Err.Raise vbObjectError + 513, "wipbook", "a range of " & cells.Areas.Count & " areas; one is expected"
    End If
    Set area = WithoutTheEnd(cells)
    If area.CountLarge < LONG_ENOUGH Or Not Application.EnableEvents Then
        value = ValuesOf(area)
        Exit Sub
    End If
    CountCalculations
    place = area.Address(External:=True)
    If sent.Exists(place) Then
        key = sent(place)
        Exit Sub
    End If
    value = ValuesOf(area)
    If Not HasFormulas(area) Then
        ' a number instead of the place: names of sheets may hold anything
        key = calculation & "|" & (sent.Count + 1)
        sent.Add place, key
    End If
End Sub

' A number for what was calculated at once: another one after each calculation, each change of a cell, each pause.
Private Sub CountCalculations()
    If counter Is Nothing Then
        Set counter = New WipCalculation
        Set counter.Program = Application
    End If
    If sent Is Nothing Or countedAt <> counter.Number Or Abs(Timer - usedAt) > PAUSE Then
        Set sent = CreateObject("Scripting.Dictionary")
        countedAt = counter.Number
        calculation = calculation + 1
        usedAt = Timer
    End If
End Sub

Private Function HasFormulas(ByVal area As Range) As Boolean
    Dim some As Variant
    some = area.HasFormula
    HasFormulas = True
    If Not IsNull(some) Then
        HasFormulas = CBool(some)
    End If
End Function

' Whole columns end with the used cells of their sheet.
Private Function WithoutTheEnd(ByVal cells As Range) As Range
    Dim last As Long
    Set WithoutTheEnd = cells
    If cells.Rows.Count = cells.Worksheet.Rows.Count Then
        last = cells.Worksheet.UsedRange.Row + cells.Worksheet.UsedRange.Rows.Count - 1
        Set WithoutTheEnd = cells.Resize(last)
    End If
End Function

' Numbers as they are stored: a cell in a currency would else lose what stands behind the fourth place. Days are
' numbers too, but those of a workbook that counts from 1904 are told as days.
Private Function ValuesOf(ByVal area As Range) As Variant
    Dim row As Long
    Dim column As Long
    Dim days As Variant
    Dim stored As Variant
    stored = area.Value2
    If area.Worksheet.Parent.Date1904 Then
        days = area.Value
        If Not IsArray(stored) Then
            If VarType(days) = vbDate Then
                stored = days
            End If
        Else
            For row = LBound(stored, 1) To UBound(stored, 1)
                For column = LBound(stored, 2) To UBound(stored, 2)
                    If VarType(days(row, column)) = vbDate Then
                        stored(row, column) = days(row, column)
                    End If
                Next column
            Next row
        End If
    End If
    ValuesOf = stored
End Function

#End If
