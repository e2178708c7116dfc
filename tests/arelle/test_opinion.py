"""What an answer of Arelle amounts to, without Arelle: names of files, and what is no dispute."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.arelle.opinion import Naming, opinion
from tanshin.arelle.result import Message, Result
from tanshin.opening import open_published
from tanshin.report.instance import Instance
from tanshin.values.finding import Severity
from tests.arelle.test_client import instance, money

NAMING = Naming("/tmp/place", "filing.zip/", "reports")  # noqa: S108 - never looked at


@pytest.fixture
def wrong(tmp_path: Path) -> Instance:
    """A report in which a sum is wrong by any reading."""
    [one] = open_published(instance(tmp_path / "i.xbrl", money("Cash", "1"), money("Other", "2"), money("Assets", "9")))
    return one


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("page.htm", "filing.zip/reports/page.htm"),
        ("../schemas/a.xsd", "filing.zip/schemas/a.xsd"),
        ("http://example.com/a.xsd", "http://example.com/a.xsd"),
        ("/elsewhere/a.xsd", "/elsewhere/a.xsd"),
    ],
)
def test_files_are_called_as_people_gave_them(said: str, name: str) -> None:
    assert NAMING.file(said) == name


def test_no_text_tells_where_files_were_laid_out() -> None:
    said = Message("any", "error", "cannot read /tmp/place/a.xsd,\n  line 1", "../a.xsd", 1)
    [told] = opinion(Result((said,)), "filing.zip", (), NAMING).findings
    assert told.message == "Arelle [any] cannot read filing.zip/a.xsd, line 1"
    assert str(told.sources[0]) == "filing.zip/a.xsd:1"


def test_every_level_has_its_weight_and_remarks_are_left_out() -> None:
    messages = tuple(Message("any", level, level) for level in ("error", "inconsistency", "warning", "info"))
    told = opinion(Result(messages), "a.xbrl", (), NAMING).findings
    assert [one.severity for one in told] == [Severity.ERROR, Severity.INCONSISTENCY, Severity.WARNING]


def test_sums_are_disputed_where_both_could_judge_them(wrong: Instance) -> None:
    whole = opinion(Result(), "i.xbrl", [wrong], NAMING)
    assert [one.code for one in whole.findings] == ["TNS794", "TNS794"]
    assert whole.sums == 2
    for other in (replace(wrong, has_tuples=True), replace(wrong, is_complete=False)):
        assert opinion(Result(), "i.xbrl", [other], NAMING).findings == ()
