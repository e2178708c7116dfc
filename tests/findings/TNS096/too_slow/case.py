"""A filing that takes longer than it may."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

import tanshin
from tanshin.batch.job import Job, Limits, Outcome, Verb, encoded
from tanshin.batch.worker import perform_apart
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.source import Source


def findings(folder: Path) -> Iterable[Finding]:
    place = str(folder / "example" / "annual")
    job = Job(Verb.CHECK, "example/annual", place, "", tanshin.__version__, Limits(seconds=0.01))
    outcome = msgspec.json.decode(perform_apart(encoded(job)), type=Outcome)
    (row,) = outcome.findings
    message = say("it was not done within {seconds:g} seconds", seconds=job.limits.seconds)
    assert row.message == message
    return [Finding(row.code, Severity[row.severity], message, (Source(job.name),))]
