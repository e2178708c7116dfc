"""Report packages of XBRL International (Report Package 1.0, sections 3 and 4)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from posixpath import dirname
from typing import Any

from tanshin.read.package.found import Found, Kind
from tanshin.read.package.loose import with_tables
from tanshin.read.package.sniff import called, kind_of
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source

_ABOUT = "META-INF/reportPackage.json"
_INLINE, _OTHER = "https://xbrl.org/report-package/2023/xbri", "https://xbrl.org/report-package/2023/xbr"
_ANY = "https://xbrl.org/report-package/2023"
_BY_ENDING = {".xbri": _INLINE, ".xbr": _OTHER, ".zip": _ANY}
_PAGES = (".xhtml", ".html", ".htm")
_REPORTS = (*_PAGES, ".xbrl", ".json")


def top_of(files: Mapping[str, bytes]) -> str | None:
    """The one folder that a report package has at its top, ``None`` where these are not the files of one."""
    tops = {name.partition("/")[0] for name in files if "/" in name}
    fitting = [
        top
        for top in sorted(tops)
        if f"{top}/{_ABOUT}" in files
        or (
            f"{top}/META-INF/taxonomyPackage.xml" in files and any(name.startswith(f"{top}/reports/") for name in files)
        )
    ]
    return fitting[0] if len(fitting) == 1 else None


def package_reports(files: Mapping[str, bytes], top: str, place: str) -> Iterator[Found]:
    """The reports of a package; what it does against the specification is a finding of the first of them.

    Yields nothing where there is no report.
    """
    found = list(_reports(files, top, place))
    kind = _document_type(files, top)
    faults = [*_about(files, top, place), *_count(found, kind, place)]
    for number, one in enumerate(found):
        own = (*faults, *one.findings) if not number else one.findings
        beside = {name: data for name, data in files.items() if name not in one.files}
        yield Found(one.kind, one.name, one.files, beside, one.titles, own)


def _reports(files: Mapping[str, bytes], top: str, place: str) -> Iterator[Found]:
    """Files in ``reports`` are one report each; where there are none, each folder in it holds one (section 4)."""
    root = f"{top}/reports"
    here = [name for name in sorted(files) if name.startswith(f"{root}/") and name.endswith(_REPORTS)]
    if direct := [name for name in here if dirname(name) == root]:
        for name in direct:
            yield from _one(files, [name], f"{place}/{name}")
        return
    for folder in sorted({dirname(name) for name in here if name.count("/") == root.count("/") + 2}):
        own = [name for name in here if dirname(name) == folder]
        if all(name.endswith(_PAGES) for name in own):
            yield from _one(files, own, f"{place}/{folder if len(own) > 1 else own[0]}")
            continue
        for name in own:
            for one in _one(files, [name], f"{place}/{name}"):
                faults = [] if len(own) == 1 or name != own[0] else [_several(folder, own, place)]
                yield Found(one.kind, one.name, one.files, findings=(*one.findings, *faults))


def _one(files: Mapping[str, bytes], names: list[str], name: str) -> Iterator[Found]:
    """The report of some files; pages without tags are named and left out."""
    kinds = {one: kind_of(files[one]) for one in names}
    faults = [_no_report(one, files[one], name) for one, kind in kinds.items() if kind is None]
    own = {one: files[one] for one, kind in kinds.items() if kind is not None}
    if own:
        kind = next(kind for kind in kinds.values() if kind is not None)
        yield Found(kind, name, with_tables(own, files) if kind is Kind.CSV else own, findings=tuple(faults))


def _document_type(files: Mapping[str, bytes], top: str) -> str | Message | None:
    """What a package says it is; a message where that cannot be read, ``None`` where it says nothing."""
    if (data := files.get(f"{top}/{_ABOUT}")) is None:
        return None
    try:
        about: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return say("it is no JSON ({error})", error=str(error))
    info = about.get("documentInfo") if isinstance(about, dict) else None
    said = info.get("documentType") if isinstance(info, dict) else None
    return said if isinstance(said, str) else say("it has no documentInfo with a documentType")


def _about(files: Mapping[str, bytes], top: str, place: str) -> Iterator[Finding]:
    """What is wrong with what a package says about itself."""
    where = (Source(f"{place}/{top}/{_ABOUT}"),)
    said = _document_type(files, top)
    ending = next((ending for ending in _BY_ENDING if place.lower().endswith(ending)), None)
    if isinstance(said, Message):
        message = say(
            "the package does not tell what it is, for {reason}; its reports are read all the same. Make the package "
            "again",
            reason=said,
        )
        yield Finding("TNS073", Severity.ERROR, message, where)
    elif said is not None and said not in _BY_ENDING.values():
        message = say(
            "the package is of the type {type}, which is not known; its reports are read as those of a package of "
            "2023. Look whether there is a newer version of this program",
            type=said,
        )
        yield Finding("TNS073", Severity.ERROR, message, where)
    elif ending is not None and said != _BY_ENDING[ending] and (said is not None or ending != ".zip"):
        message = say(
            "the name of the package ends in {ending}, and it says that it is {type}; name it as it is, or make it "
            "again",
            ending=ending,
            type=said or "-",
        )
        yield Finding("TNS073", Severity.ERROR, message, where)


def _count(found: list[Found], kind: str | Message | None, place: str) -> Iterator[Finding]:
    """Packages of a single report have one, of the kind that they are for."""
    if kind not in (_INLINE, _OTHER) or not found:
        return
    if len(found) > 1:
        message = say(
            "a package of the type {type} holds one report, and this one holds {count}; all are read. Put each into a "
            "package of its own",
            type=kind,
            count=len(found),
        )
        yield Finding("TNS073", Severity.ERROR, message, (Source(place),))
    for one in found:
        if (one.kind is Kind.INLINE) != (kind == _INLINE):
            message = say(
                "a package of the type {type} is not for a report in the format {kind}; it is read. Make it a package "
                "of the other type",
                type=kind,
                kind=one.kind.value,
            )
            yield Finding("TNS073", Severity.ERROR, message, (Source(one.name),))


def _several(folder: str, names: list[str], place: str) -> Finding:
    message = say(
        "the folder {folder} is one report, and it holds {count} that are not all Inline XBRL; each is read by itself. "
        "Put each into a folder of its own",
        folder=folder,
        count=len(names),
    )
    return Finding("TNS073", Severity.ERROR, message, (Source(f"{place}/{folder}"),))


def _no_report(name: str, data: bytes, place: str) -> Finding:
    message = say(
        "{name} stands where reports do and is {what}; it is left out. Take it out of the folder",
        name=name,
        what=called(data),
    )
    return Finding("TNS074", Severity.WARNING, message, (Source(place),))
