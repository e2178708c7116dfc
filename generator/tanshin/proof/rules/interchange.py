"""TNS726 to TNS729: the formats of the Open Information Model say what the instance says."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, splitext

from tanshin.proof.interchange import Interchange
from tanshin.proof.output import Output
from tanshin.proof.rules.fact import Stated, issues_of, stated_in
from tanshin.proof.told import Noted
from tanshin.report.fact import Fact
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import say


def _stated(output: Output) -> Iterator[Stated]:
    for report in output.interchanges:
        yield from stated_in(report.facts)


def _reported(output: Output) -> tuple[Fact, ...]:
    return output.filing.report.facts


def _instances(output: Output) -> tuple[str, ...]:
    """The instances that hold all facts, which each have their like in other formats."""
    return tuple(path for path in output.reading.instances if not output.is_older(path))


@rule("TNS726", Severity.ERROR, subject=Output, each=_stated)
def interchange_tells_facts(output: Output, stated: Stated) -> Iterator[Issue]:
    """Every fact in xBRL-JSON and xBRL-CSV is one of the filing, with its value and precision, and stands there once.

    Both are read with the libraries that anybody would use, and each object and each row is compared: concept, period,
    unit, members, language, value and decimals.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    yield from issues_of(output, stated)


@rule("TNS727", Severity.ERROR, subject=Output, each=_reported)
def facts_are_interchanged(output: Output, fact: Fact) -> Iterator[Issue]:
    """Every fact of the filing is in its report in xBRL-JSON, and in that in xBRL-CSV.

    Who takes in one of the formats by machine would otherwise know less than who takes in another.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    for report in output.interchanges:
        if fact.key not in output.interchanged[report.path]:
            message = say("{fact} is missing from the report", fact=str(fact.key))
            yield Issue(message, (fact,), (output.at(report.path),))


@rule("TNS728", Severity.ERROR, subject=Output, each=_instances)
def interchange_is_whole(output: Output, path: str) -> Iterator[Issue]:
    """Beside the instance lie the same report in xBRL-JSON and one in xBRL-CSV, with the same schemas, and its tables.

    Without its taxonomy nobody knows what a report means, and a table that no metadata names belongs to none.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    stem = splitext(path)[0]
    reports = {report.path: report for report in output.interchanges}
    schemas = output.instances[path].schemas
    for due in (f"{stem}.json", f"{stem}-csv.json"):
        if due not in reports:
            yield Issue(say("{path} is missing beside the instance", path=due), sources=(output.at(path),))
        elif reports[due].schemas != schemas:
            yield Issue(say("the report names other schemas than the instance"), sources=(output.at(due),))
    yield from _tables(output, reports.get(f"{stem}-csv.json"))


def _with_notes(output: Output) -> Iterator[tuple[str, Noted]]:
    """Each footnote, once for each report that has to have it: a page has those of its language."""
    for path in (*_instances(output), *(report.path for report in output.interchanges)):
        yield from ((path, note) for note in output.noted)
    for page in output.pages.values():
        if page.name == "release":
            yield from ((page.path, note) for note in output.noted if note[1] == page.lang)


@rule("TNS729", Severity.ERROR, subject=Output, each=_with_notes)
def footnotes_are_interchanged(output: Output, one: tuple[str, Noted]) -> Iterator[Issue]:
    """Every footnote that a release prints on figures stands on the same facts in every format of the report.

    A figure that means less than its caption says is not to be taken in by machine without what is noted on it. Text,
    language and facts are compared.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    path, note = one
    if note not in output.notes_in(path):
        text, _, keys = note
        message = say("the footnote {text!r} does not stand on its {count} facts here", text=text[:60], count=len(keys))
        yield Issue(message, sources=(output.at(path),))


def _tables(output: Output, report: Interchange | None) -> Iterator[Issue]:
    """The tables that belong to no report."""
    if report is None:
        return
    folder = join(dirname(report.path), "csv") + "/"
    for path in output.files:
        if path.startswith(folder) and path not in report.files:
            yield Issue(say("no report names this table"), sources=(output.at(path),))


RULES = (interchange_tells_facts, facts_are_interchanged, interchange_is_whole, footnotes_are_interchanged)
