"""TNS75x: what is printed to PDF, read back from its text layer and its structure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from msgspec import Struct

from tanshin.document.model import (
    Contents,
    Document,
    Fields,
    Footnotes,
    Highlights,
    PageBreak,
    Picture,
    Row,
    Table,
    Tagged,
    runs_of,
)
from tanshin.proof.numeral import figures
from tanshin.proof.output import Output
from tanshin.proof.paper import Element, Paper, Rows
from tanshin.proof.words import CELL, cells, said, squeezed
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source

FOLDER = "pdf/"
_ALONE = ("summary", "release", "presentation")
_STATEMENTS = "statements"
_A4 = (595.3, 841.9)  # points: 210 mm by 297 mm
_CLOSE = 1.0
_HEADING = re.compile("H[1-6]")
_NEAR = 40


class _Printed(Struct, frozen=True):
    """A PDF with the documents that it prints, one after the other."""

    paper: Paper
    documents: tuple[Document, ...]


def _due(output: Output) -> dict[str, tuple[Document, ...]]:
    """The PDF that a build has, if it has any, and what each prints."""
    found: dict[str, tuple[Document, ...]] = {}
    for one in output.documents:
        name = one.name if one.name in _ALONE else _STATEMENTS
        path = f"{FOLDER}{name}-{one.lang}.pdf"
        found[path] = (*found.get(path, ()), one)
    return found


def _printed(output: Output) -> Iterator[_Printed]:
    due = _due(output)
    for path, paper in output.reading.papers.items():
        if path in due:
            yield _Printed(paper, due[path])


def _at(output: Output, paper: Paper, page: int) -> Source:
    """A page of a file, in the way in which a browser opens it."""
    return output.at(f"{paper.path}#page={page}" if page else paper.path)


def _paths(output: Output) -> tuple[str, ...]:
    here = [path for path in output.files if path.startswith(FOLDER)]
    return tuple(sorted({*here, *_due(output)})) if here else ()


@rule("TNS751", Severity.ERROR, subject=Output, each=_paths)
def papers_are_made_well(output: Output, path: str) -> Iterator[Issue]:
    """A PDF has a structure, bookmarks, a title and a language, and fonts of its own for all its text.

    Every heading, paragraph and table is an element with its role, so that it can be read aloud and copied; each
    heading is a bookmark. Fonts are embedded with the glyphs that are used, and tell what each of them means. No
    conformance to PDF/UA or PDF/A is claimed: no validator has judged it. If a build has PDF, it has all of them.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    place = (output.at(path),)
    paper, documents = output.reading.papers.get(path), _due(output).get(path)
    if documents is None:
        yield Issue(say("no document is printed to this file"), sources=place)
    elif paper is None:
        if path not in output.reading.unreadable:  # which is told by another rule
            yield Issue(say("this file is missing"), sources=place)
    else:
        for fault in (*_particulars(paper, documents), *paper.faults, *_structure(paper)):
            yield Issue(fault, sources=place)


def _particulars(paper: Paper, documents: tuple[Document, ...]) -> Iterator[Message]:
    if not paper.is_tagged:
        yield say("the file has no structure")
    if paper.told_lang != paper.lang:
        yield say("the file says that its language is {lang!r}", lang=paper.told_lang)
    due = documents[0].title if paper.name in _ALONE else paper.title
    if not paper.title or paper.title != due:
        yield say("the title of the file is {title!r} and not {due!r}", title=paper.title, due=due)


def _structure(paper: Paper) -> Iterator[Message]:
    headings = [squeezed(_text(one)) for one in paper.elements if _HEADING.fullmatch(one.role)]
    for heading, mark in zip_longest(headings, map(squeezed, paper.outline), fillvalue=""):
        if heading != mark:
            yield say("the bookmark {mark!r} stands where the heading is {heading!r}", mark=mark, heading=heading)
            break
    for one in paper.elements:
        if not one.role:
            yield say("{text!r} is in no paragraph, heading or cell", text=squeezed(_text(one))[:_NEAR])
        if "\ufffd" in _text(one):
            yield say("a glyph in {text!r} does not tell what it means", text=squeezed(_text(one))[:_NEAR])


def _text(element: Element) -> str:
    return "".join(part.text for part in element.once)


