"""How much of what has no natural end is tried: draws, plants, mutations, kills.

``WIPBOOK_SHARE`` (1: all of it, the default) is set by ``.ci/run`` where a slow machine leaves no time for all.
"""

from __future__ import annotations

import os

SHARE = float(os.environ.get("WIPBOOK_SHARE", "1"))


def share_of(count: int, least: int) -> int:
    """That share of ``count``, never less than ``least``."""
    return max(least, round(SHARE * count))
