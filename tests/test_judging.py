"""The second opinion: the documents of a build and reports of others before Arelle, and what is told of its answers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result

from tanshin import resources
from tanshin.arelle.client import Arelle, ArelleError
from tanshin.arelle.result import Message
from tanshin.arelle.result import Result as Answer
from tanshin.cli import main
from tanshin.judging import judge_build, judge_published
from tanshin.product import Product
from tanshin.validate.check import CheckResult
from tanshin.values.finding import Finding, Severity
from tests.arelle.test_client import URL, inline, instance, money, package, tagged
from tests.findings.gallery import BASE, lay_out, produced
from tests.second import Answers, asked
from tests.test_cli import alter

SILENT = Answers(Answer(bindings=0, version="2.47.3"))
WRONG = (money("Cash", "1000"), money("Other", "2000"), money("Assets", "9000"))


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def judged(place: Path, *packages: Path) -> tuple[Finding, ...]:
    """What is said of the one report of a place."""
    [(_, result)] = judge_published(place, packages)
    return result.findings


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in findings]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Product:
    """What is built of the example company's filing."""
    folder = tmp_path_factory.mktemp("example")
    lay_out(BASE, folder)
    return produced(folder)


def statements(made: Product, planted: dict[str, tuple[str, str]]) -> dict[str, bytes]:
    """The files of the statements, in which the first of a text is another one, by the end of the path."""
    files = {
        path: data
        for path, data in made.files.items()
        if path.startswith("XBRLData/Attachment/") or (path.startswith("en/") and "/0" in path)
    }
    for end, (old, new) in planted.items():
        path = next(path for path in files if path.endswith(end))
        assert old.encode() in files[path], files[path].decode()
        files[path] = files[path].replace(old.encode(), new.encode(), 1)
    return files


def test_the_statements_of_a_build_are_judged_in_both_languages(arelle: Arelle, built: Product) -> None:
    with asked(arelle):
        result = judge_build(built.output.filing, statements(built, {}), CheckResult((), {"TNS101": 3}))
    [said] = result.findings
    assert (said.code, said.severity) == ("TNS793", Severity.INFO)
    assert result.checked["TNS101"] == 3
    assert result.checked["TNS792"] == 4
    assert result.checked["TNS794"] > 10
    assert f"documents 4, sums {result.checked['TNS794']}; nothing to object to" in said.message


def test_a_build_that_nobody_can_judge_is_told_in_one_line(built: Product) -> None:
    with patch("importlib.util.find_spec", lambda _: None):
        result = judge_build(built.output.filing, statements(built, {}), CheckResult((), {}))
    [said] = result.findings
    assert (said.code, said.severity, said.sources) == ("TNS795", Severity.ERROR, ())


