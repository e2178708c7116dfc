"""The slides of a presentation as pages of HTML5, for screen and print; nothing reads them back."""

from __future__ import annotations

from collections.abc import Iterable

from tanshin.document.model import Document
from tanshin.write.html import render

PRESENTATION = "presentation"


def presentation(documents: Iterable[Document]) -> dict[str, bytes]:
    """The pages by their paths, one for each language."""
    return {
        slides_of(document.lang): render(document, style="presentation.css", page="html").encode()
        for document in documents
    }


def slides_of(lang: str) -> str:
    """The path of the page in a language."""
    return f"{PRESENTATION}/presentation-{lang}.html"
