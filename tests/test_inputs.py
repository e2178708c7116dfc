"""What is read of a filing, and what beside it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tanshin import api
from tanshin.values.finding import InputError
from tanshin.values.memory import forget, remember
from tests.batch.filings import write_canonical

#: More than a text may have; the files have holes and take no room.
HUGE = 64 * 1024 * 1024


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return write_canonical(tmp_path / "mihon")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    remember(tmp_path / "kept")
    yield tmp_path / "kept"
    forget()


def values(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def write_huge(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as stream:
        stream.truncate(HUGE)


def test_what_lies_beside_is_neither_read_nor_remembered(home: Path, kept: Path) -> None:
    digest = api.read_filing(home).inputs
    before = values(kept)
    for name in ("film.mp4", "build/page.html", "build/old.csv", "~$book.xlsx"):
        write_huge(home / name)
    (home / "out").mkdir()
    (home / "out" / "facts.csv").write_text("a,b\n", encoding="utf-8")
    assert api.read_filing(home).inputs == digest
    assert values(kept) == before


def test_a_table_that_nothing_names_is_no_input(home: Path) -> None:
    digest = api.read_filing(home).inputs
    write_huge(home / "dump.csv")
    assert api.read_filing(home).inputs == digest


def test_what_is_read_and_cannot_be_is_told(home: Path) -> None:
    write_huge(home.parent / "taxonomy" / "mihon" / "dump.yaml")
    with pytest.raises(InputError) as caught:
        api.read_filing(home)
    assert [one.code for one in caught.value.findings] == ["TNS001"]


def test_what_is_read_counts(home: Path, kept: Path) -> None:
    digests = [api.read_filing(home).inputs]
    for file in (home / "balance-sheet.csv", home.parent / "issuer.yaml", home.parent / "taxonomy/mihon/figures.yaml"):
        with file.open("ab") as stream:
            stream.write(b"\n")
        digests.append(api.read_filing(home).inputs)
    (home / "marks.csv").write_text("caption,table,row,column,kind,value,reason\n", encoding="utf-8")
    digests.append(api.read_filing(home).inputs)
    assert len(set(digests)) == len(digests)
