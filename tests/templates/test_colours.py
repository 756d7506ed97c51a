"""Colours for readers who see two of three: as Machado, Oliveira and Fernandes (2009) compute what they see.

The matrices are those of their supplement for full protanopia, deuteranopia and tritanopia (severity 1.0), applied to
linear sRGB; differences are CIE 1976 (L*a*b*, D65). Two colours 2.3 apart are just told from one another; areas and
lines of a chart want about ten times that.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from wipbook.sheets import output_sheets
from workbook_templates.looks import AMBER, AMBER_PALE, BAD, BAD_PALE, CHART_COLOURS, GOOD, GOOD_PALE, PAPER

SEEN = {
    "normal": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}
_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                 [0.0193339, 0.1191920, 0.9503041]])
_WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    part = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(colour: str, sight: str) -> np.ndarray:
    seen = np.clip(SEEN[sight] @ linear(colour), 0, 1)
    ratio = _XYZ @ seen / _WHITE
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def apart(one: str, other: str, sight: str) -> float:
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def contrast(one: str, other: str) -> float:
    """WCAG 2.1: the relative luminance of both, each with 0.05."""
    light, dark = sorted((float(_XYZ[1] @ linear(colour)) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_comes_to_published_figures() -> None:
    """White is L* 100; pure red is 53.24, 80.09, 67.20 (Lindbloom); black on white has a contrast of 21 (WCAG)."""
    assert lab("#FFFFFF", "normal") == pytest.approx([100, 0, 0], abs=0.02)
    assert lab("#FF0000", "normal") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert apart("#FF0000", "#00B000", "normal") > 3 * apart("#B08000", "#8A8A00", "deuteranopia")


@pytest.mark.parametrize("sight", SEEN)
def test_series_that_stand_side_by_side_are_told_apart(sight: str) -> None:
    """The seven days of a week, stacked by hour on Analytics, are more than colour can tell: their order and the table
    beside the chart do."""
    used = {chart.title: len(chart.series) for sheet in output_sheets() for chart in sheet.charts}
    assert used.pop("Entries by hour and weekday") == 7 <= len(CHART_COLOURS)
    assert max(used.values()) == 3
    for one, other in itertools.combinations(CHART_COLOURS[:3], 2):
        assert apart(one, other, sight) >= 20, (one, other)


@pytest.mark.parametrize("sight", SEEN)
def test_good_bad_and_doubtful_do_not_look_alike(sight: str) -> None:
    for one, other in itertools.combinations(((GOOD, GOOD_PALE), (BAD, BAD_PALE), (AMBER, AMBER_PALE)), 2):
        assert apart(one[0], other[0], sight) + apart(one[1], other[1], sight) >= 20, (one, other)


def test_marks_can_be_read() -> None:
    """4.5 to 1, what WCAG asks of text."""
    for text, ground in ((GOOD, GOOD_PALE), (BAD, BAD_PALE), (AMBER, AMBER_PALE), (BAD, PAPER), (AMBER, PAPER)):
        assert contrast(text, ground) >= 4.5, (text, ground)
