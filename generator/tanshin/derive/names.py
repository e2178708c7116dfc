"""What the names in ``figures.yaml`` mean: concepts and members of the two taxonomies, and the figures beside them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from difflib import get_close_matches

from msgspec import Struct

from tanshin.derive.expression import FORM, Item, Named, NotOfThisEra
from tanshin.derive.place import HOME
from tanshin.report.unit import unit_of
from tanshin.taxonomy.concept import Concept, Kind
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.message import say
from tanshin.values.qname import QName


class Scope(Struct, frozen=True):
    """The names that can be used: those of the issuer's taxonomy, of the form's, and of the figures.

    ``elsewhere`` are the names that other eras of the issuer's taxonomy have; ``idle`` are the figures that do not
    apply in this one.
    """

    own: Taxonomy
    form: Taxonomy
    figures: frozenset[str]
    elsewhere: Container[str] = ()
    idle: frozenset[str] = frozenset()

    def item(self, local: str, members: tuple[str, ...], of_form: bool) -> Item:
        """A concept that can be reported as a number, with members.

        Raises:
            LookupError: there is no such concept or member, or they do not go together.
            NotOfThisEra: only other eras have one of them.
        """
        taxonomy = self.form if of_form else self.own
        if not of_form:
            self.check_era(local, *members)
        concept = concept_of(taxonomy, local)
        pairs = [(axis_of(taxonomy, concept.qname, member), taxonomy.name(member)) for member in members]
        dimensions = tuple(sorted(pairs))
        if len(dict(dimensions)) < len(dimensions):
            raise LookupError(say("{local} has one member on each axis, not two", local=local))
        name = f"{FORM}.{local}" if of_form else local
        name += f"[{', '.join(members)}]" if members else ""
        unit = unit_of(concept, HOME)
        assert unit is not None  # it is a number
        return Item(name, concept.qname, unit, concept.period, dimensions, of_form)

    def figure(self, name: str) -> Named:
        """Another figure.

        Raises:
            LookupError: there is none of that name.
            NotOfThisEra: it does not apply in this era.
        """
        if name in self.idle:
            raise NotOfThisEra
        if name not in self.figures:
            raise LookupError(say("there is no figure {name}{near}", name=name, near=_near(name, self.figures)))
        return Named(name)

    def check_era(self, *names: str) -> None:
        """See to it that this era has the names of the issuer's taxonomy that any era has.

        Raises:
            NotOfThisEra: only other eras have one of them.
        """
        known = self.own.dts.concepts
        if any(self.own.name(name) not in known and name in self.elsewhere for name in names):
            raise NotOfThisEra


def concept_of(taxonomy: Taxonomy, local: str) -> Concept:
    """The concept of a local name.

    Raises:
        LookupError: there is none, or it cannot be reported as a number.
    """
    concept = taxonomy.dts.concepts.get(taxonomy.name(local))
    if concept is None:
        known = [name.local for name, one in taxonomy.dts.concepts.items() if one.kind is Kind.ITEM]
        raise LookupError(
            say("{prefix} has no concept {local}{near}", prefix=taxonomy.prefix, local=local, near=_near(local, known))
        )
    if concept.abstract or concept.kind is not Kind.ITEM or not concept.type.is_numeric:
        raise LookupError(say("{local} is not reported as a number", local=local))
    return concept


def axis_of(taxonomy: Taxonomy, concept: QName, member: str) -> QName:
    """The axis on which a concept can have a member.

    Raises:
        LookupError: it can have it on none.
    """
    name = taxonomy.name(member)
    axes = axes_of(taxonomy, concept)
    for axis, members in axes.items():
        if name in members:
            return axis
    known = [one.local for members in axes.values() for one in members]
    raise LookupError(
        say("{concept} has no member {member}{near}", concept=concept.local, member=member, near=_near(member, known))
    )


def axes_of(taxonomy: Taxonomy, concept: QName) -> Mapping[QName, tuple[QName, ...]]:
    """The axes of the statements that report a concept, with the members allowed there."""
    found: dict[QName, dict[QName, None]] = {}
    for statement in taxonomy.statements:
        if concept in statement.concepts:
            for axis, members in statement.axes:
                found.setdefault(axis, {}).update(dict.fromkeys(members))
    return {axis: tuple(members) for axis, members in found.items()}


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return say("; did you mean {close}?", close=close[0]) if close else ""
