"""The protection fields of a VBA project, [MS-OVBA] 2.4.3.2: obscured by its project id, not secret."""

from __future__ import annotations

import struct

from wipbook.addin.vba.vba_module import ENCODING


def encrypt(data: bytes, project_id: str, seed: int) -> str:
    """``data`` as hexadecimal digits. A fixed ``seed`` (0 to 255) keeps the file the same on every build.

    >>> encrypt(b"\\x00", "{00000000-0000-0000-0000-000000000000}", 0x40)
    '4042ECEFEDEFEDEF'
    """
    key = sum(project_id.encode(ENCODING)) & 0xFF
    out = bytearray([seed, seed ^ 2, seed ^ key])
    plain, last, before_last = key, seed ^ key, seed ^ 2
    filler = bytes((seed & 6) // 2)
    for byte in filler + struct.pack("<I", len(data)) + data:
        encrypted = byte ^ (before_last + plain) & 0xFF
        out.append(encrypted)
        before_last, last, plain = last, encrypted, byte
    return out.hex().upper()
