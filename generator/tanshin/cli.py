"""The command line: arguments in, words and exit codes out.

Everything heavy is imported inside the commands, so that ``tanshin --help`` answers at once. Exit codes: 0 clean,
1 findings at or above the threshold, 2 unusable input; of several filings the highest, and one that fails does not stop
the others.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from tanshin import __version__

# A command makes many small values that live until it ends; looking for garbage among them finds none, neither while
# it runs nor when the interpreter shuts down.
gc.set_threshold(1_000_000)
atexit.register(gc.freeze)

# No plugin that happens to be installed takes part in reading figures; not looking for any also saves time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

if TYPE_CHECKING:
    from tanshin.validate.check import CheckResult
    from tanshin.values.finding import Finding

_P = ParamSpec("_P")
_R = TypeVar("_R")

_SEVERITIES = ["error", "inconsistency", "warning", "info"]
_OURS = (
    "the files made of this filing do not say what its data say. The fault is in the program, not in the data; "
    "please report it with the lines above"
)
_FILING = click.argument("filing", metavar="FILING")
_FILINGS = click.argument("filings", metavar="FILING...", nargs=-1, required=True)
_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Shape of the output.",
)


def _guarded(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """Unusable input ends with its findings on the error stream and exit code 2, never with a traceback."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        from tanshin.values.finding import InputError, sort_findings

        try:
            return command(*args, **kwargs)
        except InputError as error:
            _tell(sort_findings(error.findings), err=True)
            sys.exit(2)

    return run


