"""The text layer of a PDF, by page and line."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from tanshin.read.draft.layout import tabbed
from tanshin.read.draft.plain import blocks_of
from tanshin.report.draft import Block, Draft
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

#: No release has more pages, nor a page more letters; a file can be made to unfold into any number.
MAX_PAGES = 1_000
_MOST_LETTERS = 100_000


def read_pdf(data: bytes, file: str) -> Draft:
    """The texts and tables of a PDF; a position is the page, after a `#`, and the line on it.

    Raises:
        InputError: pypdf is not installed, or the file is damaged, locked or too long (TNS550).
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise _refuse(
            say("{file} is a PDF, for which pypdf is needed: pip install 'tanshin[pdf]'", file=file), file
        ) from None
    try:
        return Draft(file, tuple(_blocks(PdfReader(BytesIO(data)), file)))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - of a damaged file pypdf raises whatever the damage leads to
        raise _refuse(
            say("{file} is damaged: {reason}", file=file, reason=str(error) or type(error).__name__), file
        ) from None


def _blocks(reader: PdfReader, file: str) -> Iterator[Block]:
    if reader.is_encrypted:
        raise _refuse(say("{file} is locked by a password; save it without one", file=file), file)
    if len(reader.pages) > MAX_PAGES:
        message = say("{file} has more than {pages} pages; give the release alone", file=file, pages=MAX_PAGES)
        raise _refuse(message, file)
    for number, page in enumerate(reader.pages, 1):
        yield from blocks_of(tabbed(_lines(page)), f"{file}#page={number}", with_columns=False)


def _lines(page: PageObject) -> list[str]:
    return page.extract_text(extraction_mode="layout")[:_MOST_LETTERS].split("\n")


def _refuse(message: Message, file: str) -> InputError:
    return InputError(Finding("TNS550", Severity.ERROR, message, (Source(file),)))
