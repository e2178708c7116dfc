"""What a filing's own release and slides state, in their words: candidates for what a text about it may state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from tanshin.derive.binding import Binder
from tanshin.derive.candidate import Candidate, Way
from tanshin.derive.expression import Call, Expression, Item, Named, Negation, Operation
from tanshin.derive.figure import Figure
from tanshin.derive.lookup import a_year_before
from tanshin.derive.past import Past
from tanshin.derive.place import HOME
from tanshin.report.aspect import PURE, SHARES, USD, Unit, per
from tanshin.report.fact import Key
from tanshin.report.filing import Filing, Print
from tanshin.report.prose import Bound, Prose, Style, Words
from tanshin.report.release import Charted, Highlights
from tanshin.taxonomy.concept import PeriodType

_END = re.compile(r"(?<=[.;]) |(?<=。)")


def told(filing: Filing, binder: Binder) -> Iterator[Candidate]:
    """What the filing's own release and slides state, in their words."""
    printed: dict[Key, dict[tuple[Decimal, int | None], Print]] = {}
    for one in filing.prints:
        if one.value is not None:
            printed.setdefault(one.key, {}).setdefault((one.value, one.decimals), one)
    labels = _labels(filing)
    for bound, words in _sentences(filing):
        answer = binder.answer(bound)
        if not isinstance(answer.value, Fraction):
            continue
        fact = answer.fact
        period = filing.calendar.period(bound.period)
        made = Candidate(
            answer.value,
            fact.decimals if fact else None,
            _style_unit(bound) or (fact.key.unit if fact else None) or SHARES,
            tuple(dict.fromkeys(_names(binder.tree(bound)))),
            period,
            _BY_STYLE.get(bound.style, Way.STATED),
            a_year_before(period),
            words,
            labels.get(bound, ()),
            fact,
        )
        yield made
        # Where tables print another figure so that they foot, the release does as well.
        for one in printed.get(fact.key, {}).values() if fact and made.unit == fact.key.unit else ():
            if one.value is not None and abs(one.value) != abs(answer.value):
                yield replace(made, value=Fraction(one.value), decimals=one.decimals)


def _sentences(filing: Filing) -> Iterator[tuple[Bound, tuple[str, ...]]]:
    """The figures of the texts, each with the words of its sentence in every language."""
    found: dict[tuple[Bound, int], dict[str, None]] = {}
    for number, prose in enumerate(prose for release in filing.told for prose in release.prose()):
        for parts in prose.parts.values():
            for at, part in enumerate(parts):
                if isinstance(part, Bound):
                    before = "".join(one.text for one in parts[:at] if isinstance(one, Words))
                    after = "".join(one.text for one in parts[at + 1 :] if isinstance(one, Words))
                    words = f"{_END.split(before)[-1]} {_END.split(after)[0]}"
                    found.setdefault((part, number), {})[words] = None
    for (bound, _), texts in found.items():
        yield bound, tuple(texts)


def _labels(filing: Filing) -> Mapping[Bound, tuple[str, ...]]:
    """What stands before the figures that the release has in rows."""
    found: dict[Bound, dict[str, None]] = {}
    for told in filing.told:
        for block in told.blocks():
            for line in block.lines if isinstance(block, Highlights) else ():
                texts = dict.fromkeys(_words(line.label, lang) for lang in line.label.parts)
                for prose in (line.figure, *((line.beside,) if line.beside else ())):
                    for bound in (bound for lang in prose.parts for bound in prose.figures(lang)):
                        found.setdefault(bound, {}).update(texts)
    return {bound: tuple(texts) for bound, texts in found.items()}


def drawn(filing: Filing, figures: Mapping[str, Figure], earlier: tuple[Filing, ...]) -> Iterator[Candidate]:
    """What the filing's charts show."""
    plans = [block.plan for told in filing.told for block in told.blocks() if isinstance(block, Charted)]
    if not plans:
        return
    past = Past(filing, earlier, tuple(figures.values()))
    for plan in plans:
        for series in plan.series:
            item = past.item(series.figure)
            rule = past.expression(series.rule) if series.rule else None
            words = tuple(_words(series.label, lang) for lang in series.label.parts) if series.label else ()
            for period in plan.periods:
                known = past.known(item, period, -plan.scale, rule)
                if known is not None:
                    at = period.closing if item.period is PeriodType.INSTANT else period
                    decimals = known.decimals if known.published else None
                    yield Candidate(known.value, decimals, item.unit, (item.concept.local,), at, labels=words)


_BY_STYLE = {
    Style.CHANGE: Way.CHANGE,
    Style.CHANGE_POINTS: Way.CHANGE,
    Style.CHANGE_AMOUNT: Way.INCREASE,
    Style.CHANGE_COUNT: Way.INCREASE,
    Style.INCREASE: Way.INCREASE,
}


def _words(prose: Prose, lang: str) -> str:
    return "".join(part.text for part in prose.parts[lang] if isinstance(part, Words))


def _style_unit(bound: Bound) -> Unit | None:
    match bound.style:
        case Style.USD_MILLION:
            return USD
        case Style.PER_SHARE:
            return per(HOME, SHARES)
        case Style.PERCENT | Style.POINTS | Style.CHANGE | Style.CHANGE_POINTS:
            return PURE
        case Style.COUNT | Style.CHANGE_COUNT:
            return None
    return HOME


def _names(tree: Expression) -> Iterator[str]:
    """The concepts and figures that an expression speaks of."""
    match tree:
        case Item(concept=concept):
            yield concept.local
        case Named(figure=name):
            yield name
        case Negation(operand=operand):
            yield from _names(operand)
        case Operation(left=left, right=right):
            yield from _names(left)
            yield from _names(right)
        case Call(arguments=arguments):
            for one in arguments:
                yield from _names(one)