def _tell(findings: Iterable[Finding], *, err: bool = False) -> None:
    from tanshin.values.finding import render

    for finding in findings:
        click.echo(render(finding), err=err)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Turn one set of canonical figures into everything a listed company publishes, and prove it consistent.

    FILING is a folder of canonical data, or the name of a packaged sample such as iij/fy2012-annual.
    """
    from tanshin.values.memory import remember

    remember()


@main.command()
@_FILING
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default="en", show_default=True, help="Language of the labels."
)
@click.option("--prints", is_flag=True, help="List every printed figure instead, with the fact it is.")
@click.option(
    "--origins",
    is_flag=True,
    help="List every printed figure instead, and whether it is derived, adjusted so that its table foots, or given.",
)
@_guarded
def facts(filing: str, form: str, lang: str, prints: bool, origins: bool) -> None:
    """List every fact of FILING, each once, with the table that it was read from.

    Example: tanshin facts iij/fy2012-annual --format csv > facts.csv
    """
    from tanshin import api

    if origins:
        if form == "csv" or prints:
            raise click.UsageError("--origins is written as text or json, without --prints.")
        from tanshin.validate import printing_listing

        read = api.read_filing(filing)
        printed = api.printings(read, api.earlier_filings(read, filing))
        click.echo((printing_listing.as_json if form == "json" else printing_listing.as_text)(printed), nl=False)
        return
    from tanshin.report.listing import as_csv, as_json, as_text

    found = api.read_filing(filing)
    rows = api.print_rows(found) if prints else api.fact_rows(found, lang)
    write = {"text": as_text, "json": as_json, "csv": as_csv}[form]
    click.echo(write(rows), nl=False)


@main.command()
@_FILINGS
@_FORMAT
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="inconsistency",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("--verbose", is_flag=True, help="Also list what is only worth knowing (INFO).")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="A folder that FILING was built into earlier: prove that its files still say what the data say.",
)
def check(filings: tuple[str, ...], form: str, fail_on: str, verbose: bool, output: Path | None) -> None:
    """Check every FILING: every sum and identity, and every printed figure against the one that follows from the facts.

    Of several the exit code is the highest, and JSON is an array with one object for each that could be read, which
    names it as `filing`.

    With --output the files of an earlier build are read back as well: each figure, in every page, instance and chart.

    Example: tanshin check samples/iij/fy2012-annual --format json
    """
    from tanshin import api
    from tanshin.values.finding import Severity

    if output and len(filings) > 1:
        raise click.UsageError("--output is the folder of one FILING.")
    shapes: list[str] = []

    def one(filing: str) -> Callable[[], int]:
        found = api.read_filing(filing)
        result = api.check(found)
        if output:
            result = api.prove(found, output, result, api.earlier_filings(found, filing) if found.presentation else ())

        def tell() -> int:
            if form == "json":
                shapes.append(api.check_json(result, None if len(filings) == 1 else filing))
            else:
                _tell(finding for finding in result.findings if verbose or finding.severity > Severity.INFO)
                click.echo(f"{_named(filing, filings)}{_summary(result)}")
            return int(any(finding.severity >= Severity[fail_on.upper()] for finding in result.findings))

        return tell

    code = _each(filings, "Checking", one)
    if form == "json" and len(filings) > 1:
        joined = ",\n".join(shape.rstrip() for shape in shapes)
        shapes = [f"[\n{joined}\n]\n" if shapes else "[]\n"]
    click.echo("".join(shapes), nl=False)
    sys.exit(code)


def _each(filings: tuple[str, ...], verb: str, work: Callable[[str], Callable[[], int]]) -> int:
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
            _tell(sort_findings(error.findings), err=True)
            code = 2
        else:
            code = max(code, tell())
    return code


def _named(filing: str, filings: tuple[str, ...]) -> str:
    """What a line about a filing starts with, where there are several."""
    return f"{filing}: " if len(filings) > 1 else ""


def _summary(result: CheckResult) -> str:
    from tanshin.values.finding import tally

    counts = tally(result.findings)
    found = ", ".join(f"{count} {severity.name.lower()}" for severity, count in counts.items() if count)
    proved = ", ".join(f"{code} {count}" for code, count in sorted(result.checked.items()))
    return f"{found or 'no findings'}; checked: {proved}; not checkable: {len(result.not_checkable)}"


@main.command()
@_FILINGS
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to write; replaced as a whole.")
@click.option(
    "--inline", type=click.Choice(["1.0", "1.1"]), default="1.0", show_default=True, help="Version of Inline XBRL."
)
def build(filings: tuple[str, ...], out: Path, inline: str) -> None:
    """Build every document of FILING into a folder: the form, the statements, the instance, the taxonomy, an index.

    Several filings get a folder each below --out, named like their own. Input with an error is refused, and its folder
    stays as it was, while the others are built; whatever else the check finds is shown in index.html.

    Example: tanshin build iij/fy2012-annual --out build/fy2012-annual
    """
    from tanshin import api

    folders = [_folder_of(filing, filings, out) for filing in filings]
    if len(set(folders)) < len(folders):
        raise click.UsageError("Two of the filings have folders of one name, and one would replace the other.")
    places = dict(zip(filings, folders, strict=True))

    def one(filing: str) -> Callable[[], int]:
        found = api.read_filing(filing)
        # Only charts need the filings before.
        earlier = api.earlier_filings(found, filing) if found.presentation else ()
        result = api.build(found, places[filing], inline, earlier)

        def tell() -> int:
            _tell(result.errors, err=True)
            if result.errors:
                click.echo(f"nothing was written to {places[filing]}: correct the errors above first", err=True)
                return 1
            if result.faults:
                _tell(result.faults, err=True)
                click.echo(f"nothing was written to {places[filing]}: {_OURS}", err=True)
                return 1
            index = places[filing] / "index.html"
            click.echo(f"{_named(filing, filings)}{len(result.files)} files written; open {index}")
            return 0

        return tell

    sys.exit(_each(filings, "Building", one))


def _folder_of(filing: str, filings: tuple[str, ...], out: Path) -> Path:
    """Where a filing is built: of several, each below ``out`` under the name of its folder."""
    return out / Path(filing).absolute().name if len(filings) > 1 else out


@main.group()
def taxonomy() -> None:
    """Build, check and show a taxonomy. TAXONOMY is a folder of YAML, or the name of a packaged one such as iij."""


@taxonomy.command("build")
@click.argument("name", metavar="TAXONOMY")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The package (ZIP) to write.")
@_guarded
def taxonomy_build(name: str, out: Path) -> None:
    """Write TAXONOMY as a taxonomy package: schema, linkbases, catalog, entry points for each of its eras.

    Example: tanshin taxonomy build iij --out iij.zip
    """
    from tanshin import api

    api.build_taxonomy(api.read_eras(name), out)
    click.echo(f"taxonomy package written: {out}")


@taxonomy.command("check")
@click.argument("name", metavar="TAXONOMY")
@_FORMAT
@_guarded
def taxonomy_check(name: str, form: str) -> None:
    """Check TAXONOMY against the rules EDINET and FRTA set for taxonomies, as far as they apply, in all its eras.

    Example: tanshin taxonomy check iij
    """
    from tanshin import api
    from tanshin.values.finding import Severity

    result = api.check_taxonomy(api.read_eras(name))
    if form == "json":
        click.echo(api.check_json(result), nl=False)
    else:
        _tell(result.findings)
        click.echo(_summary(result))
    if any(finding.severity >= Severity.WARNING for finding in result.findings):
        sys.exit(1)


@taxonomy.command("show")
@click.argument("name", metavar="TAXONOMY")
@click.argument("concept", required=False)
@click.option("--lang", type=click.Choice(["ja", "en"]), default="en", show_default=True)
@click.option("--era", help="The era to show; without it the newest, or the newest that has CONCEPT.")
@click.option("--history", is_flag=True, help="Show the captions of CONCEPT in every era, and what gave way to what.")
@_guarded
def taxonomy_show(name: str, concept: str | None, lang: str, era: str | None, history: bool) -> None:
    """Show the statements of TAXONOMY as trees, or everything about one CONCEPT.

    Example: tanshin taxonomy show iij CashAndCashEquivalents --history
    """
    from tanshin import api

    if history and (concept is None or era is not None):
        raise click.UsageError("--history is of one CONCEPT, in all eras: name the concept and no --era.")
    eras = api.read_eras(name)
    if history and concept:
        click.echo(api.show_history(eras, concept, lang), nl=False)
    else:
        click.echo(api.show_taxonomy(eras, concept, lang, era), nl=False)


@main.command()
@click.argument("code")
@_guarded
def explain(code: str) -> None:
    """Explain a finding by its CODE: what it means, why it matters, what to do.

    Example: tanshin explain TNS101
    """
    from tanshin import api

    click.echo(api.explain(code), nl=False)


@main.command()
@_guarded
def rules() -> None:
    """List every rule with its code, severity and one sentence.

    Example: tanshin rules
    """
    from tanshin import api

    for line in api.rule_lines():
        click.echo(line)
