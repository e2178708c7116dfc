"""A filing as TDnet takes it: every file of the submission by its path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from unicodedata import east_asian_width

from lxml import etree

from tanshin.document.model import Document
from tanshin.report.filing import Filing
from tanshin.report.instance import FactNote
from tanshin.taxonomy.schema import serialize
from tanshin.write.context import XML_LANG, attachment_names
from tanshin.write.ixbrl import InlineVersion, inline
from tanshin.write.sheet import Sheet
from tanshin.write.submitter import Names, attachment_schemas, names_of, summary_schemas
from tanshin.write.xbrl import instance

SUMMARY = "XBRLData/Summary"
ATTACHMENT = "XBRLData/Attachment"
ENGLISH = "en"

#: Where the pages of a language lie, if not beside their schemas, and where they find these.
_HOMES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "ja": ("", {SUMMARY: "", ATTACHMENT: ""}),
    ENGLISH: (ENGLISH, {SUMMARY: f"../{SUMMARY}/", ATTACHMENT: f"../{ATTACHMENT}/"}),
}

MANIFEST = "http://disclosure.edinet-fsa.go.jp/2013/manifest"

#: Characters that Unicode and CP932 take for different ones and print alike.
_CP932 = str.maketrans("\u2212\u301c\u2014\u2016\u00a2\u00a3\u00ac", "\uff0d\uff5e\u2015\u2225\uffe0\uffe1\uffe2")
_GETA = "\u3013"  # what printers set where they have no type


def submission(
    filing: Filing,
    documents: Mapping[str, Iterable[Document]],
    *,
    version: InlineVersion = "1.0",
    notes: Iterable[FactNote] = (),
) -> dict[str, bytes]:
    """The files of the submission and of its English counterpart, and one instance with every fact.

    ``documents`` holds the documents of the filing by language, ``ja`` and ``en``. The English documents are reports
    of their own: the same figures with their own texts, under the schemas of the submission. ``notes`` are footnotes on
    facts, for the instance.

    Raises:
        ValueError: a document is missing, or a taxonomy cannot be written.
    """
    names, has_form = names_of(filing), bool(filing.form.name)
    by_name = {(lang, document.name): document for lang, found in documents.items() for document in found}
    pages = submitted_sheets(filing, version)
    for lang in ("ja", "en"):
        missing = {one.name for one in pages.values() if one.lang == lang and (lang, one.name) not in by_name}
        if missing:
            raise ValueError(f"no {lang} document is given for {', '.join(sorted(missing))}")
    files: dict[str, bytes] = {}
    if has_form:
        files |= {f"{SUMMARY}/{name}": content for name, content in summary_schemas(filing, names).items()}
    attachment = attachment_schemas(filing, names)
    files |= {f"{ATTACHMENT}/{name}": content for name, content in attachment.items()}
    if names.attached:
        files[f"{ATTACHMENT}/manifest.xml"] = _manifest(filing, names)
        files[f"{ATTACHMENT}/index.txt"] = _index(
            filing, names, [by_name["ja", one.name].title for one in names.attached]
        )

    files |= {path: one.write(by_name[one.lang, one.name]) for path, one in pages.items()}
    summaries = [f"{SUMMARY}/{names.summary}.xsd"] if has_form else []
    files[f"{names.summary}.xbrl"] = instance(
        filing.report,
        calendar=filing.calendar,
        schema_refs=[*summaries, f"{ATTACHMENT}/{names.attachment}.xsd"],
        notes=notes,
    )
    return dict(sorted(files.items()))


def submitted_sheets(filing: Filing, version: InlineVersion = "1.0") -> dict[str, Sheet]:
    """The pages of the submission and of its English counterpart, by their paths."""
    names = names_of(filing)
    pages: dict[str, Sheet] = {}
    for lang, (home, folders) in _HOMES.items():
        if filing.form.name:
            schemas = (f"{folders[SUMMARY]}{names.summary}.xsd",)
            write = partial(inline, calendar=filing.calendar, schema_refs=schemas, version=version)
            pages[f"{home or SUMMARY}/{names.summary}-ixbrl.htm"] = Sheet(lang, "summary", write)
        for one in names.attached:
            write = partial(
                inline,
                calendar=filing.calendar,
                schema_refs=(f"{folders[ATTACHMENT]}{names.attachment}.xsd",),
                version=version,
                naming=attachment_names,
                prefix=f"{one.code}_",
            )
            pages[f"{home or ATTACHMENT}/{one.file}"] = Sheet(lang, one.name, write)
    return pages


# Lists of the attachment's files.


def _manifest(filing: Filing, names: Names) -> bytes:
    """Which documents are one report, and the networks that make its table of contents."""
    reference = names.attachment_prefix.rpartition("-")[0]
    default: Any = {None: MANIFEST}  # lxml's stubs know no default namespace
    root = etree.Element(f"{{{MANIFEST}}}manifest", {}, nsmap=default)
    contents = etree.SubElement(root, f"{{{MANIFEST}}}tocComposition")
    for lang, title in (("ja", "決算短信添付資料"), ("en", "Earnings digest attached document")):
        etree.SubElement(contents, f"{{{MANIFEST}}}title", {XML_LANG: lang}).text = title
    tables = {table.id: table for table in filing.tables}
    for role in dict.fromkeys(filing.statement(tables[one.name]).role for one in names.attached):
        attributes = {"extrole": role, "in": "presentation", "ref": reference}
        etree.SubElement(contents, f"{{{MANIFEST}}}item", attributes)
    listed = etree.SubElement(root, f"{{{MANIFEST}}}list")
    attributes = {"id": reference, "type": "Attachment", "preferredFilename": f"{names.attachment}.xbrl"}
    report = etree.SubElement(listed, f"{{{MANIFEST}}}instance", attributes)
    for one in names.attached:
        etree.SubElement(report, f"{{{MANIFEST}}}ixbrl").text = one.file
    return serialize(root)


def _index(filing: Filing, names: Names, titles: list[str]) -> bytes:
    """The list of documents for people, in CP932 with the line ends of Windows."""
    widest = max(map(_columns, titles), default=0)
    lines = ["【TDnet財務諸表本表】", "", "【提出書類】"]
    lines += [
        title + " " * (widest - _columns(title) + 2) + one.file
        for title, one in zip(titles, names.attached, strict=True)
    ]
    lines += ["", f"【会社名】{filing.issuer.names['ja']}", "", ""]
    return "".join(map(_cp932, "\r\n".join(lines))).encode("cp932")


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)


def _cp932(letter: str) -> str:
    """The letter, or the mark for a missing one where CP932 has neither it nor one that looks the same."""
    letter = letter.translate(_CP932)
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return _GETA
    return letter
