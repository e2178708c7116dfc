"""Writing a formula linkbase: identities as value assertions (XBRL Formula 1.0; Validation Messages 1.0).

A processor runs them on any instance, without this program. Each assertion says in XPath what an identity says, finds
its facts by filters, and has a label and a message in every language of the identity's title. Where an identity speaks
of "nil or not reported", a variable has the fallback 0: nil facts are not bound.

What the linkbase cannot know is which statements an instance prints. So an assertion is evaluated where the facts that
only such a statement has are reported; and a figure that stands nowhere but in a rounded table is told by its
precision: figures less precise than the parameter ``decimals`` are not bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from tanshin.taxonomy.identity import AtMost, Equality, Identity, MemberSum, Movement, RollForward, Term, Total, Within
from tanshin.taxonomy.schema import serialize
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.taxonomy.xlink import (
    ELEMENT_LABEL,
    GEN,
    GEN_SCHEMA,
    GENERIC_LABEL,
    GENERIC_LINK,
    LABEL,
    LABEL_SCHEMA,
    XML,
    Names,
    add_arc,
    declare,
    extended,
    linkbase_root,
    role_refs,
    xlink,
)
from tanshin.values.qname import QName

_VARIABLE = "http://xbrl.org/2008/variable"
_ASSERTION = "http://xbrl.org/2008/assertion/value"
_CONCEPT = "http://xbrl.org/2008/filter/concept"
_DIMENSION = "http://xbrl.org/2008/filter/dimension"
_GENERAL = "http://xbrl.org/2008/filter/general"
_PERIOD = "http://xbrl.org/2008/filter/period"
_MESSAGE = "http://xbrl.org/2010/message"
_FUNCTION = "http://www.xbrl.org/2008/function/instance"
_XML_SCHEMA = "http://www.w3.org/2001/XMLSchema"
_ISO4217 = "http://www.xbrl.org/2003/iso4217"

_PREFIXES = {
    "gen": GEN,
    "label": LABEL,
    "variable": _VARIABLE,
    "va": _ASSERTION,
    "cf": _CONCEPT,
    "df": _DIMENSION,
    "gf": _GENERAL,
    "pf": _PERIOD,
    "msg": _MESSAGE,
    "xfi": _FUNCTION,
    "iso4217": _ISO4217,
    "xs": _XML_SCHEMA,
}
_SCHEMAS = {
    GEN: GEN_SCHEMA,
    LABEL: LABEL_SCHEMA,
    _VARIABLE: "http://www.xbrl.org/2008/variable.xsd",
    _ASSERTION: "http://www.xbrl.org/2008/value-assertion.xsd",
    _CONCEPT: "http://www.xbrl.org/2008/concept-filter.xsd",
    _DIMENSION: "http://www.xbrl.org/2008/dimension-filter.xsd",
    _GENERAL: "http://www.xbrl.org/2008/general-filter.xsd",
    _PERIOD: "http://www.xbrl.org/2008/period-filter.xsd",
    _MESSAGE: "http://www.xbrl.org/2010/generic-message.xsd",
}
_VALIDATION_MESSAGE = "http://www.xbrl.org/2010/validation-message.xsd"

_VARIABLE_SET = "http://xbrl.org/arcrole/2008/variable-set"
_VARIABLE_FILTER = "http://xbrl.org/arcrole/2008/variable-filter"
_UNSATISFIED = "http://xbrl.org/arcrole/2010/assertion-unsatisfied-message"
_MESSAGE_ROLE = "http://www.xbrl.org/2010/role/message"

#: The precision of statements in thousands.
_THOUSANDS = -3

#: The name of the parameter that says from which precision on figures take part.
DECIMALS = "decimals"


class Filter(Struct, frozen=True):
    """A filter of a variable: an element with its attributes and what stands in it, or the complement of that."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, QName], ...] = ()
    complement: bool = False


class Variable(Struct, frozen=True):
    """A fact variable.

    With ``fallback`` what is not reported counts as zero; a ``sequence`` binds all its facts at once; nil facts are
    bound only where the variable has ``nils``.
    """

    name: str
    filters: tuple[Filter, ...]
    fallback: bool = False
    sequence: bool = False
    nils: bool = False


