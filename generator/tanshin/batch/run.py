"""A whole batch: what there is to do, done on all workers, into a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

import tanshin
from tanshin.batch.dataset import open_dataset, parts_of
from tanshin.batch.engine import cluster, perform_all
from tanshin.batch.job import Job, Limits, Verb
from tanshin.batch.place import Digests, Place, places

_BUILT = "documents"


class Step(Struct, frozen=True):
    """How far a batch is, in filings; ``statuses`` are those of the reports that this step adds."""

    done: int
    total: int
    statuses: tuple[str, ...] = ()


def run(
    verb: Verb,
    paths: Iterable[Path],
    out: Path,
    scheduler: str | None = None,
    workers: int | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    packages: tuple[Path, ...] = (),
    lang: str = "en",
) -> Iterator[Step]:
    """Do something with every filing below some paths; after each one, how far it is.

    The results are in the folder ``out``: tables as `schema` says, and of a build the documents of each filing below
    ``documents``. What an earlier run has done of it is not done again.

    Raises:
        InputError: a path, the folder or the scheduler cannot be used.
    """
    jobs = jobs_of(verb, places(paths, out), out.absolute(), limits, packages, lang)
    with open_dataset(out) as dataset:
        parts = parts_of(jobs)
        part_of = {job.name: part for part in parts for job in part.jobs}
        by_name = {job.name: job for job in jobs}
        waiting = list(dataset.to_do(parts))
        done = len(jobs) - len(waiting)
        yield Step(done, len(jobs), tuple(dataset.statuses(parts)))
        if waiting:
            with cluster(scheduler, workers) as client:
                for outcome in perform_all(waiting, client):
                    dataset.keep(part_of[outcome.name], by_name[outcome.name], outcome)
                    done += 1
                    yield Step(done, len(jobs), tuple(row.status for row in outcome.filings))
        dataset.finish(parts)


def jobs_of(
    verb: Verb, found: Iterable[Place], out: Path, limits: Limits, packages: tuple[Path, ...], lang: str
) -> list[Job]:
    """What is to be done with each place; the documents of a build go below the folder ``out``."""
    given = tuple(one.resolve() for one in packages)
    digests = Digests()
    return [
        Job(
            verb,
            one.name,
            one.path,
            digests.of(Path(one.path), given),
            tanshin.__version__,
            limits,
            tuple(map(str, given)),
            str(out / _BUILT / one.name) if verb is Verb.BUILD else None,
            lang,
            digests.issuer_of(one),
        )
        for one in found
    ]
