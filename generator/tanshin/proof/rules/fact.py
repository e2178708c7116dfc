"""TNS70x: every fact is told by the files as the data have it, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tanshin.proof.output import Output
from tanshin.proof.page import Page, Tag
from tanshin.proof.told import Told, says
from tanshin.report.fact import Fact, Key, value_text
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say


class Stated(NamedTuple):
    """A fact in a file, and whether the same report has told of it before."""

    path: str
    told: Told
    again: bool


class _Tagged(NamedTuple):
    """A tag on a page."""

    page: Page
    tag: Tag


class _Pair(NamedTuple):
    """The two languages of a document."""

    one: Page
    other: Page


def _files(output: Output) -> tuple[str, ...]:
    return tuple(output.files)


def stated_in(facts: Iterable[tuple[str, Told]]) -> Iterator[Stated]:
    """The facts of a report, each with the path of the file in which it stands."""
    seen: set[Key | None] = set()
    for path, told in facts:
        yield Stated(path, told, told.key in seen)
        seen.add(told.key)


def issues_of(output: Output, stated: Stated) -> Iterator[Issue]:
    """What is wrong with a fact that a file states: it is unreadable, of no fact, another, or there twice."""
    told, place = stated.told, (output.at(stated.path, stated.told.line),)
    if told.key is None:
        yield Issue(told.fault, sources=place)
        return
    fact = output.filing.report.get(told.key)
    if fact is None:
        yield Issue(say("{fact} is no fact of the filing", fact=str(told.key)), sources=place)
    elif not says(told, fact):
        yield Issue(differs(told, fact), (fact,), place, _decimal(fact.value), _decimal(told.value))
    elif stated.again:
        yield Issue(say("{fact} stands here a second time", fact=str(told.key)), sources=place)


def _stated(output: Output) -> Iterator[Stated]:
    for path, instance in output.instances.items():
        yield from stated_in((path, told) for told in instance.facts)


def _reported(output: Output) -> tuple[Fact, ...]:
    return output.filing.report.facts


def _tags(output: Output) -> Iterator[_Tagged]:
    for page in output.pages.values():
        for tag in page.tags:
            yield _Tagged(page, tag)


def _pages(output: Output) -> tuple[Page, ...]:
    return tuple(output.pages.values())


def _pairs(output: Output) -> Iterator[_Pair]:
    by_name = {(page.lang, page.name): page for page in output.pages.values()}
    for (lang, name), page in by_name.items():
        if lang == "ja" and (other := by_name.get(("en", name))):
            yield _Pair(page, other)


@rule("TNS701", Severity.ERROR, subject=Output, each=_files)
def files_can_be_read(output: Output, path: str) -> Iterator[Issue]:
    """Every file of a build can be read, and nothing in it is unknown.

    XML is well formed and has no document type declaration, archives are whole, the list for people is in CP932, and
    every context and unit says what it should.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    if path in output.reading.unreadable:
        message = say("this file cannot be read: {reason}", reason=output.reading.unreadable[path])
        yield Issue(message, sources=(output.at(path),))
    page, instance = output.pages.get(path), output.instances.get(path)
    header = instance.header if instance else None
    for line, fault in (*(page.faults if page else ()), *(header.faults if header else ())):
        yield Issue(say("this cannot be read: {fault}", fault=fault), sources=(output.at(path, line),))


@rule("TNS702", Severity.ERROR, subject=Output, each=_stated)
def instance_tells_facts(output: Output, stated: Stated) -> Iterator[Issue]:
    """Every fact of the instance is one of the filing, with its value and precision, and stands there once.

    The instance is what databases take in. A fact that the data do not have, or another value, decimals, period, unit
    or member, would be published without anyone having written it.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    yield from issues_of(output, stated)


@rule("TNS703", Severity.ERROR, subject=Output, each=_reported)
def facts_are_in_the_instance(output: Output, fact: Fact) -> Iterator[Issue]:
    """Every fact of the filing is in its instance.

    What is left out of the instance is missing for everyone who reads figures by machine, and nobody would see it on a
    page.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    for path in output.instances:
        if fact.key not in output.keys_of[path] and output.takes_up(path, fact.key):
            message = say("{fact} is missing from the instance", fact=str(fact.key))
            yield Issue(message, (fact,), (output.at(path),))