class Assertion(Struct, frozen=True):
    """A value assertion: what holds, in XPath, of its variables."""

    id: str
    titles: Mapping[str, str]
    test: str
    variables: tuple[Variable, ...]


def formula(taxonomy: Taxonomy, decimals: int = _THOUSANDS) -> bytes:
    """The formula linkbase of a taxonomy's identities.

    ``decimals`` is the precision of the statements, which a processor may be told otherwise: it is a parameter.
    """
    root = linkbase_root({**_PREFIXES, taxonomy.prefix: taxonomy.namespace}, _SCHEMAS)
    declared = {
        GENERIC_LINK: f"{GEN_SCHEMA}#standard-link-role",
        GENERIC_LABEL: f"{LABEL_SCHEMA}#standard-label",
        _MESSAGE_ROLE: f"{_SCHEMAS[_MESSAGE]}#standard-message",
    }
    role_refs(root, declared)
    declare(root, "arcrole", ELEMENT_LABEL, f"{LABEL_SCHEMA}#element-label")
    for arcrole in (_VARIABLE_FILTER, _VARIABLE_SET):
        declare(root, "arcrole", arcrole, f"{_SCHEMAS[_VARIABLE]}#{arcrole.rpartition('/')[2]}")
    declare(root, "arcrole", _UNSATISFIED, f"{_VALIDATION_MESSAGE}#assertion-unsatisfied-message")
    link = extended(root, f"{{{GEN}}}link", GENERIC_LINK)
    attributes = xlink("resource", label=DECIMALS)
    attributes |= {"id": DECIMALS, "name": DECIMALS, "select": str(decimals), "as": "xs:integer"}
    etree.SubElement(link, f"{{{_VARIABLE}}}parameter", attributes)
    writer = _Writer(link, Names())
    for identity in taxonomy.identities:
        for assertion in assertions(identity, taxonomy.dts.default_members):
            writer.write(assertion)
    return serialize(root)


def assertions(identity: Identity, defaults: Mapping[QName, QName]) -> tuple[Assertion, ...]:
    """What an identity says, as value assertions: one, or one for each concept whose members are added up.

    ``defaults`` are the default members of axes: a fact that says nothing of such an axis is in that member (XBRL
    Dimensions 1.0, section 2.7.1).
    """
    axes = _Axes(defaults)
    match identity:
        case RollForward():
            return (_roll_forward(identity, axes),)
        case MemberSum():
            return tuple(_member_sum(identity, concept, axes) for concept in identity.concepts)
        case Equality():
            return (_equality(identity, axes),)
        case Movement():
            return (_movement(identity),)
        case AtMost():
            return (_at_most(identity, axes),)
        case Within() | Total():
            # No filter says which of two periods contains the other; and rounded figures are not bound (`decimals`).
            return ()


class _Axes(Struct, frozen=True):
    """Filters on axes."""

    defaults: Mapping[QName, QName]

    def on(self, axis: QName, *members: QName) -> Filter:
        """Facts in one of some members of an axis."""
        named = ((f"{{{_DIMENSION}}}dimension", axis), *((f"{{{_DIMENSION}}}member", member) for member in members))
        return Filter(f"{{{_DIMENSION}}}explicitDimension", names=named)

    def without(self, axis: QName | None) -> tuple[Filter, ...]:
        """Facts that say nothing of an axis."""
        if axis is None:
            return ()
        if axis in self.defaults:
            return (self.on(axis, self.defaults[axis]),)
        return (replace(self.on(axis), complement=True),)

    def within(self, axis: QName) -> Filter:
        """Facts that say something of an axis."""
        (without,) = self.without(axis)
        return replace(without, complement=not without.complement)

    def of(self, term: Term, axes: Iterable[QName]) -> Iterator[Filter]:
        """Where a term stands on the axes that either side of an equality speaks of."""
        for axis in dict.fromkeys(axes):
            if axis == term.axis and term.member:
                yield self.on(axis, term.member)
            else:
                yield from self.without(axis)


