"""The form that was in force before today's: its elements, and which fact of today's form each of them is.

The older summary is a plain instance without dimensions (TDnet, until the end of 2013). What today's form says by
members, it says by elements of their own and by a marker in the scenario of contexts that are not consolidated. Both
directions are look-ups in one table; what the table does not have is never made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from lxml import etree
from msgspec import Struct

from tanshin.report.aspect import XBRLI, Dimensions, Duration, Instant, Period, TypedMember
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Key
from tanshin.report.form import Texts
from tanshin.taxonomy.concept import ItemType
from tanshin.values.finding import InputError
from tanshin.values.qname import QName
from tanshin.values.xml import parse_xml

#: Under these names a context says what is no dimension.
_OTHER = frozenset((QName(XBRLI, "scenario"), QName(XBRLI, "segment")))

_WHEN = ("Prior", "Current", "Next")
_SPANS = ("Year", "AccumulatedQ1", "AccumulatedQ2", "AccumulatedQ3")


class Kind(StrEnum):
    """Whether a fact is of a moment or of a span, as the ids of contexts end."""

    INSTANT = "Instant"
    DURATION = "Duration"


def kind_of(period: Period) -> Kind:
    """The kind of a period."""
    return Kind.INSTANT if isinstance(period, Instant) else Kind.DURATION


class Vocabulary(Struct, frozen=True):
    """A namespace of the older form: its usual prefix, its URI and where its schema was.

    Of one that is known by its prefix alone, both are empty: its elements can be read, and not be written.
    """

    prefix: str
    namespace: str = ""
    schema: str = ""


class Part(Struct, frozen=True):
    """A run of elements of the instance: facts stand by element and then by period, or by period first."""

    by_period: bool = False
    prior_first: bool = False


class OlderElement(Struct, frozen=True):
    """An element of the older form in one kind of context, and the fact of today's form that it is.

    ``part`` and ``place`` are where it stands in the instance. ``apart`` marks the contexts that are not consolidated,
    ``kind`` is that of its period. ``concept``, ``dimensions`` and ``today`` (the kind of the period) are today's.
    ``own`` says that the older fact is at the period reported, where today's is at the end of the year. ``type`` is
    what its values are.
    """

    part: int
    place: int
    prefix: str
    local: str
    apart: bool
    kind: Kind
    concept: QName
    dimensions: Dimensions
    today: Kind
    type: ItemType
    own: bool = False

    @property
    def name(self) -> str:
        """The element as it is written."""
        return f"{self.prefix}:{self.local}"


class Gone(Struct, frozen=True):
    """An element of the older form that today's form does not have, and why."""

    prefix: str
    local: str
    apart: bool
    kind: Kind
    reason: Texts


#: What tells the facts of one older element from those of others: prefix, local name, not consolidated, kind.
Older = tuple[str, str, bool, Kind]

#: The same in today's form: concept, members, kind.
Today = tuple[QName, Dimensions, Kind]


