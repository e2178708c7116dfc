"""The release pages before their judges: Arelle, the report they are made of, and what readers see."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tanshin import api
from tanshin.arelle.client import Arelle, Calculations
from tanshin.derive.binding import bind
from tanshin.document.model import Document, Tagged
from tanshin.document.release import release_document
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.write.ixbrl import InlineVersion
from tests.built import laid_out
from tests.samples.filings import sample

FILINGS = ("iij/fy2009-annual", "iij/1h-fy2012", "iij/fy2012-annual")
VERSIONS: dict[str, InlineVersion] = {"ja": "1.0", "en": "1.1"}
MODES: tuple[Calculations, ...] = ("c10d", "c11r")


@pytest.fixture(scope="module", params=FILINGS)
def filing(request: pytest.FixtureRequest) -> Filing:
    name: str = request.param
    return sample(name.rpartition("/")[2])


@pytest.fixture(scope="module")
def pages(filing: Filing) -> dict[str, Document]:
    binder = bind(filing, api.figures_of(filing))
    found = {lang: release_document(filing, binder, lang) for lang in VERSIONS}
    return {lang: page for lang, page in found.items() if page}


@pytest.fixture(scope="module")
def built(filing: Filing) -> dict[str, Path]:
    """The page of a build in each version of Inline XBRL, by language."""
    name = filing.name.rpartition("/")[2]
    return {lang: laid_out(name, one) / "release" / f"release-{lang}.html" for lang, one in VERSIONS.items()}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("lang", VERSIONS)
def test_a_page_is_valid_alone(
    built: dict[str, Path], arelle: Arelle, reference: Path, lang: str, mode: Calculations
) -> None:
    result = arelle.load(built[lang], [reference / "tse" / "tse-ed-2014-01-12.zip"], mode)
    assert [message.message for message in result.problems] == []
    assert len(result.facts) > 1000


@pytest.mark.parametrize("lang", VERSIONS)
def test_what_a_page_tags_is_in_the_report(filing: Filing, pages: dict[str, Document], lang: str) -> None:
    for fact in pages[lang].tagged():
        known = filing.report.by_key[fact.key]
        assert known == fact or is_true_of(fact, known), fact.key


def is_true_of(printed: Fact, fact: Fact) -> bool:
    """Whether a rounded print says what the fact says, to the decimals it is tagged with."""
    if not isinstance(printed.value, Decimal) or not isinstance(fact.value, Decimal) or printed.decimals is None:
        return False
    return abs(printed.value - fact.value) <= Decimal(5).scaleb(-printed.decimals - 1)


def test_both_pages_tag_the_same_figures(pages: dict[str, Document]) -> None:
    def keys(lang: str) -> set[Key]:
        return {fact.key._replace(lang=None) for fact in pages[lang].tagged()}

    assert keys("ja") == keys("en")


def test_every_fact_of_the_filing_but_texts_of_another_language_is_on_the_page(
    filing: Filing, pages: dict[str, Document]
) -> None:
    for lang, page in pages.items():
        tagged = {fact.key for fact in page.tagged()}
        assert [str(fact.key) for fact in filing.in_language(lang) if fact.key not in tagged] == []


def test_a_line_moved_to_foot_is_tagged_as_precisely_as_it_is_true() -> None:
    """Total cost was 84,394,933 thousand; the table prints 84,394 million so that it foots."""
    filing = sample("fy2012-annual")
    page = release_document(filing, bind(filing, api.figures_of(filing)), "en")
    assert page
    moved = [
        run.fact
        for run in page.runs()
        if isinstance(run, Tagged) and run.text == "84,394" and run.fact.concept.local == "CostOfRevenues"
    ]
    assert moved
    assert {fact.decimals for fact in moved} == {-7}
