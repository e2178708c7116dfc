"""PDF made by hand from documents, with the structure that a browser gives them: what the reader of PDF is tried on.

Codes are UTF-16 and the font is none, so that a text is found and changed in the content of a page as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name

from tanshin.document.model import (
    Block,
    Contents,
    Document,
    Fields,
    Footnotes,
    Heading,
    Highlights,
    Listing,
    Mark,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    Tagged,
)
from tanshin.product import Product
from tanshin.proof.prove import prove_folder
from tanshin.values.finding import Finding
from tests.findings.gallery import produced

_MORE = "△負債"  # what tests write in place of something
#: What is read: the role, the texts set one after the other, and what it has below it.
_Node = tuple[str, tuple[str, ...], tuple["_Node", ...]]


def papers(made: Product) -> dict[str, bytes]:
    """The PDF of a build, by hand."""
    found: dict[str, list[Document]] = {}
    for one in made.output.documents:
        name = one.name if one.name in ("summary", "release", "presentation") else "statements"
        found.setdefault(f"pdf/{name}-{one.lang}.pdf", []).append(one)
    names = made.output.filing.issuer.names
    return {path: paper(documents, names[documents[0].lang]) for path, documents in found.items()}


def findings_with(folder: Path, damage: Callable[[bytes], bytes]) -> Iterable[Finding]:
    """What is told of a filing's PDF when its summary is damaged."""
    made = produced(folder)
    printed = papers(made)
    path = "pdf/summary-en.pdf"
    printed[path] = damage(printed[path])
    # The index and the manifest are of a build without PDF.
    findings = prove_folder(replace(made.output, files={**made.files, **printed})).findings
    return [one for one in findings if one.code.startswith("TNS75")]


def paper(documents: list[Document], company: str) -> bytes:
    """Documents as one PDF; each begins a page, and so does what follows a page break."""
    title = documents[0].title
    pages: list[list[_Node]] = []
    for document in documents:
        pages.append([])
        for block in document.blocks:
            if isinstance(block, PageBreak):
                pages.append([])
            else:
                pages[-1] += _nodes(block)
    pages = [nodes for nodes in pages if nodes]
    pdf = pikepdf.new()
    letters = {
        *map(chr, range(32, 127)),
        *_MORE,
        *title,
        *company,
        *(one for nodes in pages for one in _letters(nodes)),
    }
    font = _font(pdf, letters)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
    headings: list[tuple[str, int]] = []
    for number, nodes in enumerate(pages):
        page = pdf.add_blank_page(page_size=(595.28, 841.89)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        head = [company, title] if number else []
        content = [_mark("/Artifact <</Type /Pagination>>", (*head, f"{number + 1} / {len(pages)}"))]
        counter = iter(range(100_000))
        for node in nodes:
            root.K.append(_element(pdf, node, page, content, counter))
            headings += [("".join(texts), number) for role, texts, _ in (node,) if role[0] == "H"]
        page.Contents = pdf.make_stream("\n".join(content).encode())
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = documents[0].lang
    pdf.docinfo.Title = title
    with pdf.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(words, page) for words, page in headings)
    out = BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def changed(data: bytes, old: str, new: str) -> bytes:
    """A PDF in which a text reads otherwise, where it first stands."""
    before, after = (words.encode("utf-16-be").hex().encode() for words in (old, new))
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            if b"<" + before in content or before in content:
                page.Contents = pdf.make_stream(content.replace(before, after, 1))
                break
        else:
            raise AssertionError(f"{old!r} stands on no page")
        out = BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


def _font(pdf: pikepdf.Pdf, letters: set[str]) -> Any:
    described = Dictionary(Type=Name.FontDescriptor, FontFile2=pdf.make_stream(b"no font"))
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, FontDescriptor=described)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/ABCDEF+Tanshin"),
            DescendantFonts=Array([below]),
            ToUnicode=pdf.make_stream(_meanings(letters)),
        )
    )


def _meanings(letters: set[str]) -> bytes:
    """Each code means what it is."""
    pairs = "\n".join(f"<{ord(one):04X}> <{ord(one):04X}>" for one in sorted(letters))
    return f"beginbfchar\n{pairs}\nendbfchar".encode()


def _letters(nodes: Iterable[_Node]) -> Iterator[str]:
    for _, texts, below in nodes:
        yield from "".join(texts)
        yield from _letters(below)


def _mark(tag: str, texts: Iterable[str]) -> str:
    shown = "\n".join(f"BT /F1 9 Tf <{text.encode('utf-16-be').hex()}> Tj ET" for text in texts)
    return f"{tag} BDC\n{shown}\nEMC"


def _element(pdf: pikepdf.Pdf, node: _Node, page: Any, content: list[str], counter: Iterator[int]) -> Any:
    role, texts, below = node
    parts: list[Any] = []
    if texts:
        number = next(counter)
        content.append(_mark(f"/{role} <</MCID {number} >>", texts))
        parts.append(number)
    parts += [_element(pdf, one, page, content, counter) for one in below]
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), Pg=page, K=Array(parts)))


def _runs(runs: tuple[Run, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for run in runs:
        found += _runs(run.inner) if isinstance(run, Tagged) and run.inner else (_shown(run),)
    return tuple(filter(None, found))


def _shown(run: Run) -> str:
    return run.display if isinstance(run, Tagged) else run.text


def _cell(runs: tuple[Run, ...]) -> _Node:
    marks = tuple(run for run in runs if isinstance(run, Mark))
    return ("TD", (*_runs(tuple(run for run in runs if not isinstance(run, Mark))), *_runs(marks)), ())


def _nodes(block: Block) -> Iterator[_Node]:  # noqa: C901, PLR0912 - one case for each kind of block
    match block:
        case Heading():
            yield (f"H{min(block.level, 6)}", _runs(block.runs), ())
        case Paragraph() if block.runs:
            yield ("P", _runs(block.runs), ())
        case Fields(lines=lines) if any(lines):
            rows = ([("TD", (label, *_runs(runs)), ()) for label, runs in line] for line in lines)
            yield ("Table", (), tuple(("TR", (), tuple(row)) for row in rows))
        case Table():
            if block.note:
                yield ("P", (block.note,), ())
            rows_ = [row for row in (*block.head, *block.body) if row.cells]
            if rows_:
                yield ("Table", (), tuple(("TR", (), tuple(_cell(cell.runs) for cell in row.cells)) for row in rows_))
        case Listing(items=items):
            yield ("L", (), tuple(("LI", _runs(item), ()) for item in items))
        case Contents(title=title, entries=entries) if entries:
            yield ("H2", (title,), ())
            yield ("L", (), tuple(("LI", (words,), ()) for words, _ in entries))
        case Highlights(lines=found):
            yield ("Table", (), tuple(("TR", (), tuple(map(_cell, line))) for line in found))
        case Footnotes(notes=notes):
            for note in notes:
                yield ("P", (note.mark, *_runs(note.runs)), ())
        case Picture():
            raise ValueError("charts are drawn by browsers alone")
        case _:
            pass
