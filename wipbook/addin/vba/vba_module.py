"""A VBA module: a .bas or .cls text in the form its stream holds, [MS-OVBA] 2.3.4.3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from wipbook.addin.faults import BadModule, OutsideCodePage

Kind = Literal["standard", "class", "workbook", "worksheet"]

CODE_PAGE = 1252
ENCODING = "cp1252"
# A physical line the VBA editor still takes.
LONGEST_LINE = 1023
_BASES: dict[Kind, str] = {
    "workbook": "0{00020819-0000-0000-C000-000000000046}",
    "worksheet": "0{00020820-0000-0000-C000-000000000046}",
    "class": "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}",
}


@dataclass(frozen=True)
class Module:
    """``text`` has CRLF line ends and the header of attributes; make it with ``module``."""

    name: str
    kind: Kind
    text: str

    @property
    def source(self) -> bytes:
        """The text in the code page of the project."""
        return encoded(self.text, f"VBA module {self.name}")


def module(name: str, kind: Kind, text: str) -> Module:
    """A module from the text the VBA editor exports, or from a bare body.

    Errors: ``BadModule`` for a name, attribute or line that Excel would refuse, ``OutsideCodePage`` for a
    character VBA cannot hold. They must fail here: Excel would only say that the file needs repair.

    >>> print(module("Tax", "standard", "Public Const RATE = 0.19").text.replace("\\r", ""))
    Attribute VB_Name = "Tax"
    Public Const RATE = 0.19
    <BLANKLINE>
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,30}", name):
        raise BadModule(where=f"VBA module {name!r}", expected="a letter, then at most 30 letters, digits or _",
                        remedy="rename the module")
    attributes, body = _parted(re.split(r"\r\n|\r|\n", text))
    said = attributes.pop("VB_Name", f'"{name}"').strip('"')
    if said != name:
        raise BadModule(where=f"VBA module {name}", found=f'VB_Name = "{said}"', expected=f'VB_Name = "{name}"',
                        remedy="let the file and the attribute carry the same name")
    attributes.pop("VB_Base", None)
    header = {"VB_Name": f'"{name}"', **_class_header(kind), **attributes}
    lines = [f"Attribute {key} = {value}" for key, value in header.items()] + body
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise BadModule(where=f"VBA module {name}, line {number}", found=f"{len(line):,} characters",
                            expected=f"at most {LONGEST_LINE:,}", remedy="break the line")
    made = Module(name, kind, "\r\n".join(lines) + "\r\n")
    encoded(made.text, f"VBA module {name}")
    return made


def encoded(text: str, where: str) -> bytes:
    """``text`` in code page 1252, or ``OutsideCodePage`` naming the character."""
    try:
        return text.encode(ENCODING)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise OutsideCodePage(where=f"{where}, line {line}", found=repr(text[error.start]),
                              expected="characters of Windows code page 1252",
                              remedy="write it in other words") from error


def _parted(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Attributes of the module, and its body without the preamble that only exported classes have."""
    if lines and re.match(r"VERSION \d", lines[0]):
        end = next((number for number, line in enumerate(lines) if line.strip() == "END"), len(lines) - 1)
        lines = lines[end + 1 :]
    attributes = {}
    while lines and (found := re.match(r"Attribute (VB_\w+) = (.*)$", lines[0])):
        attributes[found[1]] = found[2]
        lines = lines[1:]
    while lines and not lines[-1]:
        lines = lines[:-1]
    return attributes, lines


def _class_header(kind: Kind) -> dict[str, str]:
    if kind == "standard":
        return {}
    document = str(kind != "class")
    return {
        "VB_Base": f'"{_BASES[kind]}"', "VB_GlobalNameSpace": "False", "VB_Creatable": "False",
        "VB_PredeclaredId": document, "VB_Exposed": document, "VB_TemplateDerived": "False",
        "VB_Customizable": document,
    }
