; wipbook's installer, for `python -m wipbook.addin.setup`, which defines VERSION, OUT, FILES, SIZE, COMPRESSOR and,
; to sign, SIGN.
; Per user, without administrator and without network. Exit codes: 0 done, 1 cancelled by the user, 2 not done (the
; reason is in %TEMP%\wipbook-setup.log), 1618 Excel or a command of wipbook is running.
;   /S        silent          /D=FOLDER  another folder (last word, no quotes)
;   /REMOVE   take away instead, and wait for it          /MSI  the .msi has the entry among the installed programs

Target amd64-unicode
Name "wipbook"
BrandingText "wipbook ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS all
SetCompressor /SOLID ${COMPRESSOR}
SetDateSave on
SetOverwrite on
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "wipbook"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}.0"
VIAddVersionKey "FileDescription" "Installs wipbook, its Python and its Excel add-in for one user"
VIAddVersionKey "LegalCopyright" "MIT licence"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

!include LogicLib.nsh
!include FileFunc.nsh
!include MUI2.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\wipbook"
!define BUSY 1618
!define UNWRITTEN "Not all files could be written to $INSTDIR: is the disk full? What was there before is as it was."
!define STEP '-E -P -B -m wipbook.addin.setup.here'
!define MUI_FINISHPAGE_TITLE "wipbook is installed"
!define MUI_FINISHPAGE_TEXT "Start Excel: the tab WIP is there.$\r$\n$\r$\nThe Start menu has a demo, the doctor and the documentation under wipbook."
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Make the demo and open it"
!define MUI_FINISHPAGE_RUN_FUNCTION OpenDemo
!define MUI_DIRECTORYPAGE_TEXT_TOP "wipbook, with a Python of its own, is installed for you alone. No administrator is needed, and nothing is fetched from a network. Close Excel first."
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var Said      ; what the step of Python's said
Var FromMsi

; Leave with CODE and say why: in a box, or in the log where nobody looks on.
!macro Leave CODE TEXT
  ${If} ${Silent}
    Push $9
    FileOpen $9 "$TEMP\wipbook-setup.log" w
    FileWriteUTF16LE /BOM $9 `${TEXT}$\r$\n`
    FileClose $9
    Pop $9
  ${Else}
    MessageBox MB_OK|MB_ICONSTOP `${TEXT}`
  ${EndIf}
  SetErrorLevel ${CODE}
  Quit
!macroend
!define Leave "!insertmacro Leave"

; Whether an EXCEL.EXE runs in this session of Windows': "yes" or "no" on the stack.
!macro ExcelRuns un
Function ${un}ExcelRuns
  Push $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  Push $6
  Push $7
  StrCpy $7 "no"
  System::Call 'kernel32::GetCurrentProcessId() i .r5'
  System::Call 'kernel32::ProcessIdToSessionId(i r5, *i .r6)'
  System::Call 'kernel32::CreateToolhelp32Snapshot(i 2, i 0) p .r0'
  System::Alloc 568  ; PROCESSENTRY32W of 64 bits
  Pop $1
  System::Call '*$1(i 568)'
  System::Call 'kernel32::Process32FirstW(p r0, p r1) i .r2'
  ${While} $2 <> 0
    System::Call '*$1(i, i, i .r3, i, l, i, i, i, i, i, &w260 .r4)'
    ${If} $4 == "EXCEL.EXE"
      System::Call 'kernel32::ProcessIdToSessionId(i r3, *i .r5)'
      ${IfThen} $5 == $6 ${|} StrCpy $7 "yes" ${|}
    ${EndIf}
    System::Call 'kernel32::Process32NextW(p r0, p r1) i .r2'
  ${EndWhile}
  System::Free $1
  System::Call 'kernel32::CloseHandle(p r0)'
  StrCpy $0 $7
  Pop $7
  Pop $6
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Exch $0
FunctionEnd

Function ${un}WaitForExcel
  again:
  Call ${un}ExcelRuns
  Pop $0
  ${If} $0 == "yes"
    ${If} ${Silent}
      ${Leave} ${BUSY} "Excel is running. Close it and start this again. Nothing was changed."
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Excel is running. Close it, then press Retry." IDRETRY again
    SetErrorLevel 1
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro ExcelRuns ""
!insertmacro ExcelRuns "un."

