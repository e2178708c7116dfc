"""What stands on the index page of a build: the parts of a filing in the order in which people look for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from tanshin.document.model import Document, Table
from tanshin.report.filing import Filing
from tanshin.report.phrase import day_text
from tanshin.values.finding import Finding
from tanshin.write.index import Comparison, FactCount, Front, Headline, IndexEntry, index
from tanshin.write.interchange import TABLES, json_name, metadata_name
from tanshin.write.manifest import MANIFEST
from tanshin.write.older import FOLDER as OLDER
from tanshin.write.pdf.papers import FOLDER as PAPERS
from tanshin.write.presentation import slides_of
from tanshin.write.release import page_of
from tanshin.write.report_package import report_package, tdnet_package
from tanshin.write.submitter import Names, names_of
from tanshin.write.tdnet import ATTACHMENT, ENGLISH, SUMMARY
from tanshin.write.workbook.finished import finished_path

#: The words of the page in Japanese; in English they stand where they are used.
_JAPANESE = {
    "Digests of all files": "全ファイルのダイジェスト",
    "Figures with their tags, and findings": "タグ付きの数値と指摘事項",
    "Form, statements and facts": "様式、財務諸表、ファクト",
    "Machine-readable": "機械可読データ",
    "Packages": "パッケージ",
    "PDF": "PDF",
    "Release": "決算短信",
    "Results": "決算",
    "Results presentation": "決算説明資料",
    "Results release": "決算短信",
    "Slides": "説明資料",
    "Statements": "財務諸表",
    "Statements: report package": "財務諸表：レポートパッケージ",
    "Statements: taxonomy, manifest, index": "財務諸表：タクソノミ、マニフェスト、目次",
    "Submission for TDnet": "TDnet への提出ファイル",
    "Summary": "サマリー情報",
    "Summary in the form until 2013": "サマリー情報（2013年までの様式）",
    "Summary: report package": "サマリー情報：レポートパッケージ",
    "Summary: taxonomy": "サマリー情報：タクソノミ",
    "Summary: {table}": "サマリー情報：{table}",
    "Table: {table}": "表：{table}",
    "Taxonomy packages": "タクソノミパッケージ",
    "Tokyo Stock Exchange summary": "東京証券取引所 サマリー情報",
    "Viewer": "ビューア",
    "Viewer: pages and program": "ビューア：ページとプログラム",
    "Workbooks": "ワークブック",
    "XBRL instance with every fact": "全ファクトを含む XBRL インスタンス",
    "xBRL-CSV: metadata": "xBRL-CSV：メタデータ",
    "xBRL-CSV: tables": "xBRL-CSV：表",
    "xBRL-JSON with every fact": "全ファクトを含む xBRL-JSON",
}
_PAPERS = {"summary": "Summary", "statements": "Statements", "release": "Release", "presentation": "Slides"}
#: The folder of a build with its documents in the viewer, and the page in it to open first.
VIEWER = "viewer"
VIEWER_START = "index.html"


def contents(
    filing: Filing,
    documents: Mapping[str, Iterable[Document]],
    files: Iterable[str],
    findings: Iterable[Finding],
    comparisons: Sequence[Comparison],
    told: Iterable[Document] = (),
    lang: str = "en",
) -> bytes:
    """The index page of a build: every file of it, the headline figures, what was checked and found, the facts.

    ``told`` are the release and the presentation; where there is no summary, they give the page its title. The page is
    in ``lang`` (``en`` or ``ja``), in which ``findings`` and ``comparisons`` come.
    """
    by_name = {document.name: document for document in documents[lang]}
    summary = by_name.get("summary")
    titles_told = [document.title for document in told if document.lang == lang]
    title = summary.title if summary else next(iter(titles_told), _word("Results", lang))
    front = Front(filing.issuer.names[lang], filing.issuer.code, title, day_text(filing.announced, lang))
    columns, headlines = _headlines(summary) if summary else ((), ())
    titles = {name: document.title for name, document in by_name.items()}
    return index(
        front,
        (
            structs.replace(one, group=_word(one.group, lang), label=_word(one.label, lang))
            for one in _entries(filing, names_of(filing), titles, files)
        ),
        findings,
        columns=columns,
        headlines=headlines,
        counts=tuple(_counts(filing, titles, lang)),
        comparisons=comparisons,
        lang=lang,
    )


def _word(text: str, lang: str) -> str:
    """A text of the page in a language; titles of documents come in it."""
    return _JAPANESE.get(text, text) if lang == "ja" else text


def _headlines(summary: Document) -> tuple[tuple[str, ...], tuple[Headline, ...]]:
    """The first table of the summary, with its items in rows: each amount with its change in brackets."""
    table = next((block for block in summary.blocks if isinstance(block, Table)), None)
    if table is None:
        return (), ()
    captions, units = table.head[0].cells[1:], table.head[-1].cells[1:]
    found = []
    at = 0
    for caption in captions:
        figures = []
        for row in table.body:
            amount, *change = row.cells[1 + at : 1 + at + caption.colspan]
            figures.append(amount.display + "".join(f" [{one.display}%]" for one in change))
        found.append(Headline(caption.display, tuple(figures), units[at].display))
        at += caption.colspan
    return tuple(row.cells[0].display for row in table.body), tuple(found)


def _entries(filing: Filing, names: Names, titles: Mapping[str, str], files: Iterable[str]) -> Iterator[IndexEntry]:
    left = dict.fromkeys(files)

    def entry(group: str, label: str, href: str, lang: str = "") -> Iterator[IndexEntry]:
        if href in left:
            del left[href]
            yield IndexEntry(group, label, href, lang)

    for lang, folder in (("ja", SUMMARY), ("en", ENGLISH)):
        yield from entry("Tokyo Stock Exchange summary", "Summary", f"{folder}/{names.summary}-ixbrl.htm", lang)
    for lang in ("ja", "en"):
        yield from entry("Results release", "Release", page_of(lang), lang)
    for lang in ("ja", "en"):
        yield from entry("Results presentation", "Slides", slides_of(lang), lang)
    yield from entry("Viewer", "Figures with their tags, and findings", f"{VIEWER}/{VIEWER_START}")
    for one in names.attached:
        for lang, folder in (("ja", ATTACHMENT), ("en", ENGLISH)):
            yield from entry("Statements", titles[one.name], f"{folder}/{one.file}", lang)
    yield from entry("Machine-readable", "XBRL instance with every fact", f"{names.summary}.xbrl")
    yield from entry("Machine-readable", "xBRL-JSON with every fact", json_name(names))
    yield from entry("Machine-readable", "xBRL-CSV: metadata", metadata_name(names))
    for group, told, href, lang in _passed_on(filing, names):
        yield from entry(group, told, href, lang)
    # What is left supports the documents: schemas, linkbases, packages, lists.
    for href in sorted(left):
        labels = {
            SUMMARY: "Summary: taxonomy",
            ATTACHMENT: "Statements: taxonomy, manifest, index",
            TABLES: "xBRL-CSV: tables",
            OLDER: "Summary in the form until 2013",
            VIEWER: "Viewer: pages and program",
        }
        yield IndexEntry("Machine-readable", labels.get(href.rpartition("/")[0], "Taxonomy packages"), href)


def _passed_on(filing: Filing, names: Names) -> Iterator[tuple[str, str, str, str]]:
    """What is passed on as one file: its group, what it is called, where it is, in which language."""
    for name, label in _PAPERS.items():
        for lang in ("ja", "en"):
            yield "PDF", label, f"{PAPERS}/{name}-{lang}.pdf", lang
    for lang in ("ja", "en"):
        yield "Workbooks", "Form, statements and facts", finished_path(filing, lang), lang
    for label, stem in (("Summary", names.summary), ("Statements", names.attachment)):
        for lang in ("ja", "en"):
            yield "Packages", f"{label}: report package", report_package(stem, lang), lang
    yield "Packages", "Submission for TDnet", tdnet_package(filing), ""
    yield "Packages", "Digests of all files", MANIFEST, ""


def _counts(filing: Filing, titles: Mapping[str, str], lang: str) -> Iterator[FactCount]:
    """How many facts each table brought in; a fact that stands in two tables counts where it was read first."""
    for table, count in Counter(fact.table for fact in filing.report).items():
        kind = "Table: {table}" if table in filing.rounded_tables else "Summary: {table}"
        yield FactCount(titles.get(table) or _word(kind, lang).format(table=table.replace("-", " ")), count)
