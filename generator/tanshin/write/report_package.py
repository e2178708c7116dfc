"""Archives of a build that are passed on as one file: the submission for TDnet, and report packages by language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename

from tanshin.report.filing import Filing
from tanshin.values.archive import write_zip
from tanshin.write.submitter import Names, names_of
from tanshin.write.tdnet import ATTACHMENT, ENGLISH, SUMMARY

PACKAGES = "packages"

#: A package of one report in Inline XBRL (Report Package 1.0, section 3.3).
_INLINE = "https://xbrl.org/report-package/2023/xbri"
_LANGUAGES = ("ja", "en")
#: The same files are packed three times in a build; the tightest packing would save a fiftieth for twice the time.
_LEVEL = 6


def tdnet_package(filing: Filing) -> str:
    """The path of TDnet's package: it is called by the number of the disclosure."""
    return f"{PACKAGES}/{filing.number}.zip"


def report_package(stem: str, lang: str) -> str:
    """The path of the report package of a report in one language."""
    return f"{PACKAGES}/{stem}-{lang}.xbri"


def report_packages(filing: Filing, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The packages of a submission, by their paths; ``files`` are those of the submission, which are taken as they are.

    TDnet's package holds both folders and nothing else; a filing without a form of the exchange has none. Each report
    has a report package in each language, of the type for a single report in Inline XBRL, with the schemas and
    linkbases it refers to where its references lead (Report Package 1.0, sections 3 and 4).
    """
    names = names_of(filing)
    found: dict[str, bytes] = {}
    if filing.form.name:
        submitted = {path: data for path, data in files.items() if path.startswith((f"{SUMMARY}/", f"{ATTACHMENT}/"))}
        found[tdnet_package(filing)] = write_zip(submitted, level=_LEVEL)
    for kind, stem, folder, documents in reports_of(filing, names):
        for lang in _LANGUAGES:
            home = folder if lang == "ja" else ENGLISH
            package = _package(f"{kind}-{lang}", lang, folder, [f"{home}/{name}" for name in documents], files)
            found[report_package(stem, lang)] = package
    return found


def reports_of(filing: Filing, names: Names) -> Iterator[tuple[str, str, str, list[str]]]:
    """Each report: its kind, what it is called, the folder of its schemas, its documents."""
    if filing.form.name:
        yield "summary", names.summary, SUMMARY, [f"{names.summary}-ixbrl.htm"]
    if names.attached:
        yield "statements", names.attachment, ATTACHMENT, [one.file for one in names.attached]


def _package(top: str, lang: str, folder: str, documents: Iterable[str], files: Mapping[str, bytes]) -> bytes:
    """A package with one set of documents.

    The English documents lie beside the submission and name its schemas from there (``../XBRLData/…``), so that in the
    package, too, the schemas lie in that folder, beside the one of the report.
    """
    schemas = [
        path
        for path in files
        if path.startswith(f"{folder}/") and path.endswith((".xsd", ".xml")) and basename(path) != "manifest.xml"
    ]
    root = f"{top}/reports"
    home = f"{root}/{basename(folder)}" if lang == "ja" else f"{root}/{ENGLISH}"
    about = {"documentInfo": {"documentType": _INLINE}}
    placed = {f"{home}/{basename(path)}": files[path] for path in documents}
    for path in schemas:
        placed[f"{home}/{basename(path)}" if lang == "ja" else f"{root}/{path}"] = files[path]
    placed[f"{top}/META-INF/reportPackage.json"] = f"{json.dumps(about, indent=2)}\n".encode()
    return write_zip(placed, level=_LEVEL)