@rule("TNS752", Severity.ERROR, subject=Output, each=_printed)
def papers_show_the_figures(output: Output, printed: _Printed) -> Iterator[Issue]:
    """Every figure in the text of a PDF is one of its documents, as often as it stands there, and none is missing.

    The text is read as a viewer copies it. What is written in charts is that of the page on the screen.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    paper, documents = printed.paper, printed.documents
    here: Counter[str] = Counter()
    page_of: dict[str, int] = {}
    for element in paper.elements:
        for part in element.once if element.role not in ("Figure", "Lbl") else ():
            for figure in _figures(part.text):
                here[figure] += 1
                page_of[figure] = part.page
    due = Counter(figure for document in documents for text in _texts(document) for figure in _figures(text))
    for figure in sorted((here - due).keys()):
        message = say("{figure} stands here more often than in the documents", figure=figure)
        yield Issue(message, sources=(_at(output, paper, page_of[figure]),))
    for figure in sorted((due - here).keys()):
        message = say("{figure} stands in the documents more often than here", figure=figure)
        yield Issue(message, sources=(output.at(paper.path),))
    for message in _charts(output, paper):
        yield Issue(message, sources=(output.at(paper.path),))


def _figures(text: str) -> list[str]:
    return [f"{one.value:,f}" for one in figures(text)]


def _texts(document: Document) -> Iterator[str]:
    """Every run of words as it is printed by itself."""
    for block in document.blocks:
        match block:
            case Picture(chart=chart):
                yield from (chart.title, *chart.notes)
            case Table(note=note):
                yield note
            case Contents(title=title):
                yield title
            case Footnotes(notes=notes):
                yield from (note.mark for note in notes)
            case _:
                pass
        for runs in runs_of(block):
            for run in runs:
                if not isinstance(run, Tagged):
                    yield run.text
                elif run.inner:
                    yield from (one.display if isinstance(one, Tagged) else one.text for one in run.inner)
                else:
                    yield run.display


def _charts(output: Output, paper: Paper) -> Iterator[Message]:
    """Charts that do not say what they say on the page of the same document."""
    page = next((one for one in output.pages.values() if (one.lang, one.name) == (paper.lang, paper.name)), None)
    pictures = page.pictures if page is not None else ()
    drawn = [squeezed(_text(one)) for one in paper.elements if one.role == "Figure" and one.parts]
    if len(pictures) != len(drawn):
        yield say("{drawn} charts are drawn, and the page has {charts}", drawn=len(drawn), charts=len(pictures))
        return
    for picture, text in zip(pictures, drawn, strict=True):
        left = text
        for words in sorted(map(squeezed, (*picture.texts, *(tick.text for tick in picture.ticks))), key=len)[::-1]:
            if words not in left:
                yield say("{words!r} is not to be read in the chart {chart!r}", words=words, chart=picture.title)
            left = left.replace(words, "\n", 1)
        if stray := left.split():
            yield say("{words!r} has no place in the chart {chart!r}", words=" ".join(stray), chart=picture.title)


@rule("TNS753", Severity.ERROR, subject=Output, each=_printed)
def papers_say_what_documents_say(output: Output, printed: _Printed) -> Iterator[Issue]:
    """The text of a PDF, read in the order of its structure, is that of its documents, and so is each cell of a table.

    A figure in the wrong column, a word that is lost at a line break, a sign or a note that is gone is told with its
    page. What stands in charts is compared by another rule.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    paper, documents = printed.paper, printed.documents
    due = "".join(said(one).replace(CELL, "") for one in documents)
    at = 0
    for element in paper.elements:
        text = squeezed(_text(element)) if element.role not in ("Figure", "Lbl") else ""
        if not due.startswith(text, at):
            message = say(
                "the file says {text!r} where the documents say {due!r}",
                text=text[:_NEAR],
                due=due[at : at + _NEAR],
            )
            yield Issue(message, sources=(_at(output, paper, element.page),))
            return
        at += len(text)
    if at < len(due):
        message = say("the documents go on with {due!r}, and the file does not", due=due[at : at + _NEAR])
        yield Issue(message, sources=(output.at(paper.path),))
    for rows, table in _tables(printed):
        for here, there in zip_longest(_said(rows), cells(table), fillvalue=()):
            if here != there:
                message = say(
                    "a row of the table {label!r} has the cells {here!r}, which are {due!r} in the document",
                    label=table.label,
                    here=" | ".join(here),
                    due=" | ".join(there),
                )
                yield Issue(message, sources=(_at(output, paper, _page(rows)),))
                break


