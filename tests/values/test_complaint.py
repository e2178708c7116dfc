"""Models that complain at the place in the text: validate (yaml) and the words it uses (complaint)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator, model_validator

from tanshin.values.finding import InputError, Severity
from tanshin.values.yaml import parse_yaml, validate


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Form(StrEnum):
    ANNUAL = "annual"
    QUARTER = "quarter"


class Members(Strict):
    kind: Literal["members"]
    members: list[str]
    axis: str


class Equal(Strict):
    kind: Literal["equal"]
    concepts: dict[str, int]


class Labels(RootModel[dict[Literal["en", "ja"], str]]):
    pass


class Line(Strict):
    concept: str
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    label: Labels | None = None
    sum: Literal["siblings"] | dict[str, int] | None = None
    as_: Literal["standard", "total"] = Field("standard", alias="as")

    @field_validator("concept")
    @classmethod
    def _is_a_name(cls, value: str) -> str:
        if " " in value:
            raise ValueError(f"`{value}` is not a name: it holds a space")
        return value


class Filing(Strict):
    form: Form = Form.ANNUAL
    day: date | None = None
    rate: Decimal | None = None
    shares: int | None = None
    audited: bool = False
    years: tuple[int, str] | None = None
    lines: list[Line] = []
    note: Line | str | None = None
    identities: list[Annotated[Members | Equal, Field(discriminator="kind")]] = []
    code: str | None = Field(None, pattern="^[0-9]{4}$")

    @model_validator(mode="after")
    def _annual_has_a_day(self) -> Filing:
        if self.form is Form.QUARTER and self.day is None:
            raise ValueError("a quarter needs its day")
        return self


def complaints(text: str, model: type[BaseModel] = Filing, prefix: tuple[str | int, ...] = ()) -> list[str]:
    with pytest.raises(InputError) as caught:
        validate(model, parse_yaml(text, "f"), prefix)
    assert {(finding.code, finding.severity) for finding in caught.value.findings} == {("TNS005", Severity.ERROR)}
    return [f"{finding.sources[0]} {finding.message}" for finding in caught.value.findings]


def test_what_is_right_becomes_a_model() -> None:
    text = """
form: quarter
day: 2012-06-30
rate: 94.16
audited: no
lines:
  - {concept: Assets, label: {en: ASSETS}, sum: {A: 1, B: -1}, as: total}
  - {concept: no, sum: siblings}
