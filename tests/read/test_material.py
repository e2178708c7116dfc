"""Which files count as what a filing is read from and printed with."""

from __future__ import annotations

from pathlib import Path

from tanshin.read.material import files_of, folders_in, inputs_of, is_book, may_count

FILES = (
    "co/issuer.yaml",
    "co/annual/filing.yaml",
    "co/annual/equity.csv",
    "co/annual/.#equity.csv",
    "co/annual/film.mp4",
    "co/annual/build/manifest.json",
    "co/annual/build/facts.csv",
    "co/book.xlsx",
    "co/taxonomy/co/taxonomy.yaml",
    "co/taxonomy/co/more/lines.yaml",
    "co/taxonomy/co/notes.txt",
    "templates/page.html.j2",
    "templates/page.js",
    "templates/page.css",
    "templates/messages/ja.tsv",
    "templates/messages/.ja.tsv.swp",
)


def lay_out(folder: Path) -> Path:
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    return folder


def found(folder: Path, *places: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for place in places for path in files_of(place)]


def test_of_a_filing_that_counts_which_lies_in_its_folder(tmp_path: Path) -> None:
    home = lay_out(tmp_path) / "co" / "annual"
    *own, packaged = inputs_of(home)
    assert packaged.name == "taxonomy"
    assert found(tmp_path, *own) == [
        "co/annual/equity.csv",
        "co/annual/filing.yaml",
        "co/issuer.yaml",
        "co/taxonomy/co/more/lines.yaml",
        "co/taxonomy/co/taxonomy.yaml",
    ]
    assert folders_in(home) == (home,)


def test_a_workbook_counts_and_nothing_beside_it(tmp_path: Path) -> None:
    book = lay_out(tmp_path) / "co" / "book.xlsx"
    assert is_book(book)
    assert found(tmp_path, book) == ["co/book.xlsx"]
    assert folders_in(book) == ()


def test_templates_and_words_count_with_all_below(tmp_path: Path) -> None:
    templates = lay_out(tmp_path) / "templates"
    assert found(tmp_path, templates) == [
        "templates/messages/ja.tsv",
        "templates/page.css",
        "templates/page.html.j2",
        "templates/page.js",
    ]
    assert folders_in(templates) == (templates, templates / "messages")


def test_what_counts_is_known_by_its_name(tmp_path: Path) -> None:
    lay_out(tmp_path)
    counted = {path.name for path in (*files_of(tmp_path), *files_of(tmp_path / "co" / "book.xlsx"))}
    assert counted <= {name for name in (Path(file).name for file in FILES) if may_count(name)}
    assert [may_count(name) for name in ("messages", "BOOK.XLSX", ".swp", "film.mp4")] == [True, True, False, False]


def test_what_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert files_of(tmp_path / "missing") == ()
    assert folders_in(tmp_path / "missing") == ()
