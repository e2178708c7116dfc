"""The slides of a presentation as pages of HTML5, for screen and print; nothing reads them back."""

from __future__ import annotations

from tanshin.document.model import Document
from tanshin.report.filing import Filing
from tanshin.values.memory import stage
from tanshin.write.html import render
from tanshin.write.sheet import Sheet

PRESENTATION = "presentation"


def presentation_sheets(filing: Filing) -> dict[str, Sheet]:
    """The pages by their paths, one for each language; none where the filing has no slides."""
    if filing.presentation is None:
        return {}
    return {slides_of(lang): Sheet(lang, PRESENTATION, _slides) for lang in ("ja", "en")}


@stage
def _slides(document: Document) -> bytes:
    return render(document, style="presentation.css", page="html").encode()


def slides_of(lang: str) -> str:
    """The path of the page in a language."""
    return f"{PRESENTATION}/presentation-{lang}.html"
