"""Fuzz readers in a process of their own: ``python -m tests.fuzz.run replay``, or ``fuzz NAME… -- OPTION…``.

``replay`` reads the whole corpus once, under the guards, and prints what it took. ``fuzz`` lets coverage guide what is
read (atheris and libFuzzer, whose options follow ``--``); the first line of an input names its target. Without
``--faults`` the first fault ends it; with it, each kind of fault is kept once in that folder, and it goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import logging
import pkgutil
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from tests.fuzz.guard import Guard
    from tests.fuzz.target import Target

#: What one input may take, in seconds of a processor; what a process may take in all that reads many, in bytes.
SECONDS, BYTES = 5.0, 4 << 30
#: Of these, which are slow, it is not asked what they enter: no reader is entered by them alone.
_AROUND = ("output", "dataset", "arguments")
#: Where what is instrumented lies.
PACKAGE = "tanshin"


_slowest = 0.0


class TooSlow(Exception):  # noqa: N818 - what happened, in plain words
    """One input took longer than it may."""


def perform(target: Target, data: bytes, guard: Guard) -> float:
    """Have a target read some bytes; gives the seconds it took.

    Raises:
        BaseException: whatever the reader raises that is not its refusal; `Forbidden` or `TooSlow` by ourselves.
    """
    folder = Path(tempfile.mkdtemp(dir=guard.folder))
    start = time.process_time()
    try:
        with guard.watching():
            target(data, folder)
    finally:
        seconds = time.process_time() - start
        shutil.rmtree(folder)
    if seconds > SECONDS:
        raise TooSlow(f"{target.name}: {seconds:.1f} s")
    return seconds


def replay(names: Sequence[str]) -> None:
    """Read the corpus, and print what each target took, and which modules of the program were entered."""
    from tests.fuzz.guard import bound, guarded
    from tests.fuzz.targets import TARGETS

    bound(BYTES, 600)
    told: dict[str, Mapping[str, float]] = {}
    entered: set[str] = set()

    def note(frame: FrameType, *_: object) -> None:
        entered.add(frame.f_code.co_filename)  # nothing is given back: what happens within is not asked for

    with guarded() as guard:
        for name in names or TARGETS:
            corpus = TARGETS[name].corpus
            sys.settrace(note if name not in _AROUND else None)
            seconds = [perform(TARGETS[name], path.read_bytes(), guard) for path in corpus]
            sys.settrace(None)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            told[name] = {"inputs": len(corpus), "slowest": max(seconds), "peak": peak}
    sys.stdout.write(json.dumps({"targets": told, "entered": sorted(entered)}))


@contextmanager
def instrumented(parts: Sequence[str] = (PACKAGE,)) -> Iterator[None]:
    """Count the branches of the parts of the program that are imported within; they are imported here."""
    import atheris

    logging.getLogger("atheris").setLevel(logging.WARNING)
    with atheris.instrument_imports(include=list(parts), enable_loader_override=False):
        for part in parts:
            for module in pkgutil.walk_packages(importlib.import_module(part).__path__, f"{part}."):
                if not module.name.endswith(("__main__", ".worker", ".child")):
                    importlib.import_module(module.name)
        yield


def fuzz(names: Sequence[str], faults: Path | None, options: Sequence[str]) -> NoReturn:
    """Let coverage guide what the targets read, until libFuzzer ends this process."""
    import atheris

    from tests.fuzz.guard import guarded
    from tests.fuzz.mutate import mutated
    from tests.fuzz.targets import TARGETS

    chosen = {name: TARGETS[name] for name in names or TARGETS}
    known = {name: [path.read_bytes() for path in target.corpus] for name, target in chosen.items()}

    def read(data: bytes) -> None:
        name, _, rest = data.partition(b"\n")
        target = chosen.get(name.decode(errors="replace"))
        if target is not None:
            _attempt(target, rest, guard, faults)

    def mutate(data: bytes, largest: int, seed: int) -> bytes:
        draw = random.Random(seed)  # noqa: S311 - no secret
        name, _, rest = data.partition(b"\n")
        if name.decode(errors="replace") not in chosen:
            name = draw.choice(sorted(chosen)).encode()
            rest = draw.choice(known[name.decode()])
        if draw.randrange(4):
            rest = mutated(rest, draw.choice(known[name.decode()]), draw.randrange)
        else:
            rest = atheris.Mutate(rest, max(largest - len(name) - 1, 1))
        return (name + b"\n" + rest)[:largest]

    global _slowest  # noqa: PLW0603 - what is imported late counts for none of them
    with guarded() as guard, tempfile.TemporaryDirectory(dir=guard.folder) as seeds:
        for name, corpus in known.items():
            for number, data in enumerate(corpus):
                _attempt(chosen[name], data, guard, faults)
                (Path(seeds) / f"{name}-{number}").write_bytes(name.encode() + b"\n" + data)
        _slowest = 0.0
        atheris.Setup([sys.argv[0], *options, seeds], read, custom_mutator=mutate)
        atheris.Fuzz()
    raise AssertionError("libFuzzer has not ended this process")


def _attempt(target: Target, data: bytes, guard: Guard, faults: Path | None) -> None:
    global _slowest  # noqa: PLW0603 - libFuzzer ends the process when it likes, so it is told whenever it grows
    try:
        seconds = perform(target, data, guard)
        if seconds > _slowest:
            _slowest = seconds
            sys.stderr.write(f"slowest: {seconds:.3f}\n")
    except BaseException as error:
        if faults is None or isinstance(error, KeyboardInterrupt):
            raise
        _keep(target.name, data, error, faults)


def _keep(name: str, data: bytes, error: BaseException, faults: Path) -> None:
    """Keep an input, if none was kept that led to the same line."""
    last = [one for one in traceback.extract_tb(error.__traceback__) if "/tests/fuzz/run" not in one.filename][-3:]
    kind = "|".join((type(error).__name__, *(f"{one.filename}:{one.lineno}" for one in last)))
    place = faults / f"{name}-{type(error).__name__}-{hashlib.sha256(kind.encode()).hexdigest()[:8]}"
    if not place.exists():
        place.write_bytes(data)
        place.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")


def main() -> None:
    """Do what the arguments say."""
    own, _, options = "\0".join(sys.argv[1:]).partition("\0--\0")
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run")
    parser.add_argument("what", choices=["replay", "fuzz"])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--faults", type=Path)
    parser.add_argument("--parts", nargs="+", default=[PACKAGE])
    given = parser.parse_args(own.split("\0"))
    if given.what == "replay":
        replay(given.names)
    else:
        with instrumented(given.parts):
            fuzz(given.names, given.faults, options.split("\0") if options else [])


if __name__ == "__main__":
    main()
