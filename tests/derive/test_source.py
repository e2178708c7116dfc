from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.derive.figure import Figure
from tanshin.derive.source import read_figures
from tanshin.report.aspect import Duration
from tanshin.resources import taxonomy_dir
from tanshin.taxonomy.build import read_taxonomy
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import InputError, Severity
from tests.taxonomy import eras

YEAR = Duration(date(2012, 4, 1), date(2013, 3, 31))

HEAD = "figures:\n"
TITLE = "    title: {en: A figure, ja: 数値}\n"


@cache
def taxonomies() -> tuple[Taxonomy, Taxonomy]:
    return read_taxonomy(taxonomy_dir() / "iij"), read_taxonomy(taxonomy_dir() / "tse-ed-t")


def entry(name: str, value: str, *others: str) -> str:
    return f"  - figure: {name}\n" + TITLE + "".join(f"    {line}\n" for line in others) + f"    value: {value}\n"


def read(folder: Path, *entries: str) -> tuple[Figure, ...]:
    shutil.copytree(taxonomy_dir() / "iij", folder / "iij", dirs_exist_ok=True)
    (folder / "iij" / "figures.yaml").write_text(HEAD + "".join(entries), encoding="utf-8")
    return declared(read_figures(folder / "iij", *taxonomies()))


def declared(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures of the file; those that accompany others come from the trees."""
    return tuple(figure for figure in figures if not figure.accompanies)


def refusals(folder: Path, *entries: str, code: str = "TNS020") -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, *entries)
    assert {(one.code, one.severity) for one in caught.value.findings} == {(code, Severity.ERROR)}
    return [f"{one.sources[0]}: {one.message}" for one in caught.value.findings]


def test_the_figures_of_the_sample_are_read() -> None:
    own, form = taxonomies()
    figures = {figure.name: figure for figure in declared(read_figures(taxonomy_dir() / "iij", own, form))}
    assert len(figures) == 73
    ratio = figures["equity_ratio"]
    assert ratio.concept == form.name("ShareholdersEquityRatioUS")
    assert ratio.expression == "ratio(parent_equity, Assets)"
    assert ratio.titles == {"en": "Shareholders' equity to total assets", "ja": "株主資本比率"}
    assert ratio.source.file == "iij/figures.yaml"
    assert ratio.source.line > 1
    assert figures["parent_equity"].concept is None


def test_every_figure_has_a_title_of_its_own_in_both_languages() -> None:
    figures = read_figures(taxonomy_dir() / "iij", *taxonomies())
    for lang in ("en", "ja"):
        titles = [figure.titles[lang] for figure in figures]
        assert sorted(titles) == sorted(set(titles))


def test_a_condition_is_on_the_members_of_a_fact(tmp_path: Path) -> None:
    own, form = taxonomies()
    result, total = read(
        tmp_path,
        entry("one", "Revenues", "concept: tse.NetIncomeUS", "when: {ResultForecastAxis: ResultMember}"),
        entry(
            "two",
            "3",
            "concept: DividendPerShareAdjusted",
            "when: {DividendRecordDateAxis: DividendRecordDateTotalMember}",
        ),
    )
    axis, schedule = form.name("ResultForecastAxis"), own.name("DividendRecordDateAxis")
    assert result.when == ((axis, form.name("ResultMember")),)
    assert result.applies(((axis, form.name("ResultMember")), (schedule, own.name("YearEndMember"))), YEAR)
    assert not result.applies(((axis, form.name("ForecastMember")),), YEAR)
    assert not result.applies((), YEAR)
    assert total.when == ((schedule, None),)
    assert total.applies((), YEAR)
    assert not total.applies(((schedule, own.name("YearEndMember")),), YEAR)


def test_a_figure_may_stand_before_what_it_is_made_of(tmp_path: Path) -> None:
    assert [figure.name for figure in read(tmp_path, entry("one", "two / 2"), entry("two", "Assets"))] == ["one", "two"]


@pytest.mark.parametrize(
    ("value", "place", "words"),
    [
        ("Revenues / Asets", "4:23", "iij has no concept Asets; did you mean Assets?"),
        ("tse.NetIncomUS", "4:12", "tse-ed-t has no concept NetIncomUS; did you mean NetIncomeUS?"),
        ("1 + NetIncomeUS", "4:16", "iij has no concept NetIncomeUS"),
        ("1 - AssetsAbstract", "4:16", "AssetsAbstract is not reported as a number"),
        ("RetainedEarningsMember", "4:12", "RetainedEarningsMember is not reported as a number"),
        ("1 * tse.CompanyName", "4:16", "CompanyName is not reported as a number"),
        ("Equity - Equity[MinorityMember]", "4:21", "Equity has no member MinorityMember"),
        (
            "Equity[NoncontrollingInterestsMember]",
            "4:12",
            "Equity has no member NoncontrollingInterestsMember; did you mean NoncontrollingInterestMember?",
        ),
        ("Revenues[NoncontrollingInterestMember]", "4:12", "Revenues has no member NoncontrollingInterestMember"),
        ("tse.DividendPerShare[YearEndMember, AnnualMember]", "4:12", "one member on each axis, not two"),
        ("margn / 2", "4:12", "there is no figure margn; did you mean margin?"),
        ("average(Revenues)", "4:12", "average takes what is measured at an instant, not over a period"),
        ("opening(1 + prior(Revenues))", "4:12", "opening takes what is measured at an instant"),
        ("opening(opening(Assets))", "4:12", "opening takes what is measured at an instant"),
        ("average(split(6) * Assets)", "4:12", "average takes what is measured at an instant"),
        ("2 + 1.5", "4:17", "numbers are whole"),
        ("2 + $Assets", "4:16", "'$' has no place here"),
        ("change(Assets, Equity, Assets)", "4:12", "change takes 1 to 2 arguments, not 3"),
        ('"2 + 1.5"', "4:12", "numbers are whole"),  # characters cannot be counted through quotation marks
        (">-\n      2 +\n      1.5", "4:12", "numbers are whole"),
    ],
)
def test_an_expression_is_refused_at_its_place(tmp_path: Path, value: str, place: str, words: str) -> None:
    (refusal,) = refusals(tmp_path, entry("margin", value))
    assert refusal.startswith(f"iij/figures.yaml:{place}: margin: ")
    assert words in refusal


def test_every_figure_that_is_wrong_is_named(tmp_path: Path) -> None:
    one, three = refusals(tmp_path, entry("one", "Asets"), entry("two", "Assets"), entry("three", "Assets +"))
    assert one == (
        "iij/figures.yaml:4:12: one: iij has no concept Asets; did you mean Assets?, at character 1 of `Asets`"
    )
    assert three.startswith("iij/figures.yaml:10:20: three: this cannot be read (")
    assert three.endswith(", at character 9 of `Assets +`")


def test_figures_do_not_go_round_in_a_circle(tmp_path: Path) -> None:
    found = refusals(tmp_path, entry("one", "two + 1"), entry("two", "prior(three)"), entry("three", "one"))
    assert found[0] == "iij/figures.yaml:4:12: one: figures go round in a circle: one → two → three → one"
    assert refusals(tmp_path, entry("one", "one"))[0].endswith("one → one")


def test_figures_do_not_build_on_one_another_without_end(tmp_path: Path) -> None:
    up = [entry("n0", "1"), *(entry(f"n{number}", f"n{number - 1} + 1") for number in range(1, 150))]
    for chain in (up, up[::-1]):
        assert "nested more than 100 deep" in refusals(tmp_path, *chain)[0]
    assert len(read(tmp_path, *up[:40])) == 40


@pytest.mark.parametrize("name", ["prior", "tse", "again"])
def test_a_name_is_given_once(tmp_path: Path, name: str) -> None:
    found = refusals(tmp_path, entry("again", "1"), entry(name, "2"))
    assert found == [f"iij/figures.yaml:5:13: {name}: the name {name} is taken; give the figure another"]


def test_a_concept_and_its_members_must_be_there(tmp_path: Path) -> None:
    assert refusals(
        tmp_path,
        entry("one", "1", "concept: tse.Assets"),
        entry("two", "1", "concept: Equity", "when: {EquityComponentsAxis: YearEndMember}"),
        entry("three", "1", "concept: Assets", "when: {EquityComponentsAxis: CommonStockMember}"),
        entry("four", "1", "when: {EquityComponentsAxis: CommonStockMember}"),
    ) == [
        "iij/figures.yaml:4:14: one: tse-ed-t has no concept Assets; did you mean NetAssets?",
        "iij/figures.yaml:9:11: two: Equity has no YearEndMember on EquityComponentsAxis",
        "iij/figures.yaml:14:11: three: Assets has no CommonStockMember on EquityComponentsAxis",
        "iij/figures.yaml:18:11: four: a figure without a concept is no fact and has no members",
    ]


def test_one_fact_is_one_figure(tmp_path: Path) -> None:
    result = "when: {ResultForecastAxis: ResultMember}"
    forecast = "when: {ResultForecastAxis: ForecastMember}"
    sales = "concept: tse.OperatingRevenuesUS"
    assert len(read(tmp_path, entry("one", "1", sales, result), entry("two", "2", sales, forecast))) == 2
    found = refusals(
        tmp_path, entry("one", "1", sales, result), entry("two", "2", sales, forecast), entry("three", "3", sales)
    )
    assert found == [
        "iij/figures.yaml:12:5: one and three both say what OperatingRevenuesUS is; tell them apart with `when`",
        "iij/figures.yaml:12:5: two and three both say what OperatingRevenuesUS is; tell them apart with `when`",
    ]


def test_the_shape_is_checked(tmp_path: Path) -> None:
    found = refusals(
        tmp_path,
        "  - figure: Big\n" + TITLE + "    value: 1\n",
        "  - figure: small\n    title: {en: A}\n    valu: 1\n",
        "  - figure: one\n" + TITLE + "    concept: form.X\n    value: 1\n",
        code="TNS005",
    )
    assert [line.partition(": ")[0] for line in found] == [
        "iij/figures.yaml:2:13",
        "iij/figures.yaml:6:12",
        "iij/figures.yaml:5:5",
        "iij/figures.yaml:7:5",
        "iij/figures.yaml:10:14",
    ]


def test_a_taxonomy_without_figures_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_figures(tmp_path, *taxonomies())
    assert [one.code for one in caught.value.findings] == ["TNS001"]


FIGURES = (
    entry("equity", "first(Securities, Equity)"),
    entry("net", "other_assets - Equity"),
    entry("other_assets", "Other"),
    entry("capital", "Equity[CapitalMember]"),
    entry("profit", "1", "concept: ProfitLoss"),
    entry("assets", "Assets"),
)


def in_era(folder: Path, era: str, *entries: str) -> list[str]:
    for name, text in eras.FILES.items():
        path = folder / "ex" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "ex" / "figures.yaml").write_text(HEAD + "".join(entries), encoding="utf-8")
    own = eras.eras().named(era)
    return [figure.name for figure in read_figures(folder / "ex", own, taxonomies()[1])]


def test_figures_apply_where_an_era_has_what_they_need(tmp_path: Path) -> None:
    """A figure that needs one that does not apply does not apply either, wherever it stands."""
    assert in_era(tmp_path, "early", *FIGURES) == ["equity", "assets"]
    assert in_era(tmp_path, "late", *FIGURES) == ["equity", "net", "other_assets", "capital", "profit", "assets"]


@pytest.mark.parametrize("era", ["early", "late"])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (entry("wrong", "Otter"), "ex has no concept Otter"),
        (entry("wrong", "Assets[NoMember]"), "Assets has no member NoMember"),
        (entry("wrong", "1", "concept: Securitys"), "ex has no concept Securitys"),
        (entry("wrong", "nets"), "there is no figure nets"),
    ],
)
def test_a_name_that_no_era_has_is_a_slip(tmp_path: Path, era: str, wrong: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        in_era(tmp_path, era, *FIGURES, wrong)


def test_an_era_can_have_figures_of_its_own(tmp_path: Path) -> None:
    in_era(tmp_path, "early", *FIGURES)
    (tmp_path / "ex" / "early" / "figures.yaml").write_text(HEAD + entry("one", "Securities"), encoding="utf-8")
    own = replace(eras.eras().named("early"), figures="early/figures.yaml")
    (figure,) = read_figures(tmp_path / "ex", own, taxonomies()[1])
    assert (figure.name, figure.source.file) == ("one", "ex/early/figures.yaml")


def test_a_figure_may_be_of_periods_of_one_length(tmp_path: Path) -> None:
    year, half = read(
        tmp_path,
        entry("annual", "1", "concept: PaymentsOfDividends", "months: 12"),
        entry("half", "2", "concept: PaymentsOfDividends", "months: 6"),
    )
    first = Duration(date(2012, 4, 1), date(2012, 9, 30))
    assert (year.applies((), YEAR), year.applies((), first)) == (True, False)
    assert (half.applies((), YEAR), half.applies((), first)) == (False, True)
    assert not half.applies((), YEAR.closing)
    [message] = refusals(
        tmp_path,
        entry("annual", "1", "concept: PaymentsOfDividends", "months: 12"),
        entry("any", "2", "concept: PaymentsOfDividends"),
    )
    assert message.endswith("annual and any both say what PaymentsOfDividends is; tell them apart with `when`")
