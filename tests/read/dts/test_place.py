"""Where references lead to, and where they must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.dts.place import OutsideError, is_url, joined, split
from tanshin.values.archive import name_fault


@pytest.mark.parametrize(
    ("base", "href", "expected"),
    [
        ("", "a.xsd", "a.xsd"),
        ("x/report.xbrl", "a.xsd", "x/a.xsd"),
        ("x/y/a.xsd", "../b.xsd", "x/b.xsd"),
        ("x/y/a.xsd", "./z//b.xsd", "x/y/z/b.xsd"),
        ("x/a.xsd", "", "x/a.xsd"),
        ("x/a.xsd", "%E6%97%A5%20b.xsd", "x/日 b.xsd"),
        ("x/a.xsd", "b.xsd?version=1", "x/b.xsd"),
        ("x/a.xsd", "deep/", "x/deep/"),
        ("a.xsd", ".", ""),
        ("x/deep/", "b.xsd", "x/deep/b.xsd"),
        ("x/a.xsd", "HTTP://Example.com/T/b.xsd", "http://example.com/T/b.xsd"),
        ("x/a.xsd", "http://e.com/t/../b.xsd", "http://e.com/b.xsd"),
        ("x/a.xsd", "http://e.com/t/./", "http://e.com/t/"),
        ("http://e.com/t/a.xsd", "../b.xsd", "http://e.com/b.xsd"),
        ("http://e.com/t/a.xsd", "../../../b.xsd", "http://e.com/b.xsd"),
        ("http://e.com/t/a.xsd", "/b.xsd", "http://e.com/b.xsd"),
        ("http://e.com/t/a.xsd", "//f.com/b.xsd", "http://f.com/b.xsd"),
        ("http://e.com", "b.xsd", "http://e.com/b.xsd"),
    ],
)
def test_references(base: str, href: str, expected: str) -> None:
    assert joined(base, href) == expected


@pytest.mark.parametrize(
    ("base", "href"),
    [
        ("", "../a.xsd"),
        ("x/a.xsd", "../../etc/passwd"),
        ("x/a.xsd", "..%2F..%2Fetc/passwd"),
        ("x/a.xsd", "/etc/passwd"),
        ("x/a.xsd", "%2Fetc/passwd"),
        ("x/a.xsd", "//host/share"),
        ("x/a.xsd", "file:///etc/passwd"),
        ("x/a.xsd", "FILE:/etc/passwd"),
        ("x/a.xsd", "C:\\Windows\\win.ini"),
        ("x/a.xsd", "..\\..\\a.xsd"),
        ("x/a.xsd", "urn:x"),
        ("x/a.xsd", "jar:http://e.com/x!/a"),
        ("x/a.xsd", "a%00.xsd"),
        ("x/a.xsd", "a" * 3000),
        ("http://e.com/a.xsd", "file:///etc/passwd"),
        ("http://e.com/a.xsd", "ftp://e.com/a.xsd"),
        ("http://e.com/a.xsd", "//[e.com/a.xsd"),
    ],
)
def test_references_that_lead_elsewhere_are_refused(base: str, href: str) -> None:
    with pytest.raises(OutsideError) as caught:
        joined(base, href)
    assert str(caught.value)


@given(st.text("abAB./\\:%2eE5cC#?~ ", max_size=20), st.sampled_from(["", "x/a.xsd", "x/y/"]))
def test_no_reference_leads_out_of_the_folder(href: str, base: str) -> None:
    try:
        place = joined(base, split(href)[0])
    except OutsideError:
        return
    assert is_url(place) or place in ("", base) or name_fault(place.removesuffix("/")) is None


def test_fragments() -> None:
    assert split(" a.xsd#e_Cash ") == ("a.xsd", "e_Cash")
    assert split("a.xsd") == ("a.xsd", "")
    assert split("#%E6%97%A5") == ("", "日")
