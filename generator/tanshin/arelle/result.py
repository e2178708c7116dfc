"""What Arelle said and read, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import astuple

from tanshin.report.fact import Fact, value_text

Level = Literal["error", "inconsistency", "warning", "info"]

#: Prefixes of the codes with which Arelle reports calculations (XBRL 2.1, 5.2.5.2; Calculations 1.1; duplicates there).
CALCULATION_CODES = ("xbrl.5.2.5.2:", "calc11e:", "oime:disallowedDuplicateFacts")


class ArelleFact(Struct, frozen=True):
    """One fact as Arelle reads it, names in Clark notation, comparable with `as_arelle` of a fact of ours.

    ``value`` is canonical text: a number without exponent, separators and trailing zeros, ``true`` or ``false``, an
    ISO date, a Clark name, or the text; ``None`` when nil, or not ``nil`` but unreadable. ``period`` is
    ``2013-03-31`` (end of that day), ``2012-04-01/2013-03-31`` (both days included) or ``None`` (forever).
    ``decimals`` is the attribute as written. ``lang`` belongs to texts alone (Open Information Model, 5.6). The
    value of a typed dimension is the text of its member.
    """

    concept: str
    value: str | None
    nil: bool = False
    decimals: str | None = None
    entity: tuple[str, str] | None = None
    period: str | None = None
    unit: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    lang: str | None = None
    id: str | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ArelleFact) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def _said(self) -> tuple[object, ...]:
        return astuple(self)[:-1]  # all but the id


class Message(Struct, frozen=True):
    """One entry of Arelle's log; ``file`` is as Arelle writes it, relative to the folder of what was loaded.

    Of a sum that Arelle calls inconsistent, ``role`` is that of the network, and ``total`` the fact. ``missing`` is the
    file or the address that could not be loaded.
    """

    code: str
    severity: Level
    message: str
    file: str = ""
    line: int = 0
    role: str = ""
    total: ArelleFact | None = None
    missing: str = ""


class Result(Struct, frozen=True):
    """The answer to one request.

    ``bindings`` is how many calculation sums were compared (see `tanshin.arelle.bindings`), in all ways together;
    ``None`` when that was not asked or cannot be known. ``assertions`` is, for each formula assertion, how often it was
    satisfied and not. ``version`` is Arelle's.
    """

    messages: tuple[Message, ...] = ()
    facts: tuple[ArelleFact, ...] = ()
    bindings: int | None = None
    assertions: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    version: str = ""
    seconds: float = 0.0

    @property
    def problems(self) -> tuple[Message, ...]:
        """Every message that is more than information."""
        return tuple(message for message in self.messages if message.severity != "info")

    @property
    def inconsistencies(self) -> tuple[Message, ...]:
        """What the calculation check found."""
        return tuple(message for message in self.problems if message.code.startswith(CALCULATION_CODES))


def result_of(response: Mapping[str, Any]) -> Result:
    """A result from the worker's JSON."""
    return Result(
        tuple(map(_message, response["messages"])),
        tuple(_fact(fact) for fact in response["facts"]),
        response["bindings"],
        MappingProxyType({name: (counts[0], counts[1]) for name, counts in response["assertions"].items()}),
        response["version"],
        response["seconds"],
    )


def _message(raw: Mapping[str, Any]) -> Message:
    total = raw.get("total")
    return Message(**{**raw, "total": _fact(total) if total else None})


def _fact(raw: Mapping[str, Any]) -> ArelleFact:
    unit = raw["unit"]
    entity = raw["entity"]
    return ArelleFact(
        raw["concept"],
        raw["value"],
        raw["nil"],
        raw["decimals"],
        (entity[0], entity[1]) if entity else None,
        raw["period"],
        (tuple(unit[0]), tuple(unit[1])) if unit else None,
        tuple(raw["dimensions"].items()),
        raw["lang"],
        raw["id"],
    )


def as_arelle(fact: Fact) -> ArelleFact:
    """A fact of ours in the terms in which Arelle's are given, to compare the two."""
    key, value = fact.key, fact.value
    numeric = isinstance(value, Decimal)
    return ArelleFact(
        key.concept.clark,
        _text(value),
        value is None,
        ("INF" if fact.decimals is None else str(fact.decimals)) if numeric else None,
        (key.entity.scheme, key.entity.identifier),
        str(key.period),
        None
        if key.unit is None
        else (
            tuple(sorted(name.clark for name in key.unit.numerators)),
            tuple(sorted(name.clark for name in key.unit.denominators)),
        ),
        tuple(sorted((axis.clark, member.clark) for axis, member in key.dimensions)),
        key.lang,
    )


def _text(value: Decimal | str | bool | date | None) -> str | None:
    return plain_number(value) if isinstance(value, Decimal) else value_text(value)


def plain_number(number: Decimal) -> str:
    """A number in full, without exponent and without zeros that say nothing."""
    if not number.is_finite():
        return str(number).replace("Infinity", "INF")
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
