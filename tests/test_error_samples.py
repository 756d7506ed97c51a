"""Every class of error has a sample that raises it, and docs/errors.md prints what it really says."""

from __future__ import annotations

import gc
import sys

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))

from error_samples import SAMPLES, classes, message_of, samples, text_of
from errors_page import printed

from wipbook.errors import WipbookError

PAGE = ROOT / "docs" / "errors.md"
CLASSES = [pytest.param(kind, id=f"{kind.__module__}.{kind.__name__}") for kind in classes()]


def test_every_class_has_a_sample_and_every_sample_a_class() -> None:
    without = {f"{kind.__module__}.{kind.__name__}" for kind in set(classes()) - set(samples())}
    assert without == set(), "write a sample in docs/error_samples/, then: python docs/build.py"
    assert set(SAMPLES) == set(classes())


def test_a_new_class_is_found() -> None:
    kind = type("NewFault", (WipbookError,), {"__module__": "wipbook.somewhere"})
    assert kind in classes() and kind not in samples()
    del kind
    gc.collect()  # a class is known to its base until then


@pytest.mark.parametrize("kind", CLASSES)
def test_the_sample_raises_what_the_page_says(kind: type[WipbookError]) -> None:
    assert kind.__doc__, "what it means"
    assert printed(PAGE)[text_of(kind)] == message_of(kind), "python docs/build.py"
