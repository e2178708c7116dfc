"""The verb that checks filings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tanshin.cli.common import FILINGS, LANG, PACKAGES, SEVERITIES, each, guarded, named, spoken

if TYPE_CHECKING:
    from tanshin.report.filing import Filing
    from tanshin.tell.checked import Checked
    from tanshin.validate.check import CheckResult
    from tanshin.values.finding import Finding, Severity


@click.command()
@FILINGS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "junit", "html", "deviations"]),
    default="text",
    show_default=True,
    help="Shape of the output: text for people, html as one page for the browser, deviations as the lines with which "
    "deviations.csv would accept what was found, the others for machines.",
)
@LANG
@PACKAGES
@click.option(
    "--sums",
    "mode",
    type=click.Choice(["c10", "c10d", "c11r", "c11t"]),
    help="Judge only the sums of XBRL instances of any size: by XBRL 2.1 (c10; c10d with repeated facts once), or by "
    "Calculations 1.1 with figures rounded (c11r) or cut off (c11t).",
)
@click.option(
    "--arelle",
    "second",
    is_flag=True,
    help="Also ask Arelle, offline, about the same documents: what it objects to, and every sum that only one of the "
    "two judges calls wrong. Of canonical data it is given what a build makes.",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="inconsistency",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("--verbose", is_flag=True, help="Also list what is only worth knowing (INFO), and what was compared.")
@click.option("--all", "everything", is_flag=True, help="List every finding, also of a rule that has very many.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="A folder that FILING was built into earlier: prove that its files still say what the data say. The page "
    "links each finding to its figure in there.",
)
@click.option(
    "--text",
    "texts",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A draft of FILING's release (text, HTML, PDF): match every figure it states. May be given several times.",
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The certificate (PEM) of whoever has to have signed the build in --output.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write instead of printing.")
@guarded
def check(  # noqa: PLR0913, PLR0917 - each option is an argument
    filings: tuple[str, ...],
    form: str,
    lang: str,
    packages: tuple[Path, ...],
    mode: str | None,
    second: bool,
    fail_on: str,
    verbose: bool,
    everything: bool,
    output: Path | None,
    texts: tuple[Path, ...],
    certificate: Path | None,
    out: Path | None,
) -> None:
    """Check every FILING: every sum and identity, and every printed figure against the one that follows from the facts.

    Of several the exit code is the highest, and JSON is an array with one object for each that could be read, which
    names it as `filing`. SARIF, JUnit and HTML hold all of them, also those that cannot be read.

    FILING may also be what anybody published: an XBRL instance, Inline XBRL documents, a package of TDnet or of XBRL
    International, a folder of them. Its facts, sums and dimensions are checked by the taxonomy that it names, as far as
    it is at hand, and a summary of the exchange's form by the rules of the form.

    With --output the files of an earlier build are read back as well: each figure, in every page, instance and chart;
    with --certificate the build has to be signed by its owner.

    With --text a draft of the release is read: each figure it states is matched to one of the filing or of those before
    it, and those that match nothing, or another period or line than the words say, are listed.

    With --arelle the documents are judged a second time, by Arelle, which knows nothing of our rules; nothing is
    fetched for that.

    Example: tanshin check samples/iij/fy2012-annual --format html --lang ja --out check.html
    """
    from tanshin import api
    from tanshin.tell.checked import Checked
    from tanshin.values.finding import Severity

    _refuse(filings, output, texts, mode, second)
    if certificate and not output:
        raise click.UsageError("--certificate is about a build: name its folder with --output.")
    threshold, told = Severity[fail_on.upper()], list[Checked]()
    least = Severity.INFO if verbose else Severity.WARNING

    def one(filing: str) -> Callable[[], int]:
        mine = list(_checked(filing, output, certificate, texts, packages, mode, second))
        told.extend(mine)

        def tell() -> int:
            if form == "text" and out is None:
                names = tuple(checked.name for checked in mine) if len(mine) > 1 else filings
                click.echo("".join(_text(checked, names, least, everything) for checked in mine), nl=False)
            return int(any(checked.is_failed(threshold) for checked in mine))

        return tell

    def failed(filing: str, findings: tuple[Finding, ...]) -> None:
        told.append(Checked(filing, findings, roots=api.input_roots(filing)))

    code = each(filings, "Checking", one, failed)
    if form == "deviations":
        shape = "".join(api.deviation_lines(one.filing, one.result) for one in told if one.filing and one.result)
    elif form == "text":
        shape = "".join(_text(one, filings, least, everything) for one in told if one.result) if out else ""
    else:
        shape = _shape(told, form, threshold, output, out, several=len(told) > 1)
    if out:
        from tanshin.values.output import write_file

        write_file(out, shape.encode())
    elif shape:
        click.echo(shape, nl=False)
    sys.exit(code)


def _refuse(
    filings: tuple[str, ...], output: Path | None, texts: tuple[Path, ...], mode: str | None, second: bool
) -> None:
    """What is about one filing goes with one, and what looks at sums alone with nothing else."""
    if output and len(filings) > 1:
        raise click.UsageError("--output is the folder of one FILING.")
    if texts and len(filings) > 1:
        raise click.UsageError("--text is a draft about one FILING.")
    if second and mode:
        raise click.UsageError("--sums judges sums alone, and by our engine; leave --sums or --arelle out.")


def _checked(
    place: str,
    output: Path | None,
    certificate: Path | None,
    texts: tuple[Path, ...],
    packages: tuple[Path, ...],
    mode: str | None,
    second: bool,
) -> Iterator[Checked]:
    """What was found in a filing, or in each report of another place."""
    from tanshin import api
    from tanshin.published import check_published, check_sums, is_published
    from tanshin.tell.checked import Checked

    if not is_published(place) and not mode:
        found = api.read_filing(place)
        result = _result(found, place, output, certificate, texts, second)
        yield Checked(place, result.findings, result, found, api.input_roots(place, found))
        return
    if output or texts:
        raise click.UsageError("--output and --text are about canonical data.")
    if mode:
        from tanshin.validate.calculation import Mode

        result = check_sums(place, Mode(mode), packages)
        yield Checked(place, result.findings, result)
        return
    if second:
        from tanshin.judging import judge_published as check_published
    for name, result in check_published(place, packages):
        yield Checked(name, result.findings, result)


def _result(
    filing: Filing, place: str, output: Path | None, certificate: Path | None, texts: tuple[Path, ...], second: bool
) -> CheckResult:
    """The check of a filing beside those before it, of drafts of its release, and of what was or is built of it."""
    from msgspec.structs import replace

    from tanshin import api
    from tanshin.values.finding import sort_findings

    earlier, unusable = api.usable_before(filing, place)
    result = api.check(filing, earlier)
    if unusable:
        result = replace(result, findings=sort_findings((*result.findings, *unusable)))
    if texts:
        result = api.check_drafts(filing, texts, result, earlier)
    if second:
        result = _second_opinion(filing, result, earlier)
    if not output:
        return result
    if certificate is None:
        return api.prove(filing, output, result, earlier)
    from tanshin.values.certificate import read_certificate

    return api.prove(filing, output, result, earlier, read_certificate(certificate))


def _second_opinion(filing: Filing, result: CheckResult, earlier: tuple[Filing, ...]) -> CheckResult:
    """The check with what Arelle says of the documents of a build, if there can be one."""
    from msgspec.structs import replace

    from tanshin import api
    from tanshin.judging import judge_build
    from tanshin.values.finding import Severity
    from tanshin.values.message import say

    if any(finding.severity is Severity.ERROR for finding in result.findings):
        unknown = say("what Arelle says: no documents follow from a filing with errors")
        return replace(result, not_checkable=(*result.not_checkable, unknown))
    return judge_build(filing, api.produce(filing, result, earlier=earlier).files, result)


def _text(checked: Checked, filings: tuple[str, ...], least: Severity, everything: bool) -> str:
    from tanshin.tell.quote import Quoter
    from tanshin.tell.text import check_lines, compared_lines, draft_lines, profile_lines, summary
    from tanshin.values.finding import Severity

    language = spoken()
    lines = list(check_lines(checked, language, quoter=Quoter(checked.roots), least=least, everything=everything))
    lines += profile_lines(checked, language)
    lines += draft_lines(checked, language)
    if least is Severity.INFO:
        lines += [*compared_lines(checked, language), ""]
    return "".join(
        f"{line}\n" for line in (*lines, f"{named(checked.name, filings)}{summary(checked, language, least)}")
    )


def _shape(
    told: list[Checked], form: str, threshold: Severity, output: Path | None, out: Path | None, *, several: bool
) -> str:
    """What was found as a document of one of the other formats."""
    from tanshin import api
    from tanshin.tell.quote import Quoter

    language = spoken()
    quoter = Quoter(tuple(dict.fromkeys(root for one in told for root in one.roots)))
    match form:
        case "sarif":
            from tanshin.tell.sarif import as_sarif

            return as_sarif(told, quoter, language)
        case "junit":
            from tanshin.tell.junit import as_junit

            return as_junit(told, threshold, language).decode()
        case "html":
            from tanshin.tell.html import as_html

            return as_html(told, quoter, language, output=output, base=out.absolute().parent if out else Path.cwd())
    shapes = [api.check_json(one.result, one.name if several else None, language.code) for one in told if one.result]
    if not several:
        return "".join(shapes)
    joined = ",\n".join(shape.rstrip() for shape in shapes)
    return f"[\n{joined}\n]\n" if shapes else "[]\n"
