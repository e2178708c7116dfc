"""The verbs for many filings: one works on them, the other asks what came of it."""

from __future__ import annotations

import atexit
import gc
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tanshin.cli.common import LANG, PACKAGES, guarded, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tanshin.batch.history import Row

_MEGABYTE = 1 << 20
#: What shells say of a command that Ctrl-C ended.
_INTERRUPTED = 130


@click.command()
@click.argument("verb", type=click.Choice(["check", "facts", "build"]))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder of the dataset.")
@click.option("--scheduler", help="The address of a Dask scheduler, such as tcp://host:8786, instead of this machine.")
@click.option("--workers", type=click.IntRange(1, 1024), help="Workers on this machine; without it one for each core.")
@click.option(
    "--time-limit", type=click.FloatRange(0, 86_400, min_open=True), default=120, show_default=True, help="Seconds."
)
@click.option("--memory-limit", type=click.IntRange(256, 1 << 20), default=2048, show_default=True, help="Megabytes.")
@PACKAGES
@LANG
@guarded
def batch(  # noqa: PLR0913, PLR0917 - each option is an argument
    verb: str,
    paths: tuple[Path, ...],
    out: Path,
    scheduler: str | None,
    workers: int | None,
    time_limit: float,
    memory_limit: int,
    packages: tuple[Path, ...],
    lang: str,
) -> None:
    """Check, list or build every filing below each PATH, and keep the results as tables in Parquet.

    Filings are folders of canonical data, workbooks, and what others publish: instances, Inline XBRL, packages. Each is
    worked on in a process of its own within limits of time and memory, so that a damaged one costs nothing but itself.
    The same command goes on where it was killed. The documents of a build are in `documents` below the dataset.

    The exit code is 0 where every filing was read, else 1; 130 where the batch was interrupted.

    Example: tanshin batch facts filings/ --out dataset
    """
    from tanshin.batch.job import Limits, Verb
    from tanshin.batch.progress import shown
    from tanshin.batch.run import run
    from tanshin.values.message import say

    limits = Limits(time_limit, memory_limit * _MEGABYTE)
    counts: Counter[str] = Counter()
    try:
        steps = run(Verb(verb), paths, out, scheduler, workers, limits, packages, lang)
        for totals in shown(steps, spoken().say):
            counts = totals
    except KeyboardInterrupt:
        click.echo(spoken().say(say("interrupted; the same command goes on")), err=True)
        sys.exit(_INTERRUPTED)
    told = spoken().say(say("{reports} reports in {out}", reports=counts.total(), out=out))
    parts = [f"{count} {status}" for status, count in sorted(counts.items())]
    click.echo(f"{told}: {', '.join(parts)}")
    sys.exit(int(set(counts) != {"ok"}))


@click.command()
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option("--concept", help="What was reported of this concept through time.")
@click.option("--peers", help="What each entity reported last of this concept.")
@click.option("--rule", help="Every finding with this code.")
@click.option("--restated", is_flag=True, help="Figures that a later report gives otherwise than an earlier one.")
@click.option("--entity", help="Only of this entity; with --concept and --restated.")
@click.option("--members", is_flag=True, help="With --concept: also by segment and every other dimension.")
@click.option("--period-end", type=click.DateTime(["%Y-%m-%d"]), help="With --peers: of periods that end on this day.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@LANG
@guarded
def history(  # noqa: PLR0913, PLR0917 - each option is an argument
    dataset: Path,
    concept: str | None,
    peers: str | None,
    rule: str | None,
    restated: bool,
    entity: str | None,
    members: bool,
    period_end: datetime | None,
    form: str,
    lang: str,
) -> None:
    """Ask the DATASET that `tanshin batch` has written.

    Example: tanshin history dataset --concept OperatingIncome --entity 37740
    """
    from tanshin.batch import history as ask
    from tanshin.tell.rows import as_columns, as_form

    atexit.unregister(gc.freeze)  # DuckDB counts at the end what is left of it
    if sum((concept is not None, peers is not None, rule is not None, restated)) != 1:
        raise click.UsageError("ask one thing: --concept, --peers, --rule or --restated.")
    rows: Iterator[Row]
    if concept is not None:
        rows = ask.concept_through_time(dataset, concept, entity, members=members)
    elif peers is not None:
        rows = ask.peers(dataset, peers, period_end.date() if period_end else None)
    elif rule is not None:
        rows = ask.broken(dataset, rule)
    else:
        rows = ask.restatements(dataset, entity)
    found = list(rows)
    click.echo(as_form(found, form, lambda: as_columns(found, spoken())), nl=False)
