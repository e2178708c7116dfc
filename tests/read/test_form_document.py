"""A form that is like others: what fills the places of the page, and where each value is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.read.form_document import read_form_document
from tanshin.values.finding import InputError
from tanshin.values.yaml import Document

PAGE = """\
slots:
  rows: [this, last]
  extra: []
title: page
list: [a, $items, $extra, z]
rows: $rows
"""
STANDARD = """\
items: [b, $more]
more: {deep: $name}
name: standard
"""
FORM = """\
form: new
like: forms/page.yaml
fill: [forms/standard.yaml]
title: own
slots:
  name: form
"""


def read(tmp_path: Path, form: str = FORM, page: str = PAGE, standard: str = STANDARD) -> Document:
    (tmp_path / "forms").mkdir()
    for file, text in (("new-form.yaml", form), ("forms/page.yaml", page), ("forms/standard.yaml", standard)):
        (tmp_path / file).write_text(text, encoding="utf-8")
    return read_form_document(tmp_path, "new")


def test_the_form_fills_the_page_and_what_it_says_itself_comes_first(tmp_path: Path) -> None:
    document = read(tmp_path)
    assert document.data == {
        "form": "new",
        "title": "own",
        "list": ["a", "b", {"deep": "form"}, "z"],
        "rows": ["this", "last"],
    }
    assert str(document.position(("title",))) == f"{tmp_path.name}/new-form.yaml:4:8"
    assert document.position(("list", 1)).file.endswith("standard.yaml")
    assert document.position(("list", 2, "deep")).file.endswith("new-form.yaml")
    assert document.position(("list", 3)).file.endswith("page.yaml")


def test_a_form_that_is_like_no_other_is_as_it_stands(tmp_path: Path) -> None:
    assert read(tmp_path, form="form: new\nlist: [$a]\n").data == {"form": "new", "list": ["$a"]}


@pytest.mark.parametrize(
    ("standard", "message"),
    [
        (STANDARD.replace("more:", "less:"), "nothing fills $more; known are rows, extra, items"),
        (STANDARD.replace("more: {deep: $name}", "more: $more"), "nothing fills $more"),
        (STANDARD.replace("more: {deep: $name}", "more: [$items]"), "nothing fills $"),
    ],
)
def test_a_place_that_nothing_fills_or_that_fills_itself_is_told(standard: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, standard=standard)
    assert {finding.code for finding in caught.value.findings} == {"TNS020"}
    assert caught.value.findings[0].message.startswith(message)
