"""Which reports a place holds: an archive, a folder or a file, recognized by what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tanshin.read.package.contents import contents
from tanshin.read.package.found import Found
from tanshin.read.package.loose import loose_reports
from tanshin.read.package.report_package import package_reports, top_of
from tanshin.read.package.sniff import called
from tanshin.read.package.tdnet import is_tdnet, tdnet_reports
from tanshin.report.book import COVER
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source


def reports_in(place: Path, name: str | None = None) -> tuple[Found, ...]:
    """The reports of a place, at least one; ``name`` is what messages call it.

    A report package tells itself what it holds; of TDnet's and EDINET's packages the manifests do; in any other folder
    or archive the inline documents of one folder are one report, and every other file that is a report is one.

    Raises:
        InputError: the place cannot be read (TNS001), is a damaged archive (TNS021), or holds no report (TNS071).
    """
    name = name or place.name or str(place)
    files = contents(place, name)
    single = place.is_file() and list(files) == [place.name]
    if top := top_of(files):
        found = tuple(package_reports(files, top, name))
    elif is_tdnet(files):
        found = tuple(tdnet_reports(files, name))
    else:
        found = tuple(loose_reports(files, name, single=single))
    if not found:
        message = say(
            "there is no report in {name}: {what}. Give an Inline XBRL document, an instance, xBRL-JSON, the metadata "
            "of xBRL-CSV, or a folder or archive of them",
            name=name,
            what=_what(files),
        )
        raise InputError(Finding("TNS071", Severity.ERROR, message, (Source(name),)))
    return found


def _what(files: Mapping[str, bytes]) -> Message:
    """What there is instead."""
    if not files:
        return say("it is empty")
    if any(name.endswith("META-INF/taxonomyPackage.xml") for name in files):
        return say("it is a taxonomy package")
    if COVER in files:
        return say("it is canonical data, which `tanshin check` reads")
    if len(files) == 1:
        return say("it is {what}", what=called(next(iter(files.values()))))
    (ending, count), *_ = Counter(Path(name).suffix or "-" for name in files).most_common(1)
    return say("of its {files} files {count} end in {ending}", files=len(files), count=count, ending=ending)
