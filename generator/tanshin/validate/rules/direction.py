"""TNS507, TNS508 and TNS518: what captions say of the direction of their figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tanshin.report.caption import Caption
from tanshin.report.filing import Print, Table, negates
from tanshin.taxonomy.statement import Line
from tanshin.validate.registry import Issue, rule
from tanshin.validate.sense import Sense, sense_of
from tanshin.validate.wording import scale_of
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say

#: A caption that begins so names money on one way only.
_ONE_WAY = re.compile(r"(?:(?:principal |re)?payments?|proceeds|purchases?|refunds?)\b", re.IGNORECASE)


class _Sensed(NamedTuple):
    """A caption that gives its figures a sign, what a positive fact of its line is, and the figures of the line."""

    caption: Caption
    table: Table
    line: Line
    words: Sense
    positive: Sense
    prints: tuple[Print, ...]


def _sensed(paper: Workpaper) -> Iterator[_Sensed]:
    concepts = paper.filing.taxonomy.dts.concepts
    for caption, words in paper.sensed:
        line, table = caption.line, paper.tables.get(caption.table)
        if line is None or table is None or caption.heading:
            continue
        positive = sense_of(concepts[line.concept])
        if positive is None or positive.kind != words.kind:
            continue
        # What stands in the columns of components has signs of its own: the caption speaks of the whole.
        prints = tuple(
            one
            for one in paper.rows.get((caption.table, caption.row), ())
            if one.key.concept == line.concept and one.key.dimensions == line.members and one.value
        )
        if prints:
            yield _Sensed(caption, table, line, words, positive, prints)


@rule("TNS507", Severity.WARNING, subject=Workpaper, each=_sensed)
def captions_have_the_sign(paper: Workpaper, row: _Sensed) -> Iterator[Issue]:
    """A caption that names one direction is true of every figure of its row.

    "Losses on sales", "Other expense", "Net increase in cash" were right of last year's figure and stay when the figure
    turns. A reader who takes the caption at its word reads a gain as a loss. What a positive figure means is known from
    the standard label of the line; captions that name both directions are silent here.

    Name both directions, the one of the figures without parentheses first: "Gains (losses) on sales". Where the caption
    is right, the sign of the figure is wrong. If it was published so, record it in `deviations.csv`.
    """
    if row.words.both:
        return
    wrong = [one for one in row.prints if (one.value or 0) * row.positive.sign * row.words.sign < 0]
    if wrong:
        yield Issue(
            say(
                "`{caption}` says {word}, and {figures} would be the opposite; name both directions, or correct the "
                "sign",
                caption=row.caption.text,
                word=row.words.word,
                figures=_figures(row, wrong),
            ),
            tuple(one.fact for one in wrong),
            (row.caption.source, *(one.source for one in wrong)),
            concept=row.line.concept,
        )


@rule("TNS508", Severity.WARNING, subject=Workpaper, each=_sensed)
def captions_put_the_right_direction_first(paper: Workpaper, row: _Sensed) -> Iterator[Issue]:
    """Of two directions in a caption, the one without parentheses is that of the figures without parentheses.

    "Net income (loss)" says that a figure in parentheses is a loss. Where the line prints a loss without parentheses,
    because it is added back ("Less: net loss (income) attributable to noncontrolling interests"), the two words must
    change places. Which way the line is printed is proved by the sum it takes part in.

    Exchange the two words, or the sign of the figures. If it was published so, mark the caption in `marks.csv`.
    """
    if not row.words.both or row.words.sign == row.positive.sign * (-1 if _is_turned(row, row.prints[0]) else 1):
        return
    figures, proof = _figures(row, row.prints), _proof(paper, row)
    if proof:
        message = say(
            "`{caption}` says that a figure without parentheses is {word}, but {figures} means the opposite, which "
            "{proof} proves; exchange the two words",
            caption=row.caption.text,
            word=row.words.word,
            figures=figures,
            proof=proof,
        )
    else:
        message = say(
            "`{caption}` says that a figure without parentheses is {word}, but {figures} means the opposite; exchange "
            "the two words",
            caption=row.caption.text,
            word=row.words.word,
            figures=figures,
        )
    yield Issue(
        message,
        tuple(one.fact for one in row.prints),
        (row.caption.source, *(one.source for one in row.prints)),
        concept=row.line.concept,
    )


def _one_way(paper: Workpaper) -> Iterator[tuple[Caption, Table, Line, tuple[Print, ...]]]:
    """Rows of payments and proceeds; movements of components, which may be of either sign, are told apart."""
    concepts = paper.filing.taxonomy.dts.concepts
    for caption in paper.filing.captions:
        line, table = caption.line, paper.tables.get(caption.table)
        if line is None or table is None or caption.heading or table.periods:
            continue
        concept = concepts[line.concept]
        if concept.balance and _ONE_WAY.match(caption.text) and _ONE_WAY.match(concept.label("en")):
            prints = paper.rows.get((caption.table, caption.row), ())
            if found := tuple(one for one in prints if one.key.concept == line.concept and one.value):
                yield caption, table, line, found


@rule("TNS518", Severity.WARNING, subject=Workpaper, each=_one_way)
def payments_and_proceeds_have_their_sign(
    paper: Workpaper, row: tuple[Caption, Table, Line, tuple[Print, ...]]
) -> Iterator[Issue]:
    """Payments are printed as money paid and proceeds as money received.

    Payments, repayments and purchases take cash away, proceeds and refunds bring it. A figure of the other sign most
    often belongs to the row above or below: two rows exchanged change no total.

    Compare the row with those beside it, and correct the sign or the row. If it was published so, record it in
    `deviations.csv`.
    """
    caption, table, line, prints = row
    wrong = [one for one in prints if (one.value or 0) < 0]
    if wrong:
        yield Issue(
            say(
                "`{caption}` is printed with the sign of the opposite: {figures}; correct the sign, or exchange it "
                "with the row it belongs to",
                caption=caption.text,
                figures=_figures(_Row(table, line), wrong),
            ),
            tuple(one.fact for one in wrong),
            (caption.source, *(one.source for one in wrong)),
            concept=line.concept,
        )


def _proof(paper: Workpaper, row: _Sensed) -> str:
    """The sum that a figure of the row takes part in, worked out: ``1,334 + 49 = 1,383``."""
    for one in row.prints:
        for whole in paper.summations:
            if any(fact.key == one.key for fact, _ in whole.items):
                scale = scale_of((whole.total, *(fact for fact, _ in whole.items)))
                terms = [(fact.value, weight) for fact, weight in whole.items if isinstance(fact.value, Decimal)]
                return f"{scale.add(terms)} = {scale.show(whole.reported)}"
    return ""


class _Row(NamedTuple):
    """A row of a table: what is needed to show its figures."""

    table: Table
    line: Line


def _is_turned(row: _Sensed | _Row, one: Print) -> bool:
    """Whether a figure is printed with the sign opposite to the fact's."""
    column = next((column for column in row.table.columns if column.key == one.column), None)
    return column is not None and negates(row.table, row.line, column)


def _figures(row: _Sensed | _Row, prints: Iterable[Print]) -> str:
    """Figures as they are printed, each with its column."""
    return ", ".join(f"{_shown(row, one)} ({one.column})" for one in prints)


def _shown(row: _Sensed | _Row, one: Print) -> str:
    value = one.value or Decimal(0)
    return scale_of((one.fact,)).show(value.copy_negate() if _is_turned(row, one) else value)


RULES = (
    captions_have_the_sign,
    captions_put_the_right_direction_first,
    payments_and_proceeds_have_their_sign,
)
