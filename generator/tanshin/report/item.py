"""What readers of instances yield, one after the other: items, as light as they can be.

A small filing and a file of a million facts are the same stream. The calculation engine consumes it as it comes; a
report is built from it where one is wanted.
"""

from __future__ import annotations

from msgspec import Struct

from tanshin.report.aspect import Dimensions, Entity, Period, Unit
from tanshin.values.qname import QName


class Aspects(Struct, frozen=True, cache_hash=True):
    """What a context says, without its id: structure-equal contexts give equal aspects (XBRL 2.1, section 4.10).

    Content of a segment or scenario that is no dimension stands among the dimensions, as a typed member with its
    canonical XML, under the name of the segment or scenario element.
    """

    entity: Entity
    period: Period
    dimensions: Dimensions = ()


class Item(Struct, frozen=True, gc=False):
    """One fact as it stands in an instance.

    ``text`` is its lexical value, ``None`` for nil. ``decimals`` is the attribute as an integer, ``None`` for INF and
    for what is not numeric; a ``precision`` is given as the decimals it comes to (XBRL 2.1, section 4.6.6), one of 0 as
    :data:`tanshin.report.fact.VAGUE`.
    ``parent`` numbers the tuple it stands in, 0 being the instance itself; ``line`` is that of the file.
    """

    concept: QName
    aspects: Aspects
    unit: Unit | None
    text: str | None
    decimals: int | None = None
    parent: int = 0
    line: int = 0
    lang: str | None = None
    id: str | None = None