; WORD of wipbook.addin.setup.here by the Python in FOLDER: its exit code in $0, what it said in $Said.
!macro Python FOLDER WORD
  nsExec::ExecToStack '"${FOLDER}\python.exe" ${STEP} ${WORD} "$INSTDIR"'
  Pop $0
  Pop $Said
!macroend
!define Python "!insertmacro Python"

Function OpenDemo
  ExecShell "" "$SMPROGRAMS\wipbook\Demo.lnk"
FunctionEnd

Function .onInit
  SetShellVarContext current
  ${GetParameters} $1
  ${If} $INSTDIR == ""  ; no /D=
    ReadRegStr $INSTDIR HKCU "${KEY}" "InstallLocation"
    ${If} $INSTDIR == ""
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\wipbook"
    ${EndIf}
  ${EndIf}
  ReadRegDWORD $2 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentMajorVersionNumber"  ; none before 10
  ${If} $2 < 10
    ${Leave} 2 "wipbook needs Windows 10 or newer, of 64 bits."
  ${EndIf}
  ReadRegDWORD $FromMsi HKCU "${KEY}" "SystemComponent"
  ClearErrors
  ${GetOptions} $1 "/MSI" $2
  ${IfNot} ${Errors}
    StrCpy $FromMsi 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $1 "/REMOVE" $2
  ${IfNot} ${Errors}
    ${IfNot} ${FileExists} "$INSTDIR\uninstall.exe"
      Quit  ; nothing to take away
    ${EndIf}
    ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR' $0
    ${If} $0 = 0
      Delete "$INSTDIR\uninstall.exe"
      RMDir "$INSTDIR"
      RMDir "$LOCALAPPDATA\Programs"
    ${EndIf}
    SetErrorLevel $0
    Quit
  ${EndIf}
  Call WaitForExcel
FunctionEnd

; Only a folder that is empty or has wipbook in it: what is taken away one day must be ours.
Function CheckFolder
  ${IfNot} ${FileExists} "$INSTDIR\python\site\wipbook\*.*"
    FindFirst $0 $1 "$INSTDIR\*.*"
    ${DoWhile} $1 != ""
      ${If} $1 != "."
      ${AndIf} $1 != ".."
      ${AndIf} $1 != "wipbook-setup.exe"  ; of the .msi
      ${AndIf} $1 != "python.new"         ; of an installation that was broken off
      ${AndIf} $1 != "python.old"
        FindClose $0
        ${Leave} 2 "$INSTDIR holds something else than wipbook ($1). Choose an empty folder. Nothing was changed."
      ${EndIf}
      FindNext $0 $1
    ${Loop}
    FindClose $0
  ${EndIf}
FunctionEnd

; What is unpacked with Python and stands beside it in the end.
!macro Beside NAME
  Delete "$INSTDIR\${NAME}"
  Rename "$INSTDIR\python\beside\${NAME}" "$INSTDIR\${NAME}"
!macroend

; Back to what was there before.
Function TakeBack
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\python.new"
  ${If} ${FileExists} "$INSTDIR\python.old\*.*"
    RMDir /r "$INSTDIR\python"
    Rename "$INSTDIR\python.old" "$INSTDIR\python"
  ${EndIf}
  RMDir "$INSTDIR"
FunctionEnd

