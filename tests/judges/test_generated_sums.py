"""The same verdict as Arelle's on the sums of generated reports: schema, linkbase and instance are read by both.

Trees, weights, precisions, duplicates and nil are drawn from a seed. Each report speaks of an entity of its own, so
that many of them fit into one instance; facts of different entities never meet in one sum.

Where Arelle 2.47 judges otherwise than the specifications, ours may differ, and there alone:

- Two values at one precision contradict each other (Open Information Model 1.0, section 6.2.1), which stops
  Calculations 1.1; Arelle goes on with the first.
- An open end changes sides with the sign of its weight, and a single point is common to two intervals only if both
  have it; in truncation mode Arelle leaves the end where it was and asks for one of them.
- Nil and a value of one item repeat each other (XBRL 2.1, section 5.2.5.2, by test 397-11), so nothing is bound; Arelle
  counts nil as repeated for totals alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from pathlib import Path
from random import Random

import pytest

from tanshin.arelle.client import Arelle
from tanshin.read.dts.load import load_dts
from tanshin.read.dts.resolver import Folder, Resolver
from tanshin.read.xbrl.stream import Stream
from tanshin.report.fact import Fact, Key
from tanshin.report.item import Item
from tanshin.validate.calculation import Mode, Summation, Verdict
from tanshin.validate.inconsistency import inconsistencies
from tanshin.values.interval import Interval, interval_of
from tanshin.values.rounding import Rounding

REPORTS = 90
ROLES = 6
XBRL = "http://www.xbrl.org/2003"
_EXCESS = re.compile(r"stopped for excess digits in fact values \S+: .*, c([0-9]+)\.$")

#: Role, total, and the number of the report.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Tree:
    """Totals with their items and weights, in one role."""

    role: str
    arcs: tuple[tuple[str, str, str], ...]


def trees(random: Random) -> list[Tree]:
    """Trees that share some of their concepts."""
    found = []
    for number in range(ROLES):
        names = [f"C{at}" for at in random.sample(range(12 * number, 12 * number + 15), random.randrange(4, 16))]
        fan = random.choice((1, 2, 3, 8))
        arcs = tuple(
            (names[(at - 1) // fan], names[at], "-1" if random.random() < 0.3 else "1") for at in range(1, len(names))
        )
        found.append(Tree(f"https://example.com/role/{number}", arcs))
    return found


def schema(found: Iterable[Tree]) -> str:
    elements = "".join(
        f'<xsd:element id="g_C{at}" name="C{at}" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" '
        'xbrli:periodType="instant" nillable="true"/>\n'
        for at in range(12 * ROLES + 3)
    )
    roles = "".join(
        f'<link:roleType roleURI="{one.role}" id="r{at}"><link:usedOn>link:calculationLink</link:usedOn>'
        "</link:roleType>"
        for at, one in enumerate(found)
    )
    return f"""<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="{XBRL}/instance"
 xmlns:link="{XBRL}/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" targetNamespace="https://example.com/g"
 elementFormDefault="qualified"><xsd:annotation><xsd:appinfo><link:linkbaseRef xlink:type="simple"
 xlink:href="g-cal.xml" xlink:role="{XBRL}/role/calculationLinkbaseRef"
 xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>{roles}</xsd:appinfo></xsd:annotation>
<xsd:import namespace="{XBRL}/instance" schemaLocation="{XBRL}/xbrl-instance-2003-12-31.xsd"/>
{elements}</xsd:schema>"""


def linkbase(found: Iterable[Tree]) -> str:
    parts = []
    for at, one in enumerate(found):
        names = dict.fromkeys(name for total, part, _ in one.arcs for name in (total, part))
        locs = "".join(
            f'<link:loc xlink:type="locator" xlink:href="g.xsd#g_{name}" xlink:label="{name}"/>' for name in names
        )
        arcs = "".join(
            f'<link:calculationArc xlink:type="arc" xlink:arcrole="{XBRL}/arcrole/summation-item" xlink:from="{total}" '
            f'xlink:to="{part}" order="{order}" weight="{weight}"/>'
            for order, (total, part, weight) in enumerate(one.arcs, 1)
        )
        parts.append(
            f'<link:roleRef roleURI="{one.role}" xlink:type="simple" xlink:href="g.xsd#r{at}"/>'
            f'<link:calculationLink xlink:type="extended" xlink:role="{one.role}">{locs}{arcs}</link:calculationLink>'
        )
    parts.sort(key=lambda part: not part.startswith("<link:roleRef"))
    refs = [part[: part.index("/>") + 2] for part in parts]
    links = [part[part.index("/>") + 2 :] for part in parts]
    return (
        f'<link:linkbase xmlns:link="{XBRL}/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"{''.join(refs)}{''.join(links)}</link:linkbase>"
    )


def instance(found: Iterable[Tree], random: Random) -> str:
    reports = "".join(report(number, found, random) for number in range(REPORTS))
    return f"""<xbrli:xbrl xmlns:xbrli="{XBRL}/instance" xmlns:link="{XBRL}/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso4217="{XBRL}/iso4217" xmlns:g="https://example.com/g"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><link:schemaRef xlink:type="simple" xlink:href="g.xsd"/>
<xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>
{reports}</xbrli:xbrl>"""


def report(number: int, found: Iterable[Tree], random: Random) -> str:
    """A report that mostly adds up, in a precision of its own, with a slip here and there."""
    decimals = random.choice((-6, -3, 0, 0, 2))
    unit = Decimal(1).scaleb(-decimals)
    values: dict[str, Decimal] = {}
    for one in found:
        for total, part, weight in reversed(one.arcs):
            known = values.setdefault(part, random.randrange(-99, 100) * unit)
            values[total] = values.get(total, Decimal(0)) + int(weight) * known
    context = (
        f'<xbrli:context id="c{number}"><xbrli:entity><xbrli:identifier scheme="https://example.com">{number}'
        "</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2013-03-31</xbrli:instant></xbrli:period>"
        "</xbrli:context>\n"
    )
    chosen = random.sample(sorted(values), random.randrange(len(values) // 2, len(values)))
    return context + "".join(facts(name, values[name], decimals, f"c{number}", random) for name in chosen)


def facts(name: str, value: Decimal, decimals: int, context: str, random: Random) -> str:
    """One fact as it should be, or with a slip, or several."""
    unit = Decimal(1).scaleb(-decimals)
    right: tuple[Decimal | None, int | str] = (value, decimals)
    slips: list[list[tuple[Decimal | None, int | str]]] = [
        [(None, 0)],
        [(value, "INF")],
        [(value + unit / 2, decimals)],  # a digit too many
        [(value, decimals - 1)],
        [(-value, decimals)],
        [(value + random.choice((-3, -2, -1, 1, 2, 3)) * unit, decimals)],
        [(value + random.choice((-3, -2, -1, 1, 2, 3)) * unit, decimals)],
        [right, right],
        [right, (value + random.choice((1, 4)) * unit, decimals)],
        [right, (value.quantize(unit * 10), decimals - 1)],
        [right, (value + unit / 10, decimals + 1)],
        [(None, 0), right],
    ]
    said = random.choice(slips) if random.random() < 0.2 else [right]
    start = f'<g:{name} contextRef="{context}" unitRef="JPY"'
    return "".join(
        f'{start} xsi:nil="true"/>\n' if one is None else f'{start} decimals="{precision}">{one:f}</g:{name}>\n'
        for one, precision in said
    )


def place_of(one: Summation) -> Place:
    return one.role, one.total.concept.local, one.total.key.entity.identifier


def is_disputed(one: Summation, mode: Mode, nil: set[Key]) -> bool:
    """Whether Arelle may say otherwise of a sum, for one of the reasons above."""
    if mode is Mode.XBRL_21:
        return any(fact.key in nil for fact, _ in one.items)
    if mode.is_21:
        return False
    values: dict[tuple[Key, int | None], set[object]] = {}
    for fact in one.facts:
        values.setdefault((fact.key, fact.decimals), set()).add(fact.value)
    if any(len(found) > 1 for found in values.values()):
        return True
    return mode is Mode.TRUNCATION and is_touched(one)


def is_touched(one: Summation) -> bool:
    """Whether total and sum, both truncated, meet in a single point at most."""

    def interval(fact: Fact) -> Interval:
        assert isinstance(fact.value, Decimal)
        return interval_of(fact.value, fact.decimals, Rounding.TRUNCATE)

    added = reduce(Interval.__add__, (interval(fact).scale(weight) for fact, weight in one.items))
    total = interval(one.total)
    return max(added.low, total.low) == min(added.high, total.high)


@pytest.fixture(scope="module", params=[1, 2])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    random = Random(request.param)  # noqa: S311 - no secret
    found = trees(random)
    place = tmp_path_factory.mktemp("generated")
    (place / "g.xsd").write_text(schema(found), encoding="utf-8")
    (place / "g-cal.xml").write_text(linkbase(found), encoding="utf-8")
    (place / "g.xbrl").write_text(instance(found, random), encoding="utf-8")
    return place


@pytest.mark.parametrize("mode", Mode)
def test_arelle_says_the_same(folder: Path, arelle: Arelle, mode: Mode) -> None:
    stream = Stream(folder / "g.xbrl", "g.xbrl")
    items: list[Item] = list(stream)
    loaded = load_dts(stream.schemas, Resolver(Folder(folder)))
    assert (stream.findings, loaded.findings) == ((), ())
    ours = inconsistencies(items, loaded.dts.calculation.values(), mode)
    nil = {Key(one.concept, one.aspects.entity, one.aspects.period, one.unit) for one in items if one.text is None}

    result = arelle.load(folder / "g.xbrl", calculations=str(mode), facts=False)  # type: ignore[arg-type]
    assert [one.message for one in result.problems if one not in result.inconsistencies] == []
    told = [(one.role, one.total) for one in result.inconsistencies if one.total]
    theirs = {(role, total.concept.rpartition("}")[2], total.entity[1]) for role, total in told if total.entity}
    mine = {place_of(one) for one in ours.inconsistent}
    differing = mine ^ theirs

    sums = [*ours.inconsistent, *(one for one, _ in ours.unjudged)]
    disputed = {place_of(one) for one in sums if is_disputed(one, mode, nil)}
    assert differing <= disputed
    assert len(mine - disputed) > 100  # silence on both sides would prove nothing
    assert ours.bound > 1.5 * len(mine)
    if not mode.is_21:
        excess = {place_of(one) for one, why in ours.unjudged if why is Verdict.EXCESS_DIGITS}
        assert len(excess) > 20
        stopped = {match[1] for one in result.inconsistencies if (match := _EXCESS.search(one.message))}
        # Arelle looks at the items of a total that is nil, too.
        assert stopped >= {report for _, _, report in excess}
