"""A filing -> its documents."""

from __future__ import annotations

from tanshin.document.form import form_document
from tanshin.document.model import Document
from tanshin.document.statement import statement_document
from tanshin.report.filing import Filing


def documents(filing: Filing, lang: str) -> tuple[Document, ...]:
    """Every document of a filing in one language: the form first, then the statements in the filing's order."""
    form = (form_document(filing, lang),) if filing.form.name else ()
    return (*form, *(statement_document(filing, table, lang) for table in filing.tables))
