"""A filing in the form that was in force on its date: the older summary as a plain instance, and its schema.

The shape is that of a real annual summary: ids of contexts and units, decimals, nil and the order of facts. What the
table of the older form does not have is left out and told; no name is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from lxml import etree
from msgspec import Struct

from tanshin.report.aspect import COMPANIES, JPY, JPY_PER_SHARE, PURE, SHARES, XBRLI, XSD, Duration, Entity, Unit
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key, value_text
from tanshin.report.filing import Filing
from tanshin.report.older_form import (
    Kind,
    OlderElement,
    OlderForm,
    kind_of,
    older_of,
    period_name,
    period_names,
)
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.schema import schema as empty_schema
from tanshin.taxonomy.schema import serialize
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.write.context import (
    USUAL,
    XSI_NIL,
    append_schema_refs,
    append_units,
    unit_name,
)

#: The folder of a build where the older form lies.
FOLDER = "older"

_LANG = "ja"
_NAMES = "http://www.xbrl.tdnet.info/jp/br/tdnet"

#: What the instance known declares, whether or not a fact is in it.
_UNITS: tuple[Unit, ...] = (JPY, PURE, SHARES, JPY_PER_SHARE, COMPANIES)


class Older(Struct, frozen=True):
    """The files of the older form by their paths, and what is to be said of them; without files, why there are none."""

    files: dict[str, bytes]
    findings: tuple[Finding, ...]


class Placed(Struct, frozen=True):
    """A fact of the older form: its element, its context's id, its key, and the fact of today's form."""

    element: OlderElement
    context: str
    key: Key
    fact: Fact


def older_files(filing: Filing, form: OlderForm) -> Older:
    """The summary of a filing in the older form.

    There is none of a filing that fills in no form, nor of one that was announced after the older form's last day
    (TNS095). What is left out is told by element (TNS092), and that validity is not judged (TNS093).
    """
    source = (filing.home,)
    if not filing.form.name:
        message = say("this filing fills in no form of the exchange, so there is nothing to put into the older one")
        return Older({}, (Finding("TNS095", Severity.WARNING, message, source),))
    if filing.announced > form.until:
        message = say(
            "the older form was in force until {until}, and this was announced on {day}: it is not written",
            until=form.until,
            day=filing.announced,
        )
        return Older({}, (Finding("TNS095", Severity.WARNING, message, source),))
    name = f"tdnet-{filing.form.name}-{filing.entity.identifier}-{filing.number}"
    placed, left = place(filing.in_language(_LANG), filing.calendar, form, filing.form_taxonomy.namespace)
    return Older(
        {
            f"{FOLDER}/{name}.xbrl": older_instance(placed, filing.entity, filing.calendar, form, _own(filing, name)),
            f"{FOLDER}/{name}.xsd": _schema(filing, form, name),
        },
        (
            Finding(
                "TNS093",
                Severity.INFO,
                say(
                    "the schemas of the form in force until {until} are not to be had: {file} is written as a real "
                    "summary of that time is, and whether it is valid is not judged",
                    until=form.until,
                    file=f"{name}.xbrl",
                ),
                source,
            ),
            *_left_out(left, form),
        ),
    )


def place(
    facts: Iterable[Fact], calendar: Calendar, form: OlderForm, namespace: str
) -> tuple[tuple[Placed, ...], tuple[Fact, ...]]:
    """The facts of today's form that the older one has, in the order of its instance, and those it has not.

    Facts of other namespaces are no part of the form.
    """
    placed: list[Placed] = []
    left: list[Fact] = []
    for fact in facts:
        if fact.concept.namespace != namespace:
            continue
        found = older_of(form, fact.key, calendar)
        if found is None or not found[1].concept.namespace:
            left.append(fact)
        else:
            element, key = found
            placed.append(Placed(element, context_id(element.apart, key, calendar), key, fact))
    return tuple(sorted(placed, key=lambda one: _order(one, form, calendar))), tuple(left)


def context_id(apart: bool, key: Key, calendar: Calendar) -> str:
    """``PriorYearConsolidatedDuration``, ``CurrentAccumulatedQ1NonConsolidatedInstant``.

    Raises:
        ValueError: no context has that period.
    """
    name = period_name(calendar, key.period)
    if name is None:
        raise ValueError(f"no context of the older form is known for {key.period}")
    return f"{name}{'NonConsolidated' if apart else 'Consolidated'}{kind_of(key.period)}"


def _order(one: Placed, form: OlderForm, calendar: Calendar) -> tuple[int, ...]:
    """Where a fact stands: in its part by element and period, or by period and element."""
    part = form.parts[one.element.part]
    name = period_name(calendar, one.key.period) or ""
    when = 1 if name.startswith("Next") else 0
    is_prior = name.startswith("Prior")
    # Half a year stands before the year, of forecasts; the year before comes last, unless it comes first.
    span = (when, is_prior != part.prior_first, -period_names().index(name))
    element = one.element
    if part.by_period:
        return (element.part, *span, element.place)
    return (element.part, element.place, *span)


def older_instance(
    placed: Iterable[Placed], entity: Entity, calendar: Calendar, form: OlderForm, own: tuple[str, str, str]
) -> bytes:
    """The instance of some facts, in their order (XBRL 2.1, section 4).

    ``own`` is the submitter's prefix, namespace and schema. Contexts are in the order of years, spans before instants,
    and those that are not consolidated come last. A nil fact keeps its unit and has no decimals; no text has a
    language.
    """
    placed = tuple(placed)
    prefix, namespace, location = own
    usual = {name: uri for name, uri in USUAL.items() if name != "xbrldi"}
    used = {one.key.concept.namespace: one.key.concept.prefix for one in placed}
    has_marker = any(one.element.apart for one in placed)
    marker = {form.marker.namespace: form.marker.prefix} if has_marker else {}
    prefixes = {namespace: prefix, XSD: "xsd", **{uri: name for name, uri in usual.items()}, **used, **marker}
    root = etree.Element(f"{{{XBRLI}}}xbrl", {}, nsmap={name: uri for uri, name in sorted(prefixes.items())})
    append_schema_refs(root, [location])
    contexts = {one.context: one for one in placed}
    for one in sorted(contexts.values(), key=lambda one: _context_order(one, calendar)):
        _append_context(root, one, entity, form.marker)
    further = dict.fromkeys(one.key.unit for one in placed if one.key.unit and one.key.unit not in _UNITS)
    append_units(root, [(unit_name(unit), unit) for unit in (*_UNITS, *further)], prefixes)
    for one in placed:
        attributes = {"contextRef": one.context}
        if one.key.unit is not None:
            attributes["unitRef"] = unit_name(one.key.unit)
        if isinstance(one.fact.value, Decimal):
            attributes["decimals"] = "INF" if one.fact.decimals is None else str(one.fact.decimals)
        if one.fact.is_nil:
            attributes[XSI_NIL] = "true"
        etree.SubElement(root, one.key.concept.clark, attributes).text = value_text(one.fact.value)
    return serialize(root)


def _context_order(one: Placed, calendar: Calendar) -> tuple[bool, int, bool]:
    name = period_name(calendar, one.key.period) or ""
    return one.element.apart, period_names().index(name), one.element.kind is Kind.INSTANT


def _append_context(parent: etree._Element, one: Placed, entity: Entity, marker: QName) -> None:
    def sub(parent: etree._Element, local: str, text: str | None = None, **attributes: str) -> etree._Element:
        element = etree.SubElement(parent, f"{{{XBRLI}}}{local}", attributes)
        element.text = text
        return element

    context = sub(parent, "context", id=one.context)
    sub(sub(context, "entity"), "identifier", entity.identifier, scheme=entity.scheme)
    period = sub(context, "period")
    if isinstance(one.key.period, Duration):
        sub(period, "startDate", one.key.period.first.isoformat())
        sub(period, "endDate", one.key.period.last.isoformat())
    else:
        sub(period, "instant", one.key.period.day.isoformat())
    if one.element.apart:
        etree.SubElement(sub(context, "scenario"), marker.clark)


def _own(filing: Filing, name: str) -> tuple[str, str, str]:
    """The submitter's prefix, namespace and schema: ``tdnet-acedussm-37740``, ``…/ac/edus/sm/37740/<number>``."""
    form, code = filing.form.name, filing.entity.identifier
    namespace = f"{_NAMES}/{form[:2]}/{form[2:-2]}/{form[-2:]}/{code}/{filing.number}"
    return f"tdnet-{form}-{code}", namespace, f"{name}.xsd"


def _schema(filing: Filing, form: OlderForm, name: str) -> bytes:
    """The submitter's schema: it declares nothing, and imports what is not to be had."""
    prefix, namespace, _ = _own(filing, name)
    imports = {one.namespace: one.schema for one in form.vocabularies if one.schema}
    return empty_schema(Dts({}, {}, (), {}), namespace, imports=imports, roles=(), prefix=prefix)


def _left_out(left: Iterable[Fact], form: OlderForm) -> Iterator[Finding]:
    """What the older form has no element for, each concept once."""
    by_concept: dict[QName, list[Fact]] = {}
    for fact in left:
        by_concept.setdefault(fact.concept, []).append(fact)
    hidden = {one.concept for one in form.elements if not form.vocabulary_of[one.prefix].namespace}
    for concept, facts in by_concept.items():
        sources = tuple(fact.source for fact in facts if fact.source)[:1]
        message = (
            say(
                "{concept}: the namespace of its element in the older form is not known; facts left out: {number}",
                concept=concept,
                number=len(facts),
            )
            if concept in hidden
            else say(
                "{concept}: no element known in the older form; facts left out: {number}",
                concept=concept,
                number=len(facts),
            )
        )
        yield Finding("TNS092", Severity.INFO, message, sources)
