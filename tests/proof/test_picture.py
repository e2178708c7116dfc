"""Charts, read back."""

from __future__ import annotations

from fractions import Fraction

from lxml import etree

from tanshin.document.chart import Chart, Mark, Series
from tanshin.proof.picture import Column, Picture, Point, read_picture, signed
from tanshin.write.chart import draw

CHART = Chart(
    "chart-one",
    "Sales",
    "JPY",
    ("A", "B"),
    (Series("Sales", (Mark(Fraction(30), "30"), Mark(Fraction(-12), "△12"))),),
    (Series("Rate", (Mark(Fraction(1), "1.0"), Mark(Fraction(3), "3.0"))),),
    "%",
)


def drawn() -> Picture:
    return read_picture(etree.fromstring(draw(CHART)))


def test_words_ticks_and_ends() -> None:
    picture = drawn()
    assert (picture.id, picture.title) == ("chart-one", "Sales")
    assert "B: △12" in picture.description
    assert {"30", "△12", "1.0", "3.0", "A", "B"} <= {*picture.texts}
    assert [tick.value for tick in picture.ticks] == [-20, -10, 0, 10, 20, 30]


def test_columns_are_as_high_as_their_figures() -> None:
    picture = drawn()
    assert picture.scale
    zero, one = picture.scale
    up, down = picture.columns
    assert abs(up.height - 30 * one) <= Fraction(1, 100)
    assert abs(down.height - 12 * one) <= Fraction(1, 100)
    assert down.top == zero
    assert [picture.category(column.middle, 2) for column in (up, down)] == [0, 1]


def test_points_of_lines() -> None:
    first, second = drawn().points
    assert isinstance(first, Point)
    assert first.y > second.y


def test_what_cannot_be_measured_is_far_off() -> None:
    svg = etree.fromstring('<svg><rect stroke="#ffffff" x="a" y="1" width="2" height="3"/></svg>')
    (column,) = read_picture(svg).columns
    assert column == Column(Fraction(-9999), Fraction(1), Fraction(3))


def test_a_figure_with_its_sign() -> None:
    assert [signed(text) for text in ("(5)", "△1,000*", "c. 2.5", "…", "1 of 2")] == [
        -5,
        -1000,
        Fraction(5, 2),
        None,
        None,
    ]
