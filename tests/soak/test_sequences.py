"""Sequences of commands under bad luck; see ``sequences``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.share import share_of
from tests.soak.sequences import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills, leases, limits")


@pytest.mark.slow
@pytest.mark.parametrize(
    "share", [range(4), *(pytest.param(range(at, at + share_of(25, 8)), marks=[pytest.mark.heavy, pytest.mark.soak])
                          for at in range(100, 150, 25))],
    ids=lambda share: f"{share.start}-{share.stop - 1}",
)
def test_nothing_is_lost_damaged_or_a_traceback(share: range, tmp_path: Path) -> None:
    print("seeds", list(share))
    assert run(list(share), tmp_path) > 0
