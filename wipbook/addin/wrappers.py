"""The VBA side of the custom functions: xlwings' own wrappers, made at build time instead of on the user's machine.

xlwings makes them inside Excel, from Python, and needs the user to trust access to the VBA project for that. Here
the same generator runs in a process of its own: ``python -m wipbook.addin.wrappers MODULE``.
"""

from __future__ import annotations

import importlib
import io
import json
import re
import subprocess
import sys
import types
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wipbook.addin.faults import BadFunction
from wipbook.addin.vba.reserved_words import vba_name

LONGEST_DESCRIPTION = 255
"""What Excel shows of a function or an argument."""


@dataclass(frozen=True)
class Function:
    """A custom function as Excel's wizard shows it; ``arguments`` are pairs of name and description."""

    name: str
    category: str
    description: str
    arguments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wrappers:
    """``text`` is the VBA module ``xlwings_udfs``."""

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
        Function(**{**one, "arguments": tuple(map(tuple, one["arguments"]))}) for one in answer["functions"]
    )
    return Wrappers(answer["text"], functions)


def _generate(name: str) -> Wrappers:
    try:
        udfs = importlib.import_module("xlwings.udfs")
    except ImportError:
        from wipbook.addin.desktop_stub import install

        udfs = install()
    module = importlib.import_module(name)
    declared = [one for one in (getattr(module, member) for member in dir(module)) if hasattr(one, "__xlfunc__")]
    for function in declared:
        for argument in function.__xlfunc__["args"]:
            argument["name"] = vba_name(argument["name"])
    out = io.StringIO()
    # An add-in's functions work on the active workbook; the generator knows add-ins by their extension.
    udfs.generate_vba_wrapper(name, module, out, types.SimpleNamespace(Name="wipbook.xlam"))
    text = out.getvalue()
    functions = tuple(_function(one.__xlfunc__) for one in declared if not one.__xlfunc__["sub"])
    for function in functions:
        text = _described(text, function)
    head = (
        'Attribute VB_Name = "xlwings_udfs"\n'
        f"' Made by xlwings' generator when the add-in was built, from the Python module {name}: do not edit.\n"
        '#Const App = "Microsoft Excel"\n\n'
    )
    return Wrappers(head + text, functions)


def _function(declared: dict[str, Any]) -> Function:
    arguments = tuple((one["name"], _short(one["doc"])) for one in declared["args"] if not one["vba"])
    return Function(
        declared["name"], str(declared["category"]), _short(declared["ret"]["doc"].strip().split("\n\n")[0]), arguments
    )


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_DESCRIPTION]


def _described(text: str, function: Function) -> str:
    """The description under the declaration, as the VBA editor exports it; ``14`` is the category of user functions."""
    description = function.description.replace('"', '""')
    return re.sub(
        rf"(?m)^(Function {function.name}\(.*\))$",
        lambda found: (
            f'{found[1]}\nAttribute {function.name}.VB_Description = "{description}"\n'
            f'Attribute {function.name}.VB_ProcData.VB_Invoke_Func = " \\n14"'
        ),
        text,
        count=1,
    )


if __name__ == "__main__":
    sys.path[:0] = sys.argv[2:]
    print(json.dumps(asdict(_generate(sys.argv[1]))))
