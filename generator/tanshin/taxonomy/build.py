"""YAML -> taxonomy: what the source says once becomes concepts, labels and networks.

Roles and hypercubes of an issuer's statements follow one pattern, that of EDINET taxonomies: a heading, under it a
table with its axes, beside them the line items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tanshin.taxonomy import label as labels
from tanshin.taxonomy.concept import Concept, ItemType, Kind, PeriodType
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.equation import read_identities, read_references
from tanshin.taxonomy.label import Label, Reference
from tanshin.taxonomy.network import relationships_of
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.source import (
    AxisSource,
    FormSource,
    LineSource,
    MemberSource,
    PositionRole,
    SectionSource,
    StatementSource,
    TaxonomySource,
    Text,
)
from tanshin.taxonomy.statement import Line, Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.qname import QName
from tanshin.values.source import Source
from tanshin.values.yaml import Document, read_yaml, validate

_ROLES: Mapping[PositionRole, str] = {
    "standard": labels.STANDARD,
    "terse": labels.TERSE,
    "total": labels.TOTAL,
    "start": labels.PERIOD_START,
    "end": labels.PERIOD_END,
    "verbose": labels.VERBOSE,
}

#: What the generated parts of a statement are called after its title.
_SUFFIXES = {
    "Abstract": {"en": "[Abstract]", "ja": "[目次項目]"},
    "Table": {"en": "[Table]", "ja": "[表]"},
    "LineItems": {"en": "[Line Items]", "ja": "[表示項目]"},
}


@dataclass(frozen=True)
class _Part:
    """A statement or a form section, brought to one shape before it is built."""

    id: str
    title: Text
    role: str
    role_href: str | None
    heading: str
    table: str
    line_items: str
    heading_period: PeriodType
    axes: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[LineSource, ...]
    figures: tuple[LineSource, ...]
    type: ItemType
    period: PeriodType
    presented: bool
    document: Document
    path: tuple[str | int, ...]


def read_taxonomy(folder: Path, namespace: str | None = None) -> Taxonomy:
    """The taxonomy a folder describes; ``namespace`` replaces the one the source gives.

    Raises:
        InputError: the YAML is not well-formed, has another shape, or contradicts itself.
    """
    head = read_yaml(folder / "taxonomy.yaml", f"{folder.name}/taxonomy.yaml")
    source = validate(TaxonomySource, head)
    namespace = namespace or source.namespace
    parts = tuple(_parts(folder, source, namespace))
    axes = _axis_concepts(source, namespace)
    references = read_references(folder, source)
    found = _concepts(parts, namespace, source, references)
    concepts = axes | found
    statements = tuple(_statement(part, namespace, source.prefix, concepts) for part in parts)
    _check_names(statements, concepts, parts)
    roles = {
        part.role: Role(part.role, part.role.rsplit("/", 1)[-1], _pairs(part.title), part.role_href) for part in parts
    }
    schema = source.label_schema or f"{namespace}/{source.prefix}-{source.version}.xsd"
    dts = Dts(concepts, roles, relationships_of(statements, _defaults(source.axes, namespace, source.prefix)), {namespace: schema})
    return Taxonomy(
        source.prefix,
        namespace,
        source.version,
        dict(_pairs(source.title)),
        schema,
        source.official,
        dts,
        statements,
        read_identities(folder, source, dts),
    )


def _parts(folder: Path, source: TaxonomySource, namespace: str) -> Iterator[_Part]:
    for file in source.statements:
        document = read_yaml(folder / file, f"{folder.name}/{file}")
        yield _statement_part(validate(StatementSource, document), document, source, namespace)
    for file in source.forms:
        document = read_yaml(folder / file, f"{folder.name}/{file}")
        form = validate(FormSource, document)
        for index, section in enumerate(form.sections):
            yield _section_part(section, document, ("sections", index), source)


def _statement_part(statement: StatementSource, document: Document, source: TaxonomySource, namespace: str) -> _Part:
    members = {axis.axis: tuple(member.member for member in axis.members) for axis in source.axes}
    unknown = [axis for axis in statement.axes if axis not in members]
    if unknown:
        raise InputError(_problem(document, ("axes",), f"axis {unknown[0]} is not declared in taxonomy.yaml"))
    return _Part(
        id=statement.statement,
        title=statement.title,
        role=f"{source.role_namespace or namespace + '/role/'}{statement.statement}",
        role_href=None,
        heading=f"{statement.statement}Abstract",
        table=f"{statement.statement}Table",
        line_items=f"{statement.statement}LineItems",
        heading_period=PeriodType.DURATION,
        axes=tuple((axis, members[axis]) for axis in statement.axes),
        lines=statement.lines,
        figures=statement.figures,
        type=statement.type,
        period=statement.period,
        presented=True,
        document=document,
        path=(),
    )


def _section_part(
    section: SectionSource, document: Document, path: tuple[str | int, ...], source: TaxonomySource
) -> _Part:
    return _Part(
        id=section.role,
        title=section.title,
        role=f"{source.role_namespace}{section.role}",
        role_href=f"{source.role_schema}#{section.role}",
        heading=section.heading,
        table=section.table,
        line_items=section.line_items,
        heading_period=section.heading_period,
        axes=tuple((axis.axis, axis.members) for axis in section.axes),
        lines=section.lines,
        figures=(),
        type=ItemType.MONETARY,
        period=PeriodType.DURATION,
        presented=False,
        document=document,
        path=path,
    )


def _pairs(text: Text) -> tuple[tuple[str, str], ...]:
    return (("en", text.en), ("ja", text.ja))


def _labels(text: Text, role: str = labels.STANDARD) -> tuple[Label, ...]:
    return tuple(Label(role, lang, words) for lang, words in _pairs(text))


def _named(source: AxisSource | MemberSource) -> tuple[Label, ...]:
    return _labels(source.label) + (_labels(source.terse, labels.TERSE) if source.terse else ())


def _problem(document: Document, path: tuple[str | int, ...], message: str) -> Finding:
    return Finding("TNS020", Severity.ERROR, message, (document.position(path),))


def _axis_concepts(source: TaxonomySource, namespace: str) -> dict[QName, Concept]:
    found: dict[QName, Concept] = {}
    for axis in source.axes:
        name = QName(namespace, axis.axis, source.prefix)
        found[name] = Concept(name, abstract=True, kind=Kind.AXIS, labels=_named(axis))
        for member in (*((axis.default,) if axis.default else ()), *axis.members):
            name = QName(namespace, member.member, source.prefix)
            found[name] = Concept(name, ItemType.DOMAIN, abstract=True, kind=Kind.MEMBER, labels=_named(member))
    return found


def _walk(
    lines: Sequence[LineSource], path: tuple[str | int, ...]
) -> Iterator[tuple[LineSource, tuple[str | int, ...]]]:
    for index, line in enumerate(lines):
        here = (*path, index)
        yield line, here
        yield from _walk(line.lines, (*here, "lines"))


def _all_lines(part: _Part) -> Iterator[tuple[LineSource, tuple[str | int, ...]]]:
    yield from _walk(part.lines, (*part.path, "lines"))
    yield from _walk(part.figures, (*part.path, "figures"))


def _concepts(
    parts: Iterable[_Part], namespace: str, source: TaxonomySource, references: Mapping[str, tuple[Reference, ...]]
) -> dict[QName, Concept]:
    found: dict[QName, Concept] = {}
    negated: dict[QName, set[str]] = {}
    problems: list[Finding] = []
    for part in parts:
        for name, kind in ((part.heading, "Abstract"), (part.table, "Table"), (part.line_items, "LineItems")):
            qname = QName(namespace, name, source.prefix)
            found.setdefault(qname, _frame_concept(qname, kind, part))
        for line, path in _all_lines(part):
            qname = QName(namespace, line.concept, source.prefix)
            if line.negated:
                negated.setdefault(qname, set()).add(_ROLES[line.role])
            if line.label is None:
                continue
            if qname in found:
                problems.append(_problem(part.document, path, f"{line.concept} is defined a second time"))
            found[qname] = _concept(qname, line, part, references.get(line.concept, ()))
    if problems:
        raise InputError(*problems)
    return {name: _with_negated(concept, negated.get(name, set())) for name, concept in found.items()}


def _frame_concept(name: QName, kind: str, part: _Part) -> Concept:
    text = Text(**{lang: f"{words} {_SUFFIXES[kind][lang]}" for lang, words in _pairs(part.title)})
    return Concept(
        name,
        period=part.heading_period,
        abstract=True,
        kind=Kind.HYPERCUBE if kind == "Table" else Kind.ITEM,
        labels=_labels(text),
    )


def _concept(name: QName, line: LineSource, part: _Part, references: tuple[Reference, ...]) -> Concept:
    texts = (
        (labels.STANDARD, line.label),
        (labels.TERSE, line.terse),
        (labels.TOTAL, line.total),
        (labels.PERIOD_START, line.start),
        (labels.PERIOD_END, line.end),
        (labels.VERBOSE, line.verbose),
    )
    default = ItemType.STRING if line.abstract else part.type
    return Concept(
        name,
        line.type or default,
        line.period or (part.heading_period if line.abstract else part.period),
        line.balance,
        line.abstract,
        labels=tuple(label for role, text in texts if text for label in _labels(text, role)),
        references=references,
    )


def _with_negated(concept: Concept, roles: set[str]) -> Concept:
    """A negated position needs a label in the negated role; it reads like the label it negates."""
    extra = tuple(
        Label(labels.NEGATED_OF[role], label.lang, label.text)
        for role in sorted(roles)
        for label in concept.labels
        if label.role == role
    )
    return replace(concept, labels=concept.labels + extra) if extra else concept


def _statement(part: _Part, namespace: str, prefix: str, concepts: Mapping[QName, Concept]) -> Statement:
    def name(local: str) -> QName:
        return QName(namespace, local, prefix)

    def build(sources: Sequence[LineSource], path: tuple[str | int, ...]) -> tuple[Line, ...]:
        built: list[Line] = []
        for index, source in enumerate(sources):
            here = (*path, index)
            inner = build(source.lines, (*here, "lines"))
            inner += tuple(
                Line(name(figure.concept), inline=True, source=part.document.position((*part.path, "figures", at)))
                for at, figure in enumerate(part.figures)
                if figure.under == source.concept and source.caption
            )
            line = Line(
                name(source.concept),
                labels.NEGATED_OF[_ROLES[source.role]] if source.negated else _ROLES[source.role],
                concepts[name(source.concept)].abstract if name(source.concept) in concepts else source.abstract,
                patterns=_pairs(source.caption) if source.caption else (),
                aliases=tuple((lang, text) for lang in ("en", "ja") for text in getattr(source.aliases, lang)),
                variants=tuple((key, name(local)) for key, local in source.variants.items()),
                lines=inner,
                source=part.document.position(here),
            )
            built.append(replace(line, addends=_addends(source, line, built, part, here, name)))
        return tuple(built)

    return Statement(
        part.id,
        part.role,
        name(part.heading),
        name(part.table),
        name(part.line_items),
        tuple((name(axis), tuple(name(member) for member in members)) for axis, members in part.axes),
        build(part.lines, (*part.path, "lines")),
        part.presented,
    )


def _addends(
    source: LineSource,
    total: Line,
    before: Sequence[Line],
    part: _Part,
    path: tuple[str | int, ...],
    name: Callable[[str], QName],
) -> tuple[tuple[QName, int], ...]:
    if source.sum is None:
        return ()
    if source.sum != "siblings":
        wrong = [weight for weight in source.sum.values() if weight not in (1, -1)]
        if wrong:
            raise InputError(_problem(part.document, (*path, "sum"), f"a weight is 1 or -1, not {wrong[0]}"))
        return tuple((name(local), weight) for local, weight in source.sum.items())
    found: list[tuple[QName, int]] = []
    for line in before:
        contributor = _closing(line) if line.abstract else line
        if contributor is None:
            message = f"the section {line.concept.local} has no total that {source.concept} could take up"
            raise InputError(_problem(part.document, (*path, "sum"), message))
        found.append((contributor.concept, 1 if contributor.negated == total.negated else -1))
    if not found:
        raise InputError(_problem(part.document, (*path, "sum"), f"nothing stands before {source.concept} to add up"))
    return tuple(found)


def _closing(section: Line) -> Line | None:
    """The line that closes a section: the last in it that is a sum."""
    totals = [line for line in section.lines if line.is_total]
    return totals[-1] if totals else None


def _check_names(statements: Iterable[Statement], concepts: Mapping[QName, Concept], parts: Sequence[_Part]) -> None:
    problems: list[Finding] = []
    for statement, part in zip(statements, parts, strict=True):
        for _, line in statement.walk():
            named = [line.concept, *(name for name, _ in line.addends), *(name for _, name in line.variants)]
            problems += [
                Finding(
                    "TNS020",
                    Severity.ERROR,
                    f"{name.local} is named here but defined nowhere; give it a label where it first stands",
                    (line.source or Source(part.document.file),),
                )
                for name in named
                if name not in concepts
            ]
        for axis, members in statement.axes:
            problems += [
                Finding("TNS020", Severity.ERROR, f"{name.local} is not declared in taxonomy.yaml",
                        (part.document.position(part.path),))
                for name in (axis, *members)
                if name not in concepts
            ]
    if problems:
        raise InputError(*problems)


def _defaults(axes: Iterable[AxisSource], namespace: str, prefix: str) -> dict[QName, QName]:
    return {
        QName(namespace, axis.axis, prefix): QName(namespace, axis.default.member, prefix)
        for axis in axes
        if axis.default
    }
