"""A figure printed in any of forty formats and read back is the same, or refused; never another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.commands.data.import_.text.numbers import NOT_A_NUMBER, UNCLEAR, printed, read_numbers

# How programs print, by hand from their manuals: sign before, behind, brackets; what stands between thousands, before
# the places, around the figure. SAP prints 1.234,56- and (1.234,56); Excel ($1,234.56); Swiss programs 1'234.56.
GROUPS = {"plain .": ("", "."), "plain ,": ("", ","), "US": (",", "."), "German": (".", ","), "Swiss": ("'", "."),
          "Swiss ’": ("\u2019", "."), "French": ("\u202f", ","), "no-break": ("\u00a0", ","), "thin": ("\u2009", ","),
          "space .": (" ", ".")}
SIGNS = {"minus": "-{}", "behind": "{}-", "brackets": "({})", "sign": "\u2212{}"}
FORMATS = [(group, sign) for group in GROUPS for sign in SIGNS]
assert len(FORMATS) == 40
DRESS = ("{}", "${}", "{} €", "EUR {}", "{} USD", "kr {}", "\u00a0{} ")


def show(value: Decimal, group: str, sign: str, dress: str, full: bool = False) -> str:
    """A figure as a program of this kind prints it: Python's own grouping, its signs put in their places."""
    between, decimal = GROUPS[group]
    whole, _, places = f"{abs(value):,f}".partition(".")
    text = whole.replace(",", between) + (decimal + places if places else "")
    text = dress.format(text)
    text = SIGNS[sign].format(text) if value < 0 else text
    return text.translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789.,"}) if full else text


figures = st.one_of(
    st.decimals(-(10**9), 10**9, places=2), st.decimals(-(10**6), 10**6, places=3),
    st.integers(-(10**9), 10**9).map(Decimal),
)


@given(figures, st.sampled_from(FORMATS), st.sampled_from(DRESS), st.booleans())
def test_a_figure_comes_back_the_same_or_not_at_all(value, form, dress, full):
    text = show(value, *form, dress, full)
    read = read_numbers([text])[text]
    assert read == value or read in (UNCLEAR, NOT_A_NUMBER), text


@given(figures, st.sampled_from(FORMATS), st.sampled_from(DRESS))
def test_with_its_decimal_sign_given_every_format_is_read(value, form, dress):
    text = show(value, *form, dress)
    assert read_numbers([text], GROUPS[form[0]][1])[text] == value, text


@given(figures, st.sampled_from(FORMATS))
def test_with_the_wrong_decimal_sign_a_figure_with_places_is_refused_or_was_unclear(value, form):
    text = show(value, *form, "{}")
    right = GROUPS[form[0]][1]
    read = read_numbers([text], "," if right == "." else ".")[text]
    one = printed(text)
    assert one is not None
    assert isinstance(read, str) or one.proves == "" or read == value


@given(st.lists(figures, min_size=1), st.sampled_from(FORMATS))
def test_a_column_with_one_proof_is_read_throughout(values, form):
    proof = show(Decimal("1.50"), *form, "{}")
    texts = [proof, *(show(value, *form, "{}") for value in values)]
    read = read_numbers(texts)
    assert [read[text] for text in texts[1:]] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,-", "12"), ("CHF 1’234.–", "1234"), ("1.234.567", "1234567"), ("0,123", "0.123"), (".5", "0.5"),
        ("5.", "5"),
        ("1e-05", "0.00001"), ("$-5.00", "-5"), ("5.00- EUR", "-5"), ("+7", "7"), ("R$ 1.234,50", "1234.50"),
        ("1 234 567,8", "1234567.8"), ("-0,00", "0"), ("00012", "12"),
    ],
)
def test_forms_that_have_one_meaning(text, value):
    assert read_numbers([text])[text] == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "12 pcs", "1,23,456.00", "1.23E+05", "--5", "(-5)", "5-6", "1,2,3", "1 23", "12.34.56", "1'23", "€", "-", "()",
        "$5 €", "1.234,56.7", "12 XYZ", "0x10", "1/2", "½", "NaN", "inf", "5%",
    ],
)
def test_what_is_no_number_is_refused(text):
    assert isinstance(read_numbers([text])[text], str)


def test_a_column_that_is_unclear_throughout_is_asked_about_and_one_with_both_proofs_is_not_guessed():
    assert set(read_numbers(["1.234", "12.000"]).values()) == {UNCLEAR}
    both = read_numbers(["12.5", "12,5", "1.234"])
    assert (both["12.5"], both["12,5"], both["1.234"]) == (Decimal("12.5"), Decimal("12.5"), UNCLEAR)


def test_a_percent_column_may_print_its_sign():
    assert read_numbers(["22 %", "7,5%"], percent=True) == {"22 %": Decimal(22), "7,5%": Decimal("7.5")}
