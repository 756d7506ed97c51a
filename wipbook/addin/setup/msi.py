"""The ``.msi`` for IT: Windows Installer keeps the setup program, and has it install and take away.

One program installs, however it is started: what was tested is what runs. (wixl packs by MSZIP alone, with which the
files themselves would take 50 % more; it can neither look for Excel nor stop the server.)
"""

from __future__ import annotations

import uuid
from xml.sax.saxutils import quoteattr

_SPACE = uuid.UUID("5b8e2c0a-9d43-5f0e-8c57-3a1e6d1f7b42")
UPGRADE_CODE = uuid.uuid5(_SPACE, "upgrade")
"""The same for all versions: by it Windows Installer knows an older one."""


def source(version: str, setup: str, sha256: str) -> str:
    """The text for wixl; ``setup`` is the name of the setup program, ``sha256`` its hash, by which builds differ."""

    def code(what: str) -> str:
        return str(uuid.uuid5(_SPACE, f"{what} {version} {sha256}")).upper()

    return f"""<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
 <Product Id="{code("product")}" UpgradeCode="{str(UPGRADE_CODE).upper()}" Name="wipbook" Version="{version}"
          Manufacturer="wipbook" Language="1033">
  <Package InstallerVersion="500" Compressed="yes" InstallScope="perUser" Comments="wipbook {version}, for one user"/>
  <MajorUpgrade DowngradeErrorMessage="A newer wipbook is installed."/>
  <Media Id="1" Cabinet="wipbook.cab" EmbedCab="yes"/>
  <Property Id="ARPNOMODIFY" Value="1"/>
  <CustomAction Id="Arrive" FileKey="Setup" ExeCommand="/S /MSI" Execute="deferred" Impersonate="yes" Return="check"/>
  <CustomAction Id="Leave" FileKey="Setup" ExeCommand="/S /REMOVE" Execute="deferred" Impersonate="yes" Return="check"/>
  <Directory Id="TARGETDIR" Name="SourceDir">
   <Directory Id="LocalAppDataFolder">
    <Directory Id="ProgramsFolder" Name="Programs">
     <Directory Id="WipbookFolder" Name="wipbook">
      <Component Id="Setup" Guid="{code("component")}">
       <File Id="Setup" Name="wipbook-setup.exe" Source={quoteattr(setup)} KeyPath="yes"/>
       <RemoveFolder Id="RemoveWipbook" Directory="WipbookFolder" On="uninstall"/>
       <RemoveFolder Id="RemovePrograms" Directory="ProgramsFolder" On="uninstall"/>
      </Component>
     </Directory>
    </Directory>
   </Directory>
  </Directory>
  <Feature Id="All" Level="1"><ComponentRef Id="Setup"/></Feature>
  <InstallExecuteSequence>
   <RemoveExistingProducts Sequence="1510"/>
   <Custom Action="Leave" Sequence="1520">REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE</Custom>
   <Custom Action="Arrive" Sequence="4010">NOT REMOVE</Custom>
  </InstallExecuteSequence>
 </Product>
</Wix>
"""
