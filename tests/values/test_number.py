from __future__ import annotations

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.values.number import NumberError, PrintedNumber, format_number, parse_number, sign_of

WIDE = str.maketrans("0123456789.,()-", "０１２３４５６７８９．，（）－")

EXACT = Context(prec=60)
figures = st.integers(0, 12).flatmap(
    lambda places: st.tuples(st.integers(0, 10**40).map(lambda n: Decimal(n).scaleb(-places, EXACT)), st.just(places))
)


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("0", "0", 0),
        ("7", "7", 0),
        ("1234", "1234", 0),
        ("1,234", "1234", 0),
        ("12,345,678", "12345678", 0),
        ("1,234.5", "1234.5", 1),
        ("0.50", "0.50", 2),
        ("(1,234)", "-1234", 0),
        ("( 1,234 )", "-1234", 0),
        ("△1,234", "-1234", 0),
        ("▲1,234.0", "-1234.0", 1),
        ("△ 5", "-5", 0),
        ("-1,234", "-1234", 0),
        ("\u22121,234", "-1234", 0),
        ("  42\u00a0", "42", 0),
    ],
)
def test_reads_figures_as_printed(text: str, value: str, places: int) -> None:
    number = parse_number(text)
    assert number == PrintedNumber(Decimal(value), places, widened=False)
    assert str(number.value) == value


@pytest.mark.parametrize("mark", ["-", "–", "—", "―", "－", "−", " - ", "\u3000－"])
def test_a_mark_alone_is_nil(mark: str) -> None:
    assert parse_number(mark) == PrintedNumber(None, 0, widened=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１，２３４．５", "1234.5"),
        ("（１，２３４）", "-1234"),
        ("(１,234)", "-1234"),
        ("△１", "-1"),
        ("－１", "-1"),
        ("\u30007", "7"),
    ],
)
def test_full_width_is_read_and_told(text: str, value: str) -> None:
    number = parse_number(text)
    assert number.value == Decimal(value)
    assert number.widened


