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

#: What a statement is attached as where it does not say so, by its name.
_ATTACHED: Mapping[str, str] = {
    "BalanceSheet": "bs",
    "StatementOfIncome": "pl",
    "StatementOfComprehensiveIncome": "ci",
    "StatementOfShareholdersEquity": "ss",
    "StatementOfCashFlows": "cf",
}
_OTHER = "ot"


class Part(Struct, frozen=True):
    """A statement or a form section; ``path`` is where it stands in its document.

    ``companions`` accompany its figures, each with the place where it is declared. ``concepts`` are those that a form
    defines apart from its sections; its first one has them.
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
    attached_as: str = ""
    companions: tuple[tuple[CompanionSource, Source], ...] = ()
    concepts: tuple[LineSource, ...] = ()

    def defined(self) -> Iterator[tuple[LineSource, KeyPath]]:
        """Every line that may define a concept, with its path."""
        yield from _walk(self.concepts, ("concepts",))
        yield from self.walk()

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
                path = ("sections", index)
                part = (
                    _section(section, form.form, document, path, source)
                    if section.same is None
                    else _same(section, section.same, parts, form.form, document, path)
                )
                parts.append(part if index else replace(part, concepts=form.concepts))
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
        attached_as=statement.attached_as or _ATTACHED.get(statement.statement, _OTHER),
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


def _same(
    section: SectionSource, other: str, parts: Sequence[Part], form: str, document: Document, path: KeyPath
) -> Part:
    """The section of another form as this one has it, which defines nothing.

    Raises:
        InputError: no form before this one has it (TNS020).
    """
    found = next((part for part in parts if part.form == other and part.id == section.role), None)
    if found is None:
        message = say("no form {form} before this one has a section {role}", form=other, role=section.role)
        raise InputError(problem(document, (*path, "same"), message))
    mentions = tuple(line.mention for line in found.lines)
    return replace(found, form=form, document=document, path=path, lines=mentions, concepts=())


def _section(section: SectionSource, form: str, document: Document, path: KeyPath, source: TaxonomySource) -> Part:
    assert section.title  # its model asks for it
    return Part(
        id=section.role,
        title=section.title,
        role=f"{source.role_namespace or ''}{section.role}",
        role_href=f"{source.role_schema}#{section.role}" if source.role_schema else None,
        heading=section.named("Heading"),
        table=section.named("Table"),
        line_items=section.named("LineItems"),
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
