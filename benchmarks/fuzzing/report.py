"""The page that says what fuzzing gave."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.fuzzing.run import Told
from tests.fuzz.target import Target

HEAD = """\
# Fuzzing

Everything that comes from outside is read by one of the targets below (`tests/fuzz/targets.py`, the one list). Each
takes any bytes and may do nothing but read them or refuse them with findings: no exception, no rule that breaks down,
not more than 5 seconds of a processor, no network, no program started, no file touched that is neither its own nor the
program's. An audit hook of Python holds it to that (`tests/fuzz/guard.py`); what libraries in C do by themselves it
does not see.

- `make test` reads the whole corpus (`tests/fuzz/corpus`) under that guard and proves that it enters every module below
  `tanshin.read`; changes its input by words and lines with hypothesis, always in the same way; and has coverage guide a
  short run with a fixed seed (atheris and libFuzzer).
- `make fuzz SECONDS=600` does the last for long, target by target, and writes this page. What it finds lies in
  `build/fuzz/faults`, with the traceback. Mended, it goes into the corpus as `fault-…`, and is read by every test run.

Where input is several files, they stand one after the other under lines `=== name`. So coverage guides what is in
archives and workbooks, not their packing, which the target `archive` has to itself. `tests/read/test_hostile.py` has
what is too large for a corpus: bombs, and input that takes no end when every way to divide it is tried.

Memory: libxml2 keeps each name that an element or attribute ever had for as long as the thread lives (1,500 documents
with a name of 40,000 letters each leave 60 MB), so a process that is fed ever new names grows; that is what the MB of
targets with long XML are. A command reads little and ends, and a batch holds its processes to a limit and replaces
them.
"""

COUNTS = """
## Counts

Of all long runs so far together, on one busy core; features are libFuzzer's, of branches and how often each was taken.

| target | what is read | seconds | inputs read | features | kept | MB | slowest, s |
|---|---|---:|---:|---:|---:|---:|---:|
"""

FOUND = """
## Found and mended

"""


def page(told: Mapping[str, Told], targets: Mapping[str, Target]) -> str:
    """The page: what is held, what each target came to, what was found."""
    rows = [_row(target, told[name]) for name, target in targets.items()]
    runs, seconds = (sum(getattr(one, what) for one in told.values()) for what in ("runs", "seconds"))
    total = f"| all | | {seconds:,.0f} | {runs:,} | | | | |\n"
    return "".join((HEAD, COUNTS, *rows, total, FOUND, *(_found(target) for target in targets.values())))


def _row(target: Target, one: Told) -> str:
    slowest = f"{one.slowest:.1f}" if one.runs else ""
    counts = f"{one.seconds:,.0f} | {one.runs:,} | {one.features:,} | {one.corpus:,} | {one.megabytes:,} | {slowest}"
    return f"| `{target.name}` | {target.what} | {counts} |\n"


def _found(target: Target) -> str:
    names = [path.name.removeprefix("fault-").replace("-", " ") for path in target.corpus if "fault-" in path.name]
    return f"- `{target.name}`: {', '.join(names)}\n" if names else ""
