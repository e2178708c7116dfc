"""The samples of companies that do not exist.

One has every quarter of a loss year under Japanese GAAP with two notices of revision, the other reports under IFRS.
``kakuu-*.facts.csv`` and ``mihon-*.facts.csv`` are written anew with ``pytest --regenerate``; read the difference
before you commit it.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tanshin import api
from tanshin.arelle.client import Arelle, as_arelle
from tanshin.document.build import documents
from tanshin.new import following
from tanshin.report.filing import Filing
from tanshin.values.finding import Severity
from tanshin.write.submitter import names_of
from tanshin.write.tdnet import ATTACHMENT, SUMMARY, submission
from tests.samples.facts import HEADER, row
from tests.write.test_tdnet import judge

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

#: Each filing with its form, the number of its facts and of those in the summary.
FILINGS = {
    "kakuu/1q-fy2015": ("qcedjpsm", 175, 109),
    "kakuu/revision-2015-10": ("rvfc", 72, 72),
    "kakuu/2q-fy2015": ("qcedjpsm", 189, 101),
    "kakuu/revision-2016-01": ("rvdf", 40, 40),
    "kakuu/3q-fy2015": ("qcedjpsm", 166, 100),
    "kakuu/fy2015-annual": ("acedjpsm", 225, 136),
    "mihon/fy2015-annual": ("acedifsm", 181, 132),
    "mihon/1q-fy2016": ("qcedifsm", 143, 103),
}

#: One filing for each form: the last that fills it in.
OF_FORM = {form: name for name, (form, *_) in FILINGS.items()}


@cache
def sample(name: str) -> Filing:
    return api.read_filing(SAMPLES / name)


@pytest.mark.parametrize("name", FILINGS)
def test_every_fact_is_as_it_was(name: str, regenerate: bool) -> None:
    filing = sample(name)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([HEADER, *map(row, filing.report)])
    snapshot = Path(__file__).with_name(f"{name.replace('/', '-')}.facts.csv")
    if regenerate:
        snapshot.write_text(stream.getvalue(), encoding="utf-8", newline="")
    assert stream.getvalue().splitlines() == snapshot.read_text(encoding="utf-8").splitlines()
    official = sum(fact.concept.namespace == filing.form_taxonomy.namespace for fact in filing.report)
    assert (filing.form.name, len(filing.report), official) == FILINGS[name]


@pytest.mark.parametrize("name", FILINGS)
def test_nothing_is_found_wrong(name: str) -> None:
    result = api.check(sample(name), api.earlier_filings(sample(name), SAMPLES / name))
    assert [str(one.message) for one in result.findings if one.severity > Severity.INFO] == []
    assert sum(result.checked.values()) > 90


@pytest.mark.parametrize("name", OF_FORM.values())
def test_the_documents_are_valid_by_the_official_taxonomy(
    name: str, arelle: Arelle, reference: Path, tmp_path: Path
) -> None:
    filing = sample(name)
    for file, content in submission(filing, {lang: documents(filing, lang) for lang in ("ja", "en")}).items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(content)
    names, own = names_of(filing), filing.form_taxonomy.namespace
    official = reference / "tse" / "tse-ed-2014-01-12.zip"
    result = judge(arelle, tmp_path / SUMMARY / f"{names.summary}-ixbrl.htm", official)
    assert Counter(result.facts) == Counter(
        as_arelle(fact) for fact in filing.in_language("ja") if fact.concept.namespace == own
    )
    if filing.calendar.quarter == 4:
        judge(arelle, [tmp_path / ATTACHMENT / one.file for one in names.attached])


def test_after_a_notice_the_next_filing_follows_the_results_before_it(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "kakuu", tmp_path / "kakuu", ignore=shutil.ignore_patterns("2q*", "3q*", "*annual"))
    started = following(tmp_path / "kakuu" / "revision-2015-10", tmp_path / "kakuu" / "next", annual=False)
    filing = started.filing
    assert (filing.form.name, filing.calendar.quarter, filing.follows) == ("qcedjpsm", 2, "revision-2015-10")


def test_what_a_notice_says_was_announced_before_is_held_against_it(tmp_path: Path) -> None:
    place = tmp_path / "kakuu" / "revision-2015-10"
    shutil.copytree(SAMPLES / "kakuu", place.parent, ignore=shutil.ignore_patterns("2q*", "3q*", "*annual"))
    table = place / "summary-year.csv"
    table.write_text(table.read_text(encoding="utf-8").replace('"8,500"', '"8,600"'), encoding="utf-8")
    filing = api.read_filing(place)
    findings = api.check(filing, api.earlier_filings(filing, place)).findings
    assert [one.expected for one in findings if one.code == "TNS321"] == [Decimal(8_500_000_000)]
