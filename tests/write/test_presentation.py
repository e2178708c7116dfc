"""The slides as pages of HTML5."""

from __future__ import annotations

import re

import pytest

from tanshin import api
from tests.built import product

SAMPLE = "1q-fy2013"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return product(SAMPLE).files


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_page_is_html_by_itself(files: dict[str, bytes], lang: str) -> None:
    page = files[f"presentation/presentation-{lang}.html"].decode()
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
    assert "<script" not in page
    assert re.search(r'(?:src|href)="(?!#)', page) is None
    assert "<figure" in page
    assert page.count("<svg") == page.count("<figcaption") == page.count("<details")
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))


def test_gaps_and_derived_figures_are_marked(files: dict[str, bytes]) -> None:
    page = files["presentation/presentation-en.html"].decode()
    assert page.count(">not published</text>") > 10
    assert 'fill="url(#chart-revenues-derived)"' in page
    assert ">24,841*</text>" in page


def test_the_index_leads_to_the_slides_and_to_what_there_is(files: dict[str, bytes]) -> None:
    index = files["index.html"].decode()
    links = set(re.findall(r'href="([^"]+)"', index))
    assert {"presentation/presentation-ja.html", "presentation/presentation-en.html"} <= links
    assert links <= files.keys()
    assert "<h1>Consolidated Financial Results for 1Q13</h1>" in index
    assert any(name.endswith(".xbrl") for name in files)


def test_two_builds_are_the_same(files: dict[str, bytes]) -> None:
    place = f"iij/{SAMPLE}"
    filing = api.read_filing(place)
    earlier = api.earlier_filings(filing, place)
    assert api.produce(filing, api.check(filing, earlier), earlier=earlier).files == files
