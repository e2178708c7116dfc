"""TNS5xx: the words of a release: figures bound to facts, nothing left out, one meaning in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from tanshin.derive.binding import SIGNED, Answer
from tanshin.report.filing import Table
from tanshin.report.prose import Bound, Part, Prose, Words
from tanshin.report.release import Footnote, Printed, Release
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import spelled
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import listed, say
from tanshin.values.source import Source

_NUMBER = re.compile(r"[A-Za-z$¥]*[\d①-⑳](?:[\d.,．，]*[\d①-⑳])?")


class _Text(NamedTuple):
    """A text in one language, what it belongs to, and where it is written."""

    release: Release
    lang: str
    parts: tuple[Part, ...]
    source: Source


class _Note(NamedTuple):
    """A footnote, and what it belongs to."""

    release: Release
    footnote: Footnote


class _Figure(NamedTuple):
    """A figure bound in a text, what it is, and where it is written."""

    bound: Bound
    answer: Answer
    source: Source


def _proses(paper: Workpaper) -> Iterator[Prose]:
    for release in paper.filing.told:
        yield from release.prose()


def _texts(paper: Workpaper) -> Iterator[_Text]:
    for release in paper.filing.told:
        for prose in release.prose():
            for lang, parts in prose.parts.items():
                yield _Text(release, lang, parts, prose.sources[lang])


def _figures(paper: Workpaper) -> Iterator[_Figure]:
    for text in _texts(paper):
        for part in text.parts:
            if isinstance(part, Bound):
                yield _Figure(part, paper.binder.answer(part), text.source)


def _tables(paper: Workpaper) -> tuple[Table, ...]:
    return paper.filing.printed_tables if paper.filing.told else ()


def _footnotes(paper: Workpaper) -> Iterator[_Note]:
    for release in paper.filing.told:
        for footnote in release.footnotes:
            yield _Note(release, footnote)


@rule("TNS501", Severity.ERROR, subject=Workpaper, each=_texts)
def numbers_are_bound(paper: Workpaper, text: _Text) -> Iterator[Issue]:
    """Every number in a text of a release is bound to a fact, or is part of a name.

    A number that is typed into a sentence stays when the figure is corrected, and next year it is last year's. Names
    with digits in them (a product, a model) are listed once, under `literals`.

    Write the figure as `{Revenues | million}`, a day or a year as `{CurrentYear.last}` or `{CurrentYear.name}`, and
    put a name on the list.
    """
    for part in text.parts:
        if isinstance(part, Words) and not part.bound:
            left = part.text
            for literal in sorted(text.release.literals, key=len, reverse=True):
                left = re.sub(rf"(?<!\d){re.escape(literal)}(?!\d)", "", left)
            for found in _NUMBER.finditer(left):
                yield Issue(
                    say(
                        "the number {found} is bound to nothing; write it as a figure, {{Revenues | "
                        "million}}, a day or a year, {{CurrentYear.last}}, or list the name it belongs to "
                        "under literals",
                        found=found[0],
                    ),
                    sources=(text.source,),
                )


@rule("TNS502", Severity.ERROR, subject=Workpaper, each=_tables)
def tables_are_printed(paper: Workpaper, table: Table) -> Iterator[Issue]:
    """Every table of a filing is printed in its release or its presentation.

    A table that no block prints would be checked and tagged, and nobody would see it. One that the form shows needs no
    block of its own, nor does one of which every figure stands in the texts.

    Add a block `table:` or `statement:` where it belongs.
    """
    blocks = (block for release in paper.filing.told for block in release.blocks())
    if table.in_form or any(isinstance(block, Printed) and block.table == table.id for block in blocks):
        return
    told = {one.answer.fact.key for one in _figures(paper) if one.answer.fact}
    if not {one.key for one in paper.filing.prints if one.table == table.id} <= told:
        message = say(
            "the table {table} is printed nowhere in the release; add a block `table: {table}`", table=table.id
        )
        yield Issue(message, sources=(paper.filing.told[0].source,))


@rule("TNS503", Severity.ERROR, subject=Workpaper, each=_figures)
def figures_have_values(paper: Workpaper, figure: _Figure) -> Iterator[Issue]:
    """Every figure in a text of a release has a value.

    A figure for which a fact is missing cannot be checked, and none that has no meaning (the change of a loss) can be
    printed.

    Give the fact in one of the tables, or word the sentence without the figure.
    """
    if figure.answer.needs:
        message = say(
            "{bound} cannot be told for want of {needs}; give it in a table",
            bound=figure.bound,
            needs=listed(spelled(words, paper.filing) for words in figure.answer.needs),
        )
        yield Issue(message, sources=(figure.source,))
    elif figure.answer.value is None:
        message = say(
            "{bound} has no meaning (it is nil, or the change of a loss or of nothing); word it otherwise",
            bound=figure.bound,
        )
        yield Issue(message, sources=(figure.source,))


@rule("TNS504", Severity.ERROR, subject=Workpaper, each=_figures)
def words_have_the_sign(paper: Workpaper, figure: _Figure) -> Iterator[Issue]:
    """A figure that a sentence states without a word for its sign is not negative.

    "Cash used was JPY5,946 million" is right of a negative cash flow, and wrong as soon as cash is provided. Where the
    word in the sentence says *used*, the figure says `-x`; where either may be, the style has both words.

    Write `-x` with the word that means it, or take a style that finds the word: `change`, `change-amount`, `increase`,
    `profit`, `income`.
    """
    value = figure.answer.value
    if isinstance(value, Fraction) and value < 0 and figure.bound.style not in SIGNED:
        message = say(
            "{bound} is negative; write `-` before it and a word that means so, or take a style such as profit, "
            "income or change-amount",
            bound=figure.bound,
        )
        yield Issue(message, sources=(figure.source,))


@rule("TNS505", Severity.ERROR, subject=Workpaper, each=_proses)
def languages_say_the_same(paper: Workpaper, prose: Prose) -> Iterator[Issue]:
    """Both languages of a text state the same figures.

    Readers of one language are told what those of the other are told; a sentence that was changed in one of them only
    is found by its figures.

    Add the figure to the other language, or take it out of both.
    """
    (one, first), (other, second) = ((lang, Counter(prose.figures(lang))) for lang in prose.parts)
    for lang, more, without in ((one, first - second, other), (other, second - first, one)):
        for bound, times in more.items():
            often = say(" {times} times more", times=times) if times > 1 else ""
            message = say(
                "{{{bound}}} is stated{often} in {lang} and not in {without}; state it in both or in neither",
                bound=bound,
                often=often,
                lang=lang,
                without=without,
            )
            yield Issue(message, sources=(prose.sources[lang], prose.sources[without]))


@rule("TNS506", Severity.ERROR, subject=Workpaper, each=_footnotes)
def footnotes_are_referred_to(paper: Workpaper, note: _Note) -> Iterator[Issue]:
    """Every footnote of a release qualifies something.

    A footnote is printed where its mark stands first; without a mark it is printed nowhere.

    Name the row or the figure under `on`, or write `{^mark}` in a text; or take the footnote out.
    """
    release, footnote = note
    seen = {lang for prose in release.prose() for lang in prose.parts if footnote.mark in prose.marks(lang)}
    printed = {block.table for block in release.blocks() if isinstance(block, Printed)}
    missing = footnote.prose.parts.keys() - seen
    if missing and not any(table in printed for table, _, _ in footnote.on):
        message = say(
            "nothing refers to footnote {footnote} in {missing}; name what it qualifies under on, or write "
            "{{^{footnote}}}",
            footnote=footnote.mark,
            missing=listed(sorted(missing), " and "),
        )
        yield Issue(message, sources=(footnote.source,))


RULES = (
    numbers_are_bound,
    tables_are_printed,
    figures_have_values,
    words_have_the_sign,
    languages_say_the_same,
    footnotes_are_referred_to,
)
