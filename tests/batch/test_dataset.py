from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin import resources
from tanshin.batch.dataset import Dataset, Part, is_finished, open_dataset, parts_of
from tanshin.batch.job import FilingRow, Job, Limits, Outcome, Status, Verb
from tanshin.batch.work import perform
from tanshin.values.finding import InputError


def jobs(count: int) -> list[Job]:
    return [Job(Verb.FACTS, f"filing-{n:03}", f"/{n}", f"{n}", "1", Limits()) for n in range(count)]


def outcome(job: Job) -> Outcome:
    return Outcome(job.name, job.digest, (FilingRow(job.name, job.name, job.digest, "ok"),))


def work(dataset: Dataset, parts: tuple[Part, ...], most: int = 10**9) -> int:
    part_of = {job.name: part for part in parts for job in part.jobs}
    waiting = list(dataset.to_do(parts))[:most]
    for job in waiting:
        dataset.keep(part_of[job.name], job, outcome(job))
    return len(waiting)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_which_part_a_filing_is_in_does_not_hang_on_the_others() -> None:
    few, many = (parts_of(jobs(count)) for count in (200, 201))
    assert {part.name for part in few} <= set("0123456789abcdef")
    places = [{job.name: part.name for part in parts for job in part.jobs} for parts in (few, many)]
    assert places[0].items() <= places[1].items()
    assert [part.name for part in parts_of(jobs(64))] == ["all"]


def test_what_a_killed_batch_left_beside_its_files_is_removed(tmp_path: Path) -> None:
    parts = parts_of(jobs(3))
    with open_dataset(tmp_path) as dataset:
        work(dataset, parts)
        dataset.finish(parts)
    stage = tmp_path / "facts" / ".tanshin-abcdefgh"
    stage.mkdir()
    (stage / "new").write_bytes(b"half")
    with open_dataset(tmp_path) as dataset:
        assert not list(dataset.to_do(parts))
    assert not stage.exists()
    assert is_finished(tmp_path)


def test_a_batch_goes_on_where_another_stopped(tmp_path: Path) -> None:
    parts = parts_of(jobs(100))
    with open_dataset(tmp_path / "whole") as dataset:
        assert work(dataset, parts) == 100
        dataset.finish(parts)
    done = 0
    for most in (1, 30, 31, 100):
        with open_dataset(tmp_path / "pieces") as dataset:
            assert len(list(dataset.statuses(parts))) == done
            done += work(dataset, parts, most)
    assert done == 100
    with open_dataset(tmp_path / "pieces") as dataset:
        assert not list(dataset.to_do(parts))
        dataset.finish(parts)
    assert files(tmp_path / "pieces") == files(tmp_path / "whole")


@pytest.mark.parametrize("cut", range(1, 40, 6))
def test_a_line_that_was_being_written_is_done_again(tmp_path: Path, cut: int) -> None:
    parts = parts_of(jobs(5))
    with open_dataset(tmp_path) as dataset:
        for job in jobs(3):
            dataset.keep(parts[0], job, outcome(job))
    journal = tmp_path / ".journal-all.jsonl"
    journal.write_bytes(journal.read_bytes()[:-cut])
    with open_dataset(tmp_path) as dataset:
        assert work(dataset, parts) == 3
        dataset.finish(parts)
    with open_dataset(tmp_path) as dataset:
        assert not list(dataset.to_do(parts))
        assert len(list(dataset.statuses(parts))) == 5


def test_what_has_changed_is_done_again_and_what_is_gone_goes(tmp_path: Path) -> None:
    first = jobs(100)
    with open_dataset(tmp_path) as dataset:
        work(dataset, parts_of(first))
        dataset.finish(parts_of(first))
    changed = [Job(Verb.FACTS, first[0].name, "/0", "other", "1", Limits()), *first[1:]]
    with open_dataset(tmp_path) as dataset:
        again = {job.name for job in dataset.to_do(parts_of(changed))}
    assert first[0].name in again
    assert len(again) < len(first)
    with open_dataset(tmp_path) as dataset:
        work(dataset, parts_of(first[:3]))
        dataset.finish(parts_of(first[:3]))
    assert sorted(files(tmp_path)) == [
        "facts/part-all.parquet",
        "filings/part-all.parquet",
        "findings/part-all.parquet",
    ]


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    parts = parts_of(jobs(3))
    with open_dataset(tmp_path) as dataset:
        work(dataset, parts)
        dataset.finish(parts)
    (tmp_path / "filings" / "part-all.parquet").write_bytes(b"PAR1")
    with open_dataset(tmp_path) as dataset:
        assert work(dataset, parts) == 3


