"""What Arelle says of a mutation: whether it reports an inconsistency in the instance that it did not report before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from unittest.mock import patch

from lxml import etree
from msgspec import Struct

from benchmarks.seeded_errors.batch import batch, told_of
from benchmarks.seeded_errors.desk import Desk
from benchmarks.seeded_errors.mutation import Mutation
from tanshin import api
from tanshin.arelle.client import Arelle, Calculations
from tanshin.read.canonical import filing as reader
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, Print
from tanshin.report.report import Report
from tanshin.values.finding import InputError

MODES: tuple[Calculations, ...] = ("c10d", "c11r")

#: How many reports Arelle is given at once.
_AT_ONCE = 40


class Arelles(Struct, frozen=True, dict=True):
    """Arelle on the instance of one filing, as it would be published with the mistake in it.

    Where the mistake makes two statements contradict each other, we refuse to make an instance; here it has both facts,
    as documents of another maker would.
    """

    desk: Desk
    arelle: Arelle
    folder: Path

    @cached_property
    def _built(self) -> Path:
        out = self.folder / self.desk.name
        api.build(self.desk.filing, out)
        return out

    @cached_property
    def _package(self) -> Path:
        return next(self._built.glob("taxonomy/*offline*.zip"))

    @cached_property
    def _schemas(self) -> list[str]:
        root = etree.parse(next(self._built.glob("*.xbrl"))).getroot()
        return [str(one.get("{http://www.w3.org/1999/xlink}href")) for one in root if "schemaRef" in str(one.tag)]

    @cached_property
    def before(self) -> Mapping[Calculations, Counter[str]]:
        """What is said of the filing as it is, by mode."""
        return {mode: self._said([tuple(self.desk.filing.report)], mode)[0] for mode in MODES}

    def finds(self, mutations: Iterable[Mutation]) -> list[Mapping[Calculations, bool] | None]:
        """Whether there is a new inconsistency, by mode, for each mutation; ``None`` where there is no instance."""
        assert self.before.keys() == set(MODES)  # looked at before anything is changed
        reports = [published(self.desk, mutation) for mutation in mutations]
        found: list[Mapping[Calculations, bool] | None] = []
        for start in range(0, len(reports), _AT_ONCE):
            part = reports[start : start + _AT_ONCE]
            said = {mode: iter(self._said([one for one in part if one], mode)) for mode in MODES}
            found += [
                {mode: bool(next(said[mode]) - self.before[mode]) for mode in MODES} if one else None for one in part
            ]
        return found

    def _said(self, reports: list[tuple[Fact, ...]], mode: Calculations) -> list[Counter[str]]:
        """The inconsistencies of each report; numbers alone can give rise to any."""
        found: list[Counter[str]] = [Counter() for _ in reports]
        if reports:
            numbers = [[fact for fact in report if fact.key.unit] for report in reports]
            path = self._built / "mutated.xbrl"
            path.write_bytes(batch(numbers, self.desk.filing.calendar, self._schemas))
            result = self.arelle.load(path, [self._package], mode, facts=False)
            for message in result.inconsistencies:
                number, text = told_of(message.message)
                found[number][text] += 1
        return found


def published(desk: Desk, mutation: Mutation) -> tuple[Fact, ...] | None:
    """The facts of a filing with a mistake among them; where no filing can be read, there is no instance either.

    What the mistake makes contradictory is there twice, as documents would have it that tag every figure they print.
    """
    known = {one.source for one in _contradicting(desk.filing)}
    with desk.mutated(mutation), _lenient():
        try:
            filing = desk.read()
        except InputError:
            return None
    return (*filing.report, *(one.fact for one in _contradicting(filing) if one.source not in known))


def _contradicting(filing: Filing) -> Iterator[Print]:
    """What statements and the form print otherwise than the fact says that the report has."""
    rounded = filing.rounded_tables
    for one in filing.prints:
        fact = filing.report.get(one.key)
        if one.table not in rounded and fact and one.value is not None and fact.value not in (None, one.value):
            yield one


@contextmanager
def _lenient() -> Iterator[None]:
    """Reading without the refusal of contradicting facts: the first of them stays in the report."""

    def first(facts: Iterable[Fact]) -> Report:
        found: dict[Key, Fact] = {}
        for fact in facts:
            found.setdefault(fact.key, fact)
        return Report(tuple(found.values()))

    with patch.object(reader, "duplicates", lambda *_: ()), patch.object(reader, "report_of", first):
        yield
