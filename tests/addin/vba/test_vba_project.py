"""The VBA project as [MS-OVBA] wants it: records of the dir stream, protection fields, module headers."""

from __future__ import annotations

import re
import struct

import olefile
import pytest
from oletools.olevba import decompress_stream

from wipbook.addin.faults import BadModule, OutsideCodePage
from wipbook.addin.vba.encryption import encrypt
from wipbook.addin.vba.vba_module import module
from wipbook.addin.vba.vba_project import vba_project

HEAD = [0x01, 0x02, 0x14, 0x03, 0x04, 0x05, 0x40, 0x06, 0x3D, 0x07, 0x08, 0x09, 0x0C, 0x3C]
REFERENCE = [0x16, 0x3E, 0x0D]
MODULE = [0x19, 0x47, 0x1A, 0x32, 0x1C, 0x48, 0x31, 0x1E, 0x2C, None, 0x2B]


def records(storage: olefile.OleFileIO) -> list[tuple[int, bytes]]:
    data = decompress_stream(bytearray(storage.openstream("VBA/dir").read()))
    at, found = 0, []
    while at < len(data):
        number, size = struct.unpack_from("<HI", data, at)
        size += 2 if number == 0x09 else 0  # PROJECTVERSION: the size does not count the minor version
        found.append((number, bytes(data[at + 6 : at + 6 + size])))
        at += 6 + size
    assert at == len(data)
    return found


def test_the_dir_stream_has_its_records_in_order(vba_storage: olefile.OleFileIO, vba_texts: dict[str, str]) -> None:
    found = records(vba_storage)
    numbers = [number for number, _ in found]
    count = struct.unpack("<H", dict(found)[0x0F])[0]
    assert count == len(vba_texts)
    start = len(HEAD) + 2 * len(REFERENCE)
    assert numbers[:start] == HEAD + 2 * REFERENCE and numbers[start : start + 2] == [0x0F, 0x13]
    modules = found[start + 2 : -1]
    assert numbers[-1] == 0x10 and len(modules) == count * len(MODULE)
    for number in range(count):
        group = modules[number * len(MODULE) : (number + 1) * len(MODULE)]
        assert [given for given, wanted in zip(group, MODULE, strict=True) if wanted not in (None, given[0])] == []
        name = group[0][1].decode("cp1252")
        assert group[1][1].decode("utf-16-le") == name == group[2][1].decode("cp1252")
        assert group[6][1] == bytes(4), "source text starts at 0: there is no compiled cache"
        standard = name not in ("ThisWorkbook", "Sheet1", "WipCalculation")
        assert group[9][0] == (0x21 if standard else 0x22)
    known = dict(found)
    assert known[0x03] == struct.pack("<H", 1252) and known[0x04] == b"wipbook"


def test_no_compiled_code_and_no_times(vba_storage: olefile.OleFileIO) -> None:
    assert vba_storage.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("cc61ffff000000")
    assert not any("__SRP" in name for _, *rest in vba_storage.listdir() for name in rest)
    assert all(entry.createTime == entry.modifyTime == 0 for entry in vba_storage.direntries if entry)


def test_the_protection_fields_decrypt_to_an_open_project(vba_storage: olefile.OleFileIO) -> None:
    text = vba_storage.openstream("PROJECT").read().decode("cp1252")
    assert "\n" not in text.replace("\r\n", "")
    fields = dict(re.findall(r'^(\w+)="(.*)"\r$', text, re.MULTILINE))
    key = sum(fields["ID"].encode()) & 0xFF
    # no user, host or VBE protection; no password; visible
    for name, plain in (("CMG", bytes(4)), ("DPB", bytes(1)), ("GC", b"\xff")):
        assert decrypted(fields[name]) == (2, key, plain), name


def decrypted(digits: str) -> tuple[int, int, bytes]:
    """Version, project key and data, by [MS-OVBA] 2.4.3.3."""
    raw = bytes.fromhex(digits)
    seed, version, key = raw[0], raw[1] ^ raw[0], raw[2] ^ raw[0]
    plain, last, before_last, out = key, raw[2], raw[1], bytearray()
    for byte in raw[3:]:
        value = byte ^ (before_last + plain) & 0xFF
        before_last, last, plain = last, byte, value
        out.append(value)
    out = out[(seed & 6) // 2 :]
    size = int.from_bytes(out[:4], "little")
    assert len(out) == 4 + size
    return version, key, bytes(out[4:])


@pytest.mark.parametrize("seed", range(0, 256, 5))
def test_any_seed_decrypts(seed: int) -> None:
    assert decrypted(encrypt(b"\x01\x02\x03", "{AB}", seed))[2] == b"\x01\x02\x03"


def test_names_stand_in_both_encodings(vba_storage: olefile.OleFileIO, vba_texts: dict[str, str]) -> None:
    data = vba_storage.openstream("PROJECTwm").read()
    for name in vba_texts:
        assert name.encode() + b"\0" + name.encode("utf-16-le") + b"\0\0" in data
    assert data.endswith(b"\0\0")


def test_modules_that_excel_would_refuse_stop_the_build() -> None:
    for name in ("1a", "a b", "", "a" * 32, "ä"):
        with pytest.raises(BadModule):
            module(name, "standard", "")
    with pytest.raises(BadModule, match='VB_Name = "B"'):
        module("A", "standard", 'Attribute VB_Name = "B"\n')
    with pytest.raises(BadModule, match="line 3"):
        module("A", "standard", "x = 1\n' " + "a" * 1023)
    with pytest.raises(OutsideCodePage, match="line 3: found '≥'"):
        module("A", "standard", "x = 1\n' a ≥ b")
    with pytest.raises(BadModule, match="two modules"):
        vba_project("p", [module("A", "standard", ""), module("a", "standard", "")])
    assert module("A", "standard", "' 5 €, naïve").source.endswith(b"' 5 \x80, na\xefve\r\n")


def test_line_ends_and_preambles_do_not_matter() -> None:
    text = 'VERSION 1.0 CLASS\r\nBEGIN\r\n  MultiUse = -1\r\nEND\r\nAttribute VB_Name = "A"\r\nPublic X\r\n'
    made = module("A", "class", text)
    assert made.text == module("A", "class", "Public X").text == module("A", "class", text.replace("\r", "")).text
    assert 'VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"' in made.text