@pytest.mark.parametrize("text", ["(0)", "△0", "-0.00", "(0.0)"])
def test_zero_is_never_negative(text: str) -> None:
    value = parse_number(text).value
    assert value is not None
    assert not value.is_signed()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is no figure: the text is empty"),
        (" \u3000", "there is no figure: the text is empty"),
        ("()", "there is no figure: '()' is only a sign"),
        ("△", "there is no figure: '△' is only a sign"),
        ("1,23", "thousands separators must leave groups of three digits: ',' at position 2 of '1,23'"),
        ("12,34,567", "thousands separators must leave groups of three digits: ',' at position 3 of '12,34,567'"),
        ("1,2345", "thousands separators must leave groups of three digits: ',' at position 2 of '1,2345'"),
        ("1234,567", "thousands separators must leave groups of three digits: ',' at position 5 of '1234,567'"),
        (",123", "thousands separators must leave groups of three digits: ',' at position 1 of ',123'"),
        ("1,", "thousands separators must leave groups of three digits: ',' at position 2 of '1,'"),
        ("1,,234", "thousands separators must leave groups of three digits: ',' at position 2 of '1,,234'"),
        ("12 34", "this character has no place in a figure: ' ' at position 3 of '12 34'"),
        ("12x4", "this character has no place in a figure: 'x' at position 3 of '12x4'"),
        ("１２Ｘ", "this character has no place in a figure: 'Ｘ' at position 3 of '１２Ｘ'"),
        ("12.3%", "this character has no place in a figure: '%' at position 5 of '12.3%'"),
        ("1e6", "this character has no place in a figure: 'e' at position 2 of '1e6'"),
        ("NaN", "this character has no place in a figure: 'N' at position 1 of 'NaN'"),
        ("Infinity", "this character has no place in a figure: 'I' at position 1 of 'Infinity'"),
        ("1_000", "this character has no place in a figure: '_' at position 2 of '1_000'"),
        ("+5", "this character has no place in a figure: '+' at position 1 of '+5'"),
        ("¥5", "this character has no place in a figure: '¥' at position 1 of '¥5'"),
        ("٣", "this character has no place in a figure: '٣' at position 1 of '٣'"),
        ("³", "this character has no place in a figure: '³' at position 1 of '³'"),
        ("--5", "this character has no place in a figure: '-' at position 2 of '--5'"),
        ("5-", "this character has no place in a figure: '-' at position 2 of '5-'"),
        ("–5", "this character has no place in a figure: '–' at position 1 of '–5'"),
        ("ー", "this character has no place in a figure: 'ー' at position 1 of 'ー'"),
        ("(-)", "this character has no place in a figure: '-' at position 2 of '(-)'"),
        ("1.2.3", "a second decimal point: '.' at position 4 of '1.2.3'"),
        ("1.234,5", "a separator after the decimal point: ',' at position 6 of '1.234,5'"),
        (".5", "a digit is missing before the decimal point: '.' at position 1 of '.5'"),
        ("5.", "a digit is missing after the decimal point: '.' at position 2 of '5.'"),
        ("(1", "the parenthesis is not closed: '(' at position 1 of '(1'"),
        ("（1", "the parenthesis is not closed: '（' at position 1 of '（1'"),
        ("1)", "a parenthesis without its partner or beside another sign: ')' at position 2 of '1)'"),
        ("△(1)", "a parenthesis without its partner or beside another sign: '(' at position 2 of '△(1)'"),
        ("((1))", "a parenthesis without its partner or beside another sign: '(' at position 2 of '((1))'"),
        ("0123", "a figure does not start with a needless zero: '0' at position 1 of '0123'"),
        ("0,123", "a figure does not start with a needless zero: '0' at position 1 of '0,123'"),
    ],
)
def test_refuses_and_names_the_character(text: str, message: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert str(caught.value) == message


@given(figures)
def test_what_is_formatted_is_read_again(figure: tuple[Decimal, int]) -> None:
    value, places = figure
    text = format_number(value, places)
    assert parse_number(text) == PrintedNumber(value, places, widened=False)


@given(figures, st.sampled_from(["({})", "△{}", "▲{}", "-{}", "\u2212{}"]))
def test_every_sign_means_the_same(figure: tuple[Decimal, int], sign: str) -> None:
    value, places = figure
    number = parse_number(sign.format(format_number(value, places)))
    assert number.value == value.copy_negate()
    assert number.places == places


@given(figures, st.sampled_from(["({})", "-{}", "{}"]))
def test_width_does_not_change_the_figure(figure: tuple[Decimal, int], sign: str) -> None:
    text = sign.format(format_number(*figure))
    narrow, wide = parse_number(text), parse_number(text.translate(WIDE))
    assert (wide.value, wide.places, wide.widened) == (narrow.value, narrow.places, True)


@given(st.text(alphabet="0123456789,.()-△１，．（） ", max_size=12) | st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except NumberError:
        return
    assert number.value is None or number.value.is_finite()


def test_the_ambient_context_has_no_influence() -> None:
    with localcontext(Context(prec=2)):
        number = parse_number("(123,456,789.12)")
        assert number.value is not None
        assert str(number.value) == "-123456789.12"
        assert format_number(number.value.copy_abs(), 3) == "123,456,789.120"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0", 0, "0"),
        ("-0", 0, "0"),
        ("999", 0, "999"),
        ("1000", 0, "1,000"),
        ("1E+6", 0, "1,000,000"),
        ("1234.500", 1, "1,234.5"),
        ("1234.5", 3, "1,234.500"),
        ("0.05", 2, "0.05"),
        ("123456789012345678901234567890.1", 1, "123,456,789,012,345,678,901,234,567,890.1"),
    ],
)
def test_formats_with_separators(value: str, places: int, text: str) -> None:
    assert format_number(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("value", "places", "message"),
    [
        ("1.25", 1, "1.25 does not fit in 1 places; round it first"),
        ("0.5", 0, "0.5 does not fit in 0 places; round it first"),
        ("-1", 0, "not a figure of zero or more: -1"),
        ("NaN", 0, "not a figure of zero or more: NaN"),
        ("sNaN", 0, "not a figure of zero or more: sNaN"),
        ("Infinity", 0, "not a figure of zero or more: Infinity"),
        ("1", -3, "places must not be negative: -3"),
    ],
)
def test_does_not_format_what_it_would_change(value: str, places: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        format_number(Decimal(value), places)


@pytest.mark.parametrize(
    ("text", "sign"),
    [("(1,234)", "("), ("△12", "△"), ("-5", "-"), ("－", "－"), ("1,234", ""), ("JPY(11.00)", "("), ("", "")],
)
def test_the_sign_of_a_figure_is_the_character_that_says_so(text: str, sign: str) -> None:
    assert sign_of(text) == sign
