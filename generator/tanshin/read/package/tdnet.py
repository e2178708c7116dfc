"""Packages as TDnet and EDINET pass them on: folders ``Summary`` and ``Attachment``, manifests, a list in Shift_JIS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname, join
from typing import Any

from tanshin.read.package.found import Found, Kind
from tanshin.read.package.sniff import kind_of
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.text import decode_text
from tanshin.values.xml import parse_xml

_MANIFEST = "{http://disclosure.edinet-fsa.go.jp/2013/manifest}"
_NAMED = re.compile(r"(?:^|/)manifest[^/]*\.xml$")


def is_tdnet(files: Mapping[str, bytes]) -> bool:
    """Whether these are the files of such a package: TDnet's folders, or a manifest."""
    return any(re.search(r"(?:^|/)XBRLData/(?:Summary|Attachment)/", name) for name in files) or any(manifests(files))


def manifests(files: Mapping[str, bytes]) -> Iterator[str]:
    """The manifests among the files."""
    return (name for name in files if _NAMED.search(name) and b"edinet-fsa.go.jp/2013/manifest" in files[name])


def tdnet_reports(files: Mapping[str, bytes], place: str) -> Iterator[Found]:
    """The reports of a package: of each folder what its manifest lists, or else all that it holds.

    Raises:
        InputError: a manifest is no well-formed XML (TNS017).
    """
    taken: set[str] = set()
    listed: dict[str, list[str]] = {}
    for name in sorted(manifests(files)):
        listed.setdefault(dirname(name), []).append(name)
    folders = sorted({dirname(name) for name in files}, key=lambda name: (not name.endswith("Summary"), name))
    for folder in folders:
        if folder in listed:
            for name in listed[folder]:
                yield from _listed(files, name, place, taken)
        else:
            yield from _unlisted(files, folder, place)


def _listed(files: Mapping[str, bytes], manifest: str, place: str, taken: set[str]) -> Iterator[Found]:
    """The reports that a manifest names, each a set of documents."""
    folder = dirname(manifest)
    own: list[Found] = []
    for instance in parse_xml(files[manifest], f"{place}/{manifest}").iter(f"{_MANIFEST}instance"):
        faults: list[Finding] = []
        documents: dict[str, bytes] = {}
        for item in instance.iter(f"{_MANIFEST}ixbrl"):
            name = join(folder, (item.text or "").strip())
            if name in files:
                documents[name] = files[name]
            else:
                line: Any = item.sourceline
                faults.append(_missing(item.text or "", Source(f"{place}/{manifest}", line or 0)))
        if documents:
            name = f"{place}/{folder}" if folder else place
            own.append(_found(files, Kind.INLINE, name, documents, faults))
        elif faults:
            raise InputError(*faults)
    taken.update(name for one in own for name in one.files)
    forgotten = [
        name
        for name, data in files.items()
        if dirname(name) == folder and name not in taken and kind_of(data) is Kind.INLINE
    ]
    for place_, one in enumerate(own):
        yield _with(one, [_forgotten(name, manifest, place) for name in forgotten] if not place_ else [])


def _unlisted(files: Mapping[str, bytes], folder: str, place: str) -> Iterator[Found]:
    """The reports of a folder without a manifest: its inline documents as one set, each instance by itself."""
    here = {name: data for name, data in files.items() if dirname(name) == folder}
    documents = {name: data for name, data in sorted(here.items()) if kind_of(data) is Kind.INLINE}
    if documents:
        one, *more = documents
        yield _found(files, Kind.INLINE, f"{place}/{folder if more else one}", documents, ())
    for name, data in sorted(here.items()):
        if kind_of(data) is Kind.INSTANCE:
            yield _found(files, Kind.INSTANCE, f"{place}/{name}", {name: data}, ())


def _found(
    files: Mapping[str, bytes], kind: Kind, name: str, own: Mapping[str, bytes], findings: Sequence[Finding]
) -> Found:
    beside = {other: data for other, data in files.items() if other not in own}
    return Found(kind, name, own, beside, _titles(files, own), tuple(findings))


def _with(found: Found, findings: Sequence[Finding]) -> Found:
    return Found(found.kind, found.name, found.files, found.beside, found.titles, (*found.findings, *findings))


def _missing(name: str, where: Source) -> Finding:
    message = say(
        "the manifest lists {name}, which is not there; the report is read without it. Get the package again, or "
        "correct the manifest",
        name=name.strip() or "-",
    )
    return Finding("TNS072", Severity.ERROR, message, (where,))


def _forgotten(name: str, manifest: str, place: str) -> Finding:
    message = say(
        "{name} holds tagged facts, and the manifest {manifest} does not list it; it is left out. Add it to the "
        "manifest, or remove it",
        name=name,
        manifest=manifest,
    )
    return Finding("TNS074", Severity.WARNING, message, (Source(f"{place}/{name}"),))


def _titles(files: Mapping[str, bytes], own: Mapping[str, bytes]) -> Mapping[str, str]:
    """What ``index.txt`` calls the documents; it is in Shift_JIS, and a damaged one tells nothing."""
    titles: dict[str, str] = {}
    for folder in {dirname(name) for name in own}:
        try:
            text = decode_text(files.get(join(folder, "index.txt"), b""), "index.txt").text
        except InputError:
            continue
        for line in text.splitlines():
            match line.rsplit(maxsplit=1):  # what a document is called, and its file
                case [title, file] if join(folder, file) in own:
                    titles[join(folder, file)] = title
    return titles
