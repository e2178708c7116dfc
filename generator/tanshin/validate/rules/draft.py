"""TNS551 to TNS557: what a draft of a release states in figures, against the filing it is about."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from tanshin.derive.candidate import Candidate, Way
from tanshin.derive.rounding import rounding_of
from tanshin.validate.draft import DraftPaper, Lane, lanes
from tanshin.validate.draft_match import Reading, Verdict
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say, title

#: How much of a sentence is quoted on either side of its figure.
_BESIDE = 70
#: So many figures make a heading wrong.
_SEVERAL = 3


def _readings(paper: DraftPaper) -> tuple[Reading, ...]:
    return paper.readings


class _Lane(NamedTuple):
    """The figures of a column or a row, and what stands over or before them."""

    is_column: bool
    heading: str
    readings: tuple[Reading, ...]


def _lanes(paper: DraftPaper) -> tuple[_Lane, ...]:
    found: dict[tuple[str, Lane], list[Reading]] = {}
    for one in paper.readings:
        for lane in lanes(one):
            found.setdefault((one.source.file, lane), []).append(one)
    return tuple(
        _Lane(kind == "column", ones[0].context.column if kind == "column" else ones[0].context.line, tuple(ones))
        for (_, (kind, _, _)), ones in found.items()
    )


@rule("TNS551", Severity.WARNING, subject=DraftPaper, each=_readings)
def figures_are_known(paper: DraftPaper, reading: Reading) -> Iterator[Issue]:
    """Every figure that a draft states is one of the filing or of those before it, or follows from them.

    A release is written and revised by hand while the books still move. A figure that is nowhere in the data is a slip
    of the finger, left over from an earlier version, or has no source that anybody could compare it with.

    Correct the figure; where it is right, add what it states to the data, so that it is checked the next time as well.
    """
    if reading.verdict is not Verdict.NOTHING:
        return
    figure, text = reading.context.quantity.text, _quote(reading)
    if reading.meant is None:
        yield Issue(
            say(
                "`{text}`: {figure} matches no figure of the filing; correct it, or add what it states to the data",
                text=text,
                figure=figure,
            ),
            sources=(reading.source,),
        )
    else:
        nearest, like = _called(paper, reading.meant), _like(paper, reading, reading.meant)
        yield _issue(
            reading,
            reading.meant,
            say(
                "`{text}`: {figure} matches no figure of the filing; the nearest is {line}, which would read "
                "{reading}. Correct the figure, or add what it states to the data",
                text=text,
                figure=figure,
                line=nearest,
                reading=like,
            ),
        )


@rule("TNS552", Severity.WARNING, subject=DraftPaper, each=_readings)
def figures_are_of_their_period(paper: DraftPaper, reading: Reading) -> Iterator[Issue]:
    """A figure that a draft states is that of the period its sentence or column names.

    Last year's figure in this year's sentence is the commonest slip of a release that is rolled forward: every figure
    in it was once right.

    Correct the figure or the period.
    """
    if reading.verdict is not Verdict.PERIOD or reading.candidate is None:
        return
    text, figure, line = _quote(reading), reading.context.quantity.text, _called(paper, reading.candidate)
    like = _like(paper, reading, reading.meant) if reading.meant else ""
    if reading.meant and like and like != figure:
        meant = _called(paper, reading.meant)
        message = say(
            "`{text}`: {figure} is {line}, which is not the period named; {meant} would read {reading}. "
            "Correct the figure or the period",
            text=text,
            figure=figure,
            line=line,
            meant=meant,
            reading=like,
        )
    else:
        message = say(
            "`{text}`: {figure} is {line}, which is not the period named; correct the figure or the period",
            text=text,
            figure=figure,
            line=line,
        )
    yield _issue(reading, reading.candidate, message)


@rule("TNS553", Severity.WARNING, subject=DraftPaper, each=_lanes)
def headings_are_of_their_figures(paper: DraftPaper, lane: _Lane) -> Iterator[Issue]:
    """The figures of a column or row of a draft are those of the period that its heading names.

    Where most figures of a column are of another period it is the heading that is wrong, or it was carried over from
    last year's table. So it is with rows that are periods.

    Correct the heading, or exchange the columns.
    """
    wrong = [one for one in lane.readings if one.verdict is Verdict.HEADING and one.candidate]
    # A figure has both a column and a row, and one of the two is right.
    if 2 * len(wrong) <= len(lane.readings) or len(wrong) < _SEVERAL or wrong[0].candidate is None:
        return
    first = wrong[0]
    told: dict[str, object] = {
        "count": len(wrong),
        "all": len(lane.readings),
        "heading": _short(lane.heading or first.context.quote),
        "figure": first.context.quantity.text,
        "line": _called(paper, wrong[0].candidate),
    }
    if lane.is_column:
        message = say(
            "{count} of the {all} figures in the column `{heading}` are of another period: {figure} is {line}; "
            "correct what stands over the column",
            **told,
        )
    else:
        message = say(
            "{count} of the {all} figures in the row `{heading}` are of another period: {figure} is {line}; "
            "correct the caption of the row",
            **told,
        )
    yield _issue(first, wrong[0].candidate, message)


@rule("TNS554", Severity.WARNING, subject=DraftPaper, each=_readings)
def figures_are_of_their_line(paper: DraftPaper, reading: Reading) -> Iterator[Issue]:
    """A figure that a draft states is that of the line its sentence speaks of.

    The figure of the row above, or of the segment described in the next paragraph, is a figure of the filing and still
    wrong.

    Correct the figure or the words.
    """
    if reading.verdict is not Verdict.LINE or reading.candidate is None or reading.meant is None:
        return
    message = say(
        "`{text}`: {figure} is {line}, but the words speak of {meant}, which would read {reading}. "
        "Correct the figure or the words",
        text=_quote(reading),
        figure=reading.context.quantity.text,
        line=_called(paper, reading.candidate),
        meant=_called(paper, reading.meant),
        reading=_like(paper, reading, reading.meant),
    )
    yield _issue(reading, reading.candidate, message)


@rule("TNS555", Severity.WARNING, subject=DraftPaper, each=_readings)
def figures_move_as_said(paper: DraftPaper, reading: Reading) -> Iterator[Issue]:
    """A figure that a draft says is up is up, and one that it says is down is down.

    The word before a rate is last year's more often than the rate itself.

    Correct the word or the sign.
    """
    if reading.verdict is not Verdict.WAY or reading.candidate is None:
        return
    line = _called(paper, reading.candidate)
    text, figure = _quote(reading), reading.context.quantity.text
    if reading.candidate.value < 0:
        message = say(
            "`{text}`: {figure} is said to be an increase, but {line} is a decrease; correct the word or the sign",
            text=text,
            figure=figure,
            line=line,
        )
    else:
        message = say(
            "`{text}`: {figure} is said to be a decrease, but {line} is an increase; correct the word or the sign",
            text=text,
            figure=figure,
            line=line,
        )
    yield _issue(reading, reading.candidate, message)


@rule("TNS556", Severity.WARNING, subject=DraftPaper, each=_readings)
def figures_are_not_known_to_be_wrong(paper: DraftPaper, reading: Reading) -> Iterator[Issue]:
    """No figure of a draft is one that the check of the filing finds wrong.

    A draft that states it carries the error to the readers, and one that was published so is published again. What
    somebody accepted in `deviations.csv` weighs less (TNS557), unless it would be an error.

    Correct the figure in the data, then in the draft.
    """
    yield from _doubted(paper, reading, at_least=Severity.WARNING)


@rule("TNS557", Severity.INFO, subject=DraftPaper, each=_readings)
def figures_are_not_accepted_deviations(paper: DraftPaper, reading: Reading) -> Iterator[Issue]:
    """A figure of a draft that deviates from what follows is one that somebody has accepted.

    The deviation is recorded with its reason; it is told here so that whoever reads the draft knows.

    Nothing is to be done, unless the reason no longer holds.
    """
    yield from _doubted(paper, reading, at_least=None)


@rule("TNS558", Severity.INFO, subject=DraftPaper, each=_readings)
def words_say_which_figure(paper: DraftPaper, reading: Reading) -> Iterator[Issue]:
    """The words around a figure of a draft say which figure of the filing it is.

    The filing has the figure, and nothing in the sentence, the row or the headings says that this is the line and the
    period meant. It may be right; it was compared with nothing but its own digits.

    Compare it by hand, or name the line and the period.
    """
    if reading.verdict is Verdict.FOUND and reading.candidate is not None:
        line = _called(paper, reading.candidate)
        message = say(
            "`{text}`: {figure} could be {line}, but the words do not say so; compare it by hand",
            text=_quote(reading),
            figure=reading.context.quantity.text,
            line=line,
        )
        yield _issue(reading, reading.candidate, message)


def _issue(reading: Reading, one: Candidate, message: Message) -> Issue:
    return Issue(message, facts=(one.fact,) if one.fact else (), sources=(reading.source,))


def _doubted(paper: DraftPaper, reading: Reading, at_least: Severity | None) -> Iterator[Issue]:
    """What the check says of a figure: from a severity on, or else what is only worth knowing and was accepted."""
    candidates = reading.fitting or ((reading.candidate,) if reading.candidate else ())
    if reading.verdict not in (Verdict.MATCHED, Verdict.FOUND, Verdict.HEADING):
        return
    found = {
        finding: one
        for one in candidates
        for cell in (() if one.earlier else one.cells)
        for finding in paper.doubted.get(cell, ())
        if finding.actual is not None and Fraction(finding.actual) == one.value
    }
    for finding, one in found.items():
        if finding.severity >= Severity.WARNING if at_least else finding.deviation and not finding.severity:
            message = say(
                "`{text}`: {figure} is {line}, of which {code} says: {message}",
                text=_quote(reading),
                figure=reading.context.quantity.text,
                line=_called(paper, one),
                code=finding.code,
                message=finding.message,
            )
            yield _issue(reading, one, message)


def _like(paper: DraftPaper, reading: Reading, one: Candidate) -> str:
    return reading.read_as(one, rounding_of(one.unit, paper.filing))


def _called(paper: DraftPaper, one: Candidate) -> Message:
    """A candidate in words: its line, its period, and how it comes from what the filing states."""
    concept = paper.filing.dts.concepts.get(one.fact.concept) if one.fact else None
    titles = {figure.name: figure.titles for figure in paper.paper.figures}
    named = next((titles[name] for name in one.lines if name in titles), None)
    if concept:
        named = {lang: concept.label(lang) for lang in ("en", "ja")}
    line = title(named or {"en": next(iter(one.lines), "")})
    period = one.period
    match one.way:
        case Way.INCREASE:
            return say("the increase of {line} from {since} to {period}", line=line, since=one.since, period=period)
        case Way.CHANGE:
            return say("the change of {line} from {since} to {period}", line=line, since=one.since, period=period)
        case Way.SHARE:
            return say("{line} for {period} as a part of the revenues", line=line, period=period)
        case Way.TRANSLATED:
            return say("{line} for {period} in dollars", line=line, period=period)
        case _ if one.earlier:
            return say("{line} for {period} in {filing}", line=line, period=period, filing=one.earlier)
        case _:
            return say("{line} for {period}", line=line, period=period)


def _quote(reading: Reading) -> str:
    """The words around a figure."""
    quantity, text = reading.context.quantity, reading.context.source_text.text
    if reading.context.place:
        return _short(reading.context.quote)
    start, end = max(quantity.start - _BESIDE, 0), min(quantity.end + _BESIDE, len(text))
    return f"{'...' if start else ''}{text[start:end].strip()}{'...' if end < len(text) else ''}"


def _short(text: str) -> str:
    return text if len(text) <= 2 * _BESIDE else f"{text[:_BESIDE]}...{text[-_BESIDE:]}"


RULES = (
    figures_are_known,
    figures_are_of_their_period,
    headings_are_of_their_figures,
    figures_are_of_their_line,
    figures_move_as_said,
    figures_are_not_known_to_be_wrong,
    figures_are_not_accepted_deviations,
    words_say_which_figure,
)