def _roll_forward(one: RollForward, axes: _Axes) -> Assertion:
    """Opening and closing are the instants at the ends of the period of a change that is always reported.

    The balance of a date is reported with many statements; the movements of its members only with the one that rolls
    it forward.
    """
    period = Variable(_ANCHOR, (_concept(one.always), *axes.without(one.axis)))
    balances = tuple(
        Variable(name, (_concept(one.balance), _boundary(boundary)), nils=True)
        for name, boundary in (("opening", "start"), ("closing", "end"))
    )
    changes = tuple(
        Variable(f"change{number}", (_concept(change),), fallback=True) for number, change in enumerate(one.changes, 1)
    )
    detail = (
        (Variable("detail", (_concept(one.balance), _boundary("end"), axes.within(one.axis)), sequence=True),)
        if one.axis
        else ()
    )
    added = "".join(_signed(weight, f"$change{number}") for number, weight in enumerate(one.changes.values(), 1))
    return Assertion(
        one.id, one.titles, f"sum($closing) eq sum($opening){added}", (period, *balances, *changes, *detail)
    )


def _member_sum(one: MemberSum, concept: QName, axes: _Axes) -> Assertion:
    total = Variable("total", (_concept(one.total or concept), *axes.without(one.axis)), nils=True)
    parts = Variable("parts", (_concept(concept), axes.on(one.axis, *one.members)), sequence=True)
    return Assertion(f"{one.id}-{concept.local}", one.titles, "sum($total) eq sum($parts)", (total, parts))


def _equality(one: Equality, axes: _Axes) -> Assertion:
    difference = f"{_times(one.left.weight, '$left')} - {_times(one.right.weight, '$right')}"
    return Assertion(one.id, one.titles, _within(difference, one.tolerance), _sides(one.left, one.right, axes))


def _at_most(one: AtMost, axes: _Axes) -> Assertion:
    test = f"{_times(one.left.weight, '$left')} le {_times(one.right.weight, '$right')}"
    return Assertion(one.id, one.titles, test, _sides(one.left, one.right, axes))


def _sides(left: Term, right: Term, axes: _Axes) -> tuple[Variable, Variable]:
    """Two terms in one place; a balance beside a flow is that at the end of the flow's period."""
    spoken_of = tuple(term.axis for term in (left, right) if term.axis)

    def side(name: str, term: Term, other: str) -> Variable:
        at_end = (_boundary("end", other),) if term.at_end else ()
        return Variable(name, (_concept(term.concept), *axes.of(term, spoken_of), *at_end))

    return side("left", left, "right"), side("right", right, "left")


def _movement(one: Movement) -> Assertion:
    """Balances and changes without members: the first change, which is always reported, is the period."""
    anchor, *_ = one.changes
    period = Variable(_ANCHOR, (_concept(anchor),))
    changes = tuple(
        Variable(f"change{number}", (_concept(name),), nils=True) for number, name in enumerate(one.changes, 1)
    )
    balances = tuple(
        Variable(f"{name}{number}", (_concept(balance), _boundary(boundary)), fallback=number > 1, nils=number == 1)
        for name, boundary in (("opening", "start"), ("closing", "end"))
        for number, balance in enumerate(one.balances, 1)
    )
    added = "".join(_signed(weight, f"sum($change{number})") for number, weight in enumerate(one.changes.values(), 1))
    opening, closing = (
        " + ".join(f"{weight} * sum(${name}{number})" for number, weight in enumerate(one.balances.values(), 1))
        for name in ("opening", "closing")
    )
    return Assertion(one.id, one.titles, f"{closing} eq {opening}{added}", (period, *balances, *changes))


def _within(difference: str, tolerance: Mapping[str, Decimal]) -> str:
    """A difference of zero, or within what is allowed for a unit."""
    allowed = "0"
    for unit, value in sorted(tolerance.items()):
        measure = "xfi:measure-name(xfi:unit-numerator(xfi:unit($left))[1])"
        allowed = f"if ({measure} eq QName('{_ISO4217}', '{unit}')) then {value:f} else {allowed}"
    return f"{difference} eq 0" if allowed == "0" else f"abs({difference}) le ({allowed})"