Section
  Call CheckFolder
  SetShellVarContext current
  ${If} ${FileExists} "$INSTDIR\python\python.exe"
    RMDir /r "$INSTDIR\python.old"
  ${ElseIf} ${FileExists} "$INSTDIR\python.old\python.exe"
    Rename "$INSTDIR\python.old" "$INSTDIR\python"  ; the power went between two names
  ${EndIf}
  RMDir /r "$INSTDIR\python.new"
  ClearErrors
  !include "${FILES}"
  ${If} ${Errors}
    Call TakeBack
    ${Leave} 2 "${UNWRITTEN}"
  ${EndIf}
  SetOutPath "$INSTDIR"

  ${Python} "$INSTDIR\python.new" ready
  ${If} $0 <> 0
    StrCpy $1 $0
    Call TakeBack
    ${If} $1 = ${BUSY}
      ${Leave} ${BUSY} "$Said"
    ${EndIf}
    ${Leave} 2 "What was unpacked does not run ($1): $Said"
  ${EndIf}
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\python\*.*"
    Rename "$INSTDIR\python" "$INSTDIR\python.old"
    ${If} ${Errors}
      Call TakeBack
      ${Leave} ${BUSY} "A program in $INSTDIR\python is in use. Close it and start this again. What was there before is as it was."
    ${EndIf}
  ${EndIf}
  Rename "$INSTDIR\python.new" "$INSTDIR\python"
  ${If} ${Errors}
    Call TakeBack
    ${Leave} 2 "$INSTDIR\python.new could not be renamed. What was there before is as it was."
  ${EndIf}
  ${Python} "$INSTDIR\python" arrive
  ${If} $0 <> 0
    StrCpy $1 $0
    ${IfNot} ${FileExists} "$INSTDIR\python.old\*.*"
      ${Python} "$INSTDIR\python" leave
      RMDir /r "$INSTDIR\python"
    ${EndIf}
    Call TakeBack
    ${If} $1 = ${BUSY}
      ${Leave} ${BUSY} "$Said"
    ${EndIf}
    ${Leave} 2 "The add-in could not be installed ($1): $Said"
  ${EndIf}
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\python.old"
  RMDir /r "$INSTDIR\docs"
  ClearErrors
  Rename "$INSTDIR\python\beside\docs" "$INSTDIR\docs"
  !insertmacro Beside wipbook.cmd
  !insertmacro Beside demo.cmd
  !insertmacro Beside doctor.cmd
  !insertmacro Beside contents.txt
  RMDir "$INSTDIR\python\beside"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "wipbook"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "wipbook"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  ${If} $FromMsi = 1
    WriteRegDWORD HKCU "${KEY}" "SystemComponent" 1
  ${EndIf}
  CreateDirectory "$SMPROGRAMS\wipbook"
  CreateShortcut "$SMPROGRAMS\wipbook\Demo.lnk" "$INSTDIR\demo.cmd" '"$DOCUMENTS\wipbook demo"'
  CreateShortcut "$SMPROGRAMS\wipbook\Doctor.lnk" "$INSTDIR\doctor.cmd"
  CreateShortcut "$SMPROGRAMS\wipbook\Documentation.lnk" "$INSTDIR\docs\index.html"
  ${If} ${Errors}
    ${Leave} 2 "wipbook is installed, but not its entries in the Start menu and among the installed programs. Start this again."
  ${EndIf}
  Delete "$TEMP\wipbook-setup.log"
SectionEnd

Function .onInstFailed  ; a file that cannot be written ends the section
  Call TakeBack
  ${Leave} 2 "${UNWRITTEN}"
FunctionEnd

Function un.onInit
  SetShellVarContext current
  Call un.WaitForExcel
FunctionEnd

Section "Uninstall"
  SetShellVarContext current
  ${IfNot} ${FileExists} "$INSTDIR\python\site\wipbook\*.*"
    ${Leave} 2 "There is no wipbook in $INSTDIR."
  ${EndIf}
  SetOutPath "$TEMP"
  ${Python} "$INSTDIR\python" leave
  ${If} $0 = ${BUSY}
    ${Leave} ${BUSY} "$Said"
  ${ElseIf} $0 <> 0
    ${Leave} 2 "The add-in could not be taken away ($0): $Said"
  ${EndIf}
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\python.old"
  RMDir /r "$INSTDIR\python.new"
  RMDir /r "$INSTDIR\docs"
  Delete "$INSTDIR\wipbook.cmd"
  Delete "$INSTDIR\demo.cmd"
  Delete "$INSTDIR\doctor.cmd"
  Delete "$INSTDIR\contents.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir "$LOCALAPPDATA\Programs"  ; only when nothing is in it
  Delete "$SMPROGRAMS\wipbook\Demo.lnk"
  Delete "$SMPROGRAMS\wipbook\Doctor.lnk"
  Delete "$SMPROGRAMS\wipbook\Documentation.lnk"
  RMDir "$SMPROGRAMS\wipbook"
  DeleteRegKey HKCU "${KEY}"
  Delete "$TEMP\wipbook-setup.log"
SectionEnd
