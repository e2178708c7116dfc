"""The command line: what it prints, where, and how it exits."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tanshin import resources
from tanshin.cli import main
from tanshin.validate.check import NOT_CHECKABLE
from tanshin.values.output import read_tree
from tests.built import product

FILING, SMALL = "iij/fy2012-annual", "kakuu/revision-2015-10"

pytestmark = pytest.mark.usefixtures("memory_of_the_run")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sample, to be damaged."""
    shutil.copytree(resources.samples_dir() / "iij", tmp_path / "iij")
    return tmp_path / "iij" / "fy2012-annual"


def alter(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_verb_has_help_with_an_example() -> None:
    verbs = [["facts"], ["check"], ["build"], ["explain"], ["rules"], ["docs"]]
    for words in [*verbs, *(["taxonomy", verb] for verb in ("build", "check", "show"))]:
        result = run(*words, "--help")
        assert result.exit_code == 0
        assert f"Example: tanshin {' '.join(words)}" in " ".join(result.output.split())


def test_facts_as_json_have_the_documented_shape() -> None:
    rows = json.loads(run("facts", FILING, "--format", "json").output)
    keys = {"concept", "value", "unit", "period", "dimensions", "decimals", "lang", "label", "table", "source"}
    assert all(set(row) == keys for row in rows)
    [cash] = [
        row
        for row in rows
        if (row["concept"], row["period"], row["unit"]) == ("iij:CashAndCashEquivalents", "2013-03-31", "JPY")
    ]
    assert cash == {
        "concept": "iij:CashAndCashEquivalents",
        "value": "12258872000",
        "unit": "JPY",
        "period": "2013-03-31",
        "dimensions": {},
        "decimals": -3,
        "lang": None,
        "label": "Cash and cash equivalents",
        "table": "balance-sheet",
        "source": f"{FILING}/balance-sheet.csv:4:4",
    }


def test_prints_are_listed_with_their_facts() -> None:
    rows = json.loads(run("facts", FILING, "--prints", "--format", "json").output)
    assert {"table", "row", "column", "value", "fact", "source"} <= rows[0].keys()
    assert len(rows) > len({(row["concept"], row["period"], str(row["dimensions"]), row["unit"]) for row in rows})


def test_facts_are_the_same_in_every_format() -> None:
    rows = json.loads(run("facts", FILING, "--format", "json").output)
    table = list(csv.DictReader(io.StringIO(run("facts", FILING, "--format", "csv").output)))
    assert [row["concept"] for row in table] == [row["concept"] for row in rows]
    assert [row["value"] for row in table] == [row["value"] or "" for row in rows]
    text = run("facts", FILING, "--format", "text").output
    assert sum(1 for line in text.splitlines() if line.startswith("  ")) >= len(rows)


def test_labels_follow_the_language() -> None:
    rows = json.loads(run("facts", FILING, "--format", "json", "--lang", "ja").output)
    assert next(row["label"] for row in rows if row["concept"] == "iij:Goodwill") == "のれん"


def test_a_clean_filing_checks_clean() -> None:
    result = run("check", FILING, "--verbose")
    assert result.exit_code == 0
    assert re.search(r"^TNS101 +112  A total is exactly", result.output, re.MULTILINE)
    assert re.search(r"; not checkable: [1-9][0-9]*$", result.output.splitlines()[-1])


def test_a_check_as_json_has_findings_and_a_summary() -> None:
    shape = json.loads(run("check", FILING, "--format", "json").output)
    assert set(shape) == {"findings", "summary"}
    assert shape["summary"]["error"] == 0
    assert shape["summary"]["checked"]["TNS101"] == 112
    unknown = [one["message"] for one in shape["findings"] if one["code"] in NOT_CHECKABLE]
    assert shape["summary"]["not_checkable"] == unknown
    assert unknown


def test_findings_decide_the_exit_code(copy: Path) -> None:
    alter(copy, "balance-sheet.csv", "752,075", "752,076")
    result = run("check", copy)
    assert result.exit_code == 1
    assert "balance-sheet.csv" in result.output
    assert "ERROR TNS101" in result.output


def test_unusable_input_exits_with_two_and_says_where(copy: Path) -> None:
    alter(copy, "balance-sheet.csv", "752,075", "752,O75")
    options: dict[str, list[str | Path]] = {"check": [], "facts": [], "build": ["--out", copy.parent / "out"]}
    for verb, more in options.items():
        result = run(verb, copy, *more)
        assert result.exit_code == 2
        assert "fy2012-annual/balance-sheet.csv:6:2: ERROR TNS010" in result.stderr
        assert "Traceback" not in result.output


def test_a_place_that_is_no_filing_is_named(tmp_path: Path) -> None:
    result = run("check", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "TNS001" in result.stderr
    assert FILING in result.stderr


def test_build_writes_a_whole_folder_and_the_same_bytes_again(tmp_path: Path) -> None:
    assert run("build", FILING, "--out", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "index.html").is_file()
    assert read_tree(tmp_path / "out") == product("fy2012-annual").files


def test_an_error_leaves_the_former_output_as_it_was(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("build", copy, "--out", out).exit_code == 0
    before = tree(out)
    alter(copy, "balance-sheet.csv", "752,075", "752,076")
    result = run("build", copy, "--out", out)
    assert result.exit_code == 1
    assert "nothing was written" in result.stderr
    alter(copy, "balance-sheet.csv", "752,076", "75x")
    assert run("build", copy, "--out", out).exit_code == 2
    assert tree(out) == before


def test_a_deviation_that_is_accepted_is_built_and_shown(copy: Path, tmp_path: Path) -> None:
    """The check writes the record; a reason makes it complete, and another figure makes it lapse."""
    alter(copy, "balance-sheet.csv", "752,075", "752,076")
    lines = run("check", copy, "--format", "deviations").output.splitlines()
    # The figure is wrong in its sum, and it is not what the filing before has published.
    records = [line for line in lines if line.startswith(",balance-sheet,") and re.search(",TNS(101|301),", line)]
    assert len(records) == 2
    with (copy / "deviations.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{record}Published so; corrected in the next filing\n" for record in records)
    result = run("build", copy, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert "Published so; corrected in the next filing" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    alter(copy, "balance-sheet.csv", "752,076", "752,077")
    lapsed = run("build", copy, "--out", tmp_path / "out")
    assert lapsed.exit_code == 1
    assert "has lapsed" in lapsed.stderr


def test_build_writes_the_older_form_where_it_is_asked_for(tmp_path: Path) -> None:
    result = run("build", FILING, "--out", tmp_path / "out", "--older-form")
    assert result.exit_code == 0
    assert "no element known in the older form" in result.stderr
    older = sorted(path.name for path in (tmp_path / "out" / "older").iterdir())
    assert [name.rpartition(".")[2] for name in older] == ["xbrl", "xsd"]
    assert run("check", FILING, "--output", tmp_path / "out", "--fail-on", "error").exit_code == 0


def test_build_puts_the_documents_in_the_viewer_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert run("build", SMALL, "--out", out, "--viewer").exit_code == 0
    assert b"SHOW_FACT" in (out / "viewer" / "index.html").read_bytes()
    assert run("check", SMALL, "--output", out, "--fail-on", "error").exit_code == 0
    before = sorted(out.rglob("*"))
    monkeypatch.setattr("tanshin.viewer.program.PACKAGE", "no-such-package-is-installed")
    refused = run("build", SMALL, "--out", out, "--viewer")
    assert refused.exit_code == 2
    (line,) = refused.stderr.splitlines()
    assert line.endswith("pip install 'tanshin[viewer]'")
    assert sorted(out.rglob("*")) == before


def test_build_keeps_its_hands_off_what_it_did_not_write(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious", encoding="utf-8")
    result = run("build", SMALL, "--out", tmp_path)
    assert result.exit_code == 2
    assert "TNS019" in result.stderr
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "precious"


def test_taxonomies_are_built_checked_and_shown(tmp_path: Path) -> None:
    out = tmp_path / "iij.zip"
    assert run("taxonomy", "build", "iij", "--out", out).exit_code == 0
    assert out.read_bytes().startswith(b"PK")
    assert run("taxonomy", "check", "iij").exit_code == 0
    assert run("taxonomy", "check", "tse-ed-t").exit_code == 0
    assert "Total current assets  CurrentAssets  [= CashAndCashEquivalents" in run("taxonomy", "show", "iij").output
    assert "のれん" in run("taxonomy", "show", "iij", "iij:Goodwill", "--lang", "ja").output
    history = run("taxonomy", "show", "iij", "Goodwill", "--history").output.splitlines()
    assert history[0] == "iij:Goodwill"
    assert "    ja  のれん" in history
    assert "(era fy2012)" in run("taxonomy", "show", "iij", "--era", "fy2012").output
    assert run("taxonomy", "show", "iij", "--era", "fy1912").exit_code == 2
    assert run("taxonomy", "show", "iij", "--history").exit_code == 2
    unknown = run("taxonomy", "show", "iij", "Goodwil")
    assert unknown.exit_code == 2
    assert "near: Goodwill" in unknown.stderr


@pytest.mark.parametrize("name", ["kakuu", "mihon"])
def test_the_taxonomy_of_every_issuer_with_samples_is_packaged(name: str) -> None:
    assert run("taxonomy", "check", name).exit_code == 0
    assert "資産" in run("taxonomy", "show", name, "--lang", "ja").output
    unknown = run("taxonomy", "show", f"{name}s")
    assert unknown.exit_code == 2
    assert "packaged: iij, kakuu, mihon" in unknown.stderr
    assert run("taxonomy", "show", f"../{name}").exit_code == 2


def test_findings_are_explained() -> None:
    assert "TNS101" in run("explain", "tns101").output
    assert run("explain", "TNS999").exit_code == 2
    assert "TNS101  ERROR" in run("rules").output


def test_what_is_said_is_said_in_japanese(copy: Path) -> None:
    assert "合計が、その内訳の合計と正確に一致すること。" in run("explain", "TNS101", "--lang", "ja").output
    assert "TNS101  ERROR         合計が" in run("rules", "--lang", "ja").output
    assert "というコードの指摘はありません" in run("explain", "TNS999", "--lang", "ja").stderr
    alter(copy, "balance-sheet.csv", "752,075", "752,076")
    result = run("check", copy, "--lang", "ja")
    assert result.exit_code == 1
    assert "流動資産（2012-03-31 現在）（千円）：" in result.output
    assert re.search("エラー [0-9]+ 件", result.output.splitlines()[-1])
    shape = json.loads(run("check", copy, "--lang", "ja", "--format", "json").output)
    [message] = [one["message"] for one in shape["findings"] if (one["code"], one["severity"]) == ("TNS101", "ERROR")]
    assert message.startswith("流動資産")
    alter(copy, "balance-sheet.csv", "752,076", "752,O76")
    assert "数値に使えない文字があります" in run("check", copy, "--lang", "ja").stderr
    assert "数値に使えない文字があります" in run("build", copy, "--out", copy.parent / "out", "--lang", "ja").stderr


def test_an_index_is_built_in_japanese_and_checked_in_it(tmp_path: Path) -> None:
    assert run("build", SMALL, "--out", tmp_path / "out", "--lang", "ja").exit_code == 0
    assert "主要な数値" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "TNS7" not in run("check", SMALL, "--output", tmp_path / "out").output


def test_figures_and_taxonomies_are_told_in_japanese() -> None:
    ja = ("--lang", "ja")
    assert "ファクトが 16 件あります。" in run("why", FILING, "Revenues", *ja).output
    told = run("why", FILING, "Goodwill", "--period", "CurrentYear", "--unit", "JPY", *ja).output
    assert "  出所：iij/fy2012-annual/balance-sheet.csv:" in told
    assert "\n    TNS403 成立：のれん（2013-03-31 現在）の換算額：5,969,951,000 / 94.16 = 63,402" in told
    assert not re.search("\n *(printed|shown|bound|findings)", told)
    assert run("tie-out", FILING, *ja).output.splitlines()[0].split()[:2] == ["数値", "1単位まで照合"]
    assert re.search(
        "\n計算値 [0-9]+ 件、端数調整値 [0-9]+ 件、入力値 [0-9]+ 件\n$", run("facts", FILING, "--origins", *ja).output
    )
    assert "\n表示箇所\n" in run("taxonomy", "show", "iij", "Goodwill", *ja).output
    assert "表示：" in run("taxonomy", "show", "iij", "CashAndCashEquivalents", "--history", *ja).output


def test_a_finding_shows_the_line_it_is_about(copy: Path) -> None:
    alter(copy, "balance-sheet.csv", "752,075", "752,076")
    lines = run("check", copy).output.splitlines()
    at = next(number for number, line in enumerate(lines) if "balance-sheet.csv:10:2: ERROR TNS101" in line)
    assert lines[at - 1] == "ERROR TNS101 (1): A total is exactly the sum of the lines above it."
    assert lines[at + 1].startswith('    10 | Total current assets,"33,690,308"')
    assert lines[at + 2].index("^") == lines[at + 1].index('"33,690,308"')
    assert lines[at + 2].count("^") == len('"33,690,308"')
    unusable = copy / "balance-sheet.csv"
    unusable.write_text(unusable.read_text(encoding="utf-8").replace("752,076", "752,O76"), encoding="utf-8")
    assert '     6 | Inventories,"752,O76"' in run("check", copy).stderr


def test_every_format_holds_every_filing(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a page that is printed links from here
    alter(copy, "balance-sheet.csv", "752,075", "752,O75")
    for form in ("sarif", "junit", "html"):
        out = tmp_path / f"check.{form}"
        assert run("check", copy, FILING, "--format", form, "--out", out).exit_code == 2
        assert "TNS010" in out.read_text(encoding="utf-8")
        assert FILING in out.read_text(encoding="utf-8")
        assert out.read_text(encoding="utf-8") == run("check", copy, FILING, "--format", form).stdout


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_several_filings_are_built_below_one_folder(tmp_path: Path) -> None:
    """Of several companies and eras; each is what it is by itself."""
    ours = ("fy2009-annual", "1q-fy2013")
    result = run("build", *(f"iij/{name}" for name in ours), SMALL, "--out", tmp_path / "all")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    assert {path.parent.name for path in tmp_path.glob("all/*/index.html")} == {*ours, "revision-2015-10"}
    assert [name for name in ours if read_tree(tmp_path / "all" / name) != product(name).files] == []


def test_a_filing_that_fails_does_not_stop_the_others(copy: Path, tmp_path: Path) -> None:
    alter(copy, "balance-sheet.csv", "752,075", "752,O75")
    alter(copy.parent / "1h-fy2012", "balance-sheet.csv", "752,075", "752,076")
    folders = [copy, copy.parent / "1h-fy2012", copy.parent / "fy2009-annual"]
    result = run("build", *folders, "--out", tmp_path / "all")
    assert result.exit_code == 2
    assert "ERROR TNS010" in result.stderr
    assert "nothing was written to" in result.stderr
    assert [path.name for path in (tmp_path / "all").iterdir()] == ["fy2009-annual"]
    checked = run("check", *folders[::-1])
    assert checked.exit_code == 2
    assert f"{folders[2]}: no findings" not in checked.output
    assert run("check", *folders[1:]).exit_code == 1


def test_several_checks_as_json_are_an_array() -> None:
    result = run("check", "iij/1q-fy2013", "iij/fy2012-annual", "--format", "json")
    assert [one["filing"] for one in json.loads(result.stdout)] == ["iij/1q-fy2013", "iij/fy2012-annual"]


def test_filings_of_one_name_are_refused(tmp_path: Path) -> None:
    result = run("build", FILING, f"samples/{FILING}", "--out", tmp_path)
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_every_printed_figure_is_listed_with_where_it_comes_from() -> None:
    rows = json.loads(run("facts", FILING, "--origins", "--format", "json").output)
    keys = {"table", "row", "column", "concept", "value", "decimals", "origin", "expected", "reason", "source"}
    assert all(set(row) == keys for row in rows)
    text = run("facts", FILING, "--origins").output
    assert "  ATM Operation Business#2 | FY2012: 1959000000 given" in text
    assert text.splitlines()[-1].startswith(f"{sum(row['origin'] == 'derived' for row in rows)} derived, ")
    assert run("facts", FILING, "--origins", "--format", "csv").exit_code == 2


def test_a_figure_is_traced() -> None:
    result = run("why", FILING, "106,248", "--unit", "JPY")
    assert result.exit_code == 0
    assert "iij:Revenues 2012-04-01/2013-03-31: 106248486000 JPY" in result.output
    shapes = json.loads(run("why", FILING, "Goodwill", "--period", "CurrentYear", "--format", "json").output)
    assert {shape["concept"] for shape in shapes} == {"iij:Goodwill"}
    many = run("why", FILING, "Revenues")
    assert "facts: say which with --period, --unit or --member" in many.output
    unknown = run("why", FILING, "Revenuse")
    assert unknown.exit_code == 2
    assert "TNS022" in unknown.stderr


def test_coverage_is_counted() -> None:
    assert run("tie-out", FILING).output.splitlines()[0].split()[:2] == ["figures", "exact"]
    shape = json.loads(run("tie-out", FILING, "--format", "json").output)
    assert sum(one["figures"] for one in shape["tables"]) == shape["total"]["figures"]
    assert len(shape["loose"]) == shape["total"]["within_rounding"] + shape["total"]["unbound"]


def test_the_profile_in_force_is_shown(copy: Path) -> None:
    with (copy.parent / "issuer.yaml").open("a", encoding="utf-8") as file:
        file.write("rules:\n  TNS402: {severity: off, reason: Checked by hand}\n")
    line = "profile: TNS402 off (iij/issuer.yaml:"
    assert line in run("check", copy).output
    (entry,) = json.loads(run("check", copy, "--format", "json").output)["summary"]["profile"]
    assert (entry["code"], entry["severity"], entry["reason"]) == ("TNS402", "off", "Checked by hand")


def test_a_draft_is_checked_beside_its_filing(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Total revenues for FY2012 were JPY106,284 million, up 9.2% YoY.\n", encoding="utf-8")
    result = run("check", FILING, "--text", draft)
    assert result.exit_code == 0
    assert f"{draft.as_posix()}:1:32: WARNING TNS551" in result.output
    assert "would read JPY106,248 million" in result.output
    assert f"{draft.as_posix()}: 2 figures stated: 1 matched" in result.output
    assert f"{draft.as_posix()}：記載された数値2個" in run("check", FILING, "--text", draft, "--lang", "ja").output
    noticed = run("check", FILING, "--text", draft, "--format", "json", "--fail-on", "warning")
    assert noticed.exit_code == 1
    shape = json.loads(noticed.output)
    assert (
        shape["summary"]["drafts"][draft.as_posix()] | {"nothing": 1, "not figures": 1}
        == (shape["summary"]["drafts"][draft.as_posix()])
    )


def test_several_drafts_are_counted_one_by_one(tmp_path: Path) -> None:
    texts = [tmp_path / "one.txt", tmp_path / "two.html"]
    for text in texts:
        text.write_text("<p>Goodwill was JPY5,970 million.</p>\n", encoding="utf-8")
    result = run("check", FILING, "--text", texts[0], "--text", texts[1])
    assert [f"{text.as_posix()}: 1 figures stated: 1 matched" in result.output for text in texts] == [True, True]


def test_a_draft_belongs_to_one_filing(tmp_path: Path) -> None:
    assert run("check", FILING, "iij/1h-fy2012", "--text", tmp_path / "draft.txt").exit_code == 2
    result = run("check", FILING, "--text", tmp_path / "none.txt")
    assert result.exit_code == 2
    assert "TNS001" in result.stderr