class OlderForm(Struct, frozen=True, dict=True):
    """The table. ``until`` is the last day it was in force, ``root`` how the URIs of its namespaces begin.

    ``marker`` is the element in the scenario of contexts that are not consolidated.
    """

    until: date
    root: str
    marker: QName
    vocabularies: tuple[Vocabulary, ...]
    parts: tuple[Part, ...]
    elements: tuple[OlderElement, ...]
    gone: tuple[Gone, ...]

    @cached_property
    def by_older(self) -> Mapping[Older, OlderElement]:
        """The elements by what tells the older ones apart."""
        return {(one.prefix, one.local, one.apart, one.kind): one for one in self.elements}

    @cached_property
    def by_today(self) -> Mapping[Today, OlderElement]:
        """The elements by what tells the facts of today's form apart."""
        return {(one.concept, one.dimensions, one.today): one for one in self.elements}

    @cached_property
    def gone_of(self) -> Mapping[Older, Gone]:
        """What today's form does not have."""
        return {(one.prefix, one.local, one.apart, one.kind): one for one in self.gone}

    @cached_property
    def vocabulary_of(self) -> Mapping[str, Vocabulary]:
        """The namespaces by their prefixes."""
        return {one.prefix: one for one in self.vocabularies}

    @cached_property
    def _prefixes(self) -> Mapping[str, str]:
        return {one.namespace: one.prefix for one in self.vocabularies if one.namespace}

    def prefix_of(self, concept: QName) -> str | None:
        """The prefix the table knows a namespace by; ``None`` where the name is none of the older form's.

        A namespace the table has no URI of, or another version of one, is known by the prefix it is written with.
        """
        if concept.namespace in self._prefixes:
            return self._prefixes[concept.namespace]
        is_like = concept.namespace.startswith(self.root) and concept.prefix in self.vocabulary_of
        return concept.prefix if is_like else None

    def older_of(self, key: Key) -> Older | None:
        """What the table knows an older fact by; ``None`` for a fact of another form or with other aspects."""
        prefix = self.prefix_of(key.concept)
        if prefix is None or (key.dimensions and not self.is_apart(key.dimensions)):
            return None
        return prefix, key.concept.local, bool(key.dimensions), kind_of(key.period)

    def is_apart(self, dimensions: Dimensions) -> bool:
        """Whether a context says that it is not consolidated, and nothing else."""
        if len(dimensions) != 1:
            return False
        ((where, member),) = dimensions
        return where in _OTHER and isinstance(member, TypedMember) and _names(member.text or "") == self.marker

    @cached_property
    def apart(self) -> Dimensions:
        """What stands for the dimensions of a context that is not consolidated."""
        name = f"{self.marker.prefix}:{self.marker.local}"
        text = f'<{name} xmlns:{self.marker.prefix}="{self.marker.namespace}"></{name}>'
        return ((QName(XBRLI, "scenario", "xbrli"), TypedMember(text)),)


@lru_cache(maxsize=64)  # every fact of a report asks, and its contexts say one thing
def _names(text: str) -> QName | None:
    """The name of the one empty element that a text is; ``None`` for any other text."""
    try:
        root = parse_xml(text.encode(), "scenario").getroot()
    except InputError:
        return None
    if len(root) or root.attrib or (root.text or "").strip():
        return None
    name = etree.QName(root)
    return QName(name.namespace or "", name.localname, root.prefix or "")


def today_of(form: OlderForm, key: Key, calendar: Calendar | None) -> tuple[OlderElement, Key] | None:
    """The element of an older fact, and what it is about in today's form; ``None`` where the table does not have it.

    ``calendar`` is that of the report. Without one, what today's form has at the end of the year stays at its period.
    """
    older = form.older_of(key)
    one = form.by_older.get(older) if older else None
    if one is None:
        return None
    period = key.period
    if one.own and calendar is not None:
        period = calendar.period("CurrentYear")
    if one.today is Kind.INSTANT and isinstance(period, Duration):
        period = period.closing
    return one, key._replace(concept=one.concept, period=period, dimensions=one.dimensions)


def older_of(form: OlderForm, key: Key, calendar: Calendar) -> tuple[OlderElement, Key] | None:
    """The element and the key of a fact of today's form in the older one; ``None`` where the table does not have it.

    It does not have periods either for which no id of a context is known.
    """
    one = form.by_today.get((key.concept, key.dimensions, kind_of(key.period)))
    if one is None:
        return None
    name = calendar.own if one.own else period_name(calendar, key.period)
    if name is None or (one.own and key.period != calendar.period("CurrentYear").closing):
        return None
    vocabulary = form.vocabulary_of[one.prefix]
    concept = QName(vocabulary.namespace, one.local, one.prefix)
    span = calendar.period(name)
    period = span.closing if one.kind is Kind.INSTANT else span
    return one, key._replace(concept=concept, period=period, dimensions=form.apart if one.apart else (), lang=None)


def period_names() -> tuple[str, ...]:
    """The names of periods with which the ids of contexts begin, in the order of contexts."""
    return tuple(f"{when}{span}" for when in _WHEN for span in _SPANS)


def period_name(calendar: Calendar, period: Period) -> str | None:
    """The name of a period, or of the one that ends at an instant; ``None`` where no context has such a one."""
    for name in period_names():
        span = calendar.period(name)
        if period == (span.closing if isinstance(period, Instant) else span):
            return name
    return None
