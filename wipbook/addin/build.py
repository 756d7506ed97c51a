"""The build: sources of the add-in in, ``wipbook.xlam`` out, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import wipbook
from wipbook.addin.faults import AddinNotBuilt
from wipbook.addin.package import package
from wipbook.addin.sheets import function_help, settings
from wipbook.addin.vba.vba_module import Module, module
from wipbook.addin.vba.vba_project import vba_project
from wipbook.addin.vba.xlwings_parts import XLWINGS, xlwings_modules
from wipbook.addin.wrappers import wrappers
from wipbook.beside import templates

PROJECT = "wipbook"
UDF_MODULE = "wipbook.excel.functions"
"""It shows the functions of ``udfs``, a name under which a user may have functions of his own."""
FILE_NAME = "wipbook.xlam"
_SHEETS = 2


def committed_addin() -> Path:
    """Where the built add-in lies, in a checkout and in an installed wheel alike."""
    return sources() / FILE_NAME


def sources() -> Path:
    """The folder of ``ribbon.xml`` and ``vba/*.bas``."""
    return templates()


def build(folder: Path | None = None) -> Path:
    """Write the add-in into ``folder``, or where the committed one lies.

    Errors: ``AddinNotBuilt`` and its kinds when something would not survive the way into Excel.
    """
    target = (folder or sources()) / FILE_NAME
    content = addin()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def addin() -> bytes:
    """The bytes of ``wipbook.xlam``."""
    made = wrappers(UDF_MODULE)
    if not made.functions:
        raise AddinNotBuilt(where=f"module {UDF_MODULE}", found="no custom function", expected="the =wip_ functions",
                            remedy="install wipbook with its functions")
    functions = module("xlwings_udfs", "standard", made.text)
    modules = [*document_modules(), *own_modules(), *xlwings_modules(PROJECT), functions]
    sheets = {f"{PROJECT}.conf": settings(PROJECT, UDF_MODULE), "Function Help": function_help(made.functions)}
    about = f"Work-in-process inventory, made for wipbook {wipbook.__version__} with xlwings {XLWINGS}."
    ribbon = (sources() / "ribbon.xml").read_bytes().replace(b"\r\n", b"\n")
    return package("xlam", vba_project(PROJECT, modules), ribbon, sheets, PROJECT, about)


def document_modules() -> list[Module]:
    """The modules that every workbook has, one for itself and one for each sheet; nothing runs by itself in them."""
    return [
        module("ThisWorkbook", "workbook", ""),
        *(module(f"Sheet{n}", "worksheet", "") for n in range(1, _SHEETS + 1)),
    ]


def own_modules() -> list[Module]:
    """The .bas files of this project, and the version they belong to."""
    version = (
        "' Made when the add-in was built: a button tells Python, which compares.\nOption Explicit\n\n"
        f'Public Const WIPBOOK_VERSION As String = "{wipbook.__version__}"\n'
    )
    written = [
        module(path.stem, "standard", path.read_text("utf-8")) for path in sorted((sources() / "vba").glob("*.bas"))
    ]
    return [*written, module("WipVersion", "standard", version)]
