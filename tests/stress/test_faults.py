"""What the system refuses while something is written costs nothing of what was there, and is told in a line."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.stress.record import record
from tests.stress.scenes import KILLS, LONG, content, done, lay_out, litter, orders, written
from tests.stress.victim import FILE, ROOT, TREE, End, Victims

#: What the system may say, whether from then on always, and what a person is told to do.
FAULTS = {
    "full": (errno.ENOSPC, True, "make room there, or name a place on another disk"),
    "read-only": (errno.EROFS, True, "name a place where you may write, or have the right to write there given to you"),
    "forbidden": (errno.EACCES, False, "name a place where you may write, or have the right"),
    "damaged": (errno.EIO, False, "name a place on another disk; this one may be damaged"),
    "in use": (errno.EBUSY, False, "close the program that has it open, then do it again"),
}
#: Calls without which nothing is written; others are made once more, or may fail.
NEEDED = {"open", "os.rename", "exchange"}


#: Of so many calls one fails in each of the tests, another for each fault; in the long run each does.
EVERY = 3


def assert_told(end: End, code: int, remedy: str) -> None:
    """One line: which place, why, that nothing is lost, what to do; and the exit code for what cannot be used."""
    assert end.code == 2
    assert end.told.count("\n") == 1
    for words in ("TNS019", os.strerror(code).lower(), "what was there is unchanged", remedy):
        assert words in end.told


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("way", ["one step", "two renames", "file"])
def test_any_call_of_writing_may_fail(victims: Victims, tmp_path: Path, way: str, fault: str) -> None:
    code, lasting, remedy = FAULTS[fault]
    out = tmp_path / "work" / "out"
    verb = FILE if way == "file" else TREE
    new = replace(orders(tmp_path, (verb, *written(tmp_path, "new"))), in_two=way == "two renames")
    old = replace(new, command=(verb, *written(tmp_path, "old")))
    other = replace(new, command=(FILE, str(tmp_path / "work" / "other"), str(tmp_path / "told")))
    done(victims, old)
    before = content(out)
    calls = done(victims, new).calls
    after = content(out)
    faulty = replace(new, code=code, lasting=lasting, spared=fault == "full")
    counts: Counter[str] = Counter()
    first = 0 if KILLS >= LONG else list(FAULTS).index(fault) % EVERY
    for number, (name, _) in list(enumerate(calls))[first :: 1 if KILLS >= LONG else EVERY]:
        if content(out) != before:
            done(victims, old)
        assert content(out) == before
        end = victims.run(replace(faulty, failing=number))
        left = content(out)
        # What cannot be removed stays, to be removed by the next; all else goes at once.
        is_stuck = fault == "read-only" or left == {} or name in {"os.remove", "os.rmdir"}
        assert len(litter(tmp_path / "work")) <= int(is_stuck)
        if end.code:
            assert_told(end, code, remedy)
        done(victims, other)
        assert litter(tmp_path / "work") == []
        # Between two renames, on a disk that refuses every other: the old one returns with the next output.
        assert left == content(out) or (left == {} and way == "two renames" and lasting)
        assert content(out) == (before if end.code else after)
        counts["refused" if end.code else "written"] += 1
        assert end.code or name not in NEEDED, f"{name} failed and was not told"
    assert counts["refused"] >= 1
    record(f"{way}, {fault}", counts)


def test_a_build_may_fail_at_any_call(victims: Victims, tmp_path: Path) -> None:
    old, new = (
        orders(tmp_path, ("build", source, "--out", str(tmp_path / "work" / "out"))) for source in lay_out(tmp_path)
    )
    done(victims, old)
    before = content(tmp_path / "work" / "out")
    victims.run(replace(new, command=(*new.command[:3], str(tmp_path / "warm")), warming=True))
    full = replace(new, code=errno.ENOSPC, lasting=True, spared=True, failing=0)
    end = victims.run(full)
    assert_told(end, errno.ENOSPC, FAULTS["full"][2])
    calls = len(before) * 3
    for number in range(7, calls, 7 if KILLS >= LONG else calls // 3):
        assert_told(victims.run(replace(full, failing=number)), errno.ENOSPC, FAULTS["full"][2])
        assert content(tmp_path / "work" / "out") == before
        assert litter(tmp_path) == []
    # The system itself refuses to let a file grow further: for whoever it is, and wherever.
    assert_told(victims.run(replace(new, most=20_000)), errno.EFBIG, FAULTS["full"][2])
    assert content(tmp_path / "work" / "out") == before
    assert litter(tmp_path) == []


_WRITING = """
import resource, subprocess, sys
from pathlib import Path
from tanshin.values.finding import InputError
from tanshin.values.output import write_file, write_tree
disk, way = Path(sys.argv[1]), sys.argv[2]
if way == "disk":
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], check=True)
write_tree(disk / "out", {"a": b"old"})
write_file(disk / "file", b"old")
def tries():
    for write in (lambda: write_tree(disk / "out", {"a": bytes(30000), "b": bytes(60000)}),
                  lambda: write_file(disk / "file", bytes(90000))):
        try:
            write()
        except InputError as error:
            print(error.findings[0].code, error.findings[0].message.replace(str(disk), "DISK"))
    print(sorted(path.name for path in disk.iterdir()), (disk / "out/a").read_bytes(), (disk / "file").read_bytes())
if way == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
tries()
if way == "disk":
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    tries()
"""
_APART = ("unshare", "--map-root-user", "--mount")


def ways() -> list[str]:
    """A limit for files, which anybody may set; where a name space of one's own may be had, a disk of 64 kB as well."""
    has_disk = shutil.which("unshare") and not subprocess.run([*_APART, "true"], check=False).returncode
    return ["limit", *(["disk"] if has_disk else [])]


@pytest.mark.parametrize("way", ways())
def test_a_system_that_takes_no_more(tmp_path: Path, way: str) -> None:
    command = [*(_APART if way == "disk" else ()), sys.executable, "-c", _WRITING, str(tmp_path), way]
    path = os.pathsep.join((str(ROOT / "generator"), os.environ.get("PYTHONPATH", "")))
    said = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ).stdout.splitlines()
    told = {"limit": [("file too large", "full")], "disk": [("no space left on device", "full")]}[way]
    if way == "disk":
        told.append(("read-only file system", "read-only"))
    expected: list[str] = []
    for reason, fault in told:
        why = f"cannot be written: {reason}; what was there is unchanged; {FAULTS[fault][2]}"
        expected += [f"TNS019 DISK/out {why}", f"TNS019 DISK/file {why}", "['file', 'out'] b'old' b'old'"]
    assert said == expected
