"""Tags of Inline XBRL 1.0 and 1.1, read back: what a machine makes of a printed text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree
from msgspec.structs import replace

from tanshin.proof.numeral import day_of, magnitude
from tanshin.proof.told import Header, Told, told
from tanshin.values.message import say
from tanshin.values.rounding import scaled

INLINE = frozenset(("http://www.xbrl.org/2008/inlineXBRL", "http://www.xbrl.org/2013/inlineXBRL"))
FACTS = frozenset(("nonFraction", "nonNumeric"))
#: What holds facts, or parts of them, without being one.
AROUND = frozenset(("header", "hidden", "references", "resources", "continuation", "exclude"))

_REGISTRY = "http://www.xbrl.org/inlineXBRL/transformation/"
_OLD, _NEW = f"{_REGISTRY}2011-07-31", f"{_REGISTRY}2020-02-12"


def _day(text: str) -> date:
    found = day_of(text)
    if found is None:
        raise ValueError(text)
    return found


_TEXTS: Mapping[tuple[str, str], Callable[[str], bool | date]] = {
    (_OLD, "booleantrue"): lambda _: True,
    (_OLD, "booleanfalse"): lambda _: False,
    (_OLD, "dateerayearmonthdayjp"): _day,
    (_OLD, "datemonthdayyearen"): _day,
    (_NEW, "fixed-true"): lambda _: True,
    (_NEW, "fixed-false"): lambda _: False,
    (_NEW, "date-jpn-era-year-month-day"): _day,
    (_NEW, "date-monthname-day-year-en"): _day,
}
_NUMBERS = frozenset(((_OLD, "numdotdecimal"), (_NEW, "num-dot-decimal")))


def read_tag(element: etree._Element, local: str, header: Header, pages: Mapping[str, etree._Element]) -> Told:
    """The fact of a tag; ``pages`` has the continuations of texts by their ids."""
    name = element.get("name", "")
    one = told(element, name, header.qname(element, name), header)
    if one.fault or one.nil:
        return one
    try:
        if local == "nonFraction":
            value, digits = _number(element, header)
            return replace(one, value=value, digits=digits)
        return replace(one, value=_text(element, header, pages))
    except (ValueError, InvalidOperation):
        words = "".join(_words(element))
        fault = say(
            "{name} cannot be made of {text!r}: the format, the scale or the sign is wrong", name=name, text=words
        )
        return replace(one, key=None, fault=fault)


def _format(element: etree._Element, header: Header) -> tuple[str, str] | None:
    written = element.get("format")
    if written is None:
        return None
    found = header.qname(element, written)
    if found is None:
        raise ValueError(written)
    return found.namespace, found.local


def _number(element: etree._Element, header: Header) -> tuple[Decimal, int]:
    """The value of a number, and to how many decimals it is printed."""
    text, form = "".join(_words(element)).strip(), _format(element, header)
    if form is None and "," in text:
        raise ValueError(text)
    if form is not None and form not in _NUMBERS:
        raise ValueError(form[1])
    value = magnitude(text)
    sign = element.get("sign")
    if value is None or sign not in (None, "-"):
        raise ValueError(text)
    scale = int(element.get("scale", "0"))
    value = scaled(value, scale)
    return value.copy_negate() if sign else value, len(text.partition(".")[2]) - scale


def _text(element: etree._Element, header: Header, pages: Mapping[str, etree._Element]) -> bool | date | str:
    parts, at = list(_words(element)), element.get("continuedAt")
    seen: set[str] = set()
    while at is not None and at not in seen:
        seen.add(at)
        more = pages.get(at)
        if more is None:
            raise ValueError(at)
        parts += _words(more)
        at = more.get("continuedAt")
    text, form = "".join(parts), _format(element, header)
    if form is None:
        return text
    if form not in _TEXTS:
        raise ValueError(form[1])
    return _TEXTS[form](text)


def _words(element: etree._Element) -> Iterator[str]:
    """The text of an element without what it excludes."""
    if element.text:
        yield element.text
    for child in element:
        tag = child.tag
        if isinstance(tag, str):
            namespace, _, local = tag[1:].rpartition("}")
            if not (namespace in INLINE and local == "exclude"):
                yield from _words(child)
        if child.tail:
            yield child.tail
