"""Where figures of the samples come from and go to."""

from __future__ import annotations

import pytest

from tanshin import api
from tanshin.validate.lineage import Lineage
from tanshin.validate.tie import Grip
from tanshin.validate.tie_words import Verdict
from tests.samples.filings import sample


def traced(name: str, asked: str, *choice: str) -> Lineage:
    (found,) = api.why(sample(name), api.asked(sample(name), asked, *choice))
    return found


@pytest.fixture(scope="module")
def revenues() -> Lineage:
    facts = api.asked(sample("fy2012-annual"), "Revenues", "CurrentYear", "JPY")
    return api.why(sample("fy2012-annual"), tuple(fact for fact in facts if not fact.key.dimensions))[0]


def test_every_place_is_told(revenues: Lineage) -> None:
    assert str(revenues.source).endswith("fy2012-annual/income-statement.csv:15:4")
    assert [one.printed.table for one in revenues.places] == [
        "income-statement",
        "highlights",
        "operating-results-summary",
        "segment-summary",
    ]
    assert {(one.document, one.lang) for one in revenues.shown} == {
        (document, lang) for document in ("income-statement", "release") for lang in ("ja", "en")
    }
    assert {one.text for one in revenues.shown} == {"106,248,486", "106,248"}


def test_every_rule_is_told_with_its_equation(revenues: Lineage) -> None:
    assert revenues.grip is Grip.EXACT
    codes = [one.code for one in revenues.checks]
    assert codes == sorted(codes)
    assert set(codes) == {"TNS101", "TNS103", "TNS401", "TNS403", "TNS407", "TNS411"}
    assert {one.verdict for one in revenues.checks} == {Verdict.HOLDS}
    assert "106,248,486 - 98,495,844 = 7,752,642" in {one.equation for one in revenues.checks}
    assert any(one.equation == "106,248,486,000 / 94.16 = 1,128,382, printed 1,128,382" for one in revenues.checks)


def test_a_deviation_and_the_finding_it_accepts_are_told() -> None:
    found = traced("1h-fy2012", "2,488")
    (step,) = found.adjustments
    assert step.words.startswith("accepted, TNS401: Published so: the statement of income has 2,448,207")
    assert [(one.code, one.verdict) for one in found.checks] == [("TNS401", Verdict.DIFFERS)]
    assert [one.code for one in found.findings] == ["TNS401", "TNS304"]
    assert found.grip is Grip.EXACT  # another figure would no longer be the one that is accepted


def test_a_mark_is_told() -> None:
    facts = api.asked(sample("1h-fy2012"), "1,479")
    found = api.why(sample("1h-fy2012"), facts)
    words = [step.words for one in found for step in one.adjustments if step.source]
    assert any(text.startswith("recomputed, reads 1,479: The figure is lost in the text") for text in words)


def test_what_cannot_be_checked_is_told_as_such() -> None:
    facts = api.asked(sample("fy2009-annual"), "Order Backlog for Systems Operation and Maintenance", "CurrentYear")
    found = next(one for one in api.why(sample("fy2009-annual"), facts) if one.fact.concept.local.endswith("Change"))
    assert [(one.code, one.verdict) for one in found.checks] == [("TNS402", Verdict.OPEN)]
    assert found.grip is Grip.NONE


def test_a_figure_moved_to_foot_says_so() -> None:
    facts = api.asked(sample("fy2009-annual"), "AtmOperationBusinessRevenue", "CurrentQuarter", "JPY")
    (found,) = api.why(sample("fy2009-annual"), facts)
    assert (Verdict.ADJUSTED, "TNS411") in {(one.verdict, one.code) for one in found.checks}
