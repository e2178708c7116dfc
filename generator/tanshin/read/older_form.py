"""The YAML of an older form -> :class:`tanshin.report.older_form.OlderForm`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tanshin.read.older_source import OlderElementSource, OlderFormSource, PartSource
from tanshin.report.form import Texts
from tanshin.report.older_form import Gone, Kind, Older, OlderElement, OlderForm, Part, Today, Vocabulary
from tanshin.taxonomy.concept import Concept, PeriodType
from tanshin.taxonomy.part import problem
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.yaml import Document, read_yaml, validate

FILE = "older-form.yaml"

_APART = "NonConsolidated"


def read_older_form(folder: Path, today: Taxonomy) -> OlderForm:
    """The older form that a folder tells in terms of today's taxonomy.

    Raises:
        InputError: the file cannot be read or has another shape (TNS005), names what today's form does not have
            (TNS020), or tells an element or a fact twice (TNS091).
    """
    document = read_yaml(folder / FILE, f"{folder.name}/{FILE}")
    source = validate(OlderFormSource, document)
    problems = tuple(_unknown(source, document, today))
    if problems:
        raise InputError(*problems)
    placed = [
        (("sections", at, "elements", place), _element(at, place, part, element, source, today))
        for at, part in enumerate(source.sections)
        for place, element in enumerate(part.elements)
    ]
    gone = [
        (("gone", at, "elements", place), _gone(local, one.context, one.reason.model_dump(), source))
        for at, one in enumerate(source.gone)
        for place, local in enumerate(one.elements)
    ]
    twice = tuple(_twice(placed, gone, document))
    if twice:
        raise InputError(*twice)
    marker = source.marker
    return OlderForm(
        source.until,
        source.root,
        QName(marker.namespace, marker.element, marker.prefix),
        tuple(Vocabulary(one.prefix, one.namespace, one.schema_) for one in source.namespaces),
        tuple(Part(part.by_period, part.prior_first) for part in source.sections),
        tuple(element for _, element in placed),
        tuple(element for _, element in gone),
    )


def _unknown(source: OlderFormSource, document: Document, today: Taxonomy) -> Iterator[Finding]:
    prefixes = {one.prefix for one in source.namespaces}
    for at, part in enumerate(source.sections):
        path: KeyPath = ("sections", at)
        yield from _members(part.members, path, document, today)
        for place, element in enumerate(part.elements):
            here: KeyPath = (*path, "elements", place)
            local = element.today or element.older
            if today.name(local) not in today.dts.concepts:
                yield problem(document, here, say("{local} is not in {prefix}", local=local, prefix=today.prefix))
            if element.prefix is not None and element.prefix not in prefixes:
                yield problem(document, here, say("`{prefix}` is not among the namespaces", prefix=element.prefix))
            yield from _members(element.members, here, document, today)


def _members(given: dict[str, str], path: KeyPath, document: Document, today: Taxonomy) -> Iterator[Finding]:
    for axis, member in given.items():
        for local in (axis, member):
            if today.name(local) not in today.dts.concepts:
                place = (*path, "members", axis)
                yield problem(document, place, say("{local} is not in {prefix}", local=local, prefix=today.prefix))


def _element(
    at: int, place: int, part: PartSource, element: OlderElementSource, source: OlderFormSource, today: Taxonomy
) -> OlderElement:
    context = element.context or part.context
    concept: Concept = today.dts.concepts[today.name(element.today or element.older)]
    members = {**part.members, **element.members}
    return OlderElement(
        at,
        place,
        element.prefix or source.namespaces[0].prefix,
        element.older,
        context.startswith(_APART),
        _kind(context),
        concept.qname,
        tuple(sorted((today.name(axis), today.name(member)) for axis, member in members.items())),
        Kind.INSTANT if concept.period is PeriodType.INSTANT else Kind.DURATION,
        concept.type,
        element.own,
    )


def _gone(local: str, context: str, reason: Texts, source: OlderFormSource) -> Gone:
    return Gone(source.namespaces[0].prefix, local, context.startswith(_APART), _kind(context), reason)


def _kind(context: str) -> Kind:
    return Kind.INSTANT if context.endswith(Kind.INSTANT) else Kind.DURATION


def _twice(
    placed: Sequence[tuple[KeyPath, OlderElement]], gone: Sequence[tuple[KeyPath, Gone]], document: Document
) -> Iterator[Finding]:
    """What is told more than once: the table is one-to-one, or one of its directions would be a guess."""
    older: set[Older] = set()
    today: set[Today] = set()
    told: tuple[tuple[KeyPath, OlderElement | Gone], ...] = (*placed, *gone)
    for path, one in told:
        key = (one.prefix, one.local, one.apart, one.kind)
        if key in older:
            yield _wrong(document, path, say("{element} stands twice in contexts of one kind", element=one.local))
        older.add(key)
        if isinstance(one, OlderElement):
            fact = (one.concept, one.dimensions, one.today)
            if fact in today:
                yield _wrong(
                    document,
                    path,
                    say(
                        "{element} is {concept} with the same members as another element",
                        element=one.local,
                        concept=one.concept,
                    ),
                )
            today.add(fact)


def _wrong(document: Document, path: KeyPath, message: str) -> Finding:
    return Finding("TNS091", Severity.ERROR, message, (document.position(path),))
