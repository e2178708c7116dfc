"""A results release as pages of Inline XBRL, judged by the schemas of the submission it stands beside."""

from __future__ import annotations

from functools import partial

from tanshin.report.filing import Filing
from tanshin.write.ixbrl import InlineVersion, inline
from tanshin.write.sheet import Sheet
from tanshin.write.submitter import core_of, linkbase_names, names_of
from tanshin.write.tdnet import ATTACHMENT, SUMMARY

RELEASE = "release"


def release_sheets(filing: Filing, version: InlineVersion = "1.0") -> dict[str, Sheet]:
    """The pages of a release by their paths, one for each language; none where the filing has no release.

    A release holds facts of the form, of the statements and of its own tables.
    """
    if filing.release is None:
        return {}
    schemas, linkbases = (tuple(f"../{one}" for one in refs) for refs in _references(filing))
    write = partial(
        inline,
        calendar=filing.calendar,
        schema_refs=schemas,
        linkbase_refs=linkbases,
        version=version,
        style="release.css",
    )
    return {page_of(lang): Sheet(lang, RELEASE, write) for lang in ("ja", "en")}


def _references(filing: Filing) -> tuple[list[str], list[str]]:
    """The schemas and linkbases by which a release is judged: those of the submission but the calculations.

    A line that was moved by a unit so that its table foots is tagged to the decimals to which it is true, and so with a
    digit more than these declare; Calculations 1.1 does not take such a value into a sum. Sums are judged in the
    instance and in the statements.
    """
    names = names_of(filing)
    summary = [f"{SUMMARY}/{names.summary}.xsd"] if filing.form.name else []
    # References need a schema of their own, which only the attachment's schema brings in.
    left_out = ("-cal.xml", "-ref.xml")
    linkbases = [f"{ATTACHMENT}/{name}" for name in linkbase_names(filing, names) if not name.endswith(left_out)]
    return [*summary, f"{ATTACHMENT}/{core_of(filing.taxonomy)}"], linkbases


def page_of(lang: str) -> str:
    """The path of the page in a language."""
    return f"{RELEASE}/release-{lang}.html"