note: text
identities: [{kind: equal, concepts: {A: 1}}]
"""
    filing = validate(Filing, parse_yaml(text, "f"))
    assert filing.rate == Decimal("94.16")
    assert (filing.day, filing.audited, filing.note) == (date(2012, 6, 30), False, "text")
    assert filing.lines[0].sum == {"A": 1, "B": -1}
    assert (filing.lines[0].as_, filing.lines[1].concept) == ("total", "no")


def test_a_part_of_the_document() -> None:
    document = parse_yaml("taxonomy:\n  lines:\n    - concept: A\n    - {}\n", "f")
    assert validate(Line, document, ("taxonomy", "lines", 0)).concept == "A"
    assert complaints("x:\n  - concept: A\n  - {}\n", Line, ("x", 1)) == ["f:3:5 x[1]: `concept` is missing"]
    assert complaints("x: 1\n", Line, ("y", 1)) == ["f:1:1 y[1]: expected a mapping (key: value), found nothing"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "f:1:1 expected a mapping (key: value), found nothing"),
        ("[a]", "f:1:1 expected a mapping (key: value), found a list"),
        ("lines:\n- colums: []\n  concept: A\n", "f:2:3 lines[0]: unknown key `colums`: did you mean `columns`?"),
        ("from: x\n", "f:1:1 unknown key `from`: did you mean `form`?"),
        (
            "lines: [{concept: A, zzz: 1}]\n",
            "f:1:22 lines[0]: unknown key `zzz`; known are `as`, `columns`, `concept`, `label`, `lines`, `sum`",
        ),
        ("lines: [{concept: A, as_: 1}]\n", "f:1:22 lines[0]: unknown key `as_`: did you mean `as`?"),
        (
            "lines: [{concept: A, lines: [{concept: B, colums: []}]}]\n",
            "f:1:43 lines[0].lines[0]: unknown key `colums`: did you mean `columns`?",
        ),
        ("lines: [{concept: A, columns: abc}]\n", "f:1:31 lines[0].columns: expected a list, found `abc`"),
        ("lines: [{concept: }]\n", "f:1:19 lines[0].concept: expected text, found nothing"),
        ("lines: [{concept: {a: b}}]\n", "f:1:19 lines[0].concept: expected text, found a mapping"),
        ("lines: [{concept: a b}]\n", "f:1:19 lines[0].concept: `a b` is not a name: it holds a space"),
        ("form: anual\n", "f:1:7 form: expected `annual` or `quarter`, found `anual`: did you mean `annual`?"),
        ("form: x\n", "f:1:7 form: expected `annual` or `quarter`, found `x`"),
        ("form: quarter\n", "f:1:1 a quarter needs its day"),
        ("day: 2013-02-30\n", "f:1:6 day: expected a date such as 2013-03-31, found `2013-02-30`"),
        ("rate: 94,16\n", "f:1:7 rate: expected a number, found `94,16`"),
        ("shares: 1.5\n", "f:1:9 shares: expected a whole number, found `1.5`"),
        ("audited: maybe\n", "f:1:10 audited: expected `true` or `false`, found `maybe`"),
        ("years: [x, y]\n", "f:1:9 years[0]: expected a whole number, found `x`"),
        ("years: [1]\n", "f:1:8 years: item 2 is missing"),
        ("code: 37\n", "f:1:7 code: string should match pattern '^[0-9]{4}$', found `37`"),
        ("note: []\n", "f:1:7 note: expected a mapping (key: value) or text, found a list"),
        ("note: {concept: A, concpt: B}\n", "f:1:20 note: unknown key `concpt`: did you mean `concept`?"),
        ("lines: [{concept: A, sum: {B: x}}]\n", "f:1:31 lines[0].sum.B: expected a whole number, found `x`"),
        (
            "lines: [{concept: A, label: {fr: B}}]\n",
            "f:1:30 lines[0].label: expected `en` or `ja`, found `fr`",
        ),
        (
            "lines: [{concept: A, sum: [B]}]\n",
            "f:1:27 lines[0].sum: expected `siblings` or a mapping (key: value), found a list",
        ),
        (
            "lines: [{concept: A, sum: sibling}]\n",
            "f:1:27 lines[0].sum: expected `siblings`, found `sibling`: did you mean `siblings`?",
        ),
        ("lines: [{concept: A, as: }]\n", "f:1:26 lines[0].as: expected `standard` or `total`, found nothing"),
        ("identities: [{kind: members, members: [a]}]\n", "f:1:14 identities[0]: `axis` is missing"),
        (
            "identities: [{kind: members, members: [a], axis: b, axs: c}]\n",
            "f:1:53 identities[0]: unknown key `axs`: did you mean `axis`?",
        ),
        (
            "identities: [{kind: equal, concepts: {A: 1}, members: c}]\n",
            "f:1:46 identities[0]: unknown key `members`; known are `concepts`, `kind`",
        ),
        (
            "identities: [{kind: members, members: [a, {}], axis: b}]\n",
            "f:1:43 identities[0].members[1]: expected text, found a mapping",
        ),
        (
            "identities: [{kind: equl}]\n",
            "f:1:21 identities[0].kind: expected `members`, `equal`, found `equl`: did you mean `equal`?",
        ),
        ("identities: [{}]\n", "f:1:14 identities[0]: `kind` is missing"),
        (f"rate: {'9' * 50}x{'9' * 50}\n", f"f:1:7 rate: expected a number, found `{'9' * 50}x999999...`"),
    ],
)
def test_complains(text: str, said: str) -> None:
    assert complaints(text) == [said]


def test_every_fault_is_told() -> None:
    assert complaints("lines:\n  - concpt: A\n  - concept: B\n    as: totl\n") == [
        "f:2:5 lines[0]: `concept` is missing",
        "f:2:5 lines[0]: unknown key `concpt`: did you mean `concept`?",
        "f:4:9 lines[1].as: expected `standard` or `total`, found `totl`: did you mean `total`?",
    ]


class Rewritten(Strict):
    value: Line

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, data: object) -> object:
        return {"value": {"concept": data, "lines": "wrong"}} if isinstance(data, str) else data


def test_what_a_model_rewrote_is_told_at_the_nearest_place() -> None:
    assert complaints("a: 1\nb: x\n", Rewritten, ("b",)) == ["f:2:4 b: expected a list, found `wrong`"]


def test_a_fault_in_an_alias_stands_at_the_anchor() -> None:
    wrong = "expected `standard` or `total`, found `x`"
    assert complaints("lines:\n  - &a {concept: A, as: x}\n  - *a\n") == [
        f"f:2:25 lines[0].as: {wrong}",
        f"f:2:25 lines[1].as: {wrong}",
    ]
