"""What a Windows library asks for, read from its own tables (Microsoft, PE format)."""

from __future__ import annotations

import struct

_NAMES = """
advapi32 bcrypt bcryptprimitives comctl32 comdlg32 credui crypt32 dbghelp gdi32 iphlpapi kernel32 ktmw32 loadperf lz32
mpr msimg32 mswsock netapi32 ntdll ntdsapi odbc32 ole32 oleacc oleaut32 pdh powrprof propsys psapi query rasapi32 rpcrt4
rstrtmgr secur32 setupapi sfc shell32 shlwapi ucrtbase urlmon user32 userenv uxtheme version winhttp wininet winmm
ws2_32 wtsapi32
"""
PARTS_OF_WINDOWS = frozenset(f"{name}.dll" for name in _NAMES.split()) | {"winspool.drv"}
"""Libraries that stand in System32 of every Windows 10."""


def imports(content: bytes) -> set[str]:
    """The libraries that Windows loads with this one, in lower case."""
    head = struct.unpack_from("<I", content, 60)[0]
    sections, optional = struct.unpack_from("<H", content, head + 6)[0], struct.unpack_from("<H", content, head + 20)[0]
    wide = struct.unpack_from("<H", content, head + 24)[0] == 0x20B
    table = struct.unpack_from("<I", content, head + 24 + (112 if wide else 96) + 8)[0]
    places = [
        struct.unpack_from("<IIII", content, head + 24 + optional + 40 * number + 8) for number in range(sections)
    ]

    def at(address: int) -> int:
        return next(raw + address - start for size, start, length, raw in places
                    if start <= address < start + max(size, length))

    found: set[str] = set()
    where = at(table) if table else 0
    while table and (name := struct.unpack_from("<I", content, where + 12)[0]):
        begin = at(name)
        found.add(content[begin:content.index(b"\0", begin)].decode("ascii").lower())
        where += 20
    return found
