"""Reports in folders and archives that say nothing about themselves, and single files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import dirname

from tanshin.read.oim.metadata import extended_by
from tanshin.read.package.found import Found, Kind
from tanshin.read.package.sniff import kind_of
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.source import Source


def loose_reports(files: Mapping[str, bytes], place: str, *, single: bool = False) -> Iterator[Found]:
    """Of each folder its inline documents as one set, and every other report by itself.

    ``single`` tells that the place is the one file.
    """
    kinds = {name: kind for name, data in sorted(files.items()) if (kind := kind_of(data)) is not None}
    parts = extended(files, kinds)
    kinds = {name: kind for name, kind in kinds.items() if name not in parts}
    for folder in sorted({dirname(name) for name in kinds}):
        own = {name: kind for name, kind in kinds.items() if dirname(name) == folder}
        documents = {name: files[name] for name, kind in own.items() if kind is Kind.INLINE}
        findings = _mixed(own, folder, place)
        if documents:
            only = next(iter(documents)) if len(documents) == 1 else folder
            yield _found(files, Kind.INLINE, _name(place, only, single=single), documents, findings)
            findings = ()
        for name, kind in own.items():
            if kind is not Kind.INLINE:
                data = {name: files[name]}
                if kind is Kind.CSV:
                    data = dict(with_tables(data, files))
                yield _found(files, kind, _name(place, name, single=single), data, findings)
                findings = ()


def extended(files: Mapping[str, bytes], kinds: Mapping[str, Kind]) -> frozenset[str]:
    """The metadata of xBRL-CSV that other metadata extends: it is a part of a report and not one of its own."""
    own = frozenset(name for name, kind in kinds.items() if kind is Kind.CSV)
    found = frozenset(base for name in own for base in extended_by(files[name], dirname(name)))
    return found if own - found else frozenset()  # files that extend each other in a circle have no first


def with_tables(metadata: Mapping[str, bytes], files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The metadata of an xBRL-CSV report and the tables in its folder and below."""
    folders = tuple(f"{folder}/" if (folder := dirname(name)) else "" for name in metadata)
    tables = {name: data for name, data in sorted(files.items()) if name.startswith(folders) and name.endswith(".csv")}
    return {**metadata, **tables}


def _name(place: str, inner: str, *, single: bool) -> str:
    return place if single or not inner else f"{place}/{inner}"


def _found(
    files: Mapping[str, bytes], kind: Kind, name: str, own: Mapping[str, bytes], findings: tuple[Finding, ...]
) -> Found:
    beside = {other: data for other, data in files.items() if other not in own}
    return Found(kind, name, own, beside, findings=findings)


def _mixed(own: Mapping[str, Kind], folder: str, place: str) -> tuple[Finding, ...]:
    """Inline documents beside an instance may be one report twice, and nothing says so."""
    if len(set(own.values())) < 2:
        return ()
    message = say(
        "{folder} holds reports in several formats ({formats}), which may say the same; each is read by itself. Name "
        "the one that is meant",
        folder=folder or place,
        formats=", ".join(sorted({kind.value for kind in own.values()})),
    )
    return (Finding("TNS075", Severity.WARNING, message, (Source(place),)),)
