"""TNS110 to TNS118: what holds for any XBRL report, whoever made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import reduce

from tanshin.report.aspect import FOREVER, PURE, SHARES, Instant, Unit
from tanshin.report.fact import Fact, value_text
from tanshin.taxonomy.concept import Concept, ItemType, PeriodType
from tanshin.validate.calculation import Summation, number
from tanshin.validate.hypercube import named
from tanshin.validate.instance_paper import InstancePaper, is_figure
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import scale_of, some, titled, unit_words, when
from tanshin.values.finding import Severity
from tanshin.values.interval import Interval, interval_of
from tanshin.values.message import Message, listed, say
from tanshin.values.rounding import Rounding
from tanshin.values.source import Source

#: Where figures are cut off, Calculations 1.1 allows more than where they are rounded, and less: both have to fail.
_CUT_OFF = say("Calculations 1.1 with figures that are cut off")

_PERCENT = frozenset({ItemType.PURE, ItemType.PERCENT, ItemType.PERCENT_2})


def _incomplete(paper: InstancePaper) -> Iterable[InstancePaper]:
    return () if paper.instance.is_complete else (paper,)


@rule("TNS110", Severity.WARNING, subject=InstancePaper, each=_incomplete)
def taxonomy_is_complete(paper: InstancePaper, _: InstancePaper) -> Iterator[Issue]:
    """The taxonomy of a report is at hand, all of it.

    A report names the schemas it is written by. Where one of them is missing, nobody can say whether its facts are
    valid: which concepts there are, their types, their sums, their dimensions. What can be said without is said.

    Give the missing schema, or the package it is in.
    """
    instance = paper.instance
    missing = sorted({fact.concept.namespace for fact in paper.facts} - paper.dts.schemas.keys())
    names = {"schemas": listed(instance.schemas) or say("no schema"), "missing": some(missing)}
    message = (
        say(
            "the taxonomy is not complete: the report names {schemas}, and nothing at hand declares {missing}; whether "
            "its facts are valid is not judged. Give the missing schemas or their package",
            **names,
        )
        if missing
        else say(
            "the taxonomy is not complete: the report names {schemas}; whether its facts are valid is not judged. Give "
            "the missing schemas or their package",
            schemas=names["schemas"],
        )
    )
    yield Issue(message, sources=(Source(instance.name),))


def _sums(paper: InstancePaper) -> Iterable[tuple[Summation, bool]]:
    return paper.sums


@rule("TNS111", Severity.INCONSISTENCY, subject=InstancePaper, each=_sums)
def sums_are_consistent(paper: InstancePaper, one: tuple[Summation, bool]) -> Iterator[Issue]:
    """A total is consistent with its items: there are figures that round to what is reported, and add up.

    Figures are rounded to their decimals, or cut off there. Calculations 1.1 asks whether any figures could be behind
    what is reported; this is told where there are none, in whichever of the two ways figures were made. Networks of the
    older kind are read by XBRL 2.1, too, and the finding says where both fail.

    Correct the total or an item; where one is missing in the report, the taxonomy may sum what is not stated.
    """
    summation, is_older = one
    fails = _fails(summation, is_older=is_older)
    if _CUT_OFF in fails:
        yield _inconsistent(paper, summation, tuple(name for name in fails if name != _CUT_OFF))


@rule("TNS118", Severity.INFO, subject=InstancePaper, each=_sums)
def sums_are_consistent_as_rounded(paper: InstancePaper, one: tuple[Summation, bool]) -> Iterator[Issue]:
    """A total is what its rounded items make.

    The figures as they are reported do not add up, and rounding, or cutting off, explains the difference: so it is with
    most tables in thousands. XBRL 2.1 calls that inconsistent, and Calculations 1.1 where figures are said to be
    rounded and are cut off.

    Nothing has to be done; exact figures behind the reported ones would show whether they add up.
    """
    summation, is_older = one
    fails = _fails(summation, is_older=is_older)
    if fails and _CUT_OFF not in fails:
        yield _inconsistent(paper, summation, fails)


def _fails(summation: Summation, *, is_older: bool) -> tuple[Message, ...]:
    """The readings by which a sum is inconsistent; that of figures that are cut off only where all others are."""
    rounded = summation.is_inconsistent_11(Rounding.HALF_UP) is True
    return (
        *((say("Calculations 1.1"),) if rounded else ()),
        *((say("XBRL 2.1"),) if is_older and summation.is_inconsistent_21 else ()),
        *((_CUT_OFF,) if rounded and summation.is_inconsistent_11(Rounding.TRUNCATE) else ()),
    )


def _inconsistent(paper: InstancePaper, summation: Summation, fails: tuple[Message, ...]) -> Issue:
    total = summation.total
    facts = (total, *(fact for fact, _ in summation.items))
    scale = scale_of(facts)
    return Issue(
        say(
            "{total}{unit}: {added} = {computed}, but the total says {reported}, {apart}: inconsistent by {readings}",
            total=titled(total, paper.dts),
            unit=unit_words(total, scale),
            added=scale.add([(number(fact), weight) for fact, weight in summation.items]),
            computed=scale.show(summation.computed),
            reported=scale.show(summation.reported),
            apart=scale.apart(summation.difference) if summation.difference else say("no difference"),
            readings=listed(fails, " and "),
        ),
        facts,
        expected=summation.computed,
        actual=summation.reported,
        concept=total.concept,
        role=summation.role,
    )


def _repetitions(paper: InstancePaper) -> Iterable[tuple[Fact, ...]]:
    return paper.repetitions


@rule("TNS112", Severity.INCONSISTENCY, subject=InstancePaper, each=_repetitions)
def repeated_facts_agree(paper: InstancePaper, facts: tuple[Fact, ...]) -> Iterator[Issue]:
    """Facts about one thing agree.

    A report may state a figure twice, in different precision: 12,258,872 thousand and 12,259 million are both true.
    They contradict each other where no figure rounds to all of them (Open Information Model 1.0, section 6.5.1); texts,
    days and flags have to be the same.

    Correct the one that is wrong.
    """
    if not _agree(facts):
        values = listed(dict.fromkeys(value_text(fact.value) or say("nil") for fact in facts), " and ")
        message = say(
            "{title}: the report says {values}; correct one", title=titled(facts[0], paper.dts), values=values
        )
        yield Issue(message, facts, concept=facts[0].concept)


def _agree(facts: tuple[Fact, ...]) -> bool:
    values = {fact.value for fact in facts}
    if len(values) == 1 or not all(map(is_figure, facts)):
        return len(values) == 1
    spans = [
        interval_of(fact.value, fact.decimals, Rounding.HALF_UP) for fact in facts if isinstance(fact.value, Decimal)
    ]
    return len(spans) == len(facts) and not reduce(Interval.intersect, spans).is_empty


def _judged(paper: InstancePaper) -> Iterable[Fact]:
    """Facts of a report whose taxonomy is all there."""
    return paper.facts if paper.instance.is_complete else ()


@rule("TNS113", Severity.ERROR, subject=InstancePaper, each=_judged)
def concepts_are_declared(paper: InstancePaper, fact: Fact) -> Iterator[Issue]:
    """Every fact is of an item that the taxonomy declares (XBRL 2.1, section 4.6).

    A concept that no schema declares, a heading or a member states nothing.

    Correct the name, or the reference to the schema that declares it.
    """
    concept = paper.concepts.get(fact)
    if concept is None or concept.abstract:
        message = (
            say("{concept} is abstract and cannot be reported; report an item", concept=fact.concept)
            if concept or fact.concept in paper.dts.concepts
            else say(
                "no schema of the report declares {concept}; correct the name or name its schema", concept=fact.concept
            )
        )
        yield Issue(message, (fact,), concept=fact.concept)


def _known(paper: InstancePaper) -> Iterable[tuple[Fact, Concept]]:
    return paper.concepts.items()


@rule("TNS114", Severity.ERROR, subject=InstancePaper, each=_known)
def periods_fit(paper: InstancePaper, one: tuple[Fact, Concept]) -> Iterator[Issue]:
    """A fact has the kind of period that its concept is measured in (XBRL 2.1, section 4.7.2).

    What stands at an instant, such as cash, has a day; what happens over a period, such as revenues, has two.

    Correct the context of the fact.
    """
    fact, concept = one
    is_instant = isinstance(fact.key.period, Instant)
    if is_instant != (concept.period is PeriodType.INSTANT):
        message = (
            say(
                "{concept} is measured over a period, and is reported {when}", concept=fact.concept, when=when(fact.key)
            )
            if is_instant
            else say("{concept} is measured at a day, and is reported {when}", concept=fact.concept, when=_span(fact))
        )
        yield Issue(message, (fact,), concept=fact.concept)


def _span(fact: Fact) -> str:
    return say("for ever") if fact.key.period == FOREVER else when(fact.key)


@rule("TNS115", Severity.ERROR, subject=InstancePaper, each=_known)
def units_fit(paper: InstancePaper, one: tuple[Fact, Concept]) -> Iterator[Issue]:
    """A fact has the unit that the type of its concept asks for (XBRL 2.1, section 4.8.2).

    Amounts of money are in one currency, shares in shares, ratios in pure numbers; an amount per share is in a currency
    per share. What is no number has no unit.

    Correct the unit of the fact.
    """
    fact, concept = one
    unit = fact.key.unit
    if concept.type.is_numeric and unit is None:
        message = say("{concept} {when} is a number and has no unit", concept=fact.concept, when=when(fact.key))
    elif unit and not concept.type.is_numeric:
        message = say(
            "{concept} {when} is no number and is in {unit}", concept=fact.concept, when=when(fact.key), unit=unit
        )
    elif unit and not _fits(unit, concept):
        message = say(
            "{concept} {when} is of the type {type} and is in {unit}",
            concept=fact.concept,
            when=when(fact.key),
            type=concept.type.value,
            unit=unit,
        )
    else:
        return
    yield Issue(message, (fact,), concept=fact.concept)


def _fits(unit: Unit, concept: Concept) -> bool:
    match concept.type:
        case ItemType.MONETARY:
            return not unit.denominators and unit.currency is not None
        case ItemType.SHARES:
            return unit == SHARES
        case ItemType.PER_SHARE:
            return unit.denominators == SHARES.numerators and unit.currency is not None
        case one if one in _PERCENT and concept.unit is None:
            return unit == PURE
    return True


def _dimensional(paper: InstancePaper) -> Iterable[Fact]:
    return (fact for fact in paper.concepts if paper.instance.is_complete and fact.concept in paper.hypercubes.by_item)


@rule("TNS117", Severity.ERROR, subject=InstancePaper, each=_dimensional)
def dimensions_are_allowed(paper: InstancePaper, fact: Fact) -> Iterator[Issue]:
    """A fact has the dimensions that a hypercube of its concept has, and members of their domains.

    A section of a taxonomy says which axes its items have and which members; where it is closed, no others (XBRL
    Dimensions 1.0, section 3.1); it may take some of them away again (notAll). A fact has to fit one section.

    Correct the members of the fact's context.
    """
    if not paper.hypercubes.fits(fact):
        message = say(
            "{concept} {when} fits no section of its taxonomy with {members}",
            concept=fact.concept,
            when=when(fact.key),
            members=named(fact.key.dimensions) or say("no members"),
        )
        yield Issue(message, (fact,), concept=fact.concept)


RULES = (
    taxonomy_is_complete,
    sums_are_consistent,
    sums_are_consistent_as_rounded,
    repeated_facts_agree,
    concepts_are_declared,
    periods_fit,
    units_fit,
    dimensions_are_allowed,
)
