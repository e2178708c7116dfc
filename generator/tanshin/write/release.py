"""A results release as pages of Inline XBRL, judged by the schemas of the submission it stands beside."""

from __future__ import annotations

from collections.abc import Iterable

from tanshin.document.model import Document
from tanshin.report.filing import Filing
from tanshin.write.ixbrl import InlineVersion, inline
from tanshin.write.submitter import attachment_schemas, names_of
from tanshin.write.tdnet import every_fact_refs

RELEASE = "release"


def release(filing: Filing, documents: Iterable[Document], version: InlineVersion = "1.0") -> dict[str, bytes]:
    """The pages of a release by their paths, one for each language.

    A release holds facts of the form, of the statements and of its own tables, and is judged as the instance with every
    fact is.
    """
    names = names_of(filing)
    attachment = attachment_schemas(filing, names)
    schemas, linkbases = ([f"../{one}" for one in refs] for refs in every_fact_refs(filing, names, attachment))
    return {
        page_of(document.lang): inline(
            document,
            calendar=filing.calendar,
            schema_refs=schemas,
            linkbase_refs=linkbases,
            version=version,
            style="release.css",
        )
        for document in documents
    }


def page_of(lang: str) -> str:
    """The path of the page in a language."""
    return f"{RELEASE}/release-{lang}.html"
