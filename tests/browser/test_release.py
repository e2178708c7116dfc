"""The release as people see it: on a telephone, on a desk, on paper; its links lead somewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.built import laid_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: The releases, and how many footnotes each has.
SAMPLES = {"iij/fy2009-annual": 7, "iij/1h-fy2012": 6, "iij/fy2012-annual": 10}
#: What the margins leave of a page of A4, in pixels.
WIDTH, HEIGHT = 643, 982
#: Links without a target.
LOST = """() => [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1))
    .filter(id => !document.getElementById(id))"""
#: The heights of the sheets that a statement of the company stands on.
SHEETS = """() => [...document.querySelectorAll('.sheet:not(.turned):not(.formal)')]
    .filter(sheet => sheet.querySelector('.statement tbody tr:nth-child(40)')).map(sheet => sheet.offsetHeight)"""


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def folder(sample: str) -> Path:
    return laid_out(sample.rpartition("/")[2]) / "release"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_fits_its_screen_and_is_silent(browser: Browser, folder: Path, lang: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((folder / f"release-{lang}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LOST) == []
    assert said == []
    page.close()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_marks_and_footnotes_lead_to_each_other(browser: Browser, folder: Path, sample: str, lang: str) -> None:
    page = browser.new_page()
    page.goto((folder / f"release-{lang}.html").as_uri())
    marks = page.evaluate("[...document.querySelectorAll('.mark a')].map(a => [a.id, a.hash.slice(1), a.textContent])")
    notes = page.evaluate("[...document.querySelectorAll('.footnotes p')].map(p => [p.id, p.firstChild.hash.slice(1)])")
    assert len(notes) == SAMPLES[sample]
    assert {target for _, target, _ in marks} == {note for note, _ in notes}
    assert {back for _, back in notes} <= {mark for mark, _, _ in marks}
    page.close()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_statement_keeps_to_one_page_of_paper(browser: Browser, folder: Path, lang: str) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    page.goto((folder / f"release-{lang}.html").as_uri())
    heights = page.evaluate(SHEETS)
    assert len(heights) >= 4
    assert max(heights) <= HEIGHT
    page.close()
