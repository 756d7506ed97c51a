"""The stream ``dir`` of a VBA project, [MS-OVBA] 2.3.4.2: what the project is called, refers to and consists of."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from wipbook.addin.vba.compression import compress
from wipbook.addin.vba.vba_module import CODE_PAGE, Module, encoded

# Name and library id ([MS-OVBA] 2.1.1.8). Office holds IRibbonControl. The paths are hints: the GUID is resolved.
REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files"
        r"\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)
_WIN64 = 3
_ENGLISH_US = 0x409
_COOKIE = 0xFFFF  # "MUST be ignored on read, MUST be 0xFFFF on write"


def directory_stream(project: str, modules: Sequence[Module]) -> bytes:
    """The compressed stream. Every module starts at offset 0 of its stream: source text alone, no compiled cache."""
    records = [
        _record(0x01, _long(_WIN64)),
        _record(0x02, _long(_ENGLISH_US)),
        _record(0x14, _long(_ENGLISH_US)),
        _record(0x03, struct.pack("<H", CODE_PAGE)),
        _record(0x04, encoded(project, "name of the VBA project")),
        _twice(0x05, 0x40, ""),  # description
        _record(0x06) + _record(0x3D),  # help files
        _record(0x07, _long(0)),
        _record(0x08, _long(0)),
        struct.pack("<HIIH", 0x09, 4, 1, 1),  # PROJECTVERSION 1.1; its size field does not count the minor version
        _twice(0x0C, 0x3C, ""),  # conditional compilation constants
    ]
    for name, library in REFERENCES:
        text = encoded(library, f"reference {name}")
        records += [_twice(0x16, 0x3E, name), _record(0x0D, _long(len(text)) + text + bytes(6))]
    records += [_record(0x0F, struct.pack("<H", len(modules))), _record(0x13, struct.pack("<H", _COOKIE))]
    records += [_module_records(module) for module in modules]
    return compress(b"".join(records) + _record(0x10))


def _module_records(module: Module) -> bytes:
    return b"".join(
        (
            _twice(0x19, 0x47, module.name),
            _twice(0x1A, 0x32, module.name),  # name of its stream
            _twice(0x1C, 0x48, ""),
            _record(0x31, _long(0)),
            _record(0x1E, _long(0)),
            _record(0x2C, struct.pack("<H", _COOKIE)),
            _record(0x21 if module.kind == "standard" else 0x22),
            _record(0x2B),
        )
    )


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _twice(number: int, unicode_number: int, text: str) -> bytes:
    """Text in the code page of the project, then the same in Unicode."""
    return _record(number, encoded(text, "VBA project")) + _record(unicode_number, text.encode("utf-16-le"))


def _long(number: int) -> bytes:
    return struct.pack("<I", number)
