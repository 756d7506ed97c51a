"""The function wrappers: made of what xlwings knows of the functions, in a process of its own."""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path

import pytest
import xlwings as xw

from wipbook.addin.build import UDF_MODULE
from wipbook.addin.faults import BadFunction
from wipbook.addin.vba.reserved_words import RESERVED_WORDS, vba_name
from wipbook.addin.vba.vba_module import LONGEST_LINE
from wipbook.addin.wrappers import wrappers

SAMPLE = '''
import xlwings as xw

@xw.func(category="WIP", call_in_wizard=False)
@xw.arg("start", doc="First day.")
@xw.arg("end", doc="Last day: the ""end"".")
def sample_cost(start, end, places=2):
    """Cost of a "period".

    More about it.
    """
'''
VARIADIC = '''
import xlwings as xw

@xw.func
def sample_sum(*amounts):
    """Sum."""
'''


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    (tmp_path / "sample_functions.py").write_text(SAMPLE)
    return tmp_path


def test_signature_description_and_help(sample: Path) -> None:
    made = wrappers("sample_functions", sample)
    (cost,) = made.functions
    assert (cost.category, cost.description) == ("WIP", 'Cost of a "period".')
    assert cost.arguments[:2] == (("start", "First day."), ("end_", "Last day: the end."))
    assert cost.optional == ("places",)
    lines = made.text.splitlines()
    at = lines.index("Public Function sample_cost(start, end_, Optional places)")
    assert lines[at + 1 : at + 3] == [
        'Attribute sample_cost.VB_Description = "Cost of a ""period""."',
        'Attribute sample_cost.VB_ProcData.VB_Invoke_Func = " \\n14"',
    ]
    assert 'sample_cost = AnsweredByPython("sample_cost", Array(start, end_, places))' in made.text


def test_a_function_of_any_number_of_arguments_is_refused(tmp_path: Path) -> None:
    (tmp_path / "variadic_functions.py").write_text(VARIADIC)
    with pytest.raises(BadFunction, match=r"sample_sum.*any number of arguments"):
        wrappers("variadic_functions", tmp_path)


def test_nothing_of_the_stub_stays_in_this_process(sample: Path) -> None:
    before = set(sys.modules), xw.func, xw.arg, vars(ctypes).copy(), [engine.name for engine in xw.engines]
    wrappers("sample_functions", sample)
    assert (set(sys.modules), xw.func, xw.arg, vars(ctypes).copy(), [e.name for e in xw.engines]) == before
    assert not {"pywintypes", "win32com", "sample_functions"} & set(sys.modules)


def test_a_module_that_does_not_load_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken_functions.py").write_text("import no_such_thing\n")
    with pytest.raises(BadFunction, match="broken_functions: found ModuleNotFoundError: No module named 'no_such"):
        wrappers("broken_functions", tmp_path)


def test_every_declaration_holds_in_vba() -> None:
    """No argument is a keyword of VBA, no line is longer than the editor takes, no name stands for a cell."""
    made = wrappers(UDF_MODULE)
    declared = re.findall(r"^Public Function (\w+)\((.*)\)$", made.text, re.MULTILINE)
    assert [name for name, _ in declared] == [one.name for one in made.functions]
    for name, arguments in declared:
        words = [word.removeprefix("Optional ") for word in arguments.split(", ")]
        assert not {word.lower() for word in words} & RESERVED_WORDS, name
        assert len({word.lower() for word in words}) == len(words), name
        assert name.startswith("wip_")
    assert max(map(len, made.text.splitlines())) <= LONGEST_LINE
    assert made.text.isascii() or made.text.encode("cp1252")


@pytest.mark.parametrize("word", ["End", "variant", "String", "step", "To"])
def test_keywords_get_an_underscore(word: str) -> None:
    assert vba_name(word) == f"{word}_"
