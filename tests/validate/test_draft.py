"""Drafts against their filing: what is right is matched without a word, what is changed is found."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin import api
from tanshin.read.draft.draft import read_draft
from tanshin.report.filing import Filing
from tanshin.validate.draft import DraftPaper
from tanshin.validate.draft_context import Context
from tanshin.validate.draft_match import Matcher, Reading, Verdict
from tanshin.validate.workpaper import Workpaper
from tests.built import product

RELEASES = ("fy2009-annual", "1h-fy2012", "fy2012-annual")
SILENT = (Verdict.MATCHED, Verdict.FOUND)


@cache
def filing(name: str) -> tuple[Filing, tuple[Filing, ...]]:
    found = api.read_filing(f"iij/{name}")
    return found, api.earlier_filings(found, f"iij/{name}")


@cache
def matcher(name: str) -> Matcher:
    found, earlier = filing(name)
    return Matcher(Workpaper(found, api.figures_of(found), earlier))


def paper(name: str, *paths: Path) -> DraftPaper:
    return DraftPaper(matcher(name).paper, tuple(map(read_draft, paths)))


def read_in(name: str, draft: DraftPaper) -> list[Reading]:
    """What becomes of each figure of a draft by itself; headings of many are another question."""
    return [matcher(name).read(context) for heard in draft.heard for context in heard.contexts]


def own(folder: Path, name: str, path: str) -> DraftPaper:
    """The draft that we have built ourselves."""
    page = folder / Path(path).name
    page.write_bytes(product(name).files[path])
    return paper(name, page)


def said(folder: Path, name: str, text: str) -> Reading:
    """What becomes of the only figure of a text."""
    file = folder / "draft.txt"
    file.write_text(text, encoding="utf-8")
    (one,) = read_in(name, paper(name, file))
    return one


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", RELEASES)
def test_our_own_release_is_matched_as_a_whole(tmp_path: Path, name: str, lang: str) -> None:
    readings = read_in(name, own(tmp_path, name, f"release/release-{lang}.html"))
    ends = Counter(one.verdict for one in readings)
    assert len(readings) > 1_000
    # "The correct number is 29,209." says nothing of what is counted.
    assert ends[Verdict.FOUND] <= (name == "fy2009-annual")
    assert ends.total() == ends[Verdict.MATCHED] + ends[Verdict.FOUND]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_our_own_slides_give_no_warning(tmp_path: Path, lang: str) -> None:
    draft = own(tmp_path, "1q-fy2013", f"presentation/presentation-{lang}.html")
    ends = Counter(one.verdict for one in read_in("1q-fy2013", draft))
    assert set(ends) <= set(SILENT)
    assert ends[Verdict.MATCHED] > 600


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_one_digit_that_is_changed_is_found(tmp_path: Path, lang: str) -> None:
    draft = own(tmp_path, "fy2012-annual", f"release/release-{lang}.html")
    chance = random.Random(20130515)  # noqa: S311 - no secret, the same each time
    ends: dict[bool, Counter[bool]] = {True: Counter(), False: Counter()}
    for context in chance.sample(draft.heard[0].contexts, 400):
        reading = matcher("fy2012-annual").read(_slipped(context, chance))
        ends[context.place is None][reading.verdict not in SILENT] += 1
    cells, prose = ends[False], ends[True]
    assert cells[True] / cells.total() > 0.97
    assert prose[True] / prose.total() > 0.85


def _slipped(context: Context, chance: random.Random) -> Context:
    """A figure with one digit changed, as a finger slips."""
    digits = f"{context.quantity.value:f}"
    at = chance.choice([index for index, letter in enumerate(digits) if letter.isdigit()])
    others = [digit for digit in "0123456789" if digit != digits[at] and (at or digit != "0")]
    value = Decimal(digits[:at] + chance.choice(others) + digits[at + 1 :])
    return replace(context, quantity=replace(context.quantity, value=value))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Total revenues for FY2012 were JPY106,248 million.", Verdict.MATCHED),
        ("Total revenues for FY2012 were JPY106.2 billion.", Verdict.MATCHED),
        ("2012年度の営業収益合計は1,062億48百万円です。", Verdict.MATCHED),
        ("Total revenues for FY2012 were JPY106,284 million.", Verdict.NOTHING),
        ("Total revenues for FY2012 were JPY97,315 million.", Verdict.PERIOD),
        ("2012年度の営業収益合計は97,315百万円です。", Verdict.PERIOD),
        ("Goodwill as of March 31, 2013 was JPY3,771 million.", Verdict.LINE),
        ("Operating income was up 22.0% YoY.", Verdict.MATCHED),
        ("Operating income was down 22.0% YoY.", Verdict.WAY),
        ("Accounts receivable increased by JPY3,043 million from March 31, 2012.", Verdict.MATCHED),
        ("Accounts receivable decreased by JPY3,043 million from March 31, 2012.", Verdict.WAY),
        ("The rate used for the translation was JPY94.16 per dollar.", Verdict.MATCHED),
        ("Net income attributable to IIJ (in dollars: $56.3 million)", Verdict.MATCHED),
        ("It was 106,248,486.", Verdict.FOUND),
    ],
)
def test_sentences(tmp_path: Path, text: str, verdict: Verdict) -> None:
    assert said(tmp_path, "fy2012-annual", text).verdict is verdict


def test_a_column_under_the_wrong_year_is_one_finding(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    rows = ("Goodwill\t5,788,333", "Inventories\t752,075", "Prepaid expenses\t1,848,344")
    file.write_text("\n".join(("\tMarch 31, 2013", "\tThousands of JPY", *rows)), encoding="utf-8")
    found, earlier = filing("fy2012-annual")
    result = api.check_drafts(found, [file], api.check(found), earlier)
    (finding,) = [one for one in result.findings if one.code.startswith("TNS55")]
    assert finding.code == "TNS553"
    assert str(finding.sources[0]).endswith("draft.txt:3:10")
    assert result.drafts[file.as_posix()]["other heading"] == 3


#: What was published wrong, and where the text of the release says it.
ERRORS = {
    "000": ("fy2012-annual", {("594", "TNS557"), ("172", "TNS551")}),
    "002": ("1h-fy2012", {("739", "TNS556"), ("743", "TNS556"), ("745", "TNS556")}),
    "004": ("fy2009-annual", {("549", "TNS556"), ("14", "TNS551"), ("834", "TNS553"), ("835", "TNS553")}),
}


@pytest.mark.parametrize("number", ERRORS)
def test_published_errors_come_out(reference: Path, number: str) -> None:
    name, expected = ERRORS[number]
    (release,) = (reference / "releases").glob(f"{number}_*.txt")
    found, earlier = filing(name)
    result = api.check_drafts(found, [release], api.check(found), earlier)
    told = {(str(one.sources[0].line), one.code) for one in result.findings if one.code.startswith("TNS55")}
    assert expected <= told


#: How many figures of each release are matched at least, out of all; what text recognition damaged is among the others.
MATCHED = {
    "000": ("fy2012-annual", 98),
    "002": ("1h-fy2012", 83),
    "004": ("fy2009-annual", 85),
    "001": ("1q-fy2013", 85),
}


@pytest.mark.parametrize("number", MATCHED)
def test_releases_are_matched(reference: Path, number: str) -> None:
    name, least = MATCHED[number]
    (release,) = (reference / "releases").glob(f"{number}_*.txt")
    (counts,) = paper(name, release).counts.values()
    assert counts["matched"] * 100 >= least * counts["stated"]
    assert sum(count for end, count in counts.items() if end not in ("stated", "not figures")) == counts["stated"]
