"""The documents of a filing as PDF: the summary, the statements together, the release, the slides."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator

from markupsafe import Markup
from msgspec import Struct

from tanshin.document.model import Block, Document, PageBreak
from tanshin.document.pages import Pages
from tanshin.report.filing import Filing
from tanshin.write.html import css_text, environment, render
from tanshin.write.pdf.browser import find_browser, print_pages
from tanshin.write.pdf.face import Face, faces
from tanshin.write.pdf.finish import Particulars, finish
from tanshin.write.pdf.font import find_font
from tanshin.write.pdf.need import check_libraries

FOLDER = "pdf"
_SUMMARY, _STATEMENTS = "summary", "statements"
_TITLES = {"ja": "財務諸表", "en": "Financial Statements"}


class Paper(Struct, frozen=True):
    """A document that is printed to a file, and the style sheet it is set in."""

    document: Document
    style: str = "document.css"

    @property
    def path(self) -> str:
        """The path of the file."""
        return f"{FOLDER}/{self.document.name}-{self.document.lang}.pdf"


def papers(shown: Pages) -> Iterator[Paper]:
    """What is printed: in each language the summary, the statements in one document, the release, the slides."""
    for lang, documents in shown.printed.items():
        yield from (Paper(one) for one in documents if one.name == _SUMMARY)
        statements = [one for one in documents if one.name != _SUMMARY]
        if statements:
            yield Paper(Document(_STATEMENTS, lang, _TITLES[lang], tuple(_joined(statements))))
    yield from (Paper(one, "release.css") for one in shown.released)
    yield from (Paper(one, "presentation.css") for one in shown.slides)


def _joined(documents: Iterable[Document]) -> Iterator[Block]:
    for number, document in enumerate(documents):
        if number:
            yield PageBreak()
        yield from document.blocks


def print_papers(filing: Filing, shown: Pages) -> dict[str, bytes]:
    """The files by their paths.

    Raises:
        InputError: a font, a browser or a library is missing, or a letter has no glyph (TNS098).
    """
    check_libraries()
    program = find_browser()
    todo = tuple(papers(shown))
    both = faces(find_font(), _letters(filing, todo))
    pages = {paper.path: _page(filing, paper, both) for paper in todo}
    printed = print_pages(program, pages)
    return {paper.path: finish(printed[paper.path], _particulars(filing, paper)) for paper in todo}


def _particulars(filing: Filing, paper: Paper) -> Particulars:
    document = paper.document
    return Particulars(document.title, filing.issuer.names[document.lang], filing.announced, document.lang)


def _letters(filing: Filing, todo: Iterable[Paper]) -> set[str]:
    """Every letter of the documents, and of what stands around them."""
    letters = set("0123456789/–")
    for paper in todo:
        letters.update(render(paper.document, style=paper.style, page="html"))
        letters.update(filing.issuer.names[paper.document.lang])
    return letters


def _page(filing: Filing, paper: Paper, both: tuple[Face, Face]) -> str:
    rules = (
        environment()
        .get_template("paper.css.j2")
        .render(
            faces=[{"weight": face.weight, "data": Markup(b64encode(face.data).decode())} for face in both],  # noqa: S704 - letters and digits
            company=filing.issuer.names[paper.document.lang],
            title=paper.document.title,
            css=css_text,
        )
    )
    return render(paper.document, style=paper.style, rules=Markup(rules), page="html")  # noqa: S704 - our own template
