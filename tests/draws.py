"""Budgets of draws in two parts: a few in the suite, which answers soon, and all of them in the step behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.share import share_of


def in_two_parts(few: int, whole: int) -> pytest.MarkDecorator:
    """A test that is given its number of ``draws``: ``few`` in the suite, the ``whole`` budget among the heavy ones."""
    whole_budget = pytest.param(share_of(whole, few), marks=[pytest.mark.heavy, pytest.mark.fuzz], id="all")
    return pytest.mark.parametrize("draws", [pytest.param(few, id="few"), whole_budget])


def holds(check: Callable[..., None], draws: int, *drawn: Any, **more: Any) -> None:
    """``check`` for so many draws. Errors: its own, with the smallest draw that was found."""
    chosen = settings(max_examples=draws, deadline=None, suppress_health_check=[HealthCheck.too_slow], **more)
    chosen(given(*drawn)(check))()
