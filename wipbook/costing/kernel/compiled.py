"""Compile a loop with numba when it is there and the work is large; otherwise run the same loop in Python."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from wipbook.values.columns import Integers

# Below this many rows, importing numba (0.4 s) costs more than the plain loop.
WORTH_COMPILING = 60_000

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Blank:
    """An array the loop fills: ``length`` times ``fill``."""

    length: int
    fill: int = 0


@cache
def _compile(loop: Callable[..., Any]) -> Callable[..., Any]:
    from numba import njit

    from wipbook.costing.kernel.exact import teach_numba

    teach_numba()
    return njit(cache=True)(loop)


def run(
    loop: Callable[..., Any],
    inputs: Sequence[Any],
    outputs: Sequence[Blank | np.ndarray],
    rows: int,
    jit: bool | None = None,
) -> tuple[Any, list[Integers]]:
    """Call ``loop(*inputs, *outputs)``; return its answer and the filled outputs, arrays of 64-bit integers.

    ``jit`` forces or forbids compilation; None lets the size decide. Both ways give the same integers, and both
    raise ``OverflowError`` rather than wrap: the plain loop works on Python integers and writes to ``array``,
    which refuses what it cannot hold (and is as fast as a list at a quarter of its memory).
    """
    if jit is None:
        jit = rows >= WORTH_COMPILING and find_spec("numba") is not None
    if jit:
        arrays = [
            np.full(item.length, item.fill, dtype=np.int64) if isinstance(item, Blank) and item.fill
            else np.zeros(item.length, dtype=np.int64) if isinstance(item, Blank)
            else item.astype(np.int64)
            for item in outputs
        ]
        return _compile(loop)(*inputs, *arrays), arrays
    plain_inputs = [item.tolist() if isinstance(item, np.ndarray) else item for item in inputs]
    plain = [
        array("q", (item.fill,)) * item.length if isinstance(item, Blank) else array("q", item.tolist())
        for item in outputs
    ]
    return loop(*plain_inputs, *plain), [np.frombuffer(item, dtype=np.int64) if item else _NONE for item in plain]
