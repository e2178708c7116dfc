"""The page: valid XHTML whatever the document holds, nothing lost, nothing added, nothing taken for markup."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup
from msgspec.structs import replace

from tanshin.document.model import (
    Block,
    Cell,
    Document,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Tagged,
    Text,
)
from tanshin.resources import templates_dir
from tanshin.write.html import environment, render
from tanshin.write.layout import column_count, column_styles, is_wide, measure
from tests.write.pages import caption, every_document, fact, figure, heads, line, statement, summary, text, wide

H = "{http://www.w3.org/1999/xhtml}"
HOSTILE = "<script>alert('x')</script> & \"q\" ]]> {{ 7 * 7 }} {% raw %} <!-- -->"
VERSIONS = {
    "1.0": "http/www.xbrl.org/2008/inlineXBRL/xhtml-inlinexbrl-1_0.xsd",
    "1.1": "http/www.xbrl.org/2013/inlineXBRL/xhtml-inlinexbrl-1_1.xsd",
}


@cache
def schema(version: str) -> etree.XMLSchema:
    """The schema of Inline XBRL documents, that is of XHTML 1.1 with a few elements more, as Arelle ships it."""
    arelle = importlib.util.find_spec("arelle")
    assert arelle is not None
    assert arelle.origin is not None
    cached = Path(arelle.origin).parent / "resources" / "cache"

    class Cached(etree.Resolver):
        def resolve(self, system_url: str, public_id: str, context: object = None) -> object:
            for scheme in ("http", "https"):
                path = cached / scheme / system_url.partition("://")[2]
                if "://" in system_url and path.is_file():
                    return self.resolve_filename(str(path), context)  # type: ignore[attr-defined]  # the stubs know no contexts
            return None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Cached())
    return etree.XMLSchema(etree.parse(str(cached / VERSIONS[version]), parser))


def parsed(page: str) -> etree._Element:
    return etree.fromstring(page.encode())


def document(*blocks: Block) -> Document:
    return Document("made", "en", "Made", blocks)


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def body_text(page: str) -> str:
    body = parsed(page).find(f"{H}body")
    assert body is not None
    return squeezed(inner(body))


def inner(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def found(page: str | etree._Element, path: str) -> list[etree._Element]:
    return list((parsed(page) if isinstance(page, str) else page).iterfind(path))


def told(made: Document) -> str:
    """Everything a document says, in order."""
    parts = []
    for block in made.blocks:
        if isinstance(block, Table):
            parts.append(block.note)
            block = replace(block, rows=(*block.head, *block.body))  # noqa: PLW2901 — HTML has headings first
        shown = Document("", "", "", (block,)).runs()
        parts += [run.display if isinstance(run, Tagged) else run.text for run in shown]
    return squeezed("".join(parts))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("made", every_document(), ids=lambda made: f"{made.name}-{made.lang}")
def test_page_is_valid_xhtml(made: Document, version: str) -> None:
    assert schema(version).validate(parsed(render(made))), schema(version).error_log


@pytest.mark.parametrize("made", every_document(), ids=lambda made: f"{made.name}-{made.lang}")
def test_page_says_what_the_document_says(made: Document) -> None:
    assert body_text(render(made)) == told(made)


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12).filter(
    lambda chars: not set(chars) & {"\ufffe", "\uffff"}
)
runs = st.lists(
    st.one_of(
        st.builds(Text, words),
        words.map(lambda chars: Tagged(fact("Words", chars), chars)),
        st.sampled_from(["(1,234)", "△5", "-", "9.2"]).map(lambda one: figure(one).runs[0]),
    ),
    max_size=3,
).map(tuple)
drawn_cells = st.builds(Cell, runs, st.sampled_from(["caption", "figure", "unit", "head", "void"]), st.integers(1, 3))
rows = st.builds(
    Row,
    st.lists(drawn_cells, max_size=4).map(tuple),
    st.sampled_from(["head", "heading", "line", "subtotal", "total"]),
    st.integers(0, 9),
)
tables = st.builds(
    Table, words, st.lists(rows, max_size=4).map(tuple), st.sampled_from(["statement", "form"]), words, words
)
pairs = st.lists(st.tuples(words, runs), max_size=4).map(tuple)
blocks = st.one_of(
    st.builds(Heading, st.integers(1, 9), runs),
    st.builds(Paragraph, runs, st.sampled_from(["text", "small", "right"])),
    st.builds(Fields, st.lists(pairs, max_size=3).map(tuple)),
    st.builds(PageBreak),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(blocks, max_size=5), st.lists(tables, max_size=1), words)
def test_any_document_is_valid_and_told_in_full(first: list[Block], table: list[Table], title: str) -> None:
    made = Document(title, "ja", title, (*first, *table, *first))
    page = render(made)
    assert schema("1.1").validate(parsed(page)), schema("1.1").error_log
    assert body_text(page) == told(made)


def test_document_may_be_empty() -> None:
    page = parsed(render(document()))
    assert page.findtext(f"{H}head/{H}title") == "Made"


def test_text_is_text_wherever_it_stands() -> None:
    made = Document(
        HOSTILE,
        "en",
        HOSTILE,
        (
            Heading(1, (Text(HOSTILE), *text(HOSTILE))),
            Paragraph((Tagged(fact("Words", HOSTILE), HOSTILE, HOSTILE, HOSTILE),)),
            Paragraph((Tagged(fact("Words", HOSTILE), HOSTILE, tagged=False),)),
            Fields((((HOSTILE, text(HOSTILE)), (HOSTILE, text(HOSTILE)), (HOSTILE, text(HOSTILE))),)),
            Heading(2, (Text(HOSTILE),)),
            Table(
                HOSTILE,
                (Row((caption(HOSTILE), *heads(HOSTILE)), "head"), Row((caption(HOSTILE), Cell(text(HOSTILE))))),
                "form",
                HOSTILE,
                HOSTILE,
            ),
        ),
    )
    page = render(made)
    assert schema("1.1").validate(parsed(page)), schema("1.1").error_log
    assert body_text(page) == told(made)
    assert not found(page, ".//{*}script")
    assert [table.get("summary") for table in found(page, ".//*[@summary]")] == [HOSTILE]


def test_character_without_a_place_in_xml_is_refused() -> None:
    with pytest.raises(ValueError, match=r"U\+000B has no place in XML; it stands in .*one\\x0btwo"):
        render(document(Paragraph((Text("one\x0btwo"),))))


def test_rendering_is_a_pure_function() -> None:
    first = [render(made) for made in every_document()]
    environment.cache_clear()
    assert [render(made) for made in every_document()] == first


def test_only_tagged_facts_are_given_to_the_tagger() -> None:
    given: list[Tagged] = []

    def tag(run: Tagged, content: Markup) -> Markup:
        given.append(run)
        return Markup("<b>{}</b>").format(content)

    made = document(Paragraph((*text("one"), Text("two"), Tagged(fact("Words", "three"), "three", tagged=False))))
    page = parsed(render(made, tag=tag))
    assert [run.text for run in given] == ["one"]
    assert [bold.text for bold in page.iter(f"{H}b")] == ["one"]


def test_every_tagged_fact_is_given_once_and_without_its_sign() -> None:
    for made in every_document():
        given: list[Tagged] = []

        def tag(run: Tagged, content: Markup, given: list[Tagged] = given) -> Markup:
            given.append(run)
            return content

        render(made, tag=tag)
        tagged = [run for run in made.runs() if isinstance(run, Tagged) and run.tagged]
        assert [(run.fact, run.text) for run in given] == [(run.fact, run.text) for run in tagged]


def test_head_attributes_and_tail_are_printed_as_they_are() -> None:
    page = render(
        document(),
        head_attributes=Markup('xmlns:ix="urn:ix" version="1"'),
        tail=Markup('<div id="z"><ix:header/></div>'),
    )
    root = parsed(page)
    assert root.get("version") == "1"
    (tail,) = found(root, ".//*[@id='z']")
    assert tail[0].tag == "{urn:ix}header"
    assert page.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"')


def test_hidden_facts_are_not_printed() -> None:
    made = replace(document(Paragraph(text("seen"))), hidden=(Tagged(fact("Words", "unseen"), "unseen"),))
    assert "unseen" not in render(made)


def cells(*figures: Cell) -> list[etree._Element]:
    page = render(document(Table("t", (Row((caption("x"), *figures)),), "statement", "")))
    return list(parsed(page).iter(f"{H}td"))


def test_closing_parenthesis_hangs() -> None:
    (cell,) = cells(figure("(1,234)"))
    assert inner(cell) == "(1,234)"
    assert [(span.get("class"), span.text) for span in cell.iter(f"{H}span")] == [("fact", "1,234"), ("hung", ")")]


def test_triangle_stands_before_the_fact() -> None:
    (cell,) = cells(figure("△1,234"))
    assert cell.text == "△"
    assert [span.text for span in cell.iter(f"{H}span")] == ["1,234"]


def test_nil_and_absence_are_told_apart() -> None:
    nil, absent, void = cells(figure("-"), Cell(), Cell(kind="void"))
    assert nil.find(f"{H}span[@class='nil']") is not None
    assert absent.get("class") == "figure empty"
    assert void.get("class") == "void"


def test_line_breaks_and_days() -> None:
    page = parsed(render(document(Paragraph((Text("自　平成24年4月1日\n至　平成25年3月31日; By May 15, 2013"),)))))
    (paragraph,) = page.iter(f"{H}p")
    assert [child.tag.removeprefix(H) for child in paragraph] == ["span", "br", "span", "span"]
    assert [span.text for span in paragraph.iter(f"{H}span")] == ["平成24年4月1日", "平成25年3月31日", "May 15, 2013"]


NOTED = Table("t", (line("a", "1"),), "form", "")


@pytest.mark.parametrize(
    "blocks",
    [
        (Heading(3, (Text("head"),)), Paragraph((Text("note"),), "right"), NOTED),
        (Heading(3, (Text("head"),)), replace(NOTED, note="note")),
    ],
    ids=["paragraph", "table"],
)
def test_note_of_a_table_stands_on_the_line_of_its_heading(blocks: tuple[Block, ...]) -> None:
    (titled,) = found(render(document(*blocks)), ".//*[@class='titled']")
    assert [child.text for child in titled] == ["head", "note"]


def test_pages_are_sheets() -> None:
    page = render(document(PageBreak(), *summary("ja").blocks, PageBreak(), PageBreak()))
    assert len(found(page, ".//*[@class='sheet']")) == 2
    assert len(found(render(wide("en")), ".//*[@class='sheet turned']")) == 1


def test_rows_carry_their_meaning() -> None:
    page = parsed(render(statement("en", 1)))
    classes = [row.get("class") for row in page.iter(f"{H}tr")]
    assert classes[:3] == ["head", "head units", "heading"]
    assert classes[-2:] == ["subtotal depth-2", "total depth-1"]
    scopes = {cell.get("scope") for cell in page.iter(f"{H}th")}
    assert scopes == {"col", "row"}


def test_style_sheets_are_xml_and_no_template() -> None:
    for name in ("document.css", "index.css"):
        css = (templates_dir() / name).read_text(encoding="utf-8")
        # Within an XHTML page the style sheet is text of XML, and it is included by a template.
        assert not re.search(r"[<&]|\{[{%#]|\]\]>", css), name
        assert "url(" not in css, name
        assert "@import" not in css, name


def test_columns_of_a_form_share_its_width() -> None:
    for block in summary("ja").blocks:
        if isinstance(block, Table) and block.head:
            styles = column_styles(block)
            shares = [int(style.removeprefix("width:").removesuffix("%").replace(".", "")) for style in styles]
            assert len(shares) == column_count(block)
            assert 9900 <= sum(shares) <= 10000
            assert min(shares) > 0


def test_like_columns_are_alike() -> None:
    table = next(block for block in summary("ja").blocks if isinstance(block, Table))
    _, *figures = column_styles(table)
    assert len(set(figures[::2])) == len(set(figures[1::2])) == 1
    assert figures[0] != figures[1]


def test_statement_of_many_columns_is_wide() -> None:
    assert [is_wide(block) for block in wide("en").blocks if isinstance(block, Table)] == [True]
    assert [is_wide(block) for block in statement("en").blocks if isinstance(block, Table)] == [False]


def test_spans_are_counted_as_a_browser_does() -> None:
    rows = (
        Row((Cell(kind="head", rowspan=2), Cell(kind="head", colspan=2), Cell(kind="head", rowspan=2)), "head"),
        Row((Cell(kind="head"), Cell(kind="head")), "head"),
        line("a", "1", "2", "3"),
    )
    assert column_count(Table("t", rows, "form", "")) == 4


def test_full_width_characters_are_wider() -> None:
    assert measure("円") > measure("W") > measure("8") > measure(".")
