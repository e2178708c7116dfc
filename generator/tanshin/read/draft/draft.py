"""A draft of a release: plain text, with tabs or in the layout of its pages, HTML, or the text layer of a PDF."""

from __future__ import annotations

from pathlib import Path

from tanshin.read.draft.layout import keeps_layout, tabbed
from tanshin.read.draft.page import read_page
from tanshin.read.draft.plain import blocks_of, read_plain
from tanshin.report.draft import Draft
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.text import MAX_SIZE, decode_text, read_bytes

#: A page break of the programs that make text of PDF; in a text file it is white space.
_PAGE_BREAK = b"\x0c"
_PDF = b"%PDF-"
_PAGES = frozenset((".html", ".htm", ".xhtml"))
_TAGS = (b"<!doctype html", b"<html", b"<?xml")


def read_draft(path: str | Path, max_size: int = MAX_SIZE) -> Draft:
    """What a file says, in texts and tables.

    What kind of file it is its first bytes tell, then its name.

    Raises:
        InputError: the file cannot be read, is too large (TNS001), is no text (TNS002), or a PDF without any (TNS550).
    """
    name = Path(path).as_posix()
    data = read_bytes(Path(path), name, max_size)
    if data.startswith(_PDF):
        from tanshin.read.draft.pdf import read_pdf

        return _with_words(read_pdf(data, name))
    text = decode_text(data.replace(_PAGE_BREAK, b" "), name, max_size).text
    start = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_page = Path(path).suffix.lower() in _PAGES or start.startswith(_TAGS)
    if not is_page and keeps_layout(text):
        return _with_words(Draft(name, tuple(blocks_of(tabbed(text.split("\n")), name, with_columns=False))))
    return _with_words(read_page(text, name) if is_page else read_plain(text, name))


def _with_words(draft: Draft) -> Draft:
    if any(one.text for one in draft.texts()):
        return draft
    message = say(
        "{file} has no text; of scanned pages make text first, or give the file it was made from", file=draft.file
    )
    raise InputError(Finding("TNS550", Severity.ERROR, message, (Source(draft.file),)))