def test_two_batches_do_not_write_into_one_folder(tmp_path: Path) -> None:
    with open_dataset(tmp_path), pytest.raises(InputError, match="another batch"), open_dataset(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError) as caught, open_dataset(tmp_path / "file"):
        pass
    assert [finding.code for finding in caught.value.findings] == ["TNS097"]


def test_only_what_changed_is_done_again_however_many_parts_there_are(tmp_path: Path) -> None:
    for count, done in ((60, 60), (70, 10), (300, 230), (40, 0)):
        parts = parts_of(jobs(count))
        with open_dataset(tmp_path / "grown") as dataset:
            assert work(dataset, parts) == done
            dataset.finish(parts)
        with open_dataset(tmp_path / f"{count}") as dataset:
            work(dataset, parts)
            dataset.finish(parts)
        assert files(tmp_path / "grown") == files(tmp_path / f"{count}")
    changed = [replace(jobs(1)[0], digest="other"), *jobs(40)[1:]]
    with open_dataset(tmp_path / "grown") as dataset:
        assert len(list(dataset.statuses(parts_of(changed)))) == 39
        assert list(dataset.to_do(parts_of(changed))) == changed[:1]


@pytest.mark.parametrize(
    ("status", "again", "with_more_time"),
    [(Status.REFUSED, 0, 0), (Status.LATE, 0, 1), (Status.MEMORY, 0, 1), (Status.BROKEN, 1, 1)],
)
@pytest.mark.parametrize("whole", [True, False])
def test_what_another_run_may_do_better_is_done_again(
    tmp_path: Path, status: Status, again: int, with_more_time: int, *, whole: bool
) -> None:
    few = jobs(2 if whole else 3)
    parts = parts_of(few)
    with open_dataset(tmp_path) as dataset:
        dataset.keep(parts[0], few[0], Outcome(few[0].name, "", (FilingRow(few[0].name, "", "", status.value),)))
        dataset.keep(parts[0], few[1], outcome(few[1]))
    left = [] if whole else few[2:]
    longer = [replace(job, limits=Limits(seconds=1000)) for job in few]
    with open_dataset(tmp_path) as dataset:
        assert list(dataset.to_do(parts)) == few[:again] + left
    with open_dataset(tmp_path) as dataset:
        assert list(dataset.to_do(parts_of(longer))) == longer[:with_more_time] + longer[len(few) - len(left) :]


def test_a_file_that_breaks_when_it_is_read_is_told_and_made_again(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        work(dataset, parts_of(jobs(60)))
    path = tmp_path / "filings" / "part-all.parquet"
    path.write_bytes(b"PAR1" + b"\0" * 200 + path.read_bytes()[204:])
    with open_dataset(tmp_path) as dataset, pytest.raises(InputError, match="run the batch again"):
        work(dataset, parts_of(jobs(61)))
    with open_dataset(tmp_path) as dataset:
        assert work(dataset, parts_of(jobs(61))) == 60


def test_a_folder_that_vanishes_is_told(tmp_path: Path) -> None:
    parts = parts_of(jobs(2))
    with open_dataset(tmp_path / "d") as dataset:
        shutil.rmtree(tmp_path / "d")
        with pytest.raises(InputError, match="cannot be written"):
            dataset.keep(parts[0], jobs(1)[0], outcome(jobs(1)[0]))


def test_documents_that_cannot_be_written_are_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    job = Job(Verb.BUILD, "a", "mihon/fy2015-annual", "1", "1", Limits(), out=str(tmp_path / "file" / "documents"))
    place = replace(job, place=str(resources.samples_dir() / "mihon" / "fy2015-annual"))
    done = perform(place)
    assert [row.status for row in done.filings] == [Status.BROKEN]
    assert [row.code for row in done.findings] == ["TNS019"]
    parts = parts_of([place])
    for _ in range(2):
        with open_dataset(tmp_path / "dataset") as dataset:
            assert list(dataset.to_do(parts)) == [place]
            dataset.keep(parts[0], place, done)


def test_a_part_that_is_replaced_halfway_is_not_whole(tmp_path: Path) -> None:
    for name, count in (("old", 3), ("new", 4), ("many", 100)):
        parts = parts_of(jobs(count))
        with open_dataset(tmp_path / name) as dataset:
            work(dataset, parts)
            dataset.finish(parts)
        assert is_finished(tmp_path / name)
    for table in ("facts", "findings"):
        part = f"{table}/part-all.parquet"
        (tmp_path / "old" / part).write_bytes((tmp_path / "new" / part).read_bytes())
        assert not is_finished(tmp_path / "old")
    shutil.copytree(tmp_path / "many", tmp_path / "new", dirs_exist_ok=True)
    assert not is_finished(tmp_path / "new")
