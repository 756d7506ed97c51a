"""The compression of VBA source streams, [MS-OVBA] 2.4.1."""

from __future__ import annotations

import struct

CHUNK = 4096
_SHORTEST_COPY = 3


def compress(data: bytes) -> bytes:
    """A CompressedContainer of ``data``.

    A last chunk that does not shrink is filled up with zeros, as 2.4.1.3.10 has it; source text always shrinks.

    >>> compress(b"aaaaaaaaaa").hex()
    '0103b002610600'
    """
    container = bytearray(b"\x01")
    for start in range(0, len(data), CHUNK):
        chunk = data[start : start + CHUNK]
        body, compressed = _token_sequences(chunk), 1
        if len(body) > CHUNK:
            body, compressed = chunk.ljust(CHUNK, b"\0"), 0
        # 2.4.1.1.5: size with header minus 3, signature 0b011, flag
        container += struct.pack("<H", len(body) - 1 | 0b011 << 12 | compressed << 15) + body
    return bytes(container)


def offset_bits(position: int) -> int:
    """How many bits of a copy token hold the offset at ``position`` of the chunk (2.4.1.3.19.1)."""
    return max((position - 1).bit_length(), 4)


def _token_sequences(chunk: bytes) -> bytes:
    """Flag bytes, each followed by up to eight tokens: literals and copies of what came before."""
    out, position = bytearray(), 0
    seen: dict[bytes, list[int]] = {}
    while position < len(chunk):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if position >= len(chunk):
                break
            length, distance = _longest_match(chunk, position, seen)
            if length >= _SHORTEST_COPY:
                flags |= 1 << bit
                shift = 16 - offset_bits(position)
                tokens += struct.pack("<H", (distance - 1) << shift | length - _SHORTEST_COPY)
            else:
                length = 1
                tokens.append(chunk[position])
            for passed in range(position, position + length):
                seen.setdefault(chunk[passed : passed + _SHORTEST_COPY], []).append(passed)
            position += length
        out.append(flags)
        out += tokens
    return bytes(out)


def _longest_match(chunk: bytes, position: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Length and distance of the longest earlier text that equals the text at ``position``; the nearest of equals."""
    most = min((0xFFFF >> offset_bits(position)) + _SHORTEST_COPY, len(chunk) - position)
    best, distance = 0, 0
    for candidate in reversed(seen.get(chunk[position : position + _SHORTEST_COPY], ())):
        length = 0
        while length < most and chunk[candidate + length] == chunk[position + length]:
            length += 1
        if length > best:
            best, distance = length, position - candidate
            if best == most:
                break
    return best, distance
