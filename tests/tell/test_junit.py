"""JUnit XML as build servers read it."""

from __future__ import annotations

from lxml import etree

from tanshin.tell.checked import Checked
from tanshin.tell.junit import as_junit
from tanshin.tell.language import language
from tanshin.values.finding import Finding, Severity
from tests.tell.filings import checked, finding

TOLD = checked(
    finding("TNS101", Severity.ERROR, 2), finding("TNS101", Severity.ERROR, 3), finding("TNS404", Severity.WARNING)
)


def root(*some: Checked, threshold: Severity = Severity.INCONSISTENCY, lang: str = "en") -> etree._Element:
    return etree.fromstring(as_junit(some, threshold, language(lang)))


def test_a_case_for_each_rule_with_what_it_compared() -> None:
    (suite,) = root(TOLD)
    assert {str(name): str(value) for name, value in suite.attrib.items()} == {
        "name": "co/annual",
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "skipped": "1",
    }
    cases = {case.get("name", "")[:6]: case for case in suite}
    assert cases["TNS101"].get("assertions") == "12"
    failure = cases["TNS101"].find("failure")
    assert failure is not None
    assert (failure.get("message"), failure.get("type")) == ("2 findings", "ERROR")
    assert (failure.text or "").count("ERROR TNS101") == 2
    assert cases["TNS102"].find("skipped") is not None
    assert cases["TNS404"].find("failure") is None
    assert "WARNING TNS404" in (cases["TNS404"].findtext("system-out") or "")


def test_the_threshold_decides_what_fails() -> None:
    assert root(TOLD, threshold=Severity.WARNING).get("failures") == "2"
    assert root(TOLD, TOLD).get("tests") == "6"


def test_a_filing_that_cannot_be_read_is_an_error() -> None:
    unread = Checked("co/x", (Finding("TNS001", Severity.ERROR, "it is missing"),))
    found = root(unread)
    assert (found.get("errors"), found.get("failures")) == ("1", "0")


def test_what_xml_cannot_hold_is_replaced() -> None:
    odd = Checked("co/\x00x", (Finding("TNS001", Severity.ERROR, "a\x1bb \ud800"),))
    assert "a\ufffdb \ufffd" in (root(odd).findtext(".//error") or "")


def test_it_speaks_japanese() -> None:
    (suite,) = root(TOLD, lang="ja")
    assert suite[0].get("name") == "TNS101 合計が、その内訳の合計と正確に一致すること。"
    assert suite[1][0].get("message") == "照合対象なし"
