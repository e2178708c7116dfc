from __future__ import annotations

import threading

import msgspec
import pytest

import tanshin
from tanshin.batch import worker
from tanshin.batch.job import FilingRow, Job, Limits, Outcome, Status, Verb, encoded
from tanshin.batch.work import given_up
from tanshin.values.message import say
from tanshin.values.process import ProcessError

_FULL = say("it needs more than {memory:,} bytes of memory", memory=1)


class _Child:
    """Stands for the process: what earlier filings took there is missing for later ones, and one breaks it."""

    started: list[_Child]

    def __init__(self, module: str, arguments: list[str]) -> None:
        self.is_ended = False
        self.done: list[str] = []
        _Child.started.append(self)

    def ask(self, request: str, timeout: float) -> str:
        job = msgspec.json.decode(request, type=Job)
        self.done.append(job.name)
        if job.name == "breaks":
            raise ProcessError("it ended", is_late=False)
        if job.name == "huge" or (job.name == "large" and len(self.done) > 1):
            return encoded(given_up(job, Status.MEMORY, _FULL)).decode() + "\n"
        return encoded(Outcome(job.name, "", (FilingRow(job.name, job.name, "", "ok"),))).decode() + "\n"

    def end(self) -> None:
        self.is_ended = True


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[_Child]:
    monkeypatch.setattr(worker, "LineProcess", _Child)
    monkeypatch.setattr(worker, "_kept", threading.local())
    monkeypatch.setattr(_Child, "started", [], raising=False)
    return _Child.started


def _status(name: str) -> str:
    job = Job(Verb.CHECK, name, f"/{name}", "", tanshin.__version__, Limits())
    (row,) = msgspec.json.decode(worker.perform_apart(encoded(job)), type=Outcome).filings
    return row.status


@pytest.mark.parametrize(("name", "status"), [("large", "ok"), ("huge", "memory"), ("breaks", "broken")])
def test_what_goes_wrong_in_a_warm_process_is_tried_in_a_new_one(started: list[_Child], name: str, status: str) -> None:
    assert [_status(one) for one in ("small", name, "small")] == ["ok", status, "ok"]
    assert [one.done for one in started][:2] == [["small", name], [name] if name == "breaks" else [name, "small"]]
    assert [one.is_ended for one in started] == [True] * (len(started) - 1) + [False]


def test_a_new_process_has_the_last_word(started: list[_Child]) -> None:
    assert _status("huge") == "memory"
    assert [one.done for one in started] == [["huge"]]