def test_what_is_planted_in_a_build_is_found_and_no_dispute(arelle: Arelle, built: Product) -> None:
    """In Japanese a figure, which both see; in English an attribute, which Arelle alone sees."""
    planted = {"smbs01-tse-smafr-00000-2013-03-31-01-2013-05-15-ixbrl.htm": (">60,049<", ">60,949<")}
    files = statements(built, planted)
    english = next(path for path in files if path.startswith("en/"))
    files[english] = files[english].replace(b"<html ", b'<html colour="red" ', 1)
    with asked(arelle):
        found = judge_build(built.output.filing, files, CheckResult((), {})).findings
    assert set(codes(found)) == {"TNS792", "TNS793"}
    by_file = {one.sources[0].file.partition("/")[0]: one for one in found if one.sources}
    assert "'colour' is not allowed" in by_file["en"].message
    assert by_file["XBRLData"].role
    assert by_file["XBRLData"].severity is Severity.INCONSISTENCY


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A report in which a sum is wrong by any reading."""
    return instance(tmp_path / "wrong.xbrl", *WRONG)


def test_a_sum_that_is_wrong_is_found_by_both(arelle: Arelle, wrong: Path) -> None:
    with asked(arelle):
        done = run("check", wrong, "--arelle", "--format", "json")
    found = json.loads(done.stdout)["findings"]
    assert done.exit_code == 1
    assert [(one["code"], one["severity"]) for one in found] == [
        ("TNS111", "INCONSISTENCY"),
        ("TNS792", "INCONSISTENCY"),
        ("TNS792", "INCONSISTENCY"),
        ("TNS793", "INFO"),
    ]
    assert {source for one in found for source in one["sources"]} == {f"{wrong}:4"}
    assert [one["message"].partition("]")[0] for one in found if one["code"] == "TNS792"] == [
        "Arelle [calc11e:inconsistentCalculationUsingRounding",
        "Arelle [xbrl.5.2.5.2:calcInconsistency",
    ]


@pytest.mark.parametrize("form", ["text", "sarif", "junit", "html"])
def test_every_form_has_it_and_ours_in_japanese(form: str, wrong: Path) -> None:
    said = Message("ix11.1:example", "error", "words of Arelle", "wrong.xbrl", 4)
    with asked(Answers(Answer((said,), version="2.47.3"))):
        done = run("check", wrong, "--arelle", "--format", form, "--lang", "ja", "--verbose")
    assert done.exit_code == 1
    assert "Arelle [ix11.1:example] words of Arelle" in done.stdout
    assert "Arelle に指摘がないこと" in done.stdout
    assert "Arelle 2.47.3 による判定" in done.stdout


def test_what_rounding_explains_is_only_worth_knowing(arelle: Arelle, tmp_path: Path) -> None:
    """As with us: XBRL 2.1 alone calls it inconsistent."""
    facts = (
        money(name, f"{value}000", rest='decimals="-3"') for name, value in (("Cash", 1), ("Other", 2), ("Assets", 4))
    )
    with asked(arelle):
        found = judged(instance(tmp_path / "i.xbrl", *facts))
    assert {(one.code, one.severity) for one in found} == {
        (code, Severity.INFO) for code in ("TNS118", "TNS792", "TNS793")
    }


def test_what_is_no_xhtml_is_found_by_arelle_alone(arelle: Arelle, tmp_path: Path) -> None:
    page = inline(tmp_path / "a.htm", "a", tagged("Cash", "1", "a").replace("<p>", '<p colour="red">'))
    with asked(arelle):
        found = judged(page)
    assert [(one.code, one.severity) for one in found if one.severity > Severity.INFO] == [("TNS792", Severity.ERROR)]
    [said] = (one for one in found if one.code == "TNS792")
    assert "'colour' is not allowed" in said.message
    assert said.sources[0].file == str(page)
    assert said.sources[0].line


def test_figures_that_contradict_each_other_are_no_dispute(arelle: Arelle, tmp_path: Path) -> None:
    """Arelle goes on with the first, and the specification stops."""
    with asked(arelle):
        found = judged(instance(tmp_path / "i.xbrl", *WRONG, money("Assets", "3001")))
    assert "TNS792" in codes(found)
    assert "TNS794" not in codes(found)


def test_what_else_is_wrong_makes_no_dispute_of_silence(wrong: Path) -> None:
    with asked(SILENT):
        assert codes(judged(wrong)).count("TNS794") == 2
    with asked(Answers(Answer((Message("xmlSchema:any", "error", "anything"),)))):
        assert "TNS794" not in codes(judged(wrong))


def test_a_package_with_its_taxonomy_is_judged_as_it_is(arelle: Arelle, tmp_path: Path) -> None:
    path = package(tmp_path / "whole.zip")
    with zipfile.ZipFile(path, "a") as archive:
        about = {"documentInfo": {"documentType": "https://xbrl.org/report-package/2023"}}
        archive.writestr("tiny/META-INF/reportPackage.json", json.dumps(about))
        archive.writestr("tiny/reports/i.xbrl", instance(tmp_path / "i.xbrl", *WRONG, href=URL).read_bytes())
    with asked(arelle):
        found = judged(path)
    assert codes(found) == ["TNS111", "TNS792", "TNS792", "TNS793"]
    assert {one.sources[0].file for one in found if one.sources} == {f"{path}/tiny/reports/i.xbrl"}


def test_what_is_not_at_hand_is_one_line_and_a_package_helps(arelle: Arelle, tmp_path: Path) -> None:
    path = instance(tmp_path / "i.xbrl", *WRONG, href=URL)
    with asked(arelle):
        [said] = (one for one in judged(path) if one.code.startswith("TNS79"))
        assert (said.code, said.severity) == ("TNS796", Severity.WARNING)
        assert f"{URL} cannot be loaded" in said.message
        assert "--package" in said.message
        assert codes(judged(path, package(tmp_path / "tiny.zip"))) == ["TNS111", "TNS792", "TNS792", "TNS793"]


def test_reports_in_json_are_not_given_to_it(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(
        json.dumps(
            {"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json", "taxonomy": [], "namespaces": {}}}
        ),
        encoding="utf-8",
    )
    with asked(Answers(AssertionError("it was asked"))):
        [said] = (one for one in judged(path) if one.code.startswith("TNS79"))
    assert (said.code, said.severity) == ("TNS793", Severity.INFO)
    assert "Arelle is not asked about" in said.message


def test_without_arelle_all_else_is_told_and_it_is_no_pass(wrong: Path, tmp_path: Path) -> None:
    sound = instance(tmp_path / "sound.xbrl", money("Cash", "1"))
    with patch("importlib.util.find_spec", lambda _: None):
        done = run("check", sound, "--arelle")
        assert done.exit_code == 1
        assert done.output.count("pip install arelle-release") == 1
        assert codes(judged(wrong)) == ["TNS795", "TNS111"]


@pytest.mark.parametrize("code", ["tanshin:exception", ""])
def test_an_arelle_that_fails_has_judged_nothing(code: str, wrong: Path) -> None:
    broken = Answer((Message(code, "error", "KeyError: 1"),)) if code else ArelleError("KeyError: 1", "ask again")
    with asked(Answers(broken)):
        found = judged(wrong)
    [said] = (one for one in found if one.code.startswith("TNS79"))
    assert (said.code, said.severity) == ("TNS795", Severity.ERROR)
    assert said.message.startswith(f"Arelle has not judged {wrong}: KeyError: 1; ")


def test_canonical_data_is_built_for_it() -> None:
    with asked(SILENT):
        done = run("check", "kakuu/revision-2015-10", "--arelle", "--verbose")
    assert "judged by Arelle 2.47.3: documents 3, sums 0; nothing to object to" in done.output


def test_a_filing_with_an_error_has_no_documents(tmp_path: Path) -> None:
    shutil.copytree(resources.samples_dir() / "kakuu", tmp_path / "kakuu")
    filing = tmp_path / "kakuu" / "1q-fy2015"
    alter(filing, "balance-sheet.csv", "1,269,962", "1,269,963")
    with asked(Answers(AssertionError("it was asked"))):
        done = run("check", filing, "--arelle", "--format", "json")
    assert done.exit_code == 1
    assert "what Arelle says: no documents follow from a filing with errors" in done.stdout


def test_sums_alone_are_not_for_it(wrong: Path) -> None:
    done = run("check", wrong, "--arelle", "--sums", "c10")
    assert done.exit_code == 2
    assert "leave --sums or --arelle out" in done.output


def test_who_does_not_ask_imports_nothing_of_it(wrong: Path) -> None:
    script = (
        "import sys; from tanshin.cli import main\n"
        "try: main()\n"
        "finally: print([one for one in sys.modules if 'arelle' in one or one == 'tanshin.judging'])"
    )
    command = [sys.executable, "-c", script, "check", str(wrong)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout.endswith("[]\n"), done.stdout + done.stderr
    assert "TNS111" in done.stdout
