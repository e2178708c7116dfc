"""Reports of every shape that xBRL-JSON and xBRL-CSV can hold, as strategies of hypothesis."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tanshin.report.aspect import (
    FOREVER,
    JPY,
    JPY_PER_SHARE,
    PURE,
    SHARES,
    Dimensions,
    Duration,
    Entity,
    Instant,
    Member,
    Period,
    TypedMember,
    Unit,
)
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.instance import FactNote
from tanshin.taxonomy.concept import Concept, ItemType, PeriodType
from tanshin.taxonomy.dts import Dts
from tanshin.values.qname import QName

A, B = "http://example.com/a", "http://example.com/b"
KINDS = {
    QName(A, "Assets", "a"): ItemType.MONETARY,
    QName(A, "Ratio", "a"): ItemType.PURE,
    QName(B, "Staff", "a"): ItemType.INTEGER,  # another namespace that wishes for the same prefix
    QName(B, "Name", "xs"): ItemType.STRING,  # a prefix that stands for something else in every file
    QName(B, "Flag"): ItemType.BOOLEAN,
    QName(A, "Day", "a"): ItemType.DATE,
}
DTS = Dts({name: Concept(name, kind, PeriodType.DURATION) for name, kind in KINDS.items()}, {}, (), {})
AXES = (QName(A, "Axis", "a"), QName(B, "Axis", "b"), QName(B, "value", "b"))
MEMBERS = (QName(A, "Member", "a"), QName(B, "資産Member", "b"))
UNITS = (JPY, JPY_PER_SHARE, SHARES, Unit((QName(A, "x"), QName(B, "y")), (QName(A, "x"), QName(B, "z"))))

#: Texts that XML can hold, with what needs care in JSON and CSV.
TEXTS = st.text('aZ9 é甲\u3000😀#\t\n\r",\\$@&<', max_size=8) | st.sampled_from(
    ["", "#nil", "#none", "#empty", "##", "12d3", "$value", " x ", "NaN"]
)
DAYS = st.dates(date(1, 1, 3), date(9999, 12, 30))
PERIODS: st.SearchStrategy[Period] = (
    st.builds(Instant, DAYS) | st.tuples(DAYS, DAYS).map(lambda days: Duration(min(days), max(days))) | st.just(FOREVER)
)
ENTITIES = st.builds(
    Entity,
    st.sampled_from((A, "http://example.com/companies", "https://example.com/others")),
    st.text("a1甲:/#", min_size=1, max_size=4),
)
#: None of these is a name with a prefix: those are members of a taxonomy.
TYPED = TEXTS
LANGUAGES = st.sampled_from(("ja", "en", "en-us"))


@st.composite
def _dimensions(draw: st.DrawFn) -> Dimensions:
    member: st.SearchStrategy[Member] = st.sampled_from(MEMBERS) | st.builds(TypedMember, st.none() | TYPED)
    found = draw(st.dictionaries(st.sampled_from(AXES), member, max_size=2))
    return tuple(sorted(found.items(), key=lambda pair: pair[0]))


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    """A fact of any kind."""
    concept = draw(st.sampled_from(tuple(KINDS)))
    kind = KINDS[concept]
    unit = draw(st.sampled_from((PURE,) if kind is ItemType.PURE else UNITS)) if kind.is_numeric else None
    value: Value = draw(st.none() | _values(kind))
    decimals = draw(st.none() | st.integers(-6, 6)) if isinstance(value, Decimal) else None
    lang = draw(st.none() | LANGUAGES) if isinstance(value, str) and kind is ItemType.STRING else None
    key = Key(concept, draw(ENTITIES), draw(PERIODS), unit, draw(_dimensions()), lang)
    return Fact(key, value, decimals, draw(st.sampled_from(("", "balance-sheet", "no identifier"))))


def _values(kind: ItemType) -> st.SearchStrategy[Value]:
    match kind:
        case ItemType.STRING:
            return TEXTS
        case ItemType.BOOLEAN:
            return st.booleans()
        case ItemType.DATE:
            return DAYS
        case ItemType.INTEGER:
            return st.integers(-(10**30), 10**30).map(Decimal)
        case _:
            return st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**15), max_value=10**15)


REPORTS = st.lists(facts(), max_size=6, unique_by=lambda fact: fact.key).map(tuple)
XHTML = st.sampled_from(("", "plain", "<p>a &lt; b</p>", 'two <b class="x">words</b>', "改行\nあり"))


@st.composite
def noted(draw: st.DrawFn) -> tuple[tuple[Fact, ...], tuple[FactNote, ...]]:
    """A report with footnotes."""
    found = draw(REPORTS)
    if not found:
        return found, ()
    keys = st.lists(st.sampled_from([fact.key for fact in found]), min_size=1, unique=True).map(tuple)
    arcroles = st.sampled_from(("http://www.xbrl.org/2003/arcrole/fact-footnote", "http://example.com/arcrole"))
    notes = draw(st.lists(st.builds(FactNote, XHTML, LANGUAGES, keys, arcrole=arcroles), max_size=3))
    return found, tuple(notes)