def _said(rows: Rows) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(squeezed(_text(cell)) for cell in row) for row in rows)


def _page(rows: Rows) -> int:
    return min((cell.page for row in rows for cell in row if cell.page), default=0)


def _tables(printed: _Printed) -> Iterator[tuple[Rows, Table]]:
    """Each table of figures with what it prints; what is labelled or highlighted is set as a table, too."""
    left = iter(printed.paper.tables)
    for document in printed.documents:
        for block in document.blocks:
            table = block.table if isinstance(block, Picture) else block
            if isinstance(table, Table) and cells(table):
                yield next(left, ()), table
            elif (isinstance(table, Fields) and any(table.lines)) or isinstance(table, Highlights):
                next(left, None)


@rule("TNS754", Severity.ERROR, subject=Output, each=_printed)
def papers_are_laid_out(output: Output, printed: _Printed) -> Iterator[Issue]:
    """Pages are A4 and numbered and name the company and the document; tables go on under their headings.

    The summary of the exchange's form has the two pages of the form. No total stands at the top of a page without what
    it adds up, and no two statements share one. The first page has its title and needs no other head.

    A table that is too long for what stands around it is shortened in the data; if it is not, the fault is in the style
    sheet: report it with the message.
    """
    paper, count = printed.paper, len(printed.paper.sizes)
    place = (output.at(paper.path),)
    breaks = sum(isinstance(block, PageBreak) for one in printed.documents for block in one.blocks)
    if paper.name == "summary" and count != breaks + 1:
        yield Issue(say("the summary has {count} pages and not {due}", count=count, due=breaks + 1), sources=place)
    company = squeezed(output.filing.issuer.names[paper.lang])
    for number, (size, around) in enumerate(zip(paper.sizes, paper.around, strict=True), 1):
        if any(abs(one - due) > _CLOSE for one, due in zip(sorted(size), _A4, strict=True)):
            yield Issue(say("the page is not of the size A4"), sources=(_at(output, paper, number),))
        head = "" if number == 1 else f"{company}{squeezed(paper.title)}"
        due = f"{head}{number}/{count}"
        if squeezed(around) != due:
            message = say("the head and foot of the page are {text!r} and not {due!r}", text=squeezed(around), due=due)
            yield Issue(message, sources=(_at(output, paper, number),))
    for rows, table in _tables(printed):
        for page, message in _broken(rows, table):
            yield Issue(message, sources=(_at(output, paper, page),))
    for page in _shared(printed):
        yield Issue(say("two documents share a page"), sources=(_at(output, paper, page),))


def _broken(rows: Rows, table: Table) -> Iterator[tuple[int, Message]]:
    """Where a table goes on badly on another page."""
    printed: list[Row] = [row for row in (*table.head, *table.body) if row.cells]
    heads = [row for row, one in zip(rows, printed, strict=False) if one.kind == "head"]
    pages = {part.page for row in heads for cell in row for part in cell.parts}
    lines = [(_page((row,)), one) for row, one in zip(rows, printed, strict=False) if one.kind != "head"]
    for (before, _), (page, row) in pairwise([line for line in lines if line[0]]):
        if page == before:
            continue
        if heads and page not in pages:
            yield page, say("the table {label!r} goes on without its headings", label=table.label)
        if row.kind in ("subtotal", "total"):
            caption = "".join(row.cells[0].display.split("\n"))
            yield page, say("the total {caption!r} stands at the top of the page", caption=caption)


def _shared(printed: _Printed) -> Iterator[int]:
    """Pages on which one document of several ends and the next begins."""
    starts = [one.page for one in printed.paper.elements if one.role == "H1"]
    if len(printed.documents) > 1:
        yield from (page for page, count in Counter(starts).items() if count > 1)


RULES = (papers_are_made_well, papers_show_the_figures, papers_say_what_documents_say, papers_are_laid_out)
