"""What commands share: arguments, the way findings are told, and the work on several filings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from tanshin.validate.check import CheckResult
    from tanshin.values.finding import Finding

_P = ParamSpec("_P")
_R = TypeVar("_R")

SEVERITIES = ["error", "inconsistency", "warning", "info"]
FILING = click.argument("filing", metavar="FILING")
FILINGS = click.argument("filings", metavar="FILING...", nargs=-1, required=True)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Shape of the output.",
)


def guarded(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """Unusable input ends with its findings on the error stream and exit code 2, never with a traceback."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        from tanshin.values.finding import InputError, sort_findings

        try:
            return command(*args, **kwargs)
        except InputError as error:
            print_findings(sort_findings(error.findings), err=True)
            sys.exit(2)

    return run


def print_findings(findings: Iterable[Finding], *, err: bool = False) -> None:
    """Findings as lines, on the output or the error stream."""
    from tanshin.values.finding import render

    for finding in findings:
        click.echo(render(finding), err=err)


def each(filings: tuple[str, ...], verb: str, work: Callable[[str], Callable[[], int]]) -> int:
    """Do something with each filing, then tell about it; the highest exit code. One that fails does not stop others."""
    from tanshin.progress import Progress
    from tanshin.values.finding import InputError, sort_findings

    progress, code = Progress(), 0
    for number, filing in enumerate(filings, 1):
        of = f" ({number} of {len(filings)})" if len(filings) > 1 else ""
        try:
            with progress.step(f"{verb} {filing}{of}"):
                tell = work(filing)
        except InputError as error:
            print_findings(sort_findings(error.findings), err=True)
            code = 2
        else:
            code = max(code, tell())
    return code


def named(filing: str, filings: tuple[str, ...]) -> str:
    """What a line about a filing starts with, where there are several."""
    return f"{filing}: " if len(filings) > 1 else ""


def summary(result: CheckResult) -> str:
    """What a check found and what it looked at, in a line."""
    from tanshin.values.finding import tally

    counts = tally(result.findings)
    found = ", ".join(f"{count} {severity.name.lower()}" for severity, count in counts.items() if count)
    proved = ", ".join(f"{code} {count}" for code, count in sorted(result.checked.items()))
    return f"{found or 'no findings'}; checked: {proved}; not checkable: {len(result.not_checkable)}"
