"""The build: sources of the add-in in, ``wipbook.xlam`` out, the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import wipbook
from wipbook.addin.faults import AddinNotBuilt
from wipbook.addin.package import package
from wipbook.addin.ribbon import MODULE, TabButton, callbacks, ribbon_xml
from wipbook.addin.sheets import function_help
from wipbook.addin.vba.vba_module import Module, module
from wipbook.addin.vba.vba_project import vba_project
from wipbook.addin.wrappers import MODULE as FUNCTIONS
from wipbook.addin.wrappers import wrappers
from wipbook.beside import templates

PROJECT = "wipbook"
UDF_MODULE = "wipbook.excel.functions"
"""It shows the functions of ``udfs``, a name under which a user may have functions of his own."""
FILE_NAME = "wipbook.xlam"
_SHEETS = 1


def committed_addin() -> Path:
    """Where the built add-in lies, in a checkout and in an installed wheel alike."""
    return sources() / FILE_NAME


def sources() -> Path:
    """The folder of ``ribbon.xml`` and ``vba/*.bas``."""
    return templates()


def build(buttons: Sequence[TabButton], folder: Path | None = None) -> Path:
    """Write the add-in with the ``buttons`` of its tab into ``folder``, or where the committed one lies (and beside it,
    to be read, the ribbon and the procedures made for it).

    Errors: ``AddinNotBuilt`` and its kinds when something would not survive the way into Excel.
    """
    target = (folder or sources()) / FILE_NAME
    content = addin(buttons)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    if folder is None:
        for name, text in generated(buttons).items():
            (sources() / name).write_text(text, "utf-8", newline="\n")
    return target


def generated(buttons: Sequence[TabButton]) -> dict[str, str]:
    """What is made from the declarations of the buttons, by the name of its file among the sources."""
    return {"ribbon.xml": ribbon_xml(buttons), f"vba/{MODULE}.bas": callbacks(buttons)}


def addin(buttons: Sequence[TabButton]) -> bytes:
    """The bytes of ``wipbook.xlam``."""
    made = wrappers(UDF_MODULE)
    if not made.functions:
        raise AddinNotBuilt(where=f"module {UDF_MODULE}", found="no custom function", expected="the =wip_ functions",
                            remedy="install wipbook with its functions")
    modules = [*document_modules(), *own_modules(buttons), module(FUNCTIONS, "standard", made.text)]
    sheets = {"Function Help": function_help(made.functions)}
    about = f"Work-in-process inventory, made for wipbook {wipbook.__version__}."
    return package("xlam", vba_project(PROJECT, modules), ribbon_xml(buttons).encode(), sheets, PROJECT, about)


def document_modules() -> list[Module]:
    """The modules that every workbook has, one for itself and one for each sheet; nothing runs by itself in them."""
    return [
        module("ThisWorkbook", "workbook", ""),
        *(module(f"Sheet{n}", "worksheet", "") for n in range(1, _SHEETS + 1)),
    ]


def own_modules(buttons: Sequence[TabButton]) -> list[Module]:
    """The .bas and .cls files of this project, the procedures of its buttons, and the version they belong to."""
    version = (
        "' Made when the add-in was built: a button tells Python, which compares.\nOption Explicit\n\n"
        f'Public Const WIPBOOK_VERSION As String = "{wipbook.__version__}"\n'
    )
    written = [
        module(path.stem, "class" if path.suffix == ".cls" else "standard", path.read_text("utf-8"))
        for path in sorted((sources() / "vba").glob("*.[bc][al]s")) if path.stem != MODULE
    ]
    made = module(MODULE, "standard", callbacks(buttons))
    return [*written, made, module("WipVersion", "standard", version)]
