Attribute VB_Name = "WipServer"
' The Python that answers the functions and starts the commands: one for all workbooks and all Excels of a user.
' COM starts it by its name, which "wipbook addin install" wrote into the registry of the user; nothing else says
' which Python runs. Private: no cell can call what stands here.
Option Explicit
Option Private Module

#If Not Mac Then

Private Const PROGRAM As String = "wipbook.Server"
Private Const MAY_BE_ENDED As Long = &H100001
Private Const SECONDS_BETWEEN_ATTEMPTS As Double = 10

Private Declare PtrSafe Function GetCurrentProcessId Lib "kernel32" () As Long
Private Declare PtrSafe Function OpenProcess Lib "kernel32" (ByVal access As Long, ByVal inherit As Long, _
    ByVal process As Long) As LongPtr
Private Declare PtrSafe Function TerminateProcess Lib "kernel32" (ByVal process As LongPtr, ByVal code As Long) As Long
Private Declare PtrSafe Function WaitForSingleObject Lib "kernel32" (ByVal process As LongPtr, _
    ByVal milliseconds As Long) As Long
Private Declare PtrSafe Function CloseHandle Lib "kernel32" (ByVal process As LongPtr) As Long

Private connected As Object
Private process As LongPtr
Private failedAt As Double
Private hasFailed As Boolean

' The server, started by whoever needs it first. After a failure the next cells get the same error at once, for some
' seconds: five thousand of them shall not wait one by one.
Public Function PythonServer() As Object
    If connected Is Nothing Then
        If hasFailed And Abs(Timer - failedAt) < SECONDS_BETWEEN_ATTEMPTS Then
            Err.Raise 429, "wipbook", "Python does not answer"
        End If
        hasFailed = True
        failedAt = Timer
        Set connected = CreateObject(PROGRAM)
        process = OpenProcess(MAY_BE_ENDED, 0, CLng(connected.Connect(GetCurrentProcessId())))
        ForgetRanges
        hasFailed = False
    End If
    Set PythonServer = connected
End Function

' Has it start the command of a button on the active workbook; blank, or why it does not.
Public Function PressedOnServer(ByVal button As String, ByVal given As String) As String
    PressedOnServer = PythonServer().Press(button, ActiveWorkbook, Application.Hwnd, given, WIPBOOK_VERSION)
End Function

' Whether a command is at work in this Excel; a server that is gone has none.
Public Function IsBusyOnServer() As Boolean
    On Error Resume Next
    IsBusyOnServer = PythonServer().Busy(Application.Hwnd)
End Function

' Let go of a server that does not answer. The next call looks for it again, or starts another.
Public Sub LetGoOfPython()
    On Error Resume Next
    Set connected = Nothing
    If process <> 0 Then
        CloseHandle process
        process = 0
    End If
    ForgetRanges
End Sub

' Ask it to end; when it does not within five seconds, end it.
Public Sub StopPython()
    Dim handle As LongPtr
    On Error GoTo Failed
    PythonServer().Halt
    handle = process
    process = 0
    Set connected = Nothing
    If handle <> 0 Then
        If WaitForSingleObject(handle, 5000) <> 0 Then
            TerminateProcess handle, 1
        End If
        CloseHandle handle
    End If
    LetGoOfPython
    hasFailed = False
    Exit Sub
Failed:
    If process <> 0 Then
        TerminateProcess process, 1
    End If
    LetGoOfPython
    hasFailed = False
End Sub

#End If
