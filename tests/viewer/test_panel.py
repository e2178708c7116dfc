"""The page with the findings."""

from __future__ import annotations

import re

from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.viewer.page import Page, element_of
from tanshin.viewer.panel import panel
from tests.viewer.viewed import filing, made

MANY = 9


def shown(*findings: Finding, facts: frozenset[str] = frozenset()) -> str:
    pages = (Page("summary", b"", "A <b>", "en", facts), Page("summary", b"", "要約", "ja", frozenset()))
    return panel(filing(), pages, findings).decode()


def test_texts_are_escaped_and_said_in_both_languages() -> None:
    message = say("{title} is {value}", title="<img src=x onerror=alert(1)>", value='"1"')
    page = shown(Finding("TNS101", Severity.ERROR, message))
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "A &lt;b&gt;" in page
    assert '<span lang="en">ERROR</span><span lang="ja">エラー</span>' in page


def test_a_finding_leads_to_its_facts_where_they_stand() -> None:
    facts = tuple(str(fact.key) for fact in filing().report)[:MANY]
    page = shown(Finding("TNS101", Severity.WARNING, "these", facts=(*facts, "nowhere")), facts=frozenset(facts[:-1]))
    led = dict(re.findall(r'href="summary-en\.html\?lang=en#f-(\w+)" target="viewer" data-id="(\w+)"', page))
    assert list(led) == list(led.values()) == [element_of(fact) for fact in dict.fromkeys(facts[:-1])]
    assert page.count('data-en="summary" data-ja=""') == len(led)
    assert "4 more facts" in page


def test_where_nothing_was_found_it_says_so() -> None:
    assert '<span lang="ja">指摘事項はありません。</span>' in shown()


def test_where_no_document_has_tags_it_says_so() -> None:
    page = panel(filing(), (), ()).decode()
    assert "<iframe" not in page
    assert "No document of this filing has tagged figures." in page


def test_documents_that_are_called_alike_are_told_apart() -> None:
    pages = [Page(name, b"", "Results", "en", frozenset()) for name in ("summary", "release")]
    page = panel(filing(), pages, ()).decode()
    assert ">Results (summary)<" in page
    assert ">Results (release)<" in page


def test_the_build_has_one_for_what_was_found() -> None:
    page = made().files["viewer/index.html"].decode()
    assert page.count('role="listitem"') == len(made().result.findings)
    facts = {fact for finding in made().result.findings for fact in finding.facts}
    assert facts
    assert {f'data-id="{element_of(fact)}"' for fact in facts} <= set(re.findall(r'data-id="\w+"', page))
