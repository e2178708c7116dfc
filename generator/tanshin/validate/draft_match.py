"""Which figure of a filing a figure of a draft is, by its value and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from tanshin.derive.candidate import Candidate, Way
from tanshin.derive.rounding import rounding_of
from tanshin.derive.statable import candidates
from tanshin.report.aspect import PURE, Duration
from tanshin.validate.draft_context import Context
from tanshin.validate.draft_period import fits, follows, is_quarter
from tanshin.validate.draft_unit import kind_of, options, printed
from tanshin.validate.draft_words import FULL, Vocabulary, tokens, vocabulary
from tanshin.validate.quantity import NUMERAL, Measure, Quantity
from tanshin.validate.workpaper import Workpaper
from tanshin.values.number import format_number
from tanshin.values.rounding import Rounding, scaled
from tanshin.values.source import Source
from tanshin.values.text import caption_key

#: How much words count: in the sentence or row, in those just before, in headings.
_NEAR, _BEFORE, _ABOVE = 100, 75, 50
#: From here on words say which line is meant; from there on they say so beyond doubt.
_MEANT, _SURE, _WHOLE = 50, 85, 95
#: A line that is called by a common word alone is not called.
_WEIGHTY = 55 * FULL
#: So many digits in a row are no accident.
_TELLING = 5


class Verdict(StrEnum):
    """What became of a figure."""

    MATCHED = "matched"
    FOUND = "found"  # the filing has the figure, and the words do not say which one is meant
    PERIOD = "other period"
    HEADING = "other heading"  # so are most of its column or row: it is the heading that is wrong
    LINE = "other line"
    WAY = "other direction"
    NOTHING = "nothing"


class Reading(Struct, frozen=True):
    """A figure of a draft and what it is taken for.

    ``candidate`` has the value the draft states; ``meant`` is the figure that the words are about, where the two are
    not one. ``fitting`` are all candidates that value and words allow.
    """

    context: Context
    verdict: Verdict
    candidate: Candidate | None = None
    meant: Candidate | None = None
    fitting: tuple[Candidate, ...] = ()

    @property
    def source(self) -> Source:
        """Where the figure stands."""
        return self.context.source_text.at(self.context.quantity.start)

    def read_as(self, one: Candidate, rounding: Rounding) -> str:
        """What the figure would read like if it stated a candidate."""
        quantity = self.context.quantity
        kinds = dict(reversed(options(self.context)))
        decimals = kinds.get(kind_of(one.unit))
        if decimals is None:
            return ""
        number = scaled(Decimal(printed(one, decimals, rounding)), -quantity.places)
        grouped = format_number(number, quantity.places)
        return NUMERAL.sub(lambda _: grouped, quantity.text, count=1)


class Matcher(Struct, frozen=True, dict=True):
    """Finds the figures of one filing by value and by words."""

    paper: Workpaper

    @cached_property
    def _all(self) -> list[Candidate]:
        paper = self.paper
        return candidates(paper.filing, {one.name: one for one in paper.figures}, paper.earlier, paper.binder)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return vocabulary((self.paper.filing, *self.paper.earlier), self.paper.figures)

    @cached_property
    def _by_unit(self) -> Mapping[str, list[Candidate]]:
        found: dict[str, list[Candidate]] = {}
        for one in self._all:
            found.setdefault(kind_of(one.unit), []).append(one)
        return found

    @cached_property
    def _by_line(self) -> Mapping[tuple[str, str], list[Candidate]]:
        found: dict[tuple[str, str], list[Candidate]] = {}
        for one in self._all:
            for line in one.lines:
                found.setdefault((kind_of(one.unit), line), []).append(one)
        return found

    @cached_property
    def _tables(self) -> dict[tuple[str, int], dict[int, list[Candidate]]]:
        return {}

    def read(self, context: Context) -> Reading:
        """What a figure is."""
        hits = list(self._hits(context))
        heard = _heard(context)
        rated = [(self._words(one, heard, context), self._when(one, context, heard), one) for one in hits]
        meant = [one for one in rated if one[0] >= _MEANT]
        good = [one for one in meant if one[1] > 0]
        is_change = any(one[2].way is Way.CHANGE for one in good)
        if right := [one for one in good if _is_way(one[2], context, is_change=is_change)]:
            best = max(right, key=lambda one: (*_rank(one), self._vocabulary.length(one[2].lines, heard)))
            return Reading(context, Verdict.MATCHED, best[2], fitting=tuple(one[2] for one in right))
        if good:
            return Reading(context, Verdict.WAY, max(good, key=_rank)[2])
        if elsewhen := [one for one in meant if one[1] < 0 and one[0] >= _SURE]:
            found = max(elsewhen, key=_rank)
            return Reading(context, Verdict.PERIOD, found[2], self._meant(context, heard, found[0]))
        return self._unsaid(context, heard, rated)

    def _unsaid(self, context: Context, heard: Mapping[str, int], rated: list[tuple[int, int, Candidate]]) -> Reading:
        """The words do not lead to the value."""
        pointed = self._meant(context, heard, _SURE)
        if not rated:
            return Reading(context, Verdict.NOTHING, None, pointed or self._close(context))
        best = max(rated, key=lambda one: (one[0] >= _MEANT, *_rank(one)))
        telling = context.quantity.digits >= _TELLING
        if best[0] >= _SURE:
            return Reading(context, Verdict.FOUND, best[2])
        if pointed is not None and context.quantity.digits >= _TELLING - 1:
            return Reading(context, Verdict.LINE, best[2], pointed)
        if telling and best[1] >= 0 and not self._knows(context.line):
            return Reading(context, Verdict.FOUND, best[2])
        if pointed is not None or self._knows(context.line):
            # So few digits some other figure has by chance.
            return Reading(context, Verdict.NOTHING, None, pointed or self._close(context))
        return Reading(context, Verdict.FOUND, best[2])

    def _knows(self, caption: str) -> bool:
        """Whether a row of this caption is one of the filing's."""
        key = caption_key(caption)
        return key in self._vocabulary.by_caption or key in self._rows

    # By value

    def _hits(self, context: Context) -> Iterator[Candidate]:
        quantity, seen = context.quantity, set[int]()
        number = int(scaled(quantity.value, quantity.places))
        moves, shares = context.moves, context.shares
        for kind, decimals in options(context):
            for one in self._table(kind, decimals).get(number, ()):
                if id(one) not in seen and _can_be_said(one, quantity, moves=moves, shares=shares):
                    seen.add(id(one))
                    yield one

    def _table(self, kind: str, decimals: int) -> dict[int, list[Candidate]]:
        """The candidates of a kind by what they are when printed to so many decimals."""
        found = self._tables.get((kind, decimals))
        if found is None:
            found = self._tables[kind, decimals] = {}
            for one in self._by_unit.get(kind, ()):
                if one.decimals is None or one.decimals >= decimals or one.way is not Way.STATED:
                    found.setdefault(printed(one, decimals, self._rounding(one)), []).append(one)
        return found

    # By words

    def _words(self, one: Candidate, heard: Mapping[str, int], context: Context) -> int:
        """How clearly the words speak of a candidate, out of a hundred."""
        if context.line and self._is_row(one, context):
            return FULL
        if any(self._vocabulary.share(words, heard) >= _WHOLE for words in one.words):
            return FULL
        score = max((self._vocabulary.score(line, heard) for line in one.lines), default=0)
        # A row that the filing has is no other one, whatever words they share.
        return min(score, _MEANT - 1) if not context.by_period and self._knows(context.line) else score

    def _is_row(self, one: Candidate, context: Context) -> bool:
        """Whether a row of this caption shows a candidate; where rows are periods, in this column."""
        caption = caption_key(context.line)
        if self._vocabulary.by_caption.get(caption, frozenset()).intersection(one.lines):
            return True
        if any(caption_key(label) == caption for label in one.labels):
            return True
        rows = self._rows.get(caption, frozenset())
        cells = (cell for cell in one.cells if cell[:2] in rows)
        if not context.by_period:
            return any(cells)
        return any(self._is_column(cell, context.column) for cell in cells)

    def _is_column(self, cell: tuple[str, str, str], head: str) -> bool:
        """Whether a column of a draft is the column of a cell; where it is none of the table's, it may be."""
        columns = self._columns.get(cell[0], {})
        heard = caption_key(head)
        meant = [key for key, words in columns.items() if any(caption_key(word) in heard for word in words)]
        return not meant or cell[2] in meant

    @cached_property
    def _columns(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The columns of each table, with everything that may stand over them."""
        filing = self.paper.filing
        found = {table.id: {one.key: one.words for one in table.columns} for table in filing.printed_tables}
        for one in filing.prints:
            found.setdefault(one.table, {}).setdefault(one.column, (one.column,))
        return found

    @cached_property
    def _rows(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """The rows of the filing's tables, by what stands before them in either language."""
        found: dict[str, set[tuple[str, str]]] = {}
        for caption in self.paper.filing.captions:
            found.setdefault(caption_key(caption.text), set()).add((caption.table, caption.row))
        for table in self.paper.filing.printed_tables:
            for row in table.rows:
                for text in (row.key, *(text for _, text in row.captions)):
                    found.setdefault(caption_key(text), set()).add((table.id, row.key))
        return {text: frozenset(rows) for text, rows in found.items()}

    def _when(self, one: Candidate, context: Context, heard: Mapping[str, int]) -> int:
        """1 where the words name the candidate's period or none, -1 where they name another one, else 0."""
        if any(self._vocabulary.share(words, heard) >= _WHOLE for words in one.words):
            return 1  # the filing's own release says it in this very sentence
        for group in context.periods:
            if not any(fits(name, one.period, one.since, opens=context.opens) for name in group):
                return -1
        if context.periods or context.prior:
            return 1
        if any(fits(name, one.period, one.since) or follows(name, one.period) for name in context.rather):
            return 1
        # Below the heading of a quarter nothing is said of the year.
        of_quarter = context.place and any(is_quarter(name) for name in context.rather)
        return 1 if self._is_own(one) and not of_quarter else 0

    def _is_own(self, one: Candidate) -> bool:
        """Whether a candidate is of the period that the filing reports, or of a later one."""
        last = one.period.last if isinstance(one.period, Duration) else one.period.day
        return last >= self.paper.filing.calendar.reported.last or not one.fact

    def _meant(self, context: Context, heard: Mapping[str, int], least: int) -> Candidate | None:
        """The figure that the words speak of, whatever its value: of the clearest lines the nearest value."""
        quantity = context.quantity
        moves = bool(quantity.sign and not context.line) or quantity.measure is Measure.POINTS
        ways = (Way.CHANGE, Way.INCREASE) if moves else (Way.STATED, Way.TRANSLATED)
        lines = {
            line: weight
            for line, weight in self._vocabulary.said(heard, least).items()
            if weight >= _WEIGHTY * self._vocabulary.rarest // 100
        }
        found: list[tuple[int, int, Candidate]] = []
        kinds = options(context)
        for kind, decimals in kinds[:1] if context.units or quantity.measure is not Measure.UNSAID else kinds:
            for line, weight in lines.items():
                for one in self._by_line.get((kind, line), ()):
                    is_fine = one.decimals is None or one.decimals >= decimals
                    if one.way in ways and is_fine and self._when(one, context, heard) > 0:
                        found.append((weight, -self._distance(one, quantity, decimals), one))
        return max(found, key=lambda one: one[:2])[2] if found else None

    def _close(self, context: Context) -> Candidate | None:
        """The candidate of nearest value, where one is as near as a slip of the pen."""
        best: tuple[int, Candidate] | None = None
        if context.quantity.measure is Measure.UNSAID and not context.units:
            return None
        for kind, decimals in options(context)[:1]:
            for one in self._by_unit.get(kind, ()):
                distance = self._distance(one, context.quantity, decimals)
                if distance * 10 < context.quantity.value.scaleb(context.quantity.places) and (
                    best is None or distance < best[0]
                ):
                    best = distance, one
        return best[1] if best else None

    def _distance(self, one: Candidate, quantity: Quantity, decimals: int) -> int:
        number = int(scaled(quantity.value, quantity.places))
        return abs(number - printed(one, decimals, self._rounding(one)))

    def _rounding(self, one: Candidate) -> Rounding:
        return rounding_of(one.unit, self.paper.filing) if one.way is Way.STATED else Rounding.HALF_UP


def _rank(one: tuple[int, int, Candidate]) -> tuple[int, int, bool]:
    return one[1], one[0], not one[2].earlier


def _can_be_said(one: Candidate, quantity: Quantity, *, moves: bool, shares: bool) -> bool:
    """Whether words that speak of a movement, or of a part, or of neither, can mean a candidate."""
    if one.way is Way.SHARE:
        return shares
    if one.way is Way.CHANGE:
        return moves or bool(one.words)
    if quantity.measure is Measure.POINTS:
        return one.way is not Way.STATED or one.since is not None or bool(one.words)
    is_rate = one.unit == PURE and one.way is Way.STATED and not one.words
    return not (is_rate and quantity.sign and one.since is None and quantity.measure is Measure.PERCENT and not moves)


def _is_way(one: Candidate, context: Context, *, is_change: bool) -> bool:
    """Whether a candidate moves as the words say; an amount that does not move is printed with either sign."""
    sign = context.quantity.sign
    if not sign or not one.value:
        return True
    if one.way is Way.STATED and (one.unit != PURE or (context.line and not is_change)):
        return True
    return (one.value > 0) == (sign > 0)


def _heard(context: Context) -> dict[str, int]:
    heard: dict[str, int] = {}
    for number, text in enumerate(context.before):
        weight = _BEFORE if number == 0 else _ABOVE
        for word in tokens(text):
            heard[word] = max(heard.get(word, 0), weight)
    heard.update(dict.fromkeys(tokens(context.near), _NEAR))
    return heard
