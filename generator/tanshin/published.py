"""Reports that others have published, as functions: their facts, and what the check says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tanshin.inputs import read_forms
from tanshin.opening import is_published, open_published, open_report, open_reports, read_packages
from tanshin.validate.check import CheckResult
from tanshin.values.finding import Finding, Severity, sort_findings
from tanshin.values.message import say
from tanshin.values.source import Source

if TYPE_CHECKING:
    from tanshin.report.instance import Instance
    from tanshin.report.listing import FactRow
    from tanshin.validate.calculation import Mode, Summation
    from tanshin.validate.inconsistency import Judged

__all__ = [
    "check_published",
    "check_sums",
    "is_published",
    "open_published",
    "open_report",
    "open_reports",
    "published_rows",
]

#: Inconsistent sums that are told one by one.
_TOLD = 1000
#: Why the specifications say nothing of a sum, by the verdict.
_REASONS = {
    "repeated": say("a total or an item is reported twice, where XBRL 2.1 binds nothing"),
    "disallowedDuplicateFacts": say("figures about one thing contradict each other"),
    "excessDigits": say("a figure has more digits than its precision claims"),
    "unreadable": say("a figure is no number that could be added"),
}


def check_published(place: str | Path, packages: Iterable[str | Path] = ()) -> Iterator[tuple[str, CheckResult]]:
    """What the rules say of each report of a place, beside its name; ``packages`` are taxonomy packages.

    Raises:
        InputError: the place or a package cannot be read, or holds no report.
    """
    from tanshin.validate.instance import check_instance

    for instance in open_published(place, packages):
        yield instance.name, check_instance(instance, *read_forms())


def published_rows(instance: Instance, lang: str = "en") -> list[FactRow]:
    """Every fact of a report as a row, those that stand there several times too, under the name of the report."""
    from msgspec.structs import replace

    from tanshin.report.listing import fact_row
    from tanshin.taxonomy.dts import Dts

    dts = instance.dts or Dts({}, {}, (), {})
    facts = (*instance.report, *instance.repeated)
    return [fact_row(replace(fact, table=instance.name), dts, lang) for fact in facts]


def check_sums(place: str | Path, mode: Mode, packages: Iterable[str | Path] = ()) -> CheckResult:
    """The sums of an XBRL 2.1 instance of any size, judged as its items are read; nothing else is looked at.

    The taxonomy is looked for beside the file and in ``packages``.

    Raises:
        InputError: the file or a package cannot be read, or it is no instance.
    """
    from tanshin.read.dts.load import load_dts
    from tanshin.read.dts.resolver import Folder, Resolver
    from tanshin.read.xbrl.stream import Stream
    from tanshin.validate.inconsistency import inconsistencies

    path = Path(place)
    head = Stream(path, str(place))
    next(iter(head), None)  # the references stand before the facts
    resolver = Resolver(Folder(path.absolute().parent), read_packages(packages))
    loaded = load_dts(dict.fromkeys((*head.schemas, *head.linkbases)), resolver, base=path.name)
    stream = Stream(path, str(place))
    judged = inconsistencies(stream, loaded.dts.calculations, mode, str(place), stream.tuples, _TOLD)
    told = [_inconsistent(one) for one in judged.inconsistent]
    if judged.others:
        message = say("{count} more totals are not what is added up", count=len(judged.others))
        told.append(Finding("TNS111", Severity.INCONSISTENCY, message, (Source(str(place)),)))
    told += _unjudged(judged, str(place))
    return CheckResult(sort_findings((*stream.findings, *loaded.findings, *told)), {"TNS111": judged.bound})


def _unjudged(judged: Judged, name: str) -> Iterator[Finding]:
    """What the specification says nothing about, with the reason."""
    if judged.is_incompatible:
        message = say(
            "Calculations 1.1 judges no sum of this report: it has a precision of 0, a fraction or content of a "
            "segment that is no dimension, which the Open Information Model does not know. XBRL 2.1 may judge it (c10)"
        )
        yield Finding("TNS119", Severity.WARNING, message, (Source(name),))
    for verdict, count in Counter(why for _, why in judged.unjudged).items():
        message = say("{count} sums are not judged, because {reason}", count=count, reason=_REASONS[verdict.value])
        yield Finding("TNS119", Severity.INFO, message, (Source(name),))


def _inconsistent(one: Summation) -> Finding:
    total = one.total
    message = say(
        "{concept} {period} is {reported}, and its items add up to {computed}; correct the total or an item",
        concept=total.concept.local,
        period=total.key.period,
        reported=f"{one.reported:,f}",
        computed=f"{one.computed:,f}",
    )
    return Finding("TNS111", Severity.INCONSISTENCY, message, (total.source,) if total.source else ())
