"""Checks as JUnit XML: a suite for each filing, a test case for each rule, with what it compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from tanshin.tell.checked import Checked, page
from tanshin.tell.language import ENGLISH, Language
from tanshin.tell.text import finding_lines
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say

#: What XML 1.0 cannot hold, not even written as a reference.
_FOREIGN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(some: Iterable[Checked], threshold: Severity, language: Language = ENGLISH) -> bytes:
    """The checks of filings; a rule fails when it has a finding at or above the threshold.

    A rule that compared nothing is skipped, since it proves nothing. What a rule has to say below the threshold stands
    in its output. A code of reading is a case where it has something to say.
    """
    suites = etree.Element("testsuites", {"name": "tanshin check"})
    for checked in some:
        _suite(suites, checked, threshold, language)
    for name in ("tests", "failures", "errors", "skipped"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    etree.indent(suites)
    return etree.tostring(suites, encoding="UTF-8", xml_declaration=True) + b"\n"


def _suite(parent: etree._Element, checked: Checked, threshold: Severity, language: Language) -> None:
    found: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        found.setdefault(finding.code, []).append(finding)
    suite = etree.SubElement(parent, "testsuite", {"name": _text(checked.name)})
    codes = sorted(checked.compared.keys() | found.keys())
    for code in codes:
        compared = checked.compared.get(code)
        case = etree.SubElement(
            suite,
            "testcase",
            {"classname": _text(checked.name), "name": _text(f"{code} {language.page(page(code)).summary}")},
        )
        if compared is not None:
            case.set("assertions", str(compared))
        worst = [finding for finding in found.get(code, []) if finding.severity >= threshold]
        rest = [finding for finding in found.get(code, []) if finding.severity < threshold]
        if worst:
            # What cannot be read could not be tested: an error, not a failure.
            tag = "failure" if checked.result else "error"
            words = language.say(say("{number} findings", number=len(worst))) if len(worst) > 1 else None
            first = language.say(worst[0].message)
            element = etree.SubElement(case, tag, {"message": _text(words or first), "type": worst[0].severity.name})
            element.text = _told(worst, language)
        elif compared == 0:
            etree.SubElement(case, "skipped", {"message": language.say(say("nothing to compare"))})
        if rest:
            etree.SubElement(case, "system-out").text = _told(rest, language)
    counts = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.set("tests", str(len(codes)))
    for name, tag in counts.items():
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))


def _told(findings: Sequence[Finding], language: Language) -> str:
    return _text("\n".join(line for finding in findings for line in finding_lines(finding, language)))


def _text(text: str) -> str:
    return _FOREIGN.sub("\ufffd", text)
