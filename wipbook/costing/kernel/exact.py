"""``a * b / c`` exactly, for loops that are compiled."""

from __future__ import annotations

from functools import cache
from typing import Any

from wipbook.values.fixed import multiply_divide


@cache
def teach_numba() -> None:
    """Give compiled code an equivalent of ``multiply_divide``; Python integers grow, 64-bit ones do not.

    The quotient is estimated in floating point and corrected by the remainder, which wrap-around arithmetic
    yields exactly as long as the result itself fits in 64 bits; a larger one raises ``OverflowError``.
    """
    from numba import types
    from numba.extending import overload

    @overload(multiply_divide)
    def _typed(a: Any, b: Any, c: Any) -> Any:
        if not all(isinstance(kind, types.Integer) for kind in (a, b, c)):
            return None

        def compiled(a: Any, b: Any, c: Any) -> Any:
            negative = (a < 0) != (b < 0)
            a, b = abs(a), abs(b)
            if a < 3_000_000_000 and b < 3_000_000_000:
                product = a * b
                quotient = product // c
                rest = product - quotient * c
            else:
                estimate = float(a) * float(b) / float(c)
                if estimate > 4.0e18:
                    raise OverflowError
                quotient = int(estimate)
                rest = a * b - quotient * c
                step = rest // c
                quotient += step
                rest -= step * c
            if rest >= c - rest:
                quotient += 1
            return -quotient if negative else quotient

        return compiled
