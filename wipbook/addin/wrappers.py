"""The VBA side of the custom functions: one short VBA function for each that Python shows to xlwings.

xlwings makes its wrappers inside Excel, from Python, and needs the user to trust access to the VBA project for that;
they ask xlwings' library for a Python that each workbook may choose. Ours are made at build time, in a process of its
own (``python -m wipbook.addin.wrappers MODULE``), and ask the one server of the user.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wipbook.addin.faults import BadFunction
from wipbook.addin.vba.reserved_words import vba_name

MODULE = "WipFunctions"
LONGEST_DESCRIPTION = 255
"""What Excel shows of a function or an argument."""


@dataclass(frozen=True)
class Function:
    """A custom function as Excel's wizard shows it; ``arguments`` are pairs of name and description,
    ``optional`` the names of those that may be left out."""

    name: str
    category: str
    description: str
    arguments: tuple[tuple[str, str], ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wrappers:
    """``text`` is the VBA module ``WipFunctions``."""

    text: str
    functions: tuple[Function, ...]


def wrappers(module: str, folder: Path | None = None) -> Wrappers:
    """The wrappers of every custom function that ``import module`` shows; ``folder`` goes before the import path.

    Errors: ``BadFunction`` when the module does not load, or shows a function that VBA cannot declare.
    """
    # The path of this process, not its folder: where a build is started from must not change what is built.
    path = [str(folder)] if folder else []
    command = [sys.executable, "-P", "-m", __name__, module, *path]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise BadFunction(where=f"module {module}", found=last[0], expected="a module whose functions load",
                          remedy=f"correct what `python -c 'import {module}'` says")
    answer = json.loads(done.stdout)
    functions = tuple(
        Function(**{**one, "arguments": tuple(map(tuple, one["arguments"])), "optional": tuple(one["optional"])})
        for one in answer["functions"]
    )
    return Wrappers(answer["text"], functions)


def _generate(name: str) -> Wrappers:
    try:
        importlib.import_module("xlwings.udfs")
    except ImportError:
        from wipbook.addin.desktop_stub import install

        install()
    module = importlib.import_module(name)
    declared = [one for one in (getattr(module, member) for member in dir(module)) if hasattr(one, "__xlfunc__")]
    for function in declared:
        for argument in function.__xlfunc__["args"]:
            argument["name"] = vba_name(argument["name"])
    functions = tuple(
        sorted((_function(one.__xlfunc__) for one in declared if not one.__xlfunc__["sub"]), key=lambda one: one.name)
    )
    head = (
        f'Attribute VB_Name = "{MODULE}"\n'
        f"' Made when the add-in was built, from the Python module {name}: do not edit.\n"
        "Option Explicit\n"
    )
    return Wrappers(head + "".join(map(_wrapper, functions)), functions)


def _wrapper(function: Function) -> str:
    """The VBA function, with its description as the VBA editor exports it; ``14`` is the category of user functions.

    Arguments are Variants: ranges as such, and those left out as the mark that VBA has for it.
    """
    names = [name for name, _ in function.arguments]
    arguments = ", ".join(f"Optional {name}" if name in function.optional else name for name in names)
    description = function.description.replace('"', '""')
    return f"""
Public Function {function.name}({arguments})
Attribute {function.name}.VB_Description = "{description}"
Attribute {function.name}.VB_ProcData.VB_Invoke_Func = " \\n14"
    #If Mac Then
        {function.name} = "#WIP: the functions are answered in Excel for Windows and in LibreOffice"
    #Else
        {function.name} = AnsweredByPython("{function.name}", Array({", ".join(names)}))
    #End If
End Function
"""


def _function(declared: dict[str, Any]) -> Function:
    if any(one["vararg"] for one in declared["args"]):
        raise BadFunction(where=declared["name"], found="any number of arguments", expected="arguments with names",
                          remedy="let it take a range")
    arguments = tuple((one["name"], _short(one["doc"])) for one in declared["args"] if not one["vba"])
    return Function(
        declared["name"], str(declared["category"]), _short(declared["ret"]["doc"].strip().split("\n\n")[0]), arguments,
        tuple(one["name"] for one in declared["args"] if "optional" in one),
    )


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_DESCRIPTION]


if __name__ == "__main__":
    sys.path[:0] = sys.argv[2:]
    print(json.dumps(asdict(_generate(sys.argv[1]))))
