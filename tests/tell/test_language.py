"""Every message and every page of the manual is there in Japanese, with the same places."""

from __future__ import annotations

import string

import pytest

from tanshin.proof.prove import EVERY_RULE
from tanshin.resources import templates_dir
from tanshin.tell.language import CODES, ENGLISH, language
from tanshin.validate.manual import pages
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import listed, say, title
from tests.tell.templates import spoken_templates

JAPANESE = language("ja")


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_template_in_the_code_is_translated() -> None:
    missing = {template: place for template, place in spoken_templates().items() if template not in JAPANESE.catalog}
    assert missing == {}


def test_nothing_is_translated_that_nobody_says() -> None:
    assert sorted(JAPANESE.catalog.keys() - spoken_templates().keys() - {", "}) == []


def test_translations_have_the_same_places() -> None:
    wrong = {one: other for one, other in JAPANESE.catalog.items() if places(one) != places(other)}
    assert wrong == {}


def test_every_page_is_translated_and_has_a_sentence_a_reason_and_advice() -> None:
    assert sorted(page.code for page in pages(EVERY_RULE)) == sorted(JAPANESE.pages)
    for page in pages(EVERY_RULE):
        there = JAPANESE.page(page)
        assert (there.code, there.severity) == (page.code, page.severity)
        assert there.summary.endswith("。"), page.code
        assert len(there.text.split("\n\n")) >= 2, page.code


@pytest.mark.parametrize("file", ["ja.tsv", "ja-pages.tsv"])
def test_a_catalog_says_each_thing_once(file: str) -> None:
    lines = (templates_dir() / "messages" / file).read_text(encoding="utf-8").splitlines()
    keys = [line.partition("\t")[0] for line in lines if line]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert [line for line in lines if line.count("\t") != 1] == []


def test_messages_speak_both_languages() -> None:
    name = title({"en": "Cash", "ja": "現金"})
    message = say("{title} {where}", title=name, where=listed([say("at {period}", period="2013-03-31"), name]))
    assert message == "Cash at 2013-03-31, Cash"
    assert ENGLISH.say(message) is message
    assert JAPANESE.say(message) == "現金（2013-03-31 現在、現金）"
    told = JAPANESE.told(Finding("TNS101", Severity.ERROR, message))
    assert (told.code, told.message) == ("TNS101", "現金（2013-03-31 現在、現金）")


def test_what_has_no_translation_stays_in_english() -> None:
    assert JAPANESE.say(say("zzz {name}", name=say("nil"))) == "zzz 該当なし（－）"
    assert JAPANESE.say("plain words") == "plain words"
    assert CODES == ("en", "ja")
