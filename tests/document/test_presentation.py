"""The slides as one document."""

from __future__ import annotations

import pytest

from tanshin import api
from tanshin.derive.binding import bind
from tanshin.derive.past import Past
from tanshin.document.model import Contents, Document, Heading, PageBreak, Picture
from tanshin.document.presentation import presentation_document
from tests.samples.filings import sample

SAMPLE = "iij/1q-fy2013"


@pytest.fixture(scope="module", params=["en", "ja"])
def document(request: pytest.FixtureRequest) -> Document:
    filing = api.read_filing(SAMPLE)
    figures = api.figures_of(filing)
    past = Past(filing, api.earlier_filings(filing, SAMPLE), figures)
    found = presentation_document(filing, bind(filing, figures), past, request.param)
    assert found
    return found


def test_each_section_is_a_page_that_the_contents_lead_to(document: Document) -> None:
    breaks = sum(isinstance(block, PageBreak) for block in document.blocks)
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading) and block.anchor]
    (contents,) = (block for block in document.blocks if isinstance(block, Contents))
    assert breaks == len(anchors) == len(contents.entries) == 17
    assert [target for _, target in contents.entries] == anchors


def test_charts_carry_their_figures(document: Document) -> None:
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert len({picture.chart.id for picture in pictures}) == len(pictures) > 20
    for picture in pictures:
        rows = picture.table.body
        series = (*picture.chart.columns, *picture.chart.lines)
        assert len(rows) == len(series) + bool(picture.chart.totals)
        for row, one in zip(rows, series, strict=False):
            shown = [cell.display for cell in row.cells[1:]]
            assert shown == ["…" if mark.standing == "missing" else mark.text for mark in one.marks]


def test_a_filing_without_slides_has_none() -> None:
    filing = sample("fy2012-annual")
    assert presentation_document(filing, bind(filing, ()), Past(filing), "en") is None
