"""``vbaProject.bin`` from modules, [MS-OVBA] 2.2.1."""

from __future__ import annotations

import struct
import uuid
from collections.abc import Sequence

from wipbook.addin.faults import BadModule
from wipbook.addin.vba.compound_file import compound_file
from wipbook.addin.vba.compression import compress
from wipbook.addin.vba.encryption import encrypt
from wipbook.addin.vba.project_directory import directory_stream
from wipbook.addin.vba.vba_module import ENCODING, Module, encoded

# 2.3.4.1: Version 0xFFFF and no performance cache, so that every host compiles the sources when it opens the project.
VERSION_STREAM = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 0)


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The compound file of a project. Equal modules, equal bytes: its id comes from its name.

    Errors: ``BadModule`` when two modules share a name (VBA does not tell ``a`` from ``A``).
    """
    known = [module.name.lower() for module in modules]
    for twice in {one for one in known if known.count(one) > 1}:
        raise BadModule(where=f"VBA module {twice}", found="two modules of this name", expected="one",
                        remedy="rename one of them")
    streams = {module.name: compress(module.source) for module in modules}
    streams["_VBA_PROJECT"] = VERSION_STREAM
    streams["dir"] = directory_stream(name, modules)
    return compound_file({"VBA": streams, "PROJECT": _project(name, modules), "PROJECTwm": _names(modules)})


def _project(name: str, modules: Sequence[Module]) -> bytes:
    """The stream PROJECT, 2.3.1: unprotected, visible, no windows open."""
    identity = f"{{{uuid.uuid5(uuid.NAMESPACE_DNS, f'vba.{name}')}}}".upper()
    kinds = {"standard": "Module={}", "class": "Class={}"}
    lines = [
        f'ID="{identity}"',
        *(kinds.get(module.kind, "Document={}/&H00000000").format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypt(bytes(4), identity, 0x20)}"',
        f'DPB="{encrypt(bytes(1), identity, 0x40)}"',
        f'GC="{encrypt(bytes([0xFF]), identity, 0x60)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return encoded("".join(line + "\r\n" for line in lines), "stream PROJECT")


def _names(modules: Sequence[Module]) -> bytes:
    """The stream PROJECTwm, 2.3.3: module names in the code page and in Unicode."""
    pairs = (m.name.encode(ENCODING) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules)
    return b"".join(pairs) + b"\0\0"
