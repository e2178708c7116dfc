"""A taxonomy in all its eras: read, and held against itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from tanshin.taxonomy.build import build_era
from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.definition import pairs
from tanshin.taxonomy.era import Era, Eras, Reclassification
from tanshin.taxonomy.folder import Sources, read_sources
from tanshin.taxonomy.head import FILE, Head, read_head
from tanshin.taxonomy.part import problem
from tanshin.taxonomy.source import ReclassificationSource
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.qname import QName
from tanshin.values.source import Source


def read_eras(folder: Path, namespace: str | None = None) -> Eras:
    """The taxonomy a folder describes, in all its eras; ``namespace`` replaces the one the source gives.

    Raises:
        InputError: as for :func:`tanshin.taxonomy.build.read_taxonomy`, for any of the eras; or the eras contradict
            each other (TNS020).
    """
    return build_eras(read_sources(folder), namespace)


@lru_cache(maxsize=8)
def build_eras(sources: Sources, namespace: str | None = None) -> Eras:
    """The taxonomy that some files describe, in all its eras.

    Raises:
        InputError: see :func:`read_eras`.
    """
    head = read_head(sources)
    findings: list[Finding] = []
    built: list[Taxonomy] = []
    for era in head.eras:
        try:
            built.append(build_era(sources, namespace, era, is_every_era_read=True))
        except InputError as error:  # files may be shared, and so their faults
            findings += error.findings
    if not findings:
        findings += (*_changed(sources, built), *_reclassification_problems(head, built))
    if findings:
        raise InputError(*dict.fromkeys(findings))
    return Eras(tuple(_eras(head, built)), tuple(_reclassifications(head, built[-1])))


def _eras(head: Head, built: Iterable[Taxonomy]) -> Iterator[Era]:
    since = None
    for taxonomy in built:
        given = head.given(taxonomy.era)
        if given is None:
            yield Era("", {}, taxonomy)
            return
        yield Era(given.era, dict(pairs(given.title)), taxonomy, since, given.until)
        since = given.until + timedelta(days=1) if given.until else None


def _reclassifications(head: Head, taxonomy: Taxonomy) -> Iterator[Reclassification]:
    for one in head.source.reclassifications:
        notes = dict(pairs(one.note)) if one.note else {}
        yield Reclassification(taxonomy.name(one.concept), tuple(map(taxonomy.name, one.to)), one.since, notes)


def _changed(sources: Sources, built: list[Taxonomy]) -> Iterator[Finding]:
    """A finding for every concept that is not, in one era, what it is in the next that has it."""
    for index, taxonomy in enumerate(built):
        for name, concept in taxonomy.dts.concepts.items():
            later = next((one for one in built[index + 1 :] if name in one.dts.concepts), None)
            if later is None:
                continue
            differing = [
                say(
                    "{aspect} {was} in {era} and {now} in {later}",
                    aspect=words,
                    was=was,
                    era=taxonomy.era,
                    now=now,
                    later=later.era,
                )
                for words, was, now in _differences(concept, later.dts.concepts[name])
            ]
            if differing:
                message = say(
                    "{name} has {differing}: a name keeps its meaning in all eras; correct one, or "
                    "rename one of the concepts and list it under `reclassifications`",
                    name=name.local,
                    differing=listed(differing, "; "),
                )
                places = dict.fromkeys((_place(sources, taxonomy, name), _place(sources, later, name)))
                yield Finding("TNS020", Severity.ERROR, message, tuple(places))


def _differences(was: Concept, now: Concept) -> Iterator[tuple[str, str, str]]:
    """What a schema says of a concept and is not the same: the word for it, and the two values."""
    for words, one, other in (
        (say("the kind"), was.kind, now.kind),
        (say("the type"), was.type, now.type),
        (say("the period"), was.period, now.period),
        (say("the balance"), was.balance or say("none"), now.balance or say("none")),
        ("`abstract`", str(was.abstract).lower(), str(now.abstract).lower()),
    ):
        if one != other:
            yield words, one, other


def _place(sources: Sources, taxonomy: Taxonomy, name: QName) -> Source:
    """The first line of a concept in an era; for what stands on no line, the taxonomy."""
    places = (line.source for _, line in taxonomy.lines() if line.concept == name and line.source)
    return next(places, Source(f"{sources.folder}/{FILE}"))


def _reclassification_problems(head: Head, built: list[Taxonomy]) -> Iterator[Finding]:
    for index, one in enumerate(head.source.reclassifications):
        for path, message in _faults(one, head, built):
            yield problem(head.document, ("reclassifications", index, *path), message)


def _faults(one: ReclassificationSource, head: Head, built: list[Taxonomy]) -> Iterator[tuple[KeyPath, str]]:
    if one.since not in head.eras:
        yield ("since",), say("there is no era {since}; there are {eras}", since=one.since, eras=listed(head.eras))
        return
    at = head.eras.index(one.since)
    if at == 0:
        yield ("since",), say("{since} is the first era: nothing can have given way when it began", since=one.since)
        return
    before, after = built[at - 1], built[at]
    if words := _missing(before, one.concept):
        yield ("from",), words
    if not one.to:
        yield ("to",), say("name what took the place of {concept}", concept=one.concept)
    for place, local in enumerate(one.to):
        if local == one.concept:
            yield ("to", place), say("{local} gave way to itself; name what took its place", local=local)
        elif words := _missing(after, local):
            yield ("to", place), words


def _missing(taxonomy: Taxonomy, local: str) -> str | None:
    if taxonomy.name(local) in taxonomy.dts.concepts:
        return None
    near = get_close_matches(local, [name.local for name in taxonomy.dts.concepts], n=1)
    advice = say("; did you mean {near}?", near=near[0]) if near else say("; correct the name, or `since`")
    return say("{local} does not exist in {era}{advice}", local=local, era=taxonomy.era, advice=advice)
