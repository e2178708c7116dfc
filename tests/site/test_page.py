"""Addresses of places, as pages write them."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from tanshin.site.page import relative

_PATHS = st.lists(
    st.text("aé現 #%", min_size=1, max_size=3).filter(lambda text: text.strip(" #")), min_size=1, max_size=4
)


def test_addresses_are_relative() -> None:
    assert relative("a/b/c.html", "site.css") == "../../site.css"
    assert relative("a/b.html", "a/b.html#x y") == "#x%20y"
    assert relative("index.html", "a/b.html#x") == "a/b.html#x"
    assert relative("a/b.html", "a/c.html") == "c.html"


@given(_PATHS, _PATHS)
def test_an_address_leads_back_to_its_place(page: list[str], target: list[str]) -> None:
    here, there = ("/".join(part.replace("#", "_") for part in path) for path in (page, target))
    found = unquote(relative(here, there))
    assert posixpath.normpath(posixpath.join(posixpath.dirname(here), found)) == there
