"""A results release as pages of Inline XBRL, judged by the schemas of the submission it stands beside."""

from __future__ import annotations

from collections.abc import Iterable

from tanshin.document.model import Document
from tanshin.report.filing import Filing
from tanshin.write.ixbrl import InlineVersion, inline
from tanshin.write.submitter import names_of
from tanshin.write.tdnet import ATTACHMENT, SUMMARY

RELEASE = "release"


def release(
    filing: Filing, documents: Iterable[Document], submitted: Iterable[str], version: InlineVersion = "1.0"
) -> dict[str, bytes]:
    """The pages of a release by their paths, one for each language.

    A release holds facts of the form, of the statements and of its own tables. ``submitted`` are the paths of the
    files of the submission.
    """
    schemas, linkbases = ([f"../{one}" for one in refs] for refs in _references(filing, submitted))
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


def _references(filing: Filing, submitted: Iterable[str]) -> tuple[list[str], list[str]]:
    """The schemas and linkbases by which a release is judged: those of the submission but the calculations.

    A line that was moved by a unit so that its table foots is tagged to the decimals to which it is true, and so with a
    digit more than these declare; Calculations 1.1 does not take such a value into a sum. Sums are judged in the
    instance and in the statements.
    """
    names = names_of(filing)
    summary = [f"{SUMMARY}/{names.summary}.xsd"] if filing.form.name else []
    core = filing.taxonomy.schema.rpartition("/")[2]
    # References need a schema of their own, which only the attachment's schema brings in.
    left_out = ("-cal.xml", "-ref.xml")
    own = f"{ATTACHMENT}/{names.attachment}-"
    linkbases = [path for path in sorted(submitted) if path.startswith(own) and path.endswith(".xml")]
    return [*summary, f"{ATTACHMENT}/{core}"], [path for path in linkbases if not path.endswith(left_out)]


def page_of(lang: str) -> str:
    """The path of the page in a language."""
    return f"{RELEASE}/release-{lang}.html"
