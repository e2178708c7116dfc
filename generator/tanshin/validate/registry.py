"""Rules: what one is, and how a list of them is run.

A rule is a pure generator over one frozen subject. It yields an :class:`Issue` for each thing that is wrong; the
decorator adds what every finding of the rule has in common, its code and severity. The docstring is the rule's page in
the manual: one sentence that says what must hold, then why, and what to do.

A rule that compares nothing finds nothing, and that must not look like a pass. With ``each`` the things a rule compares
are listed by a function of their own; the runner hands them over one by one and counts them.
"""

from __future__ import annotations

import inspect
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any, Generic, TypeVar, overload

from msgspec import Struct

from tanshin.report.fact import Fact
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.message import say
from tanshin.values.patience import checkpoint
from tanshin.values.qname import QName
from tanshin.values.source import Source

S = TypeVar("S")
T = TypeVar("T")

#: The code of a rule that fails inside.
FAILED = "TNS791"

_CODE = re.compile(r"TNS[0-9]{3}")


class Issue(Struct, frozen=True):
    """One thing a rule has found: the message says what, with numbers, and what to do next.

    ``sources`` are the places to look at; where they are left out, those of ``facts`` are taken.
    """

    message: str
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    expected: Decimal | None = None
    actual: Decimal | None = None
    tolerance: Decimal | None = None
    concept: QName | None = None
    role: str | None = None


class Page(Struct, frozen=True):
    """A page of the manual: what a code means."""

    code: str
    severity: Severity
    text: str

    @property
    def summary(self) -> str:
        """The first sentence: what must hold."""
        return self.text.partition("\n")[0]

    @property
    def body(self) -> str:
        """The rest: why, and what to do."""
        return self.text.partition("\n")[2].strip()


class Rule(Struct, Generic[S], frozen=True):
    """A rule: what it is about, how much its findings weigh, and how it looks at a subject.

    ``examine`` yields, for each thing compared, the issues it gave rise to.
    """

    code: str
    severity: Severity
    subject: type[S]
    manual: str
    examine: Callable[[S], Iterator[tuple[Issue, ...]]]

    @property
    def page(self) -> Page:
        """The rule's page in the manual."""
        return Page(self.code, self.severity, self.manual)


class Examination(Struct, frozen=True):
    """What a run of rules gave: the findings, and how many things each rule has compared."""

    findings: tuple[Finding, ...]
    checked: Mapping[str, int]


@overload
def rule(code: str, severity: Severity, *, subject: type[S]) -> Callable[[Callable[[S], Iterator[Issue]]], Rule[S]]: ...


@overload
def rule(
    code: str, severity: Severity, *, subject: type[S], each: Callable[[S], Iterable[T]]
) -> Callable[[Callable[[S, T], Iterator[Issue]]], Rule[S]]: ...


def rule(
    code: str, severity: Severity, *, subject: type[Any], each: Callable[[Any], Iterable[Any]] | None = None
) -> Callable[[Callable[..., Iterator[Issue]]], Rule[Any]]:
    """Make a rule of a generator.

    Without ``each`` the generator takes the subject; with it, the subject and one of the things that ``each`` lists.

    Raises:
        ValueError: the code has another form, or the generator has no docstring.
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no code of a rule; write TNS and three digits")

    def make(function: Callable[..., Iterator[Issue]]) -> Rule[Any]:
        manual = inspect.getdoc(function)
        if not manual:
            raise ValueError(f"{code} has no docstring; it is the rule's page in the manual")

        def examine(whole: Any) -> Iterator[tuple[Issue, ...]]:
            if each is None:
                yield tuple(function(whole))
            else:
                for one in each(whole):
                    yield tuple(function(whole, one))

        return Rule(code, severity, subject, manual, examine)

    return make


def join(*books: tuple[Rule[Any], ...]) -> tuple[Rule[Any], ...]:
    """The rules of several lists as one.

    Raises:
        ValueError: two rules have one code.
    """
    found: dict[str, Rule[Any]] = {}
    for one in (one for book in books for one in book):
        if found.setdefault(one.code, one) is not one:
            raise ValueError(f"two rules have the code {one.code}")
    return tuple(found.values())


def examine(
    rules: Iterable[Rule[S]],
    subject: S,
    severities: Mapping[str, Severity | None] | None = None,
    weigh: Callable[[str, Issue, Severity], tuple[Issue, Severity]] | None = None,
) -> Examination:
    """Run rules over a subject, each of them a step (:func:`checkpoint`).

    A rule that fails inside is a finding itself (TNS791), and the others run.

    ``severities`` is the issuer's own profile: what findings of a code weigh there, ``None`` switching a rule off.
    ``weigh`` says of a single issue of a code how it is told and what it weighs.
    """
    own = severities or {}
    findings: list[Finding] = []
    checked: dict[str, int] = {}
    for one in rules:
        severity = own.get(one.code, one.severity)
        if severity is None:
            continue
        checked[one.code] = 0
        checkpoint()
        try:
            for issues in one.examine(subject):
                checked[one.code] += 1
                for issue in issues:
                    told, weight = weigh(one.code, issue, severity) if weigh else (issue, severity)
                    findings.append(_finding(told, one.code, weight))
        except InputError:  # what a rule reads may be unusable; that says itself what is wrong
            raise
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in one rule, the others have to run
            findings.append(_failure(one.code, error, checked[one.code]))
    return Examination(sort_findings(findings), checked)


def run(
    rules: Iterable[Rule[S]], subject: S, severities: Mapping[str, Severity | None] | None = None
) -> tuple[Finding, ...]:
    """The findings of rules about a subject; see :func:`examine`."""
    return examine(rules, subject, severities).findings


def _failure(code: str, error: Exception, compared: int) -> Finding:
    """What is to be said of a rule that raised an exception: which, of what kind, and after how many comparisons."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
    message = say(
        "the rule {code} failed after {compared:,} comparisons ({kind} in {place}), so what it checks is not proven; "
        "this is a fault of the program, not of the data: report it with the filing",
        code=code,
        compared=compared,
        kind=type(error).__name__,
        place=place,
    )
    return Finding(FAILED, Severity.ERROR, message)


def _finding(issue: Issue, code: str, severity: Severity) -> Finding:
    places = issue.sources or tuple(fact.source for fact in issue.facts if fact.source)
    return Finding(
        code,
        severity,
        issue.message,
        tuple(dict.fromkeys(places)),
        tuple(str(fact.key) for fact in issue.facts),
        str(issue.concept) if issue.concept else None,
        issue.role,
        issue.expected,
        issue.actual,
        issue.tolerance,
    )
