"""Builds of the samples, each made once in a run of the tests, by whichever process asks for it first.

What is built is a pure function of a sample, and dozens of tests look at the same few. Whoever wants to change a file
changes a copy: at the end of a run the folders are held against what was built (:func:`changed`).
"""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tanshin import api
from tanshin.product import Product
from tanshin.values.output import read_tree, write_tree
from tanshin.write.ixbrl import InlineVersion
from tests.samples.filings import NAMES, sample

#: Names the folder that all processes of one run of the tests share; ``tests/conftest.py`` makes it.
SHARED = "TANSHIN_TESTS_SHARED"


@cache
def product(name: str, inline: InlineVersion = "1.0") -> Product:
    """What ``tanshin build`` makes of a sample of IIJ, beside the filings before it."""
    kept = _place(f"{name}-{inline}.pickle")
    with _alone(kept):
        if kept.is_file():
            found: Product = pickle.loads(kept.read_bytes())  # noqa: S301 - written below, in this run
            return found
        filing = sample(name)
        earlier = tuple(map(sample, NAMES[: NAMES.index(name)]))
        made = api.produce(filing, api.check(filing, earlier), inline, earlier)
        kept.write_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        return made


@cache
def laid_out(name: str, inline: InlineVersion = "1.0") -> Path:
    """The folder with the files of a build: to be read, and never written to."""
    folder = _place(f"{name}-{inline}")
    with _alone(folder):
        if not folder.exists():
            write_tree(folder, product(name, inline).files)
    return folder


def changed() -> list[str]:
    """What in the folders is not as it was built."""
    found = []
    for made in sorted(_place("").glob("*.pickle")):
        folder = made.with_suffix("")
        if folder.exists():
            files: dict[str, bytes] = pickle.loads(made.read_bytes()).files  # noqa: S301
            there = read_tree(folder)
            found += [f"{folder.name}/{path}" for path in sorted(files | there) if files.get(path) != there.get(path)]
    return found


def _place(name: str) -> Path:
    return Path(os.environ[SHARED]) / name


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Within this no other process of the run makes what is to stand in a place."""
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
