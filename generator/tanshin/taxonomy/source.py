"""The shape of the YAML a taxonomy is written in.

One tree per statement says everything once: nesting is presentation, ``sum`` is calculation, labels are captions.
These models only check shape; :mod:`tanshin.taxonomy.build` gives them meaning.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tanshin.taxonomy.concept import Balance, ItemType, PeriodType
from tanshin.taxonomy.taxonomy import FIGURES
from tanshin.values.date import parse_iso
from tanshin.values.message import say


class Model(BaseModel):
    """A mapping in YAML: no unknown keys, nothing to change afterwards.

    A model that only stands inside another one is never built by itself.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Text(Model):
    """One text in the two languages."""

    en: str = Field(min_length=1)
    ja: str = Field(min_length=1)


class Aliases(Model):
    """Further captions by language."""

    en: tuple[str, ...] = ()
    ja: tuple[str, ...] = ()


def spelled(pattern: str, words: str) -> AfterValidator:
    """Text of a certain spelling; ``words`` say in a message what is wanted."""
    expression = re.compile(pattern)

    def check(text: str) -> str:
        if not expression.fullmatch(text):
            raise ValueError(
                say(
                    "expected {words}, found `{text}`", words=words, text=text if len(text) <= 60 else text[:57] + "..."
                )
            )
        return text

    return AfterValidator(check)


#: A YAML file in the taxonomy's own folder or in a folder inside it; nothing leads out.
FileName = Annotated[
    str,
    spelled(
        r"(?:[A-Za-z0-9][\w.-]*/)*[A-Za-z0-9][\w.-]*\.yaml",
        say("the name of a YAML file in this folder, such as balance-sheet.yaml or fy2009/balance-sheet.yaml"),
    ),
]

