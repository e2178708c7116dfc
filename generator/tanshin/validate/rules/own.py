"""TNS034 and TNS035, and the rules that an issuer declares itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import partial

from tanshin.report.profile import OwnRule, Profile
from tanshin.validate.own import Equation, Reading, decimal
from tanshin.validate.registry import Issue, Rule, rule
from tanshin.validate.wording import period_words
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import listed, say, title


def _own(paper: Workpaper) -> Iterable[Reading]:
    return paper.own


@rule("TNS034", Severity.ERROR, subject=Workpaper, each=_own)
def own_rules_can_be_read(paper: Workpaper, one: Reading) -> Iterator[Issue]:
    """The equation of an issuer's own rule can be read, and names figures that exist.

    `rules` in `issuer.yaml` may declare equations with codes of the company's own. They are written as in
    `figures.yaml`: names of concepts and figures, the four operations, whole numbers and functions, with one of
    `= <= >= < >` between two sides. An equation that cannot be read would check nothing.

    Correct the equation.
    """
    if one.problem:
        yield Issue(say("{code}: {problem}", code=one.rule.code, problem=one.problem), sources=(one.rule.source,))


@rule("TNS035", Severity.INFO, subject=Workpaper, each=_own)
def own_rules_are_checkable(paper: Workpaper, one: Reading) -> Iterator[Issue]:
    """An issuer's own rule is evaluated in at least one period.

    A rule whose figures this filing does not report for one period proves nothing, and must not look like a pass.

    Nothing is wrong where the filing prints none of these figures. Otherwise compare the periods of their columns.
    """
    if one.needs:
        yield Issue(
            say(
                "{code} {title}: not checkable, needs {needs}",
                code=one.rule.code,
                title=title(one.rule.titles),
                needs=listed(one.needs),
            ),
            sources=(one.rule.source,),
        )


def own_rules(profile: Profile) -> tuple[Rule[Workpaper], ...]:
    """The rules that a profile declares."""
    return tuple(_rule(one) for one in profile.own)


def _rule(own: OwnRule) -> Rule[Workpaper]:
    manual = f"{own.titles['en']}\n\n`{own.equation}`, declared in {own.source}."
    return Rule(own.code, own.severity, Workpaper, manual, partial(_examine, own))


def _examine(own: OwnRule, paper: Workpaper) -> Iterator[tuple[Issue, ...]]:
    for reading in paper.own:
        if reading.rule is own:
            yield from (() if one.holds else (_issue(paper, one),) for one in reading.equations)


def _issue(paper: Workpaper, one: Equation) -> Issue:
    facts = paper.facts_named(name for name, _ in one.inputs)
    return Issue(
        say(
            "{title} {when}: {equation} does not hold, {left} is not {operator} {right} with {inputs}; correct the "
            "wrong figure",
            title=title(one.rule.titles),
            when=period_words(one.period),
            equation=one.rule.equation,
            left=_plain(one.left),
            operator=one.rule.operator,
            right=_plain(one.right),
            inputs=", ".join(f"{name} = {_plain(value)}" for name, value in one.inputs),
        ),
        facts,
        paper.sources(facts) or (one.rule.source,),
        decimal(one.right),
        decimal(one.left),
        one.rule.tolerance,
        facts[0].concept if facts else None,
    )


def _plain(value: Fraction) -> str:
    text = f"{decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


RULES = (own_rules_can_be_read, own_rules_are_checkable)
