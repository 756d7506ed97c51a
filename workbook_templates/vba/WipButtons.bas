Attribute VB_Name = "WipButtons"
' Made from the declarations of commands and sheets when the add-in was built: do not edit.
Option Explicit

Public Sub PressView(ByVal control As IRibbonControl)
    PressButton "view", ""
End Sub

Public Sub PressGoTo(ByVal control As IRibbonControl)
    PressButton "go_to", ""
End Sub

Public Sub PressNewRow(ByVal control As IRibbonControl)
    PressButton "new_row", ""
End Sub

Public Sub PressAcceptImport(ByVal control As IRibbonControl)
    PressButton "accept_import", ""
End Sub

Public Sub PressCheck(ByVal control As IRibbonControl)
    PressButton "check", ""
End Sub

Public Sub PressRestore(ByVal control As IRibbonControl)
    PressButton "restore", ""
End Sub

Public Sub PressRefresh(ByVal control As IRibbonControl)
    PressButton "refresh", ""
End Sub

Public Sub PressCompareMethods(ByVal control As IRibbonControl)
    PressButton "compare_methods", ""
End Sub

Public Sub PressJobCard(ByVal control As IRibbonControl)
    PressButton "job_card", ""
End Sub

Public Sub PressCloseOut(ByVal control As IRibbonControl)
    PressButton "close_out", ""
End Sub

Public Sub PressCloseJob(ByVal control As IRibbonControl)
    PressButton "close_job", ""
End Sub

Public Sub ShowRollForward(ByVal control As IRibbonControl)
    ShowSheet "Roll-Forward"
End Sub

Public Sub PressAudit(ByVal control As IRibbonControl)
    PressButton "audit", ""
End Sub

Public Sub ShowFindings(ByVal control As IRibbonControl)
    ShowSheet "Audit"
End Sub

Public Sub ShowRules(ByVal control As IRibbonControl)
    ShowSheet "Rules"
End Sub

Public Sub PressSample(ByVal control As IRibbonControl)
    PressButton "sample", ""
End Sub

Public Sub PressSign(ByVal control As IRibbonControl)
    PressButton "sign", ""
End Sub

Public Sub PressCountPlan(ByVal control As IRibbonControl)
    PressButton "count_plan", ""
End Sub

Public Sub PressCountSheets(ByVal control As IRibbonControl)
    PressButton "count_sheets", ""
End Sub

Public Sub PressPreviewCounts(ByVal control As IRibbonControl)
    PressButton "preview_counts", ""
End Sub

Public Sub PressPostCounts(ByVal control As IRibbonControl)
    PressButton "post_counts", ""
End Sub

Public Sub ShowChecklist(ByVal control As IRibbonControl)
    ShowSheet "Close"
End Sub

Public Sub PressNewPeriod(ByVal control As IRibbonControl)
    PressButton "new_period", ""
End Sub

Public Sub PressClose(ByVal control As IRibbonControl)
    PressButton "close", ""
End Sub

Public Sub PressReopen(ByVal control As IRibbonControl)
    PressButton "reopen", ""
End Sub

Public Sub PressVerify(ByVal control As IRibbonControl)
    PressButton "verify", ""
End Sub

Public Sub PressJournal(ByVal control As IRibbonControl)
    PressButton "journal", ""
End Sub

Public Sub PressPack(ByVal control As IRibbonControl)
    PressButton "pack", ""
End Sub

Public Sub PressForecast(ByVal control As IRibbonControl)
    PressButton "forecast", ""
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

Public Sub PressSchedule(ByVal control As IRibbonControl)
    PressButton "schedule", ""
End Sub

Public Sub PressAcceptSchedule(ByVal control As IRibbonControl)
    PressButton "accept_schedule", ""
End Sub

Public Sub PressStatus(ByVal control As IRibbonControl)
    PressButton "status", ""
End Sub

Public Sub PressCalendar(ByVal control As IRibbonControl)
    PressButton "calendar", ""
End Sub

Public Sub ShowFunctions(ByVal control As IRibbonControl)
    ShowSheet "Functions"
End Sub

Public Sub PressProve(ByVal control As IRibbonControl)
    PressButton "prove", ""
End Sub

Public Sub PressDoctor(ByVal control As IRibbonControl)
    PressButton "doctor", ""
End Sub

Public Sub PressAbout(ByVal control As IRibbonControl)
    PressButton "about", ""
End Sub
