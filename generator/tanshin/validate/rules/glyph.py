"""TNS621 to TNS626: how figures are typed: signs, nil marks, the scale of a table, the way it rounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tanshin.derive.rounding import rounded
from tanshin.report.aspect import JPY, PURE
from tanshin.report.filing import Print
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import counted
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say
from tanshin.values.rounding import Rounding

_HYPHEN = "-"

#: A slip of scale is one of thousands.
_STEPS = tuple(Fraction(1000) ** power for power in (-3, -2, -1, 1, 2, 3))

#: What differs by fewer binary digits does not differ by a thousand.
_BITS = 8

#: So many figures of a table have to be off by one factor, or to round the other way, before the table is told.
_ENOUGH = 3

#: Amounts that are larger than the largest of the statements by this factor belong to another scale.
_BEYOND = 20


def _tables(paper: Workpaper) -> Iterable[tuple[Print, ...]]:
    found: dict[str, list[Print]] = defaultdict(list)
    for one in paper.filing.prints:
        found[one.table].append(one)
    return (tuple(prints) for prints in found.values())


@rule("TNS621", Severity.WARNING, subject=Workpaper, each=_tables)
def negative_figures_have_one_sign(paper: Workpaper, prints: tuple[Print, ...]) -> Iterator[Issue]:
    """Negative figures of a table are all written in one way.

    Parentheses, △, ▲, a minus: each is read, and documents print the exchange's own. Two ways in one table tell that a
    part of it was pasted from elsewhere, where the sign may have meant something else.

    Look at the figures with the rarer sign, and write them as the others.
    """
    signs = Counter(one.sign for one in prints if one.value is not None and one.sign)
    if len(signs) > 1:
        usual = max(signs, key=lambda sign: signs[sign])
        odd = tuple(one for one in prints if one.value is not None and one.sign and one.sign != usual)
        message = say(
            "{table}: negative figures are written with different signs, {signs}; look at those with the rarer one",
            table=prints[0].table,
            signs=_counts(signs),
        )
        yield Issue(message, tuple(one.fact for one in odd))


@rule("TNS622", Severity.INFO, subject=Workpaper, each=_tables)
def no_hyphen_is_a_sign(paper: Workpaper, prints: tuple[Print, ...]) -> Iterator[Issue]:
    """A hyphen is the mark of nil, and not the sign of a negative figure.

    `-1,234` is read as negative. It is also what is left of a list's dash or of a cell that holds two things, and a
    spreadsheet makes a formula of it.

    Write the figure in parentheses or with △.
    """
    found = tuple(one for one in prints if one.value is not None and one.sign == _HYPHEN)
    if found:
        message = say(
            "{table}: {figures} with a hyphen as the sign, read as negative; write parentheses or the triangle",
            table=prints[0].table,
            figures=counted(len(found), "figure"),
        )
        yield Issue(message, tuple(one.fact for one in found))


@rule("TNS623", Severity.INFO, subject=Workpaper, each=_tables)
def nil_has_one_mark(paper: Workpaper, prints: tuple[Print, ...]) -> Iterator[Issue]:
    """Nil is written in one way in a table.

    A hyphen, a dash, its full-width sister: each is read as nil. More than one of them in a table tells that parts of
    it come from different hands.

    Write the same mark everywhere, and see that none of them stands for zero.
    """
    marks = Counter(one.sign for one in prints if one.value is None)
    if len(marks) > 1:
        usual = max(marks, key=lambda mark: marks[mark])
        message = say(
            "{table}: nil is written as {marks}; write one mark",
            table=prints[0].table,
            marks=_counts(marks),
        )
        yield Issue(message, tuple(one.fact for one in prints if one.value is None and one.sign != usual))


def _counts(found: Counter[str]) -> str:
    """Characters, the most frequent first, and how often each stands."""
    return ", ".join(f"`{character}` {times}x" for character, times in found.most_common())


class _Pair(NamedTuple):
    """A printed amount and what it should be, exactly."""

    printed: Print
    exact: Fraction

    @property
    def step(self) -> Fraction | None:
        """By which power of a thousand the amount is beside what it should be; ``None`` where it is not."""
        assert self.printed.value is not None  # of a pair there is one
        value = self.printed.value
        size = int(value).bit_length() - self.exact.numerator.bit_length() + self.exact.denominator.bit_length()
        if abs(size) < _BITS:  # nearly all of them
            return None
        times = Fraction(value) / self.exact
        return next((step for step in _STEPS if Fraction(9, 10) < times / step < Fraction(11, 10)), None)

    @property
    def tells_rounding(self) -> bool:
        """Whether one way of rounding gives another amount than the other: its rest is a half or more."""
        whole: int = self.exact.denominator * 10 ** max(-(self.printed.decimals or 0), 0)
        return 2 * (abs(self.exact.numerator) % whole) >= whole


def _pairs(paper: Workpaper) -> Iterator[_Pair]:
    """The amounts in whole units or larger ones that restate or follow from others, beside these."""
    for printed, exact in paper.exact_prints:
        unit = printed.key.unit
        is_amount = unit is not None and not unit.denominators and printed.key.unit != PURE
        if is_amount and printed.value and exact and (printed.decimals or 0) < 0:
            yield _Pair(printed, exact)


def _columns(paper: Workpaper) -> Iterable[tuple[_Pair, ...]]:
    found: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for pair in _pairs(paper):
        found[pair.printed.table, pair.printed.column].append(pair)
    return (tuple(column) for column in found.values())


@rule("TNS624", Severity.WARNING, subject=Workpaper, each=_columns)
def columns_are_in_their_scale(paper: Workpaper, pairs: tuple[_Pair, ...]) -> Iterator[Issue]:
    """A column is in the scale that the filing says: thousands are not taken for millions.

    Where most figures of a column are a thousand times what they restate, no figure is wrong but the scale is. The
    single figures are told as well (TNS411, TNS401); this says what they have in common.

    Correct `scale` in `filing.yaml`, or the caption that names the unit.
    """
    steps = Counter(step for pair in pairs if (step := pair.step))
    for step, count in steps.items():
        if count >= _ENOUGH and 2 * count > len(pairs):
            factor = f"{step.numerator:,}" if step > 1 else f"1/{step.denominator:,}"
            first = pairs[0].printed
            message = say(
                "{table}, {column}: {figures} are {factor} times what they should be; is its scale right?",
                table=first.table,
                column=first.column,
                figures=counted(count, "figure"),
                factor=factor,
            )
            yield Issue(message, tuple(pair.printed.fact for pair in pairs if pair.step == step))


def _largest(paper: Workpaper) -> Iterable[tuple[Print, Decimal]]:
    """The largest amount in yen of each rounded table, beside the largest of the statements."""
    statements = {table.id for table in paper.filing.tables}
    amounts = [one for one in paper.filing.prints if one.key.unit == JPY and one.value is not None]
    limit = max((abs(one.value or Decimal(0)) for one in amounts if one.table in statements), default=Decimal(0))
    if limit:
        for table in paper.filing.details:
            own = [one for one in amounts if one.table == table.id]
            if own:
                yield max(own, key=lambda one: abs(one.value or Decimal(0))), limit


@rule("TNS625", Severity.WARNING, subject=Workpaper, each=_largest)
def amounts_are_of_the_size_of_the_company(paper: Workpaper, one: tuple[Print, Decimal]) -> Iterator[Issue]:
    """No amount of a table is out of all proportion to the statements.

    What a table in millions says of orders or of a market stands beside revenues and assets. An amount twenty times as
    large as the largest of the statements was typed in another scale.

    Look at the unit in the caption of the table, and at `scale` in `filing.yaml`.
    """
    printed, limit = one
    assert printed.value is not None  # it is the largest
    if abs(printed.value) > _BEYOND * limit:
        message = say(
            "{table}: {amount} yen is more than {times} times the largest amount of the statements, {limit}; is the "
            "scale of the table right?",
            table=printed.table,
            amount=f"{printed.value:,f}",
            times=_BEYOND,
            limit=f"{limit:,f}",
        )
        yield Issue(message, (printed.fact,))


def _roundings(paper: Workpaper) -> Iterable[tuple[_Pair, ...]]:
    telling = tuple(pair for pair in _pairs(paper) if pair.printed.key.unit == JPY and pair.tells_rounding)
    return (telling,) if telling else ()


def _done(way: Rounding) -> Message:
    return say("rounded half up") if way is Rounding.HALF_UP else say("cut off")


def _ways(pair: _Pair) -> dict[Rounding, Decimal]:
    """What an amount is by each way of rounding."""
    return {way: rounded(pair.exact, pair.printed.decimals or 0, way) for way in Rounding}


@rule("TNS626", Severity.WARNING, subject=Workpaper, each=_roundings)
def amounts_are_rounded_as_the_filing_says(paper: Workpaper, pairs: tuple[_Pair, ...]) -> Iterator[Issue]:
    """Amounts are rounded in the way that the filing and its note say.

    Some companies round half up, most cut off below a million yen. Where more amounts come out by the other way than by
    the stated one, the note and the setting are those of another company, or of another year.

    Correct `rounding` in `filing.yaml` and the note, or the amounts.
    """
    stated = paper.filing.rounding
    other = next(way for way in Rounding if way is not stated)
    as_stated = [pair for pair in pairs if pair.printed.value == _ways(pair)[stated]]
    otherwise = [pair for pair in pairs if pair.printed.value == _ways(pair)[other]]
    if len(otherwise) >= _ENOUGH and len(otherwise) > len(as_stated):
        message = say(
            "amounts are to be {stated}, but {figures} come out only when they are {other}, and {count} as stated; "
            "correct the setting and the note, or the amounts",
            stated=_done(stated),
            figures=counted(len(otherwise), "figure"),
            other=_done(other),
            count=len(as_stated),
        )
        yield Issue(message, tuple(pair.printed.fact for pair in otherwise))


RULES = (
    negative_figures_have_one_sign,
    no_hyphen_is_a_sign,
    nil_has_one_mark,
    columns_are_in_their_scale,
    amounts_are_of_the_size_of_the_company,
    amounts_are_rounded_as_the_filing_says,
)
