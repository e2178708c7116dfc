"""The company that reports, and what a share of it has meant through time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct, field

from tanshin.report.aspect import Entity
from tanshin.report.profile import Profile


class Split(Struct, frozen=True):
    """A stock split: from the start of ``effective`` one old share is ``ratio`` new ones."""

    effective: date
    ratio: int


class AdsRatio(Struct, frozen=True):
    """From the start of ``effective`` one American Depositary Share stands for this many shares."""

    effective: date
    shares: Fraction


class DisplayPolicy(StrEnum):
    """How a company rounds the figures of a table."""

    PLAIN = "plain"
    """Each by itself; a table need not foot."""

    FOOTING = "footing"
    """Each by itself, then single ones by a unit so that the table foots (:func:`tanshin.derive.footing.foot`)."""


class Issuer(Struct, frozen=True):
    """The company: its codes, its names by language, its share history.

    ``code`` is the four-digit securities code; the entity carries the five-digit one of TDnet. ``captions`` gives the
    company's own English captions of the TSE form's items, by local name, the first for printing. ``filings`` are in
    order of announcement. ``keep`` are the concepts, by local name, that never give way where tables are made to foot.
    ``profile`` is what the company says of the rules.
    """

    code: str
    entity: Entity
    names: Mapping[str, str]
    taxonomy: str
    namespace: str | None = None
    splits: tuple[Split, ...] = ()
    ads: tuple[AdsRatio, ...] = ()
    captions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filings: tuple[str, ...] = ()
    display: DisplayPolicy = DisplayPolicy.PLAIN
    keep: frozenset[str] = frozenset()
    profile: Profile = Profile()

    def split_factor(self, since: date, until: date) -> int:
        """How many shares at the end of ``until`` one share at the end of ``since`` has become."""
        factor = 1
        for split in self.splits:
            if since < split.effective <= until:
                factor *= split.ratio
        return factor

    def shares_per_ads(self, day: date) -> Fraction | None:
        """The ADS ratio in force on a day, if the company has ADSs then."""
        in_force = [ratio for ratio in self.ads if ratio.effective <= day]
        return max(in_force, key=lambda ratio: ratio.effective).shares if in_force else None