def _signed(weight: int, name: str) -> str:
    return f" {'-' if weight < 0 else '+'} {_times(abs(weight), name)}"


def _times(weight: int, name: str) -> str:
    return name if weight == 1 else f"{weight} * {name}"


# Filters.


def _concept(name: QName) -> Filter:
    return Filter(f"{{{_CONCEPT}}}conceptName", names=((f"{{{_CONCEPT}}}concept", name),))


def _boundary(boundary: str, variable: str | None = None) -> Filter:
    """The instant at an end of the period of a variable, by default that of the roll-forward."""
    return Filter(f"{{{_PERIOD}}}instantDuration", (("boundary", boundary), ("variable", variable or _ANCHOR)))


#: The variable whose period is that of a roll-forward.
_ANCHOR = "period"

_PRECISE = Filter(
    f"{{{_GENERAL}}}general", (("test", f"if (nilled(.)) then true() else xfi:decimals(.) ge ${DECIMALS}"),)
)


class _Writer(Struct):
    """Writes assertions into one extended link."""

    link: etree._Element
    names: Names

    def write(self, one: Assertion) -> None:
        """An assertion with its variables, its labels and its messages."""
        attributes = {"id": one.id, "aspectModel": "dimensional", "implicitFiltering": "true", "test": one.test}
        source = self._resource(f"{{{_ASSERTION}}}valueAssertion", one.id, attributes)
        for variable in one.variables:
            self._variable(source, variable)
        add_arc(self.link, f"{{{_VARIABLE}}}variableArc", _VARIABLE_SET, source, DECIMALS, {"name": DECIMALS})
        for lang, title in sorted(one.titles.items()):
            label = self._resource(f"{{{LABEL}}}label", f"label_{source}", {}, GENERIC_LABEL, lang, title)
            add_arc(self.link, f"{{{GEN}}}arc", ELEMENT_LABEL, source, label)
            words = _told(one, title)
            told = self._resource(f"{{{_MESSAGE}}}message", f"message_{source}", {}, _MESSAGE_ROLE, lang, words)
            add_arc(self.link, f"{{{GEN}}}arc", _UNSATISFIED, source, told)

    def _variable(self, assertion: str, one: Variable) -> None:
        attributes = {"bindAsSequence": "true" if one.sequence else "false"}
        if one.fallback:
            attributes["fallbackValue"] = "0"
        if one.nils:
            attributes["nils"] = "true"
        label = self._resource(f"{{{_VARIABLE}}}factVariable", f"{assertion}_{one.name}", attributes)
        add_arc(self.link, f"{{{_VARIABLE}}}variableArc", _VARIABLE_SET, assertion, label, {"name": one.name})
        for each in (*one.filters, _PRECISE):
            target = self._filter(f"{label}_filter", each)
            more = {"complement": "true" if each.complement else "false", "cover": "true"}
            add_arc(self.link, f"{{{_VARIABLE}}}variableFilterArc", _VARIABLE_FILTER, label, target, more)

    def _filter(self, wish: str, one: Filter) -> str:
        label = self._resource(one.tag, wish, dict(one.attributes))
        for tag, name in one.names:
            namespace = tag[1:].partition("}")[0]
            holder = etree.SubElement(self.link[-1], tag)
            etree.SubElement(holder, f"{{{namespace}}}qname").text = str(name)
        return label

    def _resource(
        self,
        tag: str,
        wish: str,
        attributes: Mapping[str, str],
        role: str | None = None,
        lang: str | None = None,
        text: str | None = None,
    ) -> str:
        """A resource with a label of its own; the label."""
        label = self.names.new(wish)
        named = xlink("resource", label=label, **({"role": role} if role else {}))
        if lang:
            named[f"{{{XML}}}lang"] = lang
        etree.SubElement(self.link, tag, named | dict(attributes)).text = text
        return label


def _told(one: Assertion, title: str) -> str:
    """What a processor says where an assertion does not hold: the title, and the figures."""
    single = (each.name for each in one.variables if not each.sequence and each.name != _ANCHOR)
    shown = (f"{name} = {{${name}}}" for name in single)
    return f"{title}: {', '.join(shown)}"
