"""``rules`` in ``issuer.yaml`` -> the issuer's profile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from tanshin.report.profile import Materiality, OwnRule, Profile, Setting
from tanshin.taxonomy.source import Model, Text, spelled
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.yaml import Document

_PACKAGED = re.compile(r"TNS[0-9]{3}")
_OWN = re.compile(r"[A-Z]{2,8}[0-9]{3}")
_SIDES = re.compile(r"(<=|>=|=|<|>)")
_AMOUNT = r"(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)?)"
_MATERIALITY = rf"{_AMOUNT}(?:(?P<percent>%)| (?P<unit>[A-Za-z][A-Za-z/]*))"


class RuleSource(Model):
    """What the issuer says of a rule of the program, or a rule of its own."""

    severity: Literal["error", "inconsistency", "warning", "info", "off"] | None = None
    reason: Annotated[str, Field(min_length=1)] | None = None
    materiality: Annotated[str, spelled(_MATERIALITY, "an amount such as 1,000,000 JPY, or 0.5%")] | None = None
    title: Text | None = None
    equation: Annotated[str, Field(min_length=1)] | None = None
    tolerance: Annotated[str, spelled(_AMOUNT, "an amount such as 1,000")] | None = None


def profile_of(rules: Mapping[str, RuleSource], document: Document) -> Profile:
    """The profile that the entries under ``rules`` describe.

    Raises:
        InputError: an entry says too little, or what does not go together (TNS033).
    """
    read = [_entry(code, one, document) for code, one in rules.items()]
    problems = [one for one in read if isinstance(one, Finding)]
    if problems:
        raise InputError(*problems)
    return Profile(
        tuple(one for one in read if isinstance(one, Setting)),
        tuple(one for one in read if isinstance(one, OwnRule)),
    )


def _entry(code: str, one: RuleSource, document: Document) -> Setting | OwnRule | Finding:
    path = ("rules", code)
    source = document.keys.get(path, document.position(path))
    if _PACKAGED.fullmatch(code):
        return _setting(code, one, source)
    if _OWN.fullmatch(code):
        return _own(code, one, source, document)
    message = say("`{code}` is no code; write one of the program's, or one of your own such as OWN001", code=code)
    return _problem(message, source)


def _setting(code: str, one: RuleSource, source: Source) -> Setting | Finding:
    if one.title or one.equation or one.tolerance is not None:
        message = say("{code} is a rule of the program; give an equation of your own a code such as OWN001", code=code)
        return _problem(message, source)
    if one.severity is None and one.materiality is None:
        return _problem(say("{code} says neither a severity nor a materiality", code=code), source)
    if one.severity == "off" and one.materiality:
        return _problem(say("{code} is off, and a materiality says nothing of it", code=code), source)
    if one.reason is None:
        message = say(
            "{code} needs a reason: those who read the result will ask why it is not checked as usual", code=code
        )
        return _problem(message, source)
    off = one.severity == "off"
    severity = None if off or one.severity is None else Severity[one.severity.upper()]
    return Setting(code, one.reason, source, severity, off, _materiality(one.materiality))


def _own(code: str, one: RuleSource, source: Source, document: Document) -> OwnRule | Finding:
    if one.equation is None or one.title is None:
        return _problem(say("{code} is a rule of your own and needs a title and an equation", code=code), source)
    if one.severity == "off" or one.materiality:
        return _problem(say("{code} is a rule of your own; take it out, or give it a tolerance", code=code), source)
    at = document.position(("rules", code, "equation"))
    sides = _SIDES.split(one.equation)
    if len(sides) != 3 or not all(side.strip() for side in sides):
        message = say("{code}: write an equation with one of = <= >= < > in it, such as Assets = Equity", code=code)
        return _problem(message, at)
    left, operator, right = (side.strip() for side in sides)
    severity = Severity[(one.severity or "warning").upper()]
    titles = {"en": one.title.en, "ja": one.title.ja}
    equation = " ".join(one.equation.split())
    return OwnRule(code, titles, equation, left, operator, right, severity, at, _figure(one.tolerance or "0"))


def _materiality(text: str | None) -> Materiality | None:
    found = re.fullmatch(_MATERIALITY, text) if text else None
    if found is None:
        return None
    figure = _figure(found["figure"])
    return Materiality(figure.scaleb(-2)) if found["percent"] else Materiality(figure, found["unit"])


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _problem(message: str, source: Source) -> Finding:
    return Finding("TNS033", Severity.ERROR, message, (source,))