#: The name of an era: it becomes a part of URIs, ids and file names.
EraName = Annotated[
    str, spelled(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", say("a name of small letters and digits such as fy2012"))
]


def _day(value: object) -> object:
    return parse_iso(value) if isinstance(value, str) else value


#: A URI as namespaces and schemes are written; it ends up in XML as it stands.
Uri = Annotated[
    str, spelled(r"[a-z][a-z0-9+.-]*:[!#-;=?-\[\]_a-z~]+", say("a URI such as https://example.com/taxonomy"))
]

PositionRole = Literal["standard", "terse", "total", "start", "end", "verbose"]


class LineSource(Model):
    """A line of a statement: a position, and at its first mention the definition of its concept.

    One that only names a concept may be written as the name alone, or as the name with the lines below it.
    """

    concept: str = Field(pattern=r"^[A-Z][A-Za-z0-9]*$")
    id: str | None = Field(default=None, pattern=r"^[A-Za-z][A-Za-z0-9-]*$")
    members: dict[str, str] = Field(default_factory=dict)
    unit: str | None = Field(default=None, pattern=r"^[A-Z][A-Za-z]*$")
    type: ItemType | None = None
    period: PeriodType | None = None
    balance: Balance | None = None
    abstract: bool = False
    label: Text | None = None
    terse: Text | None = None
    total: Text | None = None
    start: Text | None = None
    end: Text | None = None
    verbose: Text | None = None
    role: PositionRole = Field(default="standard", alias="as")
    negated: bool = False
    restates: bool = False
    sum: Literal["siblings", "below"] | dict[str, int] | None = None
    caption: Text | tuple[Text, ...] | None = None
    aliases: Aliases = Aliases()
    variants: dict[str, str] = Field(default_factory=dict)
    under: str | None = None
    lines: tuple[LineSource, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _in_short(cls, data: object) -> object:
        if isinstance(data, str):
            return {"concept": data}
        match tuple(data.items()) if isinstance(data, dict) else ():
            case ((str(name), list(lines)),) if name[:1].isupper():
                return {"concept": name, "lines": lines}
        return data

    @property
    def mention(self) -> LineSource:
        """The line with those below it, and nothing that defines a concept."""
        return LineSource(concept=self.concept, lines=tuple(line.mention for line in self.lines))

    @property
    def captions(self) -> tuple[Text, ...]:
        """The captions with figures inside: the first that fits the figures of a filing is the one printed."""
        return (self.caption,) if isinstance(self.caption, Text) else self.caption or ()


class StatementSource(Model):
    """A statement of the issuer's own taxonomy, or a table of its releases."""

    statement: str = Field(pattern=r"^[A-Z][A-Za-z0-9]*$")
    kind: Literal["statement", "table"] = "statement"
    attached_as: Literal["bs", "pl", "ci", "ss", "cf", "dv", "ot"] | None = None
    title: Text
    period: PeriodType = PeriodType.DURATION
    type: ItemType = ItemType.MONETARY
    axes: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    lines: tuple[LineSource, ...]
    figures: tuple[LineSource, ...] = ()


class SectionAxis(Model):
    """An axis of a form section and the members it allows there."""

    axis: str
    members: tuple[str, ...]


class SectionSource(Model):
    """A section of a form that somebody else defined: role, heading, table and line items have given names.

    Where they follow from that of the role, as most do, they may be left out. What has the role of a section of another
    form and is the ``same`` says no more than that.
    """

    role: str
    same: str | None = None
    title: Text | None = None
    heading: str = ""
    table: str = ""
    line_items: str = ""
    heading_period: PeriodType = PeriodType.DURATION
    axes: tuple[SectionAxis, ...] = ()
    lines: tuple[LineSource, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.same is not None and self.model_fields_set != {"role", "same"}:
            raise ValueError(say("a section that is the same as that of another form says nothing else"))
        if self.same is None and not (self.title and self.lines):
            raise ValueError(say("a section has a title and lines, or is the same as that of another form"))
        return self

    def named(self, kind: Literal["Heading", "Table", "LineItems"]) -> str:
        """The name of the heading, the table or the line items."""
        given = {"Heading": self.heading, "Table": self.table, "LineItems": self.line_items}[kind]
        return given or self.role.removeprefix("Role") + kind


class FormSource(Model):
    """A form: its sections in order, and the concepts that it adds to those of the forms before it.

    A concept is defined there or at its first mention.
    """

    form: str
    concepts: tuple[LineSource, ...] = ()
    sections: tuple[SectionSource, ...]


class MemberSource(Model):
    """A member of an axis."""

    member: str
    label: Text
    terse: Text | None = None


class AxisSource(Model):
    """An explicit dimension; ``default`` is its domain and what a fact without the dimension means."""

    axis: str
    label: Text
    terse: Text | None = None
    default: MemberSource | None = None
    members: tuple[MemberSource, ...]


class CompanionSource(Model):
    """A figure that accompanies others: how its concepts are named and labelled, and how it follows.

    It goes with lines of the types in ``of`` (any number where empty) and, with ``at``, of one period type. ``type``
    and ``period`` are those of the line where they are left out. In ``label`` the place ``{label}`` is the line's. What
    ``adds`` up does so as its figures do: parts of one whole. Without a ``value`` it follows from nothing (a target).
    """

    companion: Annotated[str, spelled(r"[a-z][a-z0-9-]*", say("a name of small letters, digits and hyphens"))]
    suffix: Annotated[str, spelled(r"[A-Z][A-Za-z0-9]*", say("the end of a concept's name such as Change"))]
    of: tuple[ItemType, ...] = ()
    at: PeriodType | None = None
    type: ItemType | None = None
    period: PeriodType | None = None
    label: Text
    heading: Text
    sign: Literal["line", "own"] = "line"
    adds: bool = False
    value: str | None = Field(default=None, min_length=1)


class EraSource(Model):
    """An era: the files in force for what is announced up to a day; the last era has no such day."""

    era: EraName
    until: Annotated[date, BeforeValidator(_day)] | None = None
    title: Text
    statements: tuple[FileName, ...]
    identities: FileName | None = None
    figures: FileName = FIGURES


class ReclassificationSource(Model):
    """A concept that gave way to others when an era began, because the meaning did not hold."""

    concept: str = Field(alias="from")
    to: tuple[str, ...]
    since: str
    note: Text | None = None


class TaxonomySource(Model):
    """The head of a taxonomy: its names, its axes, and the files that hold the rest.

    Where it has ``eras``, statements, identities and figures are theirs.
    """

    prefix: Annotated[str, spelled(r"[A-Za-z_][A-Za-z0-9_.-]*", say("an XML prefix such as iij"))]
    namespace: Uri
    version: Annotated[str, spelled(r"[A-Za-z0-9][A-Za-z0-9._-]*", say("a version such as 2013-03-31"))]
    title: Text
    label_schema: Uri | None = Field(default=None, alias="schema")
    role_namespace: Uri | None = None
    role_schema: Uri | None = None
    official: bool = False
    axes: tuple[AxisSource, ...] = ()
    companions: tuple[CompanionSource, ...] = ()
    statements: tuple[FileName, ...] = ()
    forms: tuple[FileName, ...] = ()
    identities: FileName | None = None
    figures: FileName = FIGURES
    mapping: FileName | None = None
    eras: tuple[EraSource, ...] = ()
    reclassifications: tuple[ReclassificationSource, ...] = ()


class TermSource(Model):
    """One side of an equality; what is compared is the value times the weight.

    A balance is compared with a flow ``at`` the end of its period.
    """

    concept: str
    member: str | None = None
    weight: int = 1
    at: Literal["end"] | None = None


class IdentitySource(Model):
    """An identity; which keys it needs depends on its kind.

    ``concepts`` are names for a sum over members, and two names with their weights for an equality. ``total`` names the
    concept that states the sum over members where it is another one, ``always`` a change that every period reports, the
    first one where it is not given. ``usual`` is what holds as a rule.
    """

    id: str
    kind: Literal["roll-forward", "members", "equal", "movement", "at-most", "within", "sum"]
    title: Text
    usual: bool = False
    balance: str | None = None
    balances: dict[str, int] = Field(default_factory=dict)
    parts: dict[str, int] = Field(default_factory=dict)
    changes: dict[str, int] = Field(default_factory=dict)
    always: str | None = None
    axis: str | None = None
    members: tuple[str, ...] = ()
    concepts: tuple[str, ...] | dict[str, int] = ()
    total: str | None = None
    left: TermSource | None = None
    right: TermSource | None = None
    tolerance: dict[str, Decimal] = Field(default_factory=dict)


class IdentitiesSource(Model):
    """The file of identities."""

    identities: tuple[IdentitySource, ...]


class NearestSource(Model):
    """The nearest element of another taxonomy and its topic in the codification."""

    element: str
    topic: str
    note: str | None = None


class MappingSource(Model):
    """The file of nearest elements, by concept; ``topics`` names the topics."""

    status: Text
    topics: dict[str, str]
    concepts: dict[str, NearestSource]
