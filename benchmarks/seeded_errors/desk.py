"""A desk with a copy of the samples, on which one file at a time is changed, read, and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from shutil import copytree
from types import TracebackType
from typing import Self, TypeVar
from unittest.mock import patch

from benchmarks.seeded_errors.mutation import CellEdit, Mutation, SpanEdit
from benchmarks.seeded_errors.sheet import Sheet, sheet_of
from tanshin import api, resources
from tanshin.derive.complete import complete
from tanshin.derive.figure import Figure
from tanshin.read.canonical import filing as reader
from tanshin.read.form import read_form
from tanshin.report.filing import Filing
from tanshin.taxonomy.build import read_taxonomy
from tanshin.values import yaml

ISSUER = "iij"
T = TypeVar("T")

NAMES = ("fy2009-annual", "1h-fy2012", "fy2012-annual", "1q-fy2013")


class Desk:
    """A filing in a copy of the samples; what does not change with it is read once.

    Within the block the taxonomies, the form and every YAML text that was parsed before are remembered, which changes
    nothing but the time it takes: a mutation is read and checked as a person's edit would be.
    """

    def __init__(self, name: str, home: Path) -> None:
        self.name = name
        self.folder = home / ISSUER / name
        if not self.folder.exists():
            copytree(resources.samples_dir() / ISSUER, home / ISSUER, dirs_exist_ok=True)
        self._remembered = ExitStack()

    def __enter__(self) -> Self:
        for place, name, function in (
            (reader, "read_taxonomy", read_taxonomy),
            (reader, "read_form", read_form),
            (yaml, "parse_yaml", yaml.parse_yaml),
        ):
            self._remembered.enter_context(patch.object(place, name, _once(function)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._remembered.close()

    def text(self, file: str) -> str:
        """What a file of the filing holds."""
        return (self.folder / file).read_text(encoding="utf-8")

    def sheet(self, file: str) -> Sheet:
        """A table of the filing."""
        return sheet_of(self.text(file))

    @cached_property
    def filing(self) -> Filing:
        """The filing as it is."""
        return api.read_filing(self.folder)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What can be derived in it."""
        return api.figures_of(self.filing)

    @cached_property
    def earlier(self) -> tuple[Filing, ...]:
        """The filings before it."""
        return api.earlier_filings(self.filing, self.folder)

    def read(self) -> Filing:
        """The filing as it lies there now, read as `tanshin check` reads it.

        Raises:
            InputError: it cannot be used.
        """
        filing = complete(reader.read_filing(self.folder, resources.taxonomy_dir()), lambda: self.figures)
        return api.with_release(self.folder, filing, lambda: self.figures)

    @contextmanager
    def mutated(self, mutation: Mutation) -> Iterator[None]:
        """With a mistake in it, until the end of the block."""
        path = self.folder / mutation.file
        before = path.read_bytes()
        path.write_text(edited(self.text(mutation.file), mutation), encoding="utf-8", newline="")
        try:
            yield
        finally:
            path.write_bytes(before)


def _once(function: Callable[..., T]) -> Callable[..., T]:
    """A function that gives the same for the same words; what else it is given follows from them here."""
    known: dict[tuple[object, ...], T] = {}

    def recalled(*args: object) -> T:
        words = tuple(arg for arg in args if isinstance(arg, str | Path | date | None))
        if words not in known:
            known[words] = function(*args)
        return known[words]

    return recalled


def edited(text: str, mutation: Mutation) -> str:
    """The text of a file with the edits of a mutation."""
    cells = [edit for edit in mutation.edits if isinstance(edit, CellEdit)]
    if cells:
        return sheet_of(text).edited(cells)
    for edit in sorted((one for one in mutation.edits if isinstance(one, SpanEdit)), key=lambda one: -one.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
