"""What a format code makes of a number, against openpyxl's judgement and under everything that must not mislead."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from tests.ooxml.sheet.format_codes import CODES
from wipbook.ooxml.sheet.number_format import BUILT_IN, Shown, shown_as, shown_by_number

#: Where openpyxl sees a date and there is none to see: a year alone is a number, a letter that fills (``*m``) is none.
OPENPYXL_SEES_A_DATE = {"yyyy", "yy", "[$-409]yyyy", "YYYY", '"FY"yyyy', "0*m"}


@pytest.mark.parametrize("code", CODES)
def test_a_code_says_what_it_shows(code: str) -> None:
    assert shown_as(code) is CODES[code]


@pytest.mark.parametrize("code", CODES)
def test_openpyxl_sees_the_same_dates_and_elapsed_times(code: str) -> None:
    shown = CODES[code]
    if code not in OPENPYXL_SEES_A_DATE:
        assert is_date_format(code) == (shown in (Shown.DATE, Shown.ELAPSED))
    assert is_timedelta_format(code) == (shown is Shown.ELAPSED)


@pytest.mark.parametrize("number", sorted(BUILT_IN))
def test_built_in_formats_are_those_of_openpyxl(number: int) -> None:
    """Its table is that of ECMA-376, 18.8.30."""
    theirs = BUILTIN_FORMATS[number]
    shown = shown_by_number(number)
    assert (shown in (Shown.DATE, Shown.ELAPSED)) == (is_date_format(theirs) and theirs != "General")
    assert (shown is Shown.ELAPSED) == is_timedelta_format(theirs)
    assert (shown is Shown.PERCENT) == ("%" in theirs)


#: What may stand in a section without a say in what its number is.
SAYS_NOTHING = st.sampled_from((
    '"d m y h s %"', r"\d", r"\%", "_d", "_%", "[Red]", "[COLOR 12]", "[$-409]", "[$€-407]", "[$kr-41D]", '" days"',
    "[$-F800]", '"[h]"', r"\[h\]", '";"', r"\;", "_;", " ", "-", "(", ")", "$",
))
BODIES = st.sampled_from(["0.00", *(code for code in CODES if CODES[code] is not Shown.PLAIN and ";" not in code)])


@given(st.lists(SAYS_NOTHING, max_size=4), BODIES, st.lists(SAYS_NOTHING, max_size=4), st.booleans())
def test_words_colours_and_locales_do_not_mislead(before: list[str], body: str, after: list[str], more: bool) -> None:
    code = "".join(before) + body + "".join(after) + (';[Red]-0" d";"h"' if more else "")
    assert shown_as(code) is CODES.get(body, Shown.PLAIN)


@given(st.text(max_size=40))
def test_any_text_has_an_answer(code: str) -> None:
    """Nothing that a file may hold as a code is an error; without a letter or a sign that counts it is plain."""
    shown = shown_as(code)
    if not re.search("[dmhsa%]|上午", code, re.IGNORECASE):
        assert shown is Shown.PLAIN


def test_sections_that_differ() -> None:
    assert shown_as("[Red]0;h:mm") is Shown.PLAIN  # a positive number is shown as one
    assert shown_as("h:mm;0") is Shown.DATE
    assert shown_as("[<1]0%;0.0") is Shown.PLAIN  # 0.22 is 22%, but 5 is 5.0: no number is taken a hundredfold
    assert shown_as('"-";0%') is Shown.PERCENT


def test_units_without_quotes_are_no_dates() -> None:
    """Excel refuses to type them; other programs write them all the same."""
    for code in ("0.00 USD", "#,##0 DM", "0 h", "0.0 days", "# kg/d", "Standard"):
        assert shown_as(code) is Shown.PLAIN, code
