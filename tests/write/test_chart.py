"""Charts as SVG."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from tanshin.document.chart import Chart, Mark, Series, Standing
from tanshin.write.chart import describe, draw, nice_scale

SVG = "{http://www.w3.org/2000/svg}"
NONE = Mark(None, "", Standing.MISSING)


def mark(value: int, standing: Standing = Standing.PUBLISHED) -> Mark:
    return Mark(Fraction(value), f"{value:,}", standing)


REVENUE = Chart(
    "revenue",
    "Revenue by service",
    "JPY millions",
    ("2Q12", "3Q12", "4Q12"),
    (
        Series("Network services", (mark(16167), NONE, mark(16717, Standing.DERIVED))),
        Series("Systems integration", (mark(9175), NONE, mark(11604))),
    ),
    lines=(Series("Gross margin", (Mark(Fraction(203, 10), "20.3%"), NONE, Mark(Fraction(214, 10), "21.4%"))),),
    line_unit="%",
    totals=(mark(25342), NONE, mark(28321)),
    stacked=True,
    missing="not published",
)


def parsed(chart: Chart) -> etree._Element:
    return etree.fromstring(draw(chart))


def texts(svg: etree._Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


def boxes(svg: etree._Element) -> list[dict[str, Fraction]]:
    names = ("x", "y", "width", "height")
    return [{name: Fraction(rect.get(name, "0")) for name in names} for rect in svg.iterchildren(f"{SVG}rect")]


def test_the_picture_says_what_it_is_and_shows() -> None:
    svg = parsed(REVENUE)
    assert svg.get("role") == "img"
    named = {child.get("id"): child.text for child in svg if child.get("id")}
    assert [named[name] for name in (svg.get("aria-labelledby") or "").split()] == [
        "Revenue by service",
        describe(REVENUE),
    ]
    assert "Network services – 2Q12: 16,167; 3Q12: not published; 4Q12: 16,717" in describe(REVENUE)


def test_every_figure_is_written() -> None:
    written = texts(parsed(REVENUE))
    for figure in ("16,167", "9,175", "16,717", "11,604", "25,342", "28,321", "20.3%", "21.4%"):
        assert written.count(figure) == 1


def test_where_nothing_is_published_the_chart_says_so() -> None:
    assert texts(parsed(REVENUE)).count("not published") == 1


def test_a_line_does_not_bridge_a_gap() -> None:
    assert not list(parsed(REVENUE).iter(f"{SVG}polyline"))


def test_only_what_is_derived_is_hatched() -> None:
    hatched = [rect for rect in parsed(REVENUE).iter(f"{SVG}rect") if rect.get("fill") == "url(#revenue-derived)"]
    assert len(hatched) == 1


def test_words_are_escaped() -> None:
    svg = draw(replace(REVENUE, title="A & B <script>"))
    assert "<script>" not in svg
    assert "A &amp; B &lt;script&gt;" in svg


def test_series_and_categories_must_agree() -> None:
    with pytest.raises(ValueError, match="3 marks"):
        replace(REVENUE, columns=(Series("short", (mark(1),)),))


FIGURES = st.one_of(st.none(), st.integers(-(10**7), 10**7))


@given(st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=12), st.booleans())
def test_nothing_is_drawn_outside_the_picture(rows: list[tuple[int | None, int | None]], stacked: bool) -> None:
    def series(label: str, column: int) -> Series:
        return Series(label, tuple(NONE if (value := row[column]) is None else mark(value) for row in rows))

    chart = Chart(
        "any", "Any", "JPY", tuple(str(at) for at in range(len(rows))), (series("a", 0), series("b", 1)),
        stacked=stacked, missing="none",
    )  # fmt: skip
    svg = parsed(chart)
    _, _, width, height = (Fraction(part) for part in (svg.get("viewBox") or "").split())
    for box in boxes(svg):
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height
    assert draw(chart) == draw(chart)


@given(st.lists(st.fractions(-(10**9), 10**9, max_denominator=1000), min_size=1, max_size=9), st.booleans())
def test_a_scale_holds_its_values_in_few_steps(values: list[Fraction], zero: bool) -> None:
    scale = nice_scale(values, 0, 100, zero=zero)
    assert scale.low <= min(values) <= max(values) <= scale.high
    assert 2 <= len(list(scale.ticks())) <= 9


def test_figures_wider_than_their_columns_are_turned() -> None:
    wide = tuple(mark(-1_000_000 - value) for value in range(12))
    chart = replace(
        REVENUE, categories=("Q",) * 12, columns=(Series("a", wide), Series("b", wide)), lines=(), totals=()
    )
    svg = parsed(replace(chart, stacked=False))
    turned = [text for text in svg.iter(f"{SVG}text") if (text.get("transform") or "").startswith("rotate(-90")]
    assert len(turned) == 24
    assert {text.get("text-anchor") for text in turned} == {"end"}


def test_a_stack_without_all_its_parts_stays_open() -> None:
    part = replace(REVENUE, columns=(REVENUE.columns[0], Series("Other", (NONE, NONE, mark(1)))))
    assert len([rect for rect in parsed(part).iter(f"{SVG}rect") if rect.get("stroke-dasharray")]) == 2


def test_what_there_is_not_leaves_no_frame() -> None:
    void = Mark(None, "", Standing.VOID)
    chart = replace(REVENUE, columns=(Series("Target", (void, void, mark(5))),), lines=(), totals=(), stacked=False)
    svg = parsed(chart)
    assert "not published" not in texts(svg)
    assert describe(chart) == "Target – 4Q12: 5"


def test_a_long_legend_runs_on_in_rows() -> None:
    labels = tuple(replace(REVENUE.columns[0], label=f"{'A rather long name' * 2} {n}") for n in range(4))
    heights = [
        int((parsed(one).get("viewBox") or "").split()[3]) for one in (REVENUE, replace(REVENUE, columns=labels))
    ]
    assert heights[1] > heights[0] + 18
