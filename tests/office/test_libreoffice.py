"""Every kind of workbook that is written, opened by a program that shares no code with us."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import Struct

from tanshin import new
from tanshin.derive.binding import bind
from tanshin.derive.past import Past
from tanshin.document.pages import pages
from tanshin.inputs import figures_of, read_filing
from tanshin.read.workbook.book import read_book
from tanshin.read.workbook.sheet import read_sheets
from tanshin.values.archive import read_zip
from tanshin.values.finding import InputError
from tanshin.write.records import records_of, text_of
from tanshin.write.workbook.book import workbook
from tanshin.write.workbook.finished import finished
from tests.office.conftest import Office, without_values
from tests.samples.filings import sample

#: Text that a spreadsheet would take for something else.
TEXTS = (
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1+2",
    "\tx",
    "007",
    "1,234.50",
    "1e5",
    "2013-05-15",
    "TRUE",
    "'x",
    "_x0041_",
    "#N/A",
)


READER = "finished"


class Saved(Struct, frozen=True):
    """Workbooks by name as they were written, and as LibreOffice saved them."""

    written: Mapping[str, bytes]
    copies: Mapping[str, bytes]


def _finished() -> bytes:
    """The workbook for readers of a filing that prints losses and footnotes."""
    filing = sample("fy2012-annual")
    binder = bind(filing, figures_of(filing))
    shown = pages(filing, binder, Past(filing, (), binder.figures), ("ja",))
    (data,) = finished(filing, shown, ("ja",)).values()
    return data


def _suspect() -> bytes:
    """A filing whose words all look like formulas or numbers."""
    started = new.same("iij/1q-fy2013")
    head, *body = records_of(started.files["targets.csv"])
    captions = text_of([head, *((text, *body[0][1:]) for text in TEXTS if text == text.strip())])
    files = {"targets.csv": captions, "presentation.yaml": "".join(f"{text}\n" for text in TEXTS)}
    return workbook(started.filing, {**started.files, **files})


@pytest.fixture(scope="module")
def saved(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    sample = new.same("iij/fy2012-annual")
    books = {"fy2012-annual": workbook(sample.filing, sample.files, "ja")}
    out = tmp_path_factory.mktemp("next") / "fy2013-annual.xlsx"
    following = new.following(new.last_of("iij"), out, annual=True)
    books |= {
        "next": workbook(following.filing, following.files, "en", following.locked),
        "suspect": _suspect(),
        READER: _finished(),
    }
    return Saved(books, office({name: without_values(data) for name, data in books.items()}))


def _formulas(data: bytes) -> int:
    parts = read_zip(data, "book").items()
    return sum(part.count(b"</f>") for name, part in parts if name.startswith("xl/worksheets/sheet"))


def test_the_copy_is_the_same_filing_with_formulas_computed_anew(saved: Saved) -> None:
    for name, data in saved.written.items():
        if name == READER:
            continue
        former, copy = (read_book(one, f"{name}.xlsx") for one in (data, saved.copies[name]))
        assert copy.files == former.files, name
        assert not copy.findings
        assert _formulas(saved.copies[name]) == _formulas(data)
    assert _formulas(saved.written["fy2012-annual"]) > 100


def test_the_copy_for_readers_shows_the_same(saved: Saved) -> None:
    """Every figure as it is printed, by a format that LibreOffice has taken over."""
    former, copy = (read_sheets(one[READER], "b.xlsx") for one in (saved.written, saved.copies))
    assert [sheet.name for sheet in copy] == [sheet.name for sheet in former]
    for mine, theirs in zip(former, copy, strict=True):
        assert {at: cell.text for at, cell in theirs.cells.items()} == {
            at: cell.text for at, cell in mine.cells.items()
        }
    texts = {cell.text for sheet in copy for cell in sheet.cells.values()}
    assert {"82,111,266", "△392,079"} <= texts


def test_without_a_program_that_computes_there_would_be_no_totals(saved: Saved) -> None:
    with pytest.raises(InputError) as error:
        read_book(without_values(saved.written["fy2012-annual"]), "b.xlsx")
    assert {one.code for one in error.value.findings} == {"TNS038"}


def test_words_that_look_like_formulas_stay_words(saved: Saved) -> None:
    copy = read_book(saved.copies["suspect"], "b.xlsx")
    assert tuple(copy.files["presentation.yaml"].removesuffix("\n").split("\n")) == TEXTS
    captions = [record[0] for record in records_of(copy.files["targets.csv"])[1:]]
    assert captions == [text for text in TEXTS if text == text.strip()]


def test_a_copy_is_checked_like_the_filing(saved: Saved, tmp_path: Path) -> None:
    place = tmp_path / "iij" / "fy2012-annual.xlsx"
    place.parent.mkdir()
    place.write_bytes(saved.copies["fy2012-annual"])
    own = sample("fy2012-annual")
    assert [(one.key, one.value) for one in read_filing(place).report] == [(one.key, one.value) for one in own.report]
