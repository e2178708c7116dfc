"""TNS741 to TNS743: the workbooks for readers show what the documents print, and list every fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from tanshin.document.model import Block, Document, Fields, Footnotes, Mark, Runs, Table, Tagged, runs_of
from tanshin.document.tabular import tabular
from tanshin.proof.book import Leaf, Shown
from tanshin.proof.output import Output
from tanshin.proof.rules.whole import packed
from tanshin.report.fact import Fact
from tanshin.report.listing import fact_row
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say

_LANGUAGES = ("ja", "en")
#: In the sheet of facts the column of values, and the first of those in which long texts go on.
_VALUE, _AFTER = 7, 12


def _lang(path: str) -> str:
    return path.removesuffix(".xlsx").rpartition("-")[2]


def _sheets(output: Output) -> tuple[tuple[str, Document, Leaf | None], ...]:
    """Each document that a workbook shows, with the sheet in its place."""
    return tuple(
        (path, document, sheet)
        for path, book in output.workbooks.items()
        if not book.fault
        for document, sheet in zip_longest(tabular(output.documents, _lang(path)), book.sheets[:-1])
        if document is not None
    )


@rule("TNS741", Severity.ERROR, subject=Output, each=_sheets)
def workbook_shows_documents(output: Output, one: tuple[str, Document, Leaf | None]) -> Iterator[Issue]:
    """A sheet of the workbook for readers shows what its document prints, cell by cell and in the same order.

    Of the release and the slides it shows the tables. Figures are numbers, and the format of each cell shows them as
    they are printed: with their sign, their digits and the marks of their footnotes.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    path, document, sheet = one
    place = (output.at(path),)
    if sheet is None:
        yield Issue(say("the workbook has no sheet for {title}", title=document.title), sources=place)
        return
    due = [text for text in _texts(document) if text]
    for text, cell in zip_longest(due, sheet.cells):
        shown = cell.text.strip() if cell else ""
        if text != shown:
            words = say(
                "the sheet {sheet} shows {shown!r} where the document prints {text!r}",
                sheet=sheet.name,
                shown=shown,
                text=text or "",
            )
            yield Issue(words, sources=place)
            return  # what comes after is out of step
    figures = {cell.text.strip() for cell in sheet.cells if cell.number is None}
    for text in sorted({text for text in _figures(document) if text in figures}):
        words = say("the sheet {sheet} has the figure {text!r} as a text", sheet=sheet.name, text=text)
        yield Issue(words, sources=place)


def _texts(document: Document) -> Iterator[str]:
    """What a document prints, in order."""
    for block in document.blocks:
        yield from _texts_of(block)


def _texts_of(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield block.note.strip()
            yield from (_display(cell.runs) for row in block.rows for cell in row.cells)
        case Fields():
            for line in block.lines:
                for label, runs in line:
                    yield label.strip()
                    yield _display(runs)
        case Footnotes():
            yield from (f"{note.mark} {_display(note.runs)}" for note in block.notes)
        case _:
            yield from map(_display, runs_of(block))


def _display(runs: Runs) -> str:
    """What the eye sees; the marks of footnotes are raised, as they are on a page."""
    said = []
    for run in runs:
        if isinstance(run, Mark):
            said.append("".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(one)] if one in "0123456789" else one for one in run.text))
        else:
            said.append(run.display if isinstance(run, Tagged) else run.text)
    return "".join(said).strip()


def _figures(document: Document) -> Iterator[str]:
    """The figures in tables that are the number of a fact; a loss that rounds to (0.0%) is none with a sign."""
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row.cells):
                match cell.runs:
                    case (Tagged(fact=Fact(value=Decimal())),) if cell.kind == "figure":
                        if any(digit in cell.display for digit in "123456789"):
                            yield cell.display.strip()


def _books(output: Output) -> tuple[str, ...]:
    return tuple(path for path, book in output.workbooks.items() if book.sheets)


