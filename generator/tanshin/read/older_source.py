"""The shape of the YAML that tells an older form in terms of today's."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tanshin.taxonomy.source import Model, Text
from tanshin.values.date import parse_iso

#: How the ids of contexts end.
ContextEnd = Literal["ConsolidatedInstant", "ConsolidatedDuration", "NonConsolidatedInstant", "NonConsolidatedDuration"]


def _day(value: object) -> object:
    return parse_iso(value) if isinstance(value, str) else value


def _element(value: object) -> object:
    return {"older": value} if isinstance(value, str) else value


class NamespaceSource(Model):
    """A namespace; one that is known by its prefix alone has no more."""

    prefix: str
    namespace: str = ""
    schema_: str = Field(default="", alias="schema")


class MarkerSource(Model):
    """The element that marks a context."""

    prefix: str
    namespace: str
    element: str


class OlderElementSource(Model):
    """An element of the older form, and today's; a name alone stands for an element that kept it."""

    older: str
    prefix: str | None = None
    today: str | None = None
    context: ContextEnd | None = None
    members: dict[str, str] = Field(default_factory=dict)
    own: bool = False


class PartSource(Model):
    """A run of elements."""

    context: ContextEnd
    members: dict[str, str] = Field(default_factory=dict)
    by_period: bool = False
    prior_first: bool = False
    elements: tuple[Annotated[OlderElementSource, BeforeValidator(_element)], ...] = Field(min_length=1)


class GoneSource(Model):
    """Elements that today's form does not have."""

    elements: tuple[str, ...] = Field(min_length=1)
    context: ContextEnd
    reason: Text


class OlderFormSource(Model):
    """The file."""

    until: Annotated[date, BeforeValidator(_day)]
    root: str
    namespaces: tuple[NamespaceSource, ...] = Field(min_length=1)
    marker: MarkerSource
    sections: tuple[PartSource, ...]
    gone: tuple[GoneSource, ...] = ()
