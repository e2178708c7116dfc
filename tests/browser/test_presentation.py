"""The slides as people see them: on a telephone, on a desk, on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.built import laid_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAMPLE = "1q-fy2013"
SLIDES = 18
#: Texts of a chart that leave it.
OUTSIDE = """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
            || box.bottom > frame.bottom + 1;
    }).map(text => text.textContent);
})"""


@pytest.fixture(scope="module")
def folder() -> Path:
    return laid_out(SAMPLE) / "presentation"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_fits_its_screen_and_is_silent(browser: Browser, folder: Path, lang: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((folder / f"presentation-{lang}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OUTSIDE) == []
    assert said == []
    page.close()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_slide_is_a_page_of_paper(browser: Browser, folder: Path, lang: str) -> None:
    page = browser.new_page()
    page.goto((folder / f"presentation-{lang}.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == SLIDES