@rule("TNS742", Severity.ERROR, subject=Output, each=_books)
def workbook_lists_facts(output: Output, path: str) -> Iterator[Issue]:
    """The last sheet of the workbook for readers has a row for each fact, in the order of the filing.

    Concept, label, period, unit, members, language, table and source are those of the fact; its value is there exactly,
    as a number or as text, and so is its precision.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    place = (output.at(path),)
    rows: dict[int, dict[int, Shown]] = {}
    for cell in output.workbooks[path].sheets[-1].cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    found = [rows[at] for at in sorted(rows)][1:]  # below the headings
    for fact, row in zip_longest(output.filing.report, found):
        if fact is None or row is None:
            words = say(
                "the sheet lists {listed} facts, and there are {facts}",
                listed=len(found),
                facts=len(output.filing.report),
            )
            yield Issue(words, sources=place)
            return
        for words in _differs(output, fact, row, _lang(path)):
            yield Issue(words, (fact,), place)


def _differs(output: Output, fact: Fact, row: dict[int, Shown], lang: str) -> Iterator[Message]:
    told = fact_row(fact, output.filing.dts, lang)
    is_number = isinstance(fact.value, Decimal)
    precision = "" if told["decimals"] is None else str(told["decimals"])
    due: Sequence[str] = (
        told["concept"],
        told["label"],
        told["period"],
        told["unit"] or "",
        ";".join(f"{axis}={member}" for axis, member in told["dimensions"].items()),
        "nil" if fact.value is None else "number" if is_number else "text",
        "",
        precision or ("INF" if is_number else ""),
        told["lang"] or "",
        told["table"],
        told["source"] or "",
    )
    for column, text in enumerate(due, 1):
        here = row[column].text if column in row else ""
        if column != _VALUE and here != text:
            yield say("the row of {fact} says {here!r} and not {text!r}", fact=str(fact.key), here=here, text=text)
    value = row.get(_VALUE)
    if value is not None and value.number is not None:
        is_same = value.number == fact.value
    else:
        whole = [value, *(row[column] for column in sorted(row) if column >= _AFTER)]
        is_same = "".join(cell.text for cell in whole if cell) == (told["value"] or "")
    if not is_same:
        here = value.text if value else ""
        yield say("the row of {fact} has the value {here!r}, and the fact another", fact=str(fact.key), here=here)


def _workbooks(output: Output) -> tuple[str, ...]:
    return tuple(output.workbooks)


@rule("TNS743", Severity.ERROR, subject=Output, each=_workbooks)
def workbook_is_plain(output: Output, path: str) -> Iterator[Issue]:
    """A workbook for readers holds a sheet for each document and one of facts; nothing in it is computed or dated.

    There is one for each language. A formula would let a program show another figure than was proved; a time would make
    the same filing give other bytes.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    place, book = (output.at(path),), output.workbooks[path]
    if book.fault:
        yield Issue(book.fault, sources=place)
        return
    due = len([*tabular(output.documents, _lang(path))]) + 1
    if len(book.sheets) != due:
        words = say("the workbook has {count} sheets and should have {due}", count=len(book.sheets), due=due)
        yield Issue(words, sources=place)
    for sheet in book.sheets:
        if sheet.computes:
            yield Issue(say("the sheet {sheet} has a formula", sheet=sheet.name), sources=place)
    if book.dated:
        yield Issue(say("the workbook tells when it was made"), sources=place)
    for fault in packed(output.files[path]):
        yield Issue(fault, sources=place)
    stem = path.removesuffix(f"-{_lang(path)}.xlsx")
    for lang in _LANGUAGES:
        if f"{stem}-{lang}.xlsx" not in output.workbooks:
            words = say("{path} is missing beside the other workbook", path=f"{stem}-{lang}.xlsx")
            yield Issue(words, sources=place)


RULES = (workbook_shows_documents, workbook_lists_facts, workbook_is_plain)
