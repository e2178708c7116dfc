"""Documents as pages of the viewer."""

from __future__ import annotations

import re

import pytest

from tanshin.read.ixbrl.read import read_set
from tanshin.values.finding import InputError
from tanshin.viewer.page import element_of, page_of
from tests.viewer.viewed import filing, made, pages, told


def test_a_page_says_what_its_document_says() -> None:
    """Its tags are those of the document, each with an id of its own that the program is told of."""
    for path, data in pages().items():
        read = [one.item for one in read_set({path: data}).tagged]
        facts = told(data)["sourceReports"][0]["targetReports"][0]["facts"]
        assert [item.id for item in read] == list(facts)
        assert len(set(facts)) == len(read) > 0


def test_ids_do_not_depend_on_what_stands_before() -> None:
    path = next(path for path in made().files if path.startswith("XBRLData/Attachment/") and path.endswith(".htm"))
    data = made().files[path]
    whole = page_of("one", "ja", data, filing(), ())
    first = re.search(rb"<ix:nonFraction\b.*?</ix:nonFraction>", data, re.DOTALL)
    assert first is not None
    fewer = page_of("one", "ja", data.replace(first[0], b"", 1), filing(), ())
    ids = set(re.findall(rb'<ix:\w+ id="([^"]*)"', whole.content))
    assert set(re.findall(rb'<ix:\w+ id="([^"]*)"', fewer.content)) < ids
    assert {element_of(fact).encode() for fact in whole.facts} <= ids


def test_what_a_document_says_cannot_end_the_script() -> None:
    data = next(data for path, data in made().files.items() if path.startswith("en/") and b"<ix:nonNumeric" in data)
    hostile = b"&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    tagged = re.sub(rb'(<ix:nonNumeric [^>]*) format="[^"]*"[^<]*', rb"\1>" + hostile, data)
    assert tagged != data
    page = page_of("summary", "en", tagged, filing(), ()).content
    assert page.count(b"<script") == page.count(b"</script>") == 2
    assert any(
        one["v"] == "</script><script>alert(1)</script>"
        for one in told(page)["sourceReports"][0]["targetReports"][0]["facts"].values()
    )


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(InputError):
        page_of("one", "en", b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", filing(), ())
