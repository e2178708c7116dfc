"""An instance as a report: the stream of its items, gathered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tanshin.read.building import MAX_DIGITS, fact_of, gathered
from tanshin.read.xbrl.stream import Stream
from tanshin.report.fact import Fact, Key
from tanshin.report.instance import Instance
from tanshin.taxonomy.dts import Dts
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

#: Unreadable numbers that are told one by one.
_TOLD = 20


def read_instance(source: bytes | Path, name: str, dts: Dts | None = None) -> Instance:
    """The report in an XBRL 2.1 instance; ``name`` is what messages call it.

    With a ``dts`` flags and days are values of their own, otherwise they are texts: only the taxonomy knows. What is
    in a tuple is read like any other fact.

    Raises:
        InputError: it cannot be read (TNS001), is not well-formed or has a DOCTYPE (TNS017), or is no instance
            (TNS041).
    """
    stream = Stream(source, name)
    keys: dict[str, Key] = {}
    unreadable: list[Fact] = []
    report, repeated = gathered(_facts(stream, name, dts, keys, unreadable))
    findings = (*stream.findings, *stream.links.findings(keys), *_unreadable(unreadable))
    return Instance(
        name,
        report,
        repeated,
        tuple(stream.links.notes(keys)),
        tuple(dict.fromkeys(stream.schemas)),
        dts,
        findings=findings,
        linkbases=tuple(dict.fromkeys(stream.linkbases)),
        has_tuples=bool(stream.tuples),
    )


def _facts(stream: Stream, name: str, dts: Dts | None, keys: dict[str, Key], unreadable: list[Fact]) -> Iterator[Fact]:
    for item in stream:
        fact = fact_of(item, Source(name, item.line), dts)
        if item.unit is not None and isinstance(fact.value, str):
            unreadable.append(fact)
        if item.id is not None:
            keys.setdefault(item.id, fact.key)
        yield fact


def _unreadable(facts: list[Fact]) -> Iterator[Finding]:
    for fact in facts[:_TOLD]:
        message = say(
            "{text!r} is no number of up to {most:,} digits, so {concept} is read as a text; correct it",
            text=str(fact.value)[:40],
            most=MAX_DIGITS,
            concept=fact.concept.local,
        )
        yield Finding("TNS046", Severity.ERROR, message, (fact.source,) if fact.source else ())
    if len(facts) > _TOLD:
        yield Finding("TNS046", Severity.ERROR, say("{count} more like these", count=len(facts) - _TOLD))