@rule("TNS704", Severity.ERROR, subject=Output, each=_tags)
def tags_are_facts(output: Output, tagged: _Tagged) -> Iterator[Issue]:
    """Every tag on a page says what the fact of the filing says.

    Concept, period, unit and members are those of a fact, and so are value and decimals. A table in millions may state
    a fact that is known in thousands: then the tag says no more decimals than the table prints, and its value is the
    one printed there or the fact rounded.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    page, tag = tagged
    told, place = tag.told, (output.at(page.path, tag.told.line),)
    if told.key is None:
        yield Issue(told.fault, sources=place)
        return
    fact = output.filing.report.get(told.key)
    if fact is None:
        message = say("{fact} is tagged here and is no fact of the filing", fact=str(told.key))
        yield Issue(message, sources=place)
    elif not says(told, fact) and not _restates(output, told, fact):
        yield Issue(differs(told, fact), (fact,), place, _decimal(fact.value), _decimal(told.value))


def _restates(output: Output, told: Told, fact: Fact) -> bool:
    """Whether a tag prints a fact less precisely than the fact is known, and truly."""
    value, digits = told.value, told.digits
    if not isinstance(fact.value, Decimal) or not isinstance(value, Decimal) or digits is None:
        return False
    finest = digits if fact.decimals is None else min(digits, fact.decimals)
    apart = abs(fact.value - value)
    # What a table moves by a unit so that it foots is true to one digit less; nothing else is tagged as less precise.
    true = next((one for one in (finest, finest - 1) if 2 * apart <= Decimal(1).scaleb(-one)), None)
    if true is None or told.decimals != str(true):
        return False
    return true == finest or abs(value) in output.printed_of.get(fact.key, frozenset())


@rule("TNS705", Severity.ERROR, subject=Output, each=_pages)
def pages_tag_what_they_print(output: Output, page: Page) -> Iterator[Issue]:
    """Every page tags all the facts that it has to tag.

    A statement tags each figure that its canonical table prints, the summary each fact of the form, a release what its
    tables and texts state.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    there = {tag.told.key for tag in page.tags}
    for key in output.due(page):
        if key not in there:
            message = say("{fact} is not tagged on this page", fact=str(key))
            yield Issue(message, sources=(output.at(page.path),))


@rule("TNS706", Severity.ERROR, subject=Output, each=_pairs)
def languages_tag_the_same(output: Output, pair: _Pair) -> Iterator[Issue]:
    """The Japanese and the English page of a document tag the same facts, with the same values and decimals.

    What differs is the words, and texts that are facts in one language. Those who take in one of the pages by machine
    would otherwise be told something else than those who take in the other.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    ja, en = (Counter(map(_said, filter(_has_no_language, page.tags))) for page in pair)
    for page, more in ((pair.one, ja - en), (pair.other, en - ja)):
        for key, value, decimals in more:
            message = say(
                "{fact} with the value {value} and decimals {decimals} is tagged in one language only",
                fact=str(key),
                value=value,
                decimals=str(decimals),
            )
            yield Issue(message, sources=(output.at(page.path),))


def _has_no_language(tag: Tag) -> bool:
    return tag.told.key is not None and tag.told.key.lang is None


def _said(tag: Tag) -> tuple[Key | None, str, str | None]:
    return tag.told.key, _shown(tag.told.value), tag.told.decimals


def differs(told: Told, fact: Fact) -> Message:
    """What a file says and what the data say, in words."""
    return say(
        "{fact} is {told} here, and {value} in the data",
        fact=str(fact.key),
        told=_exactly(_shown(told.value), told.decimals),
        value=_exactly(_shown(fact.value), _decimals(fact)),
    )


def _decimals(fact: Fact) -> str | None:
    if not isinstance(fact.value, Decimal):
        return None
    return "INF" if fact.decimals is None else str(fact.decimals)


def _exactly(value: str, decimals: str | None) -> str:
    if decimals is None:
        return value
    return say("{value} (decimals {decimals})", value=value, decimals=decimals)


def _shown(value: Decimal | bool | object) -> str:
    if value is None:
        return "nil"
    return value_text(value) or "" if isinstance(value, Decimal | bool) else str(value)


def _decimal(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


RULES = (
    files_can_be_read,
    instance_tells_facts,
    facts_are_in_the_instance,
    tags_are_facts,
    pages_tag_what_they_print,
    languages_tag_the_same,
)
