"""TNS421, TNS422, TNS630: what can be said of a summary by itself, whoever filed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from tanshin.derive.rounding import rounded
from tanshin.derive.summary import Verdict
from tanshin.report.aspect import PURE
from tanshin.report.fact import Fact
from tanshin.validate.registry import Issue, rule
from tanshin.validate.summary import SummaryPaper
from tanshin.validate.wording import counted, in_units, some, when, written
from tanshin.values.finding import Severity
from tanshin.values.message import listed, say, title
from tanshin.values.rounding import Rounding


def _judged(paper: SummaryPaper) -> Iterable[Verdict]:
    return (one for one in paper.verdicts if one.range is not None or _is_nil(paper, one))


def _is_nil(paper: SummaryPaper, one: Verdict) -> bool:
    """Whether a change cannot be one, of those that the rules of the form do not look at (TNS616)."""
    return one.is_nil and one.fact.concept not in paper.changes


@rule("TNS421", Severity.WARNING, subject=SummaryPaper, each=_judged)
def figures_can_follow(paper: SummaryPaper, one: Verdict) -> Iterator[Issue]:
    """A printed figure of a summary can follow from the other figures it prints.

    Changes, ratios and amounts per share are made of unrounded figures, of which a summary prints the millions. Each of
    those stands for all amounts that round to it, or that are cut off to it: as its note on rounding says, and for both
    where it says neither. A figure that is none of what can follow from any of them cannot be right, or one that it is
    made of is wrong; every other one may be right and is passed over. `taxonomy/tse-ed-t/figures.yaml` says how figures
    follow. A forecast per share may count on other shares than there are today, and what preferred shares take is no
    part of amounts per share: a summary says neither.

    Recalculate the figure, and look at those it is made of.
    """
    if one.is_possible:
        return
    fact = one.fact
    facts = (fact, *(found for _, found in one.facts))
    low, high = (_shown(end, fact) for end in one.range) if one.range else ("", "")
    span = low if low == high else say("between {low} and {high}", low=low, high=high)
    yield Issue(
        say(
            "{title} {when}{unit}: {printed} is printed, but {expression} is {range}, with {inputs}; correct the "
            "figure or one it is made of",
            title=title({**one.figure.titles, "en": fact.concept.local}),
            when=when(fact.key),
            unit=in_units(fact),
            printed=written(fact.value, fact),
            expression=one.way.expression,
            range=span if one.range else say("nil, because a year has a loss or nothing"),
            inputs=listed(
                say(
                    "{name} = {value}",
                    name=name,
                    value=f"{found.value:,f}" if isinstance(found.value, Decimal) else say("nil"),
                )
                for name, found in one.facts
            ),
        ),
        facts,
        tuple(source for each in facts if (source := each.source)),
        rounded(one.exact, _decimals(fact), Rounding.HALF_UP) if one.exact is not None else None,
        fact.value if isinstance(fact.value, Decimal) else None,
        concept=fact.concept,
    )


def _decimals(fact: Fact) -> int:
    return fact.decimals if fact.decimals is not None else 2


def _shown(value: Fraction, fact: Fact) -> str:
    """A limit with two digits more than the figure has."""
    more = rounded(value, _decimals(fact) + 2, Rounding.HALF_UP)
    if fact.key.unit == PURE:
        return f"{more.scaleb(2):f}%"
    return f"{more:,f}"


def _open(paper: SummaryPaper) -> Iterable[tuple[Verdict, ...]]:
    found = tuple(one for one in paper.verdicts if one.range is None and not _is_nil(paper, one))
    return (found,) if found else ()


@rule("TNS422", Severity.INFO, subject=SummaryPaper, each=_open)
def figures_are_checkable(paper: SummaryPaper, found: tuple[Verdict, ...]) -> Iterator[Issue]:
    """Everything that a printed figure of a summary is made of stands in the summary.

    The change of last year's figures needs the year before it, the change of a forecast of half a year that half a year
    ago. What is not there cannot be compared, and that must not look like a pass: it is counted here.

    Nothing is wrong. Compare these figures with the summary of the year before.
    """
    del paper
    counts = Counter(one.fact.concept.local for one in found)
    names = some((f"{name} ({number})" if number > 1 else name for name, number in counts.items()), 6)
    facts = tuple(one.fact for one in found)
    message = say(
        "{figures} cannot be recalculated from the summary alone: {names}; compare them with that of the year before",
        figures=counted(len(found), "figure"),
        names=names,
    )
    yield Issue(message, facts, (facts[0].source and (facts[0].source,)) or ())


def _unjudged(paper: SummaryPaper) -> Iterable[tuple[Fact, ...]]:
    return (paper.foreign.unjudged,) if paper.foreign.unjudged else ()


@rule("TNS630", Severity.INFO, subject=SummaryPaper, each=_unjudged)
def elements_are_known(paper: SummaryPaper, facts: tuple[Fact, ...]) -> Iterator[Issue]:
    """The rules of the exchange's form know every element of a summary.

    They know the consolidated summaries under Japanese GAAP, US GAAP and IFRS, annual and quarterly. Of what else a
    summary states it is not judged which items are required, which stand for each other and which members they have;
    how figures follow from others is, where the elements are known to it.

    Nothing is wrong.
    """
    form = paper.foreign.filing.form.name
    names = some(dict.fromkeys(fact.concept.local for fact in facts), 3)
    message = (
        say(
            "the form {form} as it is known here does not have {facts} of this summary: {names}; members, alternatives "
            "and required items of these are not judged",
            form=form,
            facts=counted(len(facts), "fact"),
            names=names,
        )
        if form
        else say(
            "this is no summary of results: none of its {facts} is held against a form",
            facts=counted(len(facts), "fact"),
        )
    )
    yield Issue(message, sources=(paper.foreign.filing.home,))


RULES = (figures_can_follow, figures_are_checkable, elements_are_known)
