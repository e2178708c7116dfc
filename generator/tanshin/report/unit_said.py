"""What words say of the unit of amounts: ``Thousands of U.S. Dollars``, ``JPY millions``, 百万円."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

#: Powers of ten by the words for them.
SCALES = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
    "千": 3, "万": 4, "百万": 6, "億": 8, "十億": 9, "兆": 12,
}  # fmt: skip
#: The words of scales as an expression, the longest first.
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))

_CURRENCIES = {
    "jpy": "JPY", "yen": "JPY", "円": "JPY",
    "usd": "USD", "u.s. dollars": "USD", "u.s. dollar": "USD", "米ドル": "USD",
}  # fmt: skip
_CURRENCY = "|".join(map(re.escape, _CURRENCIES))
_AMOUNT = re.compile(
    rf"(?P<scale>{SCALE})s? ?(?:of )?(?P<of>{_CURRENCY})"
    rf"|(?P<in>{_CURRENCY}) (?:in |one )?(?P<after>{SCALE})s?\b"
    r"|\b(?P<plain>jpy|usd)\b"
)


class UnitSaid(Struct, frozen=True):
    """A currency with its power of ten, where the words say one."""

    text: str
    currency: str
    scale: int | None


def units_said(text: str) -> Iterator[UnitSaid]:
    """The units of amounts that a text names; ``text`` is in small letters."""
    for match in _AMOUNT.finditer(text):
        scale = match["scale"] or match["after"]
        currency = _CURRENCIES[match["of"] or match["in"] or match["plain"]]
        yield UnitSaid(match[0], currency, SCALES[scale] if scale else None)
