"""Compile a loop with numba when it is there and the work is large; otherwise run the same loop in Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

# Below this many rows, importing numba (0.4 s) costs more than the plain loop.
WORTH_COMPILING = 60_000


@cache
def _compile(loop: Callable[..., Any]) -> Callable[..., Any]:
    from numba import njit

    from wipbook.costing.exact import teach_numba

    teach_numba()
    return njit(cache=True)(loop)


def run(
    loop: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any], rows: int, jit: bool | None = None
) -> Any:
    """Call ``loop(*inputs, *outputs)``; ``outputs`` are Int64 arrays that it fills.

    ``jit`` forces or forbids compilation; None lets the size decide. Both ways give the same integers: the
    plain loop works on Python integers, which never overflow.
    """
    if jit is None:
        jit = rows >= WORTH_COMPILING and find_spec("numba") is not None
    if jit:
        return _compile(loop)(*inputs, *outputs)
    plain_inputs = [item.tolist() if isinstance(item, np.ndarray) else item for item in inputs]
    plain_outputs = [item.tolist() for item in outputs]
    answer = loop(*plain_inputs, *plain_outputs)
    for array, filled in zip(outputs, plain_outputs, strict=True):
        array[:] = filled
    return answer
