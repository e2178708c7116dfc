"""The same verdict as Arelle's on every sum of every report, in each mode: role, total, context and unit.

Reports are the samples, the samples with seeded mistakes, in other precisions and with figures moved about the edge of
what rounding allows, and the cases of the gallery. Arelle gets all reports of one taxonomy in one instance.

Under Calculations 1.1 Arelle 2.47 judges two things otherwise than the specification, and there alone it may differ:

- Two facts that contradict each other at one precision stop the calculation (section 6.2). Arelle forgets that it has
  seen the second, and goes on with the first.
- An open end of an interval changes sides with the sign of its weight, and where two intervals meet in one point, that
  point is in both only if both are closed there. Arelle leaves the end where it was, and takes the point for common if
  one of them is closed, so that it errs in truncation mode where total and sum meet in a single point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from benchmarks.seeded_errors.arelles import published
from benchmarks.seeded_errors.batch import batch
from benchmarks.seeded_errors.desk import Desk
from benchmarks.seeded_errors.mutation import Kind
from benchmarks.seeded_errors.sample import drawn
from tanshin.arelle.client import Arelle, Calculations, as_arelle
from tanshin.arelle.opinion import Place, place_of
from tanshin.read.canonical.filing import read_filing
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.taxonomy.relationship import Network
from tanshin.taxonomy.schema import schema
from tanshin.validate.calculation import Summation, bind, number
from tanshin.values.finding import InputError
from tanshin.values.interval import Interval, interval_of
from tanshin.values.rounding import Rounding, round_to
from tanshin.write.submitter import attachment_schemas, names_of
from tests.findings.gallery import cases, lay_out
from tests.samples.filings import NAMES, sample

MODES: dict[Calculations, Callable[[Summation], bool | None]] = {
    "c10": lambda one: one.is_inconsistent_21,
    "c11r": lambda one: one.is_inconsistent_11(Rounding.HALF_UP),
    "c11t": lambda one: one.is_inconsistent_11(Rounding.TRUNCATE),
}

#: Kinds of mistakes after which there still is an instance; duplicates that contradict each other among them.
KINDS = (Kind.DIGIT, Kind.SIGN, Kind.STALE, Kind.CASH_FLOW, Kind.SWAPPED_CAPTION)

#: The cases of the gallery in which a sum is wrong.
WRONG_SUMS = ("deviation_has_lapsed", "digits_changed_places", "one_too_much", "published_so", "wrong_sign")


@dataclass(frozen=True)
class Verdicts:
    """The sums that are inconsistent in each mode, and those of which Arelle may say otherwise."""

    inconsistent: Mapping[Calculations, set[Place]]
    disputed: Mapping[Calculations, set[Place]]

    def agree(self, there: Mapping[Calculations, set[Place]]) -> bool:
        return all(self.inconsistent[mode] ^ there[mode] <= self.disputed[mode] for mode in MODES)


def is_contradicted(one: Summation) -> bool:
    """Whether two of its facts say different things at one precision."""
    said: dict[tuple[Key, int | None], set[object]] = {}
    for fact in (one.total, *(item for item, _ in one.items), *one.repeated):
        said.setdefault((fact.key, fact.decimals), set()).add(fact.value)
    return any(len(values) > 1 for values in said.values())


def is_touched(one: Summation) -> bool:
    """Whether total and sum, both truncated, meet in a single point, be it in both or in one alone."""
    ends = [(interval_of(number(fact), fact.decimals, Rounding.TRUNCATE), weight) for fact, weight in one.items]
    both = reduce(Interval.__add__, (own.scale(weight) for own, weight in ends))
    total = interval_of(number(one.total), one.total.decimals, Rounding.TRUNCATE)
    return max(both.low, total.low) == min(both.high, total.high)


def networks_of(filing: Filing) -> tuple[Network, ...]:
    """The calculation networks that a filing carries: those of what it prints."""
    roles = {filing.statement(table).role for table in filing.printed_tables}
    return tuple(one for one in filing.taxonomy.dts.calculation.values() if one.role in roles)


def summed(filing: Filing, facts: Iterable[Fact]) -> list[Fact]:
    """Those of the facts that some network speaks of; no other has to do with sums."""
    networks = networks_of(filing)
    concepts = {total for one in networks for total in one.children}
    concepts |= {arc.target for one in networks for arcs in one.children.values() for arc in arcs}
    return [fact for fact in facts if fact.concept in concepts and fact.key.unit]


def ours(filing: Filing, facts: Sequence[Fact]) -> Verdicts:
    """What our engine calls inconsistent."""
    bound = {place_of(one.role, as_arelle(one.total)): one for one in bind(facts, (facts,), networks_of(filing))}
    contradicted = {at for at, one in bound.items() if is_contradicted(one)}
    touched = {at for at, one in bound.items() if is_touched(one)}
    return Verdicts(
        {mode: {at for at, one in bound.items() if judge(one)} for mode, judge in MODES.items()},
        {"c10": set(), "c11r": contradicted, "c11t": contradicted | touched},
    )


def arelles(
    arelle: Arelle, filing: Filing, reports: Sequence[Sequence[Fact]], folder: Path
) -> list[dict[Calculations, set[Place]]]:
    """What Arelle calls inconsistent in each of several reports."""
    names = names_of(filing)
    files = attachment_schemas(filing, names)
    core = filing.taxonomy.schema.rpartition("/")[2]
    calculation = f"{names.attachment}-cal.xml"
    folder.mkdir()
    for name in (core, calculation):
        (folder / name).write_bytes(files[name])
    entry = schema(filing.dts, "https://example.com/sums", linkbases=[(calculation, None)], roles=())
    (folder / "sums.xsd").write_bytes(entry)
    instance = folder / "reports.xbrl"
    instance.write_bytes(batch(reports, filing.calendar, [core, "sums.xsd"]))
    found: list[dict[Calculations, set[Place]]] = [{mode: set() for mode in MODES} for _ in reports]
    for mode in MODES:
        result = arelle.load(instance, calculations=mode, facts=False)
        strange = [one for one in result.problems if one not in result.inconsistencies]
        assert [one.message for one in strange] == []
        assert result.bindings
        for message in result.inconsistencies:
            if message.total and message.total.entity:
                scheme, name = message.total.entity
                company, _, number = name.rpartition("-")
                total = replace(message.total, entity=(scheme, company))
                found[int(number)][mode].add(place_of(message.role, total))
    return found


def in_larger_units(facts: Iterable[Fact], rounding: Rounding) -> list[Fact]:
    """The facts as a summary would print them: thousands as millions, each rounded by itself."""

    def rounded(fact: Fact) -> Fact:
        if not isinstance(fact.value, Decimal) or fact.decimals is None:
            return fact
        return replace(fact, value=round_to(fact.value, fact.decimals - 3, rounding), decimals=fact.decimals - 3)

    return [rounded(fact) for fact in facts]


def moved(facts: Iterable[Fact], random: Random) -> list[Fact]:
    """Facts with a unit or two more or less here and there, in other precisions, nil, or said a second time."""
    found: list[Fact] = []
    for fact in facts:
        one = fact
        if isinstance(fact.value, Decimal) and fact.decimals is not None:
            unit = Decimal(1).scaleb(-fact.decimals)
            match random.randrange(40):
                case 0 | 1 | 2:
                    one = replace(fact, value=fact.value + unit * random.choice((-2, -1, 1, 2)))
                case 3:
                    one = replace(fact, decimals=fact.decimals - random.choice((1, 3)))
                case 4:
                    one = replace(fact, value=round_to(fact.value, fact.decimals - 3, Rounding.HALF_UP), decimals=-6)
                case 5:
                    one = replace(fact, value=fact.value + unit / 2, decimals=fact.decimals)
                case 6:
                    one = replace(fact, decimals=None)
                case 7:
                    found.append(replace(fact, value=fact.value + unit * random.choice((0, 1, 5))))
                case 8:
                    found.append(replace(fact, value=round_to(fact.value, -6, Rounding.HALF_UP), decimals=-6))
                case _:
                    pass
        found.append(one)
    return found


def of_sample(name: str, folder: Path) -> list[list[Fact]]:
    """The reports that are made of a sample."""
    filing = sample(name)
    facts = list(filing.report)
    reports = [facts, *(in_larger_units(facts, rounding) for rounding in Rounding)]
    reports += [moved(facts, Random(seed)) for seed in range(3)]  # noqa: S311 - no secret
    with Desk(name, folder) as desk:
        found = (published(desk, one) for one in drawn(desk, 1, 4, frozenset(KINDS)))
        reports += [list(one) for one in found if one]
    return [summed(filing, report) for report in reports]


@pytest.mark.parametrize("name", [name for name in NAMES if sample(name).tables])
def test_samples_and_mistakes_in_them(name: str, arelle: Arelle, tmp_path: Path) -> None:
    filing = sample(name)
    reports = of_sample(name, tmp_path)
    mine = [ours(filing, report) for report in reports]
    theirs = arelles(arelle, filing, reports, tmp_path / "judged")
    for at, (here, there) in enumerate(zip(mine, theirs, strict=True)):
        assert here.agree(there), at
    assert not any(mine[0].inconsistent.values())  # the sample itself
    for mode in MODES:  # silence on both sides would prove nothing, nor would dispute
        undisputed = [one.inconsistent[mode] - one.disputed[mode] for one in mine]
        assert sum(map(len, undisputed)) > 10


def test_a_sample_without_a_statement_binds_no_sum() -> None:
    for name in NAMES:
        filing = sample(name)
        if not filing.tables:
            assert not list(bind(filing.report.facts, (filing.report.facts,), networks_of(filing)))


def gallery(folder: Path) -> Iterator[tuple[str, Filing]]:
    """The cases of the gallery that can be read as filings, under a taxonomy in which nothing is wrong."""
    for case in cases():
        if (case / "case.py").exists() or (case / "taxonomy").exists():
            continue
        place = folder / case.parent.name / case.name
        lay_out(case, place)
        with chdir(place):
            try:
                filing = read_filing(Path("example/annual"), Path("taxonomy"), "example/annual")
            except InputError:
                continue
        yield f"{case.parent.name}/{case.name}", filing


def test_cases_of_the_gallery(arelle: Arelle, tmp_path: Path) -> None:
    groups: dict[tuple[bytes, ...], list[tuple[str, Filing, list[Fact]]]] = {}
    for name, filing in gallery(tmp_path):
        facts = summed(filing, filing.report)
        if list(bind(facts, (facts,), networks_of(filing))):
            core, calculation = (
                content
                for path, content in sorted(attachment_schemas(filing, names_of(filing)).items())
                if path.endswith("-cal.xml") or path == filing.taxonomy.schema.rpartition("/")[2]
            )
            groups.setdefault((core, calculation), []).append((name, filing, facts))
    judged = 0
    found: set[str] = set()
    for at, group in enumerate(groups.values()):
        _, filing, _ = group[0]
        theirs = arelles(arelle, filing, [facts for _, _, facts in group], tmp_path / f"judged-{at}")
        for (name, own, facts), there in zip(group, theirs, strict=True):
            here = ours(own, facts)
            assert here.agree(there), name
            judged += 1
            found |= {name} if here.inconsistent["c10"] else set()
    assert judged >= 45
    assert found == {f"TNS101/{case}" for case in WRONG_SUMS}
