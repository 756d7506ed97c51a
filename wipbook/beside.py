"""What lies beside this package, in a checkout and in an installed wheel alike.

It is found by where ``wipbook`` itself came from, never by the import path: a folder or a file of a user's that has
the same name must not take its place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any

_HOME = Path(__file__).resolve().parent.parent
_FUNCTIONS = _HOME / "udfs" / "__init__.py"
_OUR_NAME = "wipbook_udfs"
"""What our functions are called in a process that has not imported them itself: ``udfs`` is a name that many give to
functions of their own."""
_loading = RLock()


def templates() -> Path:
    """The folder ``workbook_templates``: the built template and add-in, the sources of the add-in."""
    return _HOME / "workbook_templates"


def template_path() -> Path:
    """The built workbook template."""
    return templates() / "wipbook.xlsx"


def functions() -> dict[str, Callable[..., Any]]:
    """The custom functions by name, subject by subject.

    >>> functions()["wip_overhead_rate"](250000, 62500)
    4.0
    """
    found: dict[str, Callable[..., Any]] = functions_package().FUNCTIONS
    return found


def functions_package() -> ModuleType:
    """The package ``udfs`` beside this one, whatever else of that name is on the path or was imported.

    Once loaded it stays the same one for the process. What belongs to its functions (the mark of a value from a cell)
    is to be taken from it, ``functions_package().boundary``: an ``import udfs`` may be of another.
    Errors: ``ImportError`` when the package is gone or broken.
    """
    with _loading:  # the interpreter's own lock knows only what is imported by name
        if _OUR_NAME in sys.modules:
            return sys.modules[_OUR_NAME]
        if _is_ours(sys.modules.get("udfs")):
            return import_module("udfs")
        spec = spec_from_file_location(_OUR_NAME, _FUNCTIONS, submodule_search_locations=[str(_FUNCTIONS.parent)])
        if spec is None or spec.loader is None or not _FUNCTIONS.exists():
            raise ImportError(f"{_FUNCTIONS.parent} is missing")
        module = sys.modules[_OUR_NAME] = module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except BaseException:
            for name in [one for one in sys.modules if one == _OUR_NAME or one.startswith(f"{_OUR_NAME}.")]:
                del sys.modules[name]
            raise
        return module


def _is_ours(module: ModuleType | None) -> bool:
    file = getattr(module, "__file__", None)
    return file is not None and Path(file).resolve() == _FUNCTIONS
