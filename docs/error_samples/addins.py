"""Building and installing the add-in for Excel and the extension for LibreOffice; rules without all their parts."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from error_samples import raises
from error_samples.start import wipbook
from wipbook.addin import faults
from wipbook.addin.install import AddinInUse, NoExcelHere
from wipbook.addin.libreoffice.faults import ExtensionNotBuilt, ExtensionRefused, NoLibreOffice
from wipbook.audit.faults import BadRule


@raises(faults.AddinNotBuilt)
def addin_not_built() -> None:
    from wipbook.addin.ribbon import tab
    from wipbook.port.tab import Button, Group

    one = Button(Group.VALUE, 10, "Refresh", "RefreshAll", "Refresh", "Refresh.")
    tab([("refresh", one), ("again", one)], [])


@raises(faults.OutsideCodePage)
def outside_code_page() -> None:
    from wipbook.addin.vba.vba_module import module

    module("Tax", "standard", "Const SIGN = \"→\"")


@raises(faults.BadModule)
def bad_module() -> None:
    from wipbook.addin.vba.vba_module import module

    module("1st", "standard", "")


@raises(faults.BadFunction)
def bad_function() -> None:
    from wipbook.addin.wrappers import wrappers

    wrappers("no_such_module")


@raises(faults.ProjectTooLarge)
def project_too_large() -> None:
    from wipbook.addin.vba.compound_file import compound_file

    compound_file({"dir": bytes(8_000_000)})


@raises(NoExcelHere)
def no_excel_here() -> None:
    with patch("wipbook.addin.install.places", lambda: None), patch("sys.platform", "linux"):  # neither Windows nor Mac
        wipbook("addin install")


@raises(AddinInUse)
def addin_in_use() -> None:
    with patch.object(Path, "write_bytes", side_effect=PermissionError):  # Excel has it open
        wipbook("addin install --to start-up")


@raises(NoLibreOffice)
def no_libreoffice() -> None:
    with patch("wipbook.addin.libreoffice.install.Path.exists", lambda path: False):  # a machine without it
        wipbook("addin status --libreoffice")


@raises(ExtensionRefused)
def extension_refused() -> None:
    Path("unopkg").write_text("#!/bin/sh\necho 'unopkg is running already' >&2\nexit 1\n")
    Path("unopkg").chmod(0o755)
    with patch.dict("os.environ", {"WIPBOOK_UNOPKG": str(Path("unopkg").absolute())}):
        wipbook("addin status --libreoffice")


@raises(ExtensionNotBuilt)
def extension_not_built() -> None:
    from wipbook.addin.libreoffice.interface import method_of

    method_of("wip_Value")


@raises(BadRule)
def bad_rule() -> None:
    from types import ModuleType

    from wipbook.audit.card import rule_of

    rule_of(ModuleType("stock_is_gone"))
