; SPDX-License-Identifier: GPL-3.0-or-later
; For one person, without an administrator. The default stub is for 32 bits and does nothing where
; only 64 run.
Target amd64-unicode
Unicode true
!ifndef DIST | OUT | VERSION
  !error "makensis -DDIST=folder -DOUT=file -DVERSION=x.y.z"
!endif
Name "Công Bố"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\CongBo"
SetCompressor /SOLID lzma
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\vn.congbo.CongBo"
; Named under "Open with" for what it reads; it takes no file type away from another program.
!define CLASS "Software\Classes\Applications\congbo.exe"
; What only this program makes is its own: a double click opens it.
!define ENDING "Software\Classes\.congbo-cauhinh"
!define PACKAGE_ENDING "Software\Classes\.congbo"
!define PACKAGE "Software\Classes\vn.congbo.CongBo.Package"
!define PRESET "Software\Classes\vn.congbo.CongBo.Preset"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
LoadLanguageFile "${NSISDIR}\Contrib\Language files\Vietnamese.nlf"

Function .onInit
  SetShellVarContext current
  ; An older version does not read what a newer one has written.
  ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
  StrCmp $0 "" done
  ${VersionCompare} "$0" "${VERSION}" $1
  StrCmp $1 "1" 0 done
    MessageBox MB_OK|MB_ICONSTOP "Máy này đã có bản $0, mới hơn bản ${VERSION}. Bản cũ không mở được dữ liệu của bản mới. Muốn dùng bản cũ, hãy gỡ bản mới trước." /SD IDOK
    SetErrorLevel 3
    Quit
  done:
FunctionEnd

; A program that is running keeps its file: it cannot be opened for writing.
!macro RefuseWhileRunning un
Function ${un}RefuseWhileRunning
  IfFileExists "$INSTDIR\bin\congbo.exe" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\bin\congbo.exe" a
  IfErrors 0 close
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Công Bố đang chạy. Hãy đóng chương trình rồi bấm Thử lại." /SD IDCANCEL IDRETRY again
    SetErrorLevel 4
    Quit
  again:
    Call ${un}RefuseWhileRunning
    Return
  close:
    FileClose $0
  free:
FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

Section
  Call RefuseWhileRunning
  ; What the version before had and this one has not must not stay.
  RMDir /r "$INSTDIR\bin"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\share"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${DIST}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetOutPath "$INSTDIR\bin"
  CreateShortcut "$SMPROGRAMS\Công Bố.lnk" "$INSTDIR\bin\congbo.exe"
  WriteRegStr HKCU "${CLASS}" "FriendlyAppName" "Công Bố"
  WriteRegStr HKCU "${CLASS}\DefaultIcon" "" "$INSTDIR\bin\congbo.exe,0"
  WriteRegStr HKCU "${CLASS}\shell\open\command" "" '"$INSTDIR\bin\congbo.exe" "%1"'
  WriteRegStr HKCU "${CLASS}\SupportedTypes" ".csv" ""
  WriteRegStr HKCU "${CLASS}\SupportedTypes" ".tsv" ""
  WriteRegStr HKCU "${CLASS}\SupportedTypes" ".xlsx" ""
  WriteRegStr HKCU "${CLASS}\SupportedTypes" ".xls" ""
  WriteRegStr HKCU "${CLASS}\SupportedTypes" ".ods" ""
  WriteRegStr HKCU "${CLASS}\SupportedTypes" ".congbo-cauhinh" ""
  WriteRegStr HKCU "${CLASS}\SupportedTypes" ".congbo" ""
  WriteRegStr HKCU "${ENDING}" "" "vn.congbo.CongBo.Preset"
  WriteRegStr HKCU "${ENDING}" "Content Type" "application/vnd.congbo.preset+json"
  WriteRegStr HKCU "${PRESET}" "" "Tệp cấu hình Công Bố"
  WriteRegStr HKCU "${PRESET}\DefaultIcon" "" "$INSTDIR\bin\congbo.exe,0"
  WriteRegStr HKCU "${PRESET}\shell\open\command" "" '"$INSTDIR\bin\congbo.exe" "%1"'
  WriteRegStr HKCU "${PACKAGE_ENDING}" "" "vn.congbo.CongBo.Package"
  WriteRegStr HKCU "${PACKAGE_ENDING}" "Content Type" "application/vnd.congbo.package+zip"
  WriteRegStr HKCU "${PACKAGE}" "" "Gói bàn giao Công Bố"
  WriteRegStr HKCU "${PACKAGE}\DefaultIcon" "" "$INSTDIR\bin\congbo.exe,0"
  WriteRegStr HKCU "${PACKAGE}\shell\open\command" "" '"$INSTDIR\bin\congbo.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  WriteRegStr HKCU "${KEY}" "DisplayName" "Công Bố"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\bin\congbo.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
SectionEnd

; What the person has made, in %LOCALAPPDATA%\congbo, stays.
Section "Uninstall"
  SetShellVarContext current
  Call un.RefuseWhileRunning
  ; What the person had turned on would start what is no longer there.
  nsExec::Exec '"$INSTDIR\bin\congboctl.exe" schedule off'
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "CongBo"
  RMDir /r "$INSTDIR\bin"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\share"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Công Bố.lnk"
  DeleteRegKey HKCU "${CLASS}"
  DeleteRegKey HKCU "${ENDING}"
  DeleteRegKey HKCU "${PRESET}"
  DeleteRegKey HKCU "${PACKAGE_ENDING}"
  DeleteRegKey HKCU "${PACKAGE}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DeleteRegKey HKCU "${KEY}"
SectionEnd
