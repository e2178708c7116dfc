"""Sections of a form in short: names alone, concepts apart, and what is the same as in another form."""

from __future__ import annotations

import pytest

from tanshin.taxonomy.build import build_taxonomy
from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import InputError

HEAD = b"""\
prefix: f
namespace: https://example.com/f
version: "1"
title: {en: Forms, ja: \xe6\xa7\x98\xe5\xbc\x8f}
forms: [one.yaml, two.yaml]
"""
ONE = """\
form: one
concepts:
  - {concept: HeadAbstract, abstract: true, label: {en: Head, ja: 見出し}}
  - {concept: Amount, type: monetary, period: instant, label: {en: Amount, ja: 金額}}
sections:
  - role: RoleMain
    title: {en: Main, ja: 主要}
    lines:
      - HeadAbstract: [Amount]
"""
TWO = """\
form: two
sections:
  - {role: RoleMain, same: one}
"""


def taxonomy(one: str = ONE, two: str = TWO) -> Taxonomy:
    return build_taxonomy(
        Sources("f", (("one.yaml", one.encode()), ("taxonomy.yaml", HEAD), ("two.yaml", two.encode())))
    )


def test_a_section_is_named_after_its_role_and_is_the_same_in_another_form() -> None:
    built = taxonomy()
    first, second = built.statements
    assert (first.form, second.form) == ("one", "two")
    assert first.heading.local == second.heading.local == "MainHeading"
    assert first.concepts == second.concepts
    assert built.concept("Amount").label("ja") == "金額"


@pytest.mark.parametrize(
    ("one", "two", "message"),
    [
        (ONE, TWO.replace("same: one", "same: none"), "no form none before this one has a section RoleMain"),
        (ONE, TWO.replace("RoleMain", "RoleOther"), "no form one before this one has a section RoleOther"),
        (ONE, TWO.replace("same: one", "same: one, heading: Other"), "says nothing else"),
        (ONE, "form: two\nsections:\n  - {role: RoleMain}\n", "a section has a title and lines"),
        (
            ONE.replace("  - {concept: Amount", "  - {concept: HeadAbstract"),
            TWO,
            "HeadAbstract is defined a second time",
        ),
    ],
)
def test_what_is_not_said_or_said_twice_is_told(one: str, two: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        taxonomy(one, two)
    assert any(message in finding.message for finding in caught.value.findings), caught.value.findings
