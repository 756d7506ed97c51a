"""Compression of VBA sources, against the decompressor of oletools, which malware analysts rely on."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream

from wipbook.addin.vba.compression import CHUNK, compress, offset_bits

TEXT = st.text(st.characters(codec="cp1252"), max_size=300).map(lambda text: text.encode("cp1252"))


@given(st.lists(st.tuples(TEXT, st.integers(1, 60)), max_size=8))
def test_repetitive_text_comes_back(pieces: list[tuple[bytes, int]]) -> None:
    data = b"".join(piece * times for piece, times in pieces)
    assert decompress_stream(bytearray(compress(data))).rstrip(b"\0") == data.rstrip(b"\0")


@given(st.integers(0, 2**32), st.integers(1, 40), st.integers(0, 3 * CHUNK))
def test_random_bytes_of_any_variety_come_back(seed: int, variety: int, size: int) -> None:
    """A last chunk of noise does not shrink and comes back filled with zeros; source text always shrinks."""
    data = bytes(random.Random(seed).choices(range(variety), k=size))
    back = decompress_stream(bytearray(compress(data)))
    assert back[:size] == data
    assert back[size:].strip(b"\0") == b""


def test_chunks_that_do_not_shrink_are_stored_raw() -> None:
    noise = random.Random(1).randbytes(2 * CHUNK)
    packed = compress(noise)
    assert len(packed) == 1 + 2 * (2 + CHUNK) and packed[2] & 0x80 == 0
    assert decompress_stream(bytearray(packed)) == noise
    # 2.4.1.3.10: a raw chunk is always full, so a short last one is filled with zeros
    short = noise[: CHUNK - 1]
    assert decompress_stream(bytearray(compress(short))) == short + b"\0"


def test_a_line_of_one_letter_takes_nine_bytes() -> None:
    """[MS-OVBA] 3.2.2, maximum compression of 73 letters a."""
    assert compress(b"a" * 73) == bytes.fromhex("01 03 B0 02 61 45 00")


def test_the_example_without_repetition() -> None:
    """[MS-OVBA] 3.2.1: nothing to copy."""
    assert compress(b"abcdefghijklmnopqrstuv.") == bytes.fromhex(
        "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E"
    )


def test_the_bits_of_an_offset_grow_with_the_position() -> None:
    assert [offset_bits(at) for at in (1, 16, 17, 32, 33, 2048, 2049, 4096)] == [4, 4, 5, 5, 6, 11, 12, 12]
