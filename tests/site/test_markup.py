"""Markdown as pages: nothing of it runs, Japanese is told, links lead where the pages are."""

from __future__ import annotations

from tanshin.site.markup import Links, japanese, markdown, slug

LINKS = Links(
    "docs/guide.md",
    {
        "README.md": "guides/readme.html",
        "docs/guide.md": "guides/guide.html",
        "docs/findings.md#tns101": "findings/TNS101.html",
    },
    {"TNS101": "findings/TNS101.html"},
    lambda place: f"../{place}",
    lambda path: path == "LICENSE",
)


def test_markup_in_a_text_is_text() -> None:
    body = markdown("a <script>alert(1)</script> & <b>b</b>\n\n<div onclick='x'>\n", LINKS).body
    assert "<script" not in body
    assert "<b>" not in body
    assert "<div" not in body
    assert "&lt;script&gt;" in body


def test_an_address_that_would_run_is_no_link() -> None:
    body = markdown("[a](javascript:alert(1)) [b](data:text/html,x) [c](https://example.com/?a=1&b=2)", LINKS).body
    assert "javascript" not in body.replace("[a](javascript:alert(1))", "")
    assert 'href="data:' not in body
    assert '<a href="https://example.com/?a=1&amp;b=2">c</a>' in body


def test_links_between_files_lead_to_pages() -> None:
    text = "[r](../README.md) [s](#part) [f](findings.md#tns101) [l](../LICENSE) [x](missing.md) TNS101 and TNS999"
    body = markdown(text, LINKS).body
    assert '<a href="../guides/readme.html">r</a>' in body
    assert '<a href="../guides/guide.html#part">s</a>' in body
    assert '<a href="../findings/TNS101.html">f</a>' in body
    assert " l " in body
    assert '<a href="missing.md">x</a>' in body
    assert '<a href="../findings/TNS101.html">TNS101</a> and TNS999' in body


def test_headings_have_the_ids_of_the_code_host_and_what_stands_below() -> None:
    text = markdown("# Title\n\nLead.\n\n## What's new?\n\nOne `two`.\n\n## What's new?\n\n### 訂正の 行\n", LINKS)
    assert text.title == "Title"
    assert text.lead == "Lead."
    assert [(one.level, one.id, one.below) for one in text.headings] == [
        (2, "whats-new", "One two."),
        (2, "whats-new-1", ""),
        (3, "訂正の-行", ""),
    ]
    assert 'id="whats-new-1"' in text.body
    assert slug("A  b_c") == "a--b_c"


def test_japanese_words_are_marked() -> None:
    assert japanese("a 決算短信〔米国基準〕 b") == 'a <span lang="ja">決算短信〔米国基準〕</span> b'
    assert japanese("<決算>") == '&lt;<span lang="ja">決算</span>&gt;'
    assert japanese("plain – text ▲") == "plain – text ▲"


def test_a_table_and_a_difference_can_be_scrolled_by_keyboard() -> None:
    body = markdown("| a | b |\n|---|---|\n| 1 | 2 |\n\n```diff\n- x\n+ <y>\n```\n", LINKS).body
    assert '<div class="wide" tabindex="0"' in body
    assert '<th scope="col">a</th>' in body
    assert "<del>- x</del>\n<ins>+ &lt;y&gt;</ins>" in body
