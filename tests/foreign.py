"""Reports that others filed, and small ones that are written out."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

from tanshin.derive.summary import SummaryFigure
from tanshin.inputs import read_forms
from tanshin.read.ixbrl.read import read_inline
from tanshin.report.aspect import UNITS, Entity, parse_period
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.instance import Instance
from tanshin.report.report import Report
from tanshin.report.summary import Forms
from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.relationship import Relationship
from tanshin.validate.check import CheckResult
from tanshin.validate.instance import check_instance
from tanshin.values.qname import QName
from tanshin.values.source import Source

TSE = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12"
EXAMPLE = "http://example.com/report"
COMPANY = Entity("http://www.tse.or.jp/sicc", "12340")
#: Prefixes, which Clark names do not have.
_PREFIXES = {TSE: "tse-ed-t", EXAMPLE: "e"}
_DECIMALS = {"JPY": -6, "pure": 3, "JPY/shares": 2, "shares": 0}
_AXES = {
    "Consolidated": "ConsolidatedNonconsolidatedAxis",
    "NonConsolidated": "ConsolidatedNonconsolidatedAxis",
    **dict.fromkeys(("Result", "Forecast", "Upper", "Lower"), "ResultForecastAxis"),
    **dict.fromkeys(
        ("FirstQuarter", "SecondQuarter", "ThirdQuarter", "YearEnd", "Annual"), "AnnualDividendPaymentScheduleAxis"
    ),
}


def checked(instance: Instance) -> CheckResult:
    """What the check says of a report."""
    return check_instance(instance, *known_forms())


@cache
def known_forms() -> tuple[Forms, tuple[SummaryFigure, ...]]:
    """The exchange's forms, and what follows within a summary."""
    return read_forms()


def facts_of(text: str, namespace: str = TSE, name: str = "report.xbrl") -> tuple[Fact, ...]:
    """Facts, one on a line: concept, value, unit, period, members; ``-`` is no unit, ``~`` nil."""
    lines = ((number, line.split()) for number, line in enumerate(text.splitlines(), 1))
    return tuple(_written(number, words, namespace, name) for number, words in lines if words)


def _written(number: int, words: list[str], namespace: str, name: str) -> Fact:
    local, value, unit, period, *members = words

    def named(word: str) -> QName:
        return QName(namespace, word, _PREFIXES[namespace])

    dimensions = tuple(sorted((named(_AXES.get(one, "Axis")), named(f"{one}Member")) for one in members))
    key = Key(named(local), COMPANY, parse_period(period), UNITS.get(unit), dimensions)
    said: Value = None if value == "~" else Decimal(value.replace(",", "")) if key.unit else value
    return Fact(key, said, None if said is None else _DECIMALS.get(unit), source=Source(name, number))


def dts_of(concepts: Iterable[Concept], relationships: Iterable[Relationship] = ()) -> Dts:
    """A taxonomy of a few concepts."""
    return Dts({one.qname: one for one in concepts}, {}, tuple(relationships), {EXAMPLE: "report.xsd"})


def example(local: str) -> QName:
    """A name of the example taxonomy."""
    return QName(EXAMPLE, local, "e")


def instance_of(facts: Iterable[Fact], name: str = "report.xbrl", dts: Dts | None = None) -> Instance:
    """A report, complete where it has a taxonomy; further facts about one thing are repeated ones."""
    firsts: dict[Key, Fact] = {}
    repeated = [fact for fact in facts if firsts.setdefault(fact.key, fact) is not fact]
    return Instance(name, Report(tuple(firsts.values())), tuple(repeated), dts=dts, is_complete=dts is not None)


def read(path: Path) -> Instance:
    """The report in an Inline XBRL document, read without the schemas it is of."""
    return read_inline({path.name: path.read_bytes()}, path.name)[""]
