"""Statements and form sections in one shape, before concepts and networks are made of them.

Roles and hypercubes of an issuer's statements follow one pattern, that of EDINET taxonomies: a heading, under it a
table with its axes, beside them the line items. Sections of a form have names that somebody else gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tanshin.taxonomy.concept import ItemType, PeriodType
from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.source import (
    CompanionSource,
    FormSource,
    LineSource,
    SectionSource,
    StatementSource,
    TaxonomySource,
    Text,
)
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.source import Source
from tanshin.values.yaml import Document, validate


class Part(Struct, frozen=True):
    """A statement or a form section; ``path`` is where it stands in its document.

    ``companions`` accompany its figures, each with the place where it is declared.
    """

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
    form: str | None
    document: Document
    path: KeyPath
    is_table: bool = False
    companions: tuple[tuple[CompanionSource, Source], ...] = ()

    def walk(self) -> Iterator[tuple[LineSource, KeyPath]]:
        """Every line and figure with its path."""
        yield from _walk(self.lines, (*self.path, "lines"))
        yield from _walk(self.figures, (*self.path, "figures"))


def problem(document: Document, path: KeyPath, message: str) -> Finding:
    """What is wrong with a taxonomy's source, at the place it is wrong."""
    return Finding("TNS020", Severity.ERROR, message, (document.position(path),))


def read_parts(sources: Sources, source: TaxonomySource, namespace: str) -> tuple[Part, ...]:
    """The parts of a taxonomy in the order of their roles.

    Raises:
        InputError: a file cannot be read (TNS001, TNS002, TNS004) or has another shape (TNS005).
    """
    parts: list[Part] = []
    findings: list[Finding] = []
    head = sources.read("taxonomy.yaml")
    known = {one.companion: (one, head.position(("companions", index))) for index, one in enumerate(source.companions)}
    for file in (*source.statements, *source.forms):
        try:
            document = sources.read(file)
            if file in source.statements:
                statement = validate(StatementSource, document)
                part = _statement(statement, document, source, namespace)
                parts.append(replace(part, companions=_companions(statement, document, known)))
                continue
            form = validate(FormSource, document)
            for index, section in enumerate(form.sections):
                parts.append(_section(section, form.form, document, ("sections", index), source))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(*findings)
    return tuple(parts)


def _walk(lines: Sequence[LineSource], path: KeyPath) -> Iterator[tuple[LineSource, KeyPath]]:
    for index, line in enumerate(lines):
        here = (*path, index)
        yield line, here
        yield from _walk(line.lines, (*here, "lines"))


def _statement(statement: StatementSource, document: Document, source: TaxonomySource, namespace: str) -> Part:
    members = {axis.axis: tuple(member.member for member in axis.members) for axis in source.axes}
    return Part(
        id=statement.statement,
        title=statement.title,
        role=f"{source.role_namespace or namespace + '/role/'}{statement.statement}",
        role_href=None,
        heading=f"{statement.statement}Abstract",
        table=f"{statement.statement}Table",
        line_items=f"{statement.statement}LineItems",
        heading_period=PeriodType.DURATION,
        axes=tuple((axis, members.get(axis, ())) for axis in statement.axes),
        lines=statement.lines,
        figures=statement.figures,
        type=statement.type,
        period=statement.period,
        presented=True,
        form=None,
        document=document,
        path=(),
        is_table=statement.kind == "table",
    )


def _companions(
    statement: StatementSource, document: Document, known: Mapping[str, tuple[CompanionSource, Source]]
) -> tuple[tuple[CompanionSource, Source], ...]:
    """What a tree asks for beside its figures.

    Raises:
        InputError: ``taxonomy.yaml`` declares no companion of that name (TNS020).
    """
    unknown = [(at, name) for at, name in enumerate(statement.companions) if name not in known]
    if unknown:
        names = listed(known) or "none"
        raise InputError(
            *(
                problem(
                    document,
                    ("companions", at),
                    say("there is no companion {name}; taxonomy.yaml declares {names}", name=name, names=names),
                )
                for at, name in unknown
            )
        )
    return tuple(known[name] for name in statement.companions)


def _section(section: SectionSource, form: str, document: Document, path: KeyPath, source: TaxonomySource) -> Part:
    return Part(
        id=section.role,
        title=section.title,
        role=f"{source.role_namespace or ''}{section.role}",
        role_href=f"{source.role_schema}#{section.role}" if source.role_schema else None,
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
        form=form,
        document=document,
        path=path,
    )
