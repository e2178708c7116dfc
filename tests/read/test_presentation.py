"""Slides as they are written: charts, and what they cannot ask for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tanshin import api, resources
from tanshin.report.aspect import Duration
from tanshin.report.release import Charted
from tanshin.values.finding import InputError

CHART = """\
title: {en: Slides, ja: 資料}
dateline: {en: Today, ja: 本日}
sections:
  - heading: {en: Revenues, ja: 営業収益}
    blocks:
      - chart:
          id: one
          kind: grouped
          scale: 6
          title: {en: Revenues, ja: 営業収益}
          periods: [2009-04-01/2010-03-31, PriorQuarter1]
          columns: [{concept: SegmentProfitLoss, members: {BusinessSegmentsAxis: AtmOperationMember}}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(resources.samples_dir() / "iij" / "1q-fy2013", tmp_path / "iij" / "1q-fy2013")
    shutil.copy(resources.samples_dir() / "iij" / "issuer.yaml", tmp_path / "iij")
    return tmp_path / "iij" / "1q-fy2013"


def told(folder: Path, text: str) -> str:
    (folder / "presentation.yaml").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        api.read_filing(folder)
    return " | ".join(f"{one.sources[0].line} {one.code} {one.message}" for one in caught.value.findings)


def test_a_chart_names_figures_and_periods(folder: Path) -> None:
    (folder / "presentation.yaml").write_text(CHART, "utf-8")
    slides = api.read_filing(folder).presentation
    assert slides
    ((block,),) = (section.blocks for section in slides.sections)
    assert isinstance(block, Charted)
    assert [str(period) for period in block.plan.periods] == ["2009-04-01/2010-03-31", "2012-04-01/2012-06-30"]
    assert all(isinstance(period, Duration) for period in block.plan.periods)
    assert block.plan.columns[0].figure == "SegmentProfitLoss[AtmOperationMember]"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("concept: SegmentProfitLoss", "concept: SegmentProfit", "12 TNS030"),
        ("AtmOperationMember", "AtmMember", "12 TNS030"),
        ("PriorQuarter1]", "PriorQuarter7]", "11 TNS030"),
        ("2009-04-01/2010-03-31", "2009-04-31/2010-03-31", "11 TNS030"),
        ("scale: 6", "scale: 5", "9 TNS005"),
        ("kind: grouped", "kind: pie", "8 TNS005"),
        ("AtmOperationMember}}", "AtmOperationMember}, value: Revenues +}", "12 TNS030"),
    ],
)
def test_what_a_chart_cannot_show_is_told_where_it_stands(folder: Path, old: str, new: str, message: str) -> None:
    assert message in told(folder, CHART.replace(old, new))


def test_charts_are_told_apart(folder: Path) -> None:
    twice = CHART + CHART[CHART.index("      - chart:") :]
    assert "there is a chart one already" in told(folder, twice)


def test_numbers_in_slides_are_bound(folder: Path) -> None:
    (folder / "presentation.yaml").write_text(CHART.replace("en: Revenues,", "en: Revenues of 2012,"), "utf-8")
    codes = [one.code for one in api.check(api.read_filing(folder)).findings]
    assert codes.count("TNS501") == 2


def test_a_release_has_no_charts(folder: Path) -> None:
    shutil.move(folder / "presentation.yaml", folder / "release.yaml")
    (folder / "release.yaml").write_text(CHART, "utf-8")
    with pytest.raises(InputError, match="chart"):
        api.read_filing(folder)
