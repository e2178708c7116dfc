"""What commands share: arguments, the way findings are told, and the work on several filings."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from tanshin.tell.language import Language
    from tanshin.validate.check import CheckResult
    from tanshin.values.finding import Finding

_P = ParamSpec("_P")
_R = TypeVar("_R")

SEVERITIES = ["error", "inconsistency", "warning", "info"]
FILING = click.argument("filing", metavar="FILING")
FILINGS = click.argument("filings", metavar="FILING...", nargs=-1, required=True)
PACKAGES = click.option(
    "--package",
    "packages",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A taxonomy package (ZIP) in which the schemas of published reports are looked for. May be given several "
    "times.",
)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Shape of the output.",
)
LANG = click.option(
    "--lang",
    type=click.Choice(["en", "ja"]),
    default="en",
    show_default=True,
    help="Language of what is said.",
)


def guarded(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """Unusable input ends with its findings on the error stream and exit code 2, never with a traceback.

    So does a standard output that takes no more.
    """

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        from tanshin.values.finding import InputError, sort_findings

        try:
            return command(*args, **kwargs)
        except InputError as error:
            print_findings(sort_findings(error.findings), err=True)
            sys.exit(2)
        except OSError as error:
            if error.filename is None:
                end_unprinted(error)
            print_findings(unreadable(error), err=True)
            sys.exit(2)

    return run


def speak_everywhere_alike() -> None:
    """What goes to a file or another program is UTF-8, wherever it is written.

    A terminal gets its own alphabet; a letter that it does not have is no reason to stop.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


def end_unprinted(error: OSError) -> NoReturn:
    """End the program because what it prints cannot be written: on a full disk, say.

    Raises:
        OSError: it is not that. A reader who has gone, as `head` does, is told to nobody by click.
    """
    # An error about a file names it, one about a stream does not.
    if error.filename is not None or error.errno in {None, errno.EPIPE}:
        raise error
    from tanshin.values.finding import Finding, Severity
    from tanshin.values.message import say
    from tanshin.values.output import remedy
    from tanshin.values.source import Source

    # What the stream still holds goes nowhere, or Python would try again at its end.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    reason = (error.strerror or str(error)).lower()
    words = say("what is printed cannot be written: {reason}; {remedy}", reason=reason, remedy=remedy(error))
    with suppress(OSError):
        print_findings((Finding("TNS019", Severity.ERROR, words, (Source("stdout"),)),), err=True)
    sys.exit(2)


def unreadable(error: OSError) -> tuple[Finding, ...]:
    """What to say of a place that the system cannot even look for: its name is too long, a folder is closed to us.

    Raises:
        OSError: the error is not about a place.
    """
    from tanshin.values.finding import Finding, Severity
    from tanshin.values.message import say
    from tanshin.values.source import Source

    if not isinstance(error.filename, str | bytes):
        raise error
    name, reason = os.fsdecode(error.filename), (error.strerror or str(error)).lower()
    message = say("{name} cannot be read: {reason}", name=name, reason=reason)
    return (Finding("TNS001", Severity.ERROR, message, (Source(name),)),)


def spoken() -> Language:
    """The language of the command that runs: that of its option ``--lang``, if it has one."""
    from tanshin.tell.language import language

    context = click.get_current_context(silent=True)
    return language(str(context.params.get("lang", "en")) if context else "en")


def print_findings(findings: Iterable[Finding], *, err: bool = False, place: str | Path | None = None) -> None:
    """Findings as lines, on the output or the error stream; with the lines they are about, if ``place`` is a filing."""
    from tanshin import api
    from tanshin.tell.quote import Quoter
    from tanshin.tell.text import all_lines

    quoter = Quoter(api.input_roots(place)) if place is not None else None
    for line in all_lines(findings, spoken(), quoter):
        click.echo(line, err=err)


def each(
    filings: tuple[str, ...],
    verb: str,
    work: Callable[[str], Callable[[], int]],
    failed: Callable[[str, tuple[Finding, ...]], None] | None = None,
) -> int:
    """Do something with each filing, then tell about it; the highest exit code. One that fails does not stop others.

    ``failed`` hears of a filing that cannot be used, beside the findings that are printed.
    """
    from tanshin.progress import Progress
    from tanshin.values.finding import InputError, sort_findings

    progress, code = Progress(), 0
    for number, filing in enumerate(filings, 1):
        of = f" ({number} of {len(filings)})" if len(filings) > 1 else ""
        try:
            with progress.step(f"{verb} {filing}{of}"):
                tell = work(filing)
        except (InputError, OSError) as error:
            found = sort_findings(error.findings if isinstance(error, InputError) else unreadable(error))
            print_findings(found, err=True, place=filing)
            if failed:
                failed(filing, found)
            code = 2
        else:
            code = max(code, tell())
    return code


def named(filing: str, filings: tuple[str, ...]) -> str:
    """What a line about a filing starts with, where there are several."""
    return f"{filing}: " if len(filings) > 1 else ""


def summary(result: CheckResult) -> str:
    """What a check found and what it looked at, in a line."""
    from tanshin.tell.checked import Checked
    from tanshin.tell.text import summary as in_words

    return in_words(Checked("", result.findings, result), spoken())
