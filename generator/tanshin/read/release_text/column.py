"""The heads of columns -> what ``filing.yaml`` says of a column: period, unit, scale, kind.

A head that text recognition has torn is not guessed at. What it may be follows from the periods over the table, by
elimination, and from arithmetic: a column of dollars is of the period whose yen it translates at one rate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median_low

from msgspec import Struct

from tanshin.read.release_text.printed import PrintedTable, value_of
from tanshin.report.aspect import Duration
from tanshin.report.calendar import Calendar
from tanshin.report.phrase import called
from tanshin.report.said import Said, said
from tanshin.report.unit_said import units_said
from tanshin.taxonomy.concept import ItemType, PeriodType
from tanshin.taxonomy.statement import Companion, Statement
from tanshin.taxonomy.taxonomy import Taxonomy

_WORD = re.compile(r"[a-z]+|[\u3005-\u30ff\u3400-\u9fff]+|%")
_PERCENT = frozenset((ItemType.PERCENT, ItemType.PERCENT_2))
#: Over so many rows at least, and so closely, dollars have to be yen at one rate.
_LEAST_ROWS, _LEAST_VALUE = 3, 500
#: Nine of ten.
_OF_ALL, _IN_ALL = 9, 10
_SCALES = (0, 3, 6, 9)
#: Words of units, which name no kind of column.
_NO_KIND = frozenset(("%", "jpy", "yen", "millions", "million", "thousands", "thousand", "in"))
#: Words of what is still to come.
AHEAD = re.compile(r"target|forecast|outlook|目標|予想|見通し|計画", re.IGNORECASE)
#: Words of what has come.
RESULT = re.compile(r"actual|result|実績", re.IGNORECASE)


class Head(Struct):
    """A column on the way: what its own head says, and what follows."""

    at: int
    text: str
    said: tuple[Said, ...] = ()
    period: str | None = None
    currency: str | None = None
    scale: int | None = None
    variant: str | None = None
    named: tuple[str, ...] = ()
    is_unsure: bool = False
    values: tuple[Decimal | None, ...] = ()
    goes_on: bool = False
    is_left_out: bool = False


class Reader(Struct, frozen=True):
    """What reading heads needs to know beside them."""

    taxonomy: Taxonomy
    calendar: Calendar

    def heads(self, table: PrintedTable, statement: Statement) -> list[Head]:
        """The columns of a table that prints a statement; one of which the period is not known has none."""
        companions = self._companions(statement)
        heads = [Head(at, " ".join(filter(None, texts))) for at, texts in enumerate(table.heads)]
        for head in heads:
            head.said = said(head.text, self.calendar)
            head.variant, head.is_unsure = _variant(head.text, companions)
            head.goes_on = head.at > 0 and _goes_on(table, head.at, self.calendar)
            head.values = tuple(_value(row.cells[head.at]) for row in table.rows)
        heads = [head for head in heads if head.text or any(value is not None for value in head.values)]
        self._spread(heads)
        self._units(heads, table)
        self._periods(heads, table, statement)
        return heads

    def is_instant(self, statement: Statement) -> bool:
        """Whether all that a statement shows is measured at an instant."""
        shown = [self.taxonomy.dts.concepts[line.concept] for _, line in statement.walk() if not line.abstract]
        return all(one.period is PeriodType.INSTANT for one in shown)

    def _companions(self, statement: Statement) -> list[tuple[Companion, bool]]:
        """The kinds of columns beside those of figures, and whether they are percentages."""
        found: dict[str, tuple[Companion, bool]] = {}
        for _, line in statement.walk():
            for one, name in line.companions:
                found.setdefault(one.name, (one, self.taxonomy.dts.concepts[name].type in _PERCENT))
        return list(found.values())

    def _spread(self, heads: list[Head]) -> None:
        """Where one cell names as many periods as there are columns from it on without a head, each has its own."""
        for at, head in enumerate(heads):
            if len(head.said) > 1 and not (head.variant or head.is_unsure):
                followers = heads[at + 1 : at + len(head.said)]
                if len(followers) == len(head.said) - 1 and not any(one.said or one.variant for one in followers):
                    for one, name in zip([head, *followers], head.said, strict=True):
                        one.said = (name,)

    def _units(self, heads: list[Head], table: PrintedTable) -> None:
        beside = [unit for title in table.titles[:2] for unit in units_said(_folded(title))]
        if len({unit.currency for unit in beside}) > 1:
            beside = []  # heads that have become a line of text: which is whose is not known
        for head in heads:
            own = [*units_said(_folded(head.text)), *beside]
            unit = next((one for one in own if one.scale is not None), next(iter(own), None))
            if unit is not None and (unit.scale is None or unit.scale in _SCALES):
                head.currency, head.scale = unit.currency, unit.scale

    def _periods(self, heads: list[Head], table: PrintedTable, statement: Statement) -> None:
        is_instant = self.is_instant(statement)
        for head in heads:
            head.named = tuple(self.names(head.said, is_instant))
        plain = [head for head in heads if head.variant is None and not head.is_unsure]
        home = [head for head in plain if head.currency != "USD"]
        for head in plain:
            head.period = head.named[0] if len(head.named) == 1 else None
        for before, head in pairwise(plain):
            # A head over two columns, of which one is in another currency.
            if head.period is None and head.goes_on and before.currency != head.currency:
                head.period = before.period
        self._from_titles(home, table, is_instant)
        for head in plain:
            head.period = (_translated(head, home) or head).period if head.currency == "USD" else head.period
        for at, head in enumerate(heads):
            if head.variant is not None:
                self._beside(head, heads[:at], statement)
        self._no_result(plain, table)
        counted = Counter((head.period, head.currency, head.variant) for head in heads)
        for head in heads:
            head.period = None if counted[head.period, head.currency, head.variant] > 1 else head.period

    def _from_titles(self, home: list[Head], table: PrintedTable, is_instant: bool) -> None:
        """The periods of columns whose heads are torn: in a title they stand in the order of the columns."""
        titles = (self.names(said(title, self.calendar), is_instant) for title in table.titles)
        over = next((names for names in titles if len(names) == len(home)), [])
        left = [name for name in over if name not in {head.period for head in home}]
        unknown = [head for head in home if head.period is None and _may_be_torn(head)]
        if over and len(left) == len(unknown):
            for head, name in zip(unknown, left, strict=True):
                head.period = name

    def _beside(self, head: Head, before: list[Head], statement: Statement) -> None:
        """The period of a share is that of the figures before it, that of a change the latest of those before it."""
        companions = {one.name: one for _, line in statement.walk() for one, _ in line.companions}
        plain = [one for one in before if one.variant is None]
        known = [one for one in plain if one.period]
        names = {name for one in plain for name in (*one.named, one.period) if name}
        latest = max(names, key=lambda name: self.calendar.period(name).last, default=None)
        nearest = known[-1].period if known and companions[head.variant or ""].adds else latest
        head.period = head.named[0] if len(head.named) == 1 else nearest
        if known:
            head.currency, head.scale = known[-1].currency, known[-1].scale

    def _no_result(self, plain: list[Head], table: PrintedTable) -> None:
        """What is still to come, or stands among targets, is no result, whatever its head leaves out."""
        ahead = any(AHEAD.search(title) for title in table.fresh[:2])
        for head in plain:
            if head.period and (self.is_to_come(head.period) or (ahead and not RESULT.search(head.text))):
                head.period, head.is_unsure = None, True

    def is_to_come(self, name: str) -> bool:
        """Whether a period ends after the one reported."""
        return self.calendar.period(name).last > self.calendar.reported.last

    def names(self, found: Sequence[Said], is_instant: bool) -> list[str]:
        """The names in the calendar of some periods."""
        names = [self._name(one, is_instant) for one in found]
        return list(dict.fromkeys(name for name in names if name))

    def _name(self, one: Said, is_instant: bool) -> str | None:
        quarter = self.calendar.quarter
        first = ("Year", f"AccumulatedQ{quarter}", f"Quarter{quarter}") if quarter < 4 else ("Year", "Quarter")
        names = [f"{when}{span}" for when in ("Current", "Prior") for span in first]
        for name in (*names, *self.calendar.names()):
            period = self.calendar.period(name)
            if one.last == period.last and (is_instant or (one.fits(period) and _is_span(one))):
                return name
        return None

    def key(self, head: Head, *, is_instant: bool, only: bool) -> str:
        """What a column is called: its day or its period, and its currency, where that is not the ``only`` one."""
        period: Duration = self.calendar.period(head.period or "")
        name = period.last.isoformat() if is_instant else called(head.period or "", self.calendar, "en")
        parts = [name or period.last.isoformat(), None if only else head.currency, head.variant]
        return " ".join(part for part in parts if part)


def _is_span(one: Said) -> bool:
    """Whether words name more than a day."""
    return bool(one.first or one.months) or one.text.endswith(("期", "四半期"))


def _goes_on(table: PrintedTable, column: int, calendar: Calendar) -> bool:
    """Whether a column has no head of its own in the row in which the one before names a period."""
    here, before = table.heads[column], table.heads[column - 1]
    rows = [at for at, text in enumerate(before) if said(text, calendar)]
    return bool(rows) and not any(here[at] for at in rows)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _value(cell: str) -> Decimal | None:
    found = value_of(cell)
    return found.value if found else None


def _may_be_torn(head: Head) -> bool:
    """Whether the words over a column can be what is left of a date, or of a unit alone."""
    rest = re.sub(r"thousands?|millions?|billions?|of|jpy|yen|in|u\.s\.|dollars?|usd", "", head.text.casefold())
    return not _variant_like(rest)


def _variant_like(text: str) -> bool:
    """Whether a head, in small letters, speaks of a change or a share."""
    return any(
        word in text for word in ("%", "％", "change", "yoy", "qoq", "ratio", "増減", "構成比", "前年", "前期比")
    )


def _translated(dollars: Head, home: Sequence[Head]) -> Head | None:
    """The one column of yen that a column of dollars translates at one rate."""
    found = [one for one in home if one.period and one.currency == "JPY" and _is_one_rate(dollars, one)]
    return found[0] if len(found) == 1 else None


def _is_one_rate(dollars: Head, yen: Head) -> bool:
    """Whether nearly all figures are at the rate that the one in the middle is at; a few may be misprinted."""
    pairs = [
        (abs(one), abs(other))
        for one, other in zip(dollars.values, yen.values, strict=True)
        if one is not None and other is not None and abs(one) >= _LEAST_VALUE
    ]
    if len(pairs) < _LEAST_ROWS or dollars.scale != yen.scale:
        return False
    rate = median_low(other / one for one, other in pairs)
    # A figure in dollars is right to a unit either way.
    agree = sum(abs(other - one * rate) <= 2 * rate * (1 + one / _LEAST_VALUE) for one, other in pairs)
    return agree * _IN_ALL >= len(pairs) * _OF_ALL


def _variant(text: str, companions: Sequence[tuple[Companion, bool]]) -> tuple[str | None, bool]:
    """The kind of column that a head names, among those that the statement has; and whether it names one unclearly."""
    plain = text.casefold()
    words = frozenset(_WORD.findall(plain))
    is_ahead = bool(AHEAD.search(text))
    if not _variant_like(plain):
        found = [one.name for one, _ in companions if one.name == "target"] if is_ahead else []
        return (found[0] if found else None), is_ahead and not found
    alike = [one for one in _headed(words, companions) if one[0].name.startswith("target-") == is_ahead]
    if len(alike) > 1:
        alike = [one for one in alike if one[1] == ("%" in words)] or alike
    if not alike and words == {"%"}:
        alike = [one for one in companions if one[1] and one[0].adds] or [one for one in companions if one[1]]
    return (alike[0][0].name, False) if len(alike) == 1 else (None, True)


def _headed(words: frozenset[str], companions: Sequence[tuple[Companion, bool]]) -> Iterator[tuple[Companion, bool]]:
    """The kinds of columns that have the words of a head, or of which it has some and no others."""
    said_ = frozenset(word.removesuffix("s") for word in words - _NO_KIND)
    for one, is_percent in companions:
        for _, heading in one.headings:
            own = frozenset(word.removesuffix("s") for word in _WORD.findall(heading.casefold())) - {"%"}
            if own and (own <= said_ or (said_ and said_ <= own)):
                yield one, is_percent
                break
