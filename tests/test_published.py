"""Reports that others made, through the functions and the command line."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.calculation_scale.files import make
from benchmarks.calculation_scale.shape import SHAPES, Shape
from tanshin import api, published
from tanshin.cli import main
from tanshin.report.filing import Filing
from tanshin.report.instance import Instance
from tanshin.validate.calculation import Mode
from tanshin.values.finding import InputError, Severity
from tests.built import laid_out
from tests.read.xbrl.instances import figure, usual
from tests.samples.filings import sample

SAMPLES = "tse/samples"
KYOCERA = f"{SAMPLES}/kyocera6971_FY2013_annual_US_tse-acedussm-ixbrl.htm"
FULL = f"{SAMPLES}/5971_2021_1Q_JP_fullzip"
TOYOTA = f"{SAMPLES}/toyota7203_FY2012_annual_US_tdnet-acedussm.xbrl"


@pytest.fixture
def official(reference: Path) -> str:
    return str(reference / "tse" / "tse-ed-2014-01-12.zip")


@pytest.fixture(scope="module")
def built() -> Path:
    return laid_out("fy2012-annual")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_real_summary_is_checked(reference: Path, official: str) -> None:
    """One published ratio does not follow from its own statement, and the arithmetic is shown."""
    done = run("check", reference / KYOCERA, "--package", official)
    assert done.exit_code == 0
    assert "72.5% is printed, but ratio(ShareholdersEquityUS, TotalAssetsUS) is 72.442%" in done.output
    assert done.output.count("TNS421 ") == 2  # its heading and the finding


def test_a_real_submission_is_checked_whole(reference: Path, official: str) -> None:
    """The summary is valid by the official taxonomy; the statements lack theirs, which is told and nothing invented."""
    done = run("check", reference / FULL, "--package", official, "--format", "json")
    summary, statements = json.loads(done.output)
    assert {one["code"] for one in summary["findings"]} == {"TNS422"}
    assert {one["code"] for one in statements["findings"]} == {"TNS051", "TNS110", "TNS118"}
    assert done.exit_code == 0


def test_the_facts_of_a_submission_are_listed(reference: Path) -> None:
    done = CliRunner().invoke(main, ["facts", str(reference / FULL), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    names = [row["table"].rpartition("/")[2] for row in rows]
    assert len(rows) == 177 + 178
    assert set(names) == {"tse-qcedjpsm-59710-20210818487667-ixbrl.htm", "Attachment"}


def test_a_summary_in_the_older_form_is_read_in_todays_names(reference: Path) -> None:
    report = published.open_report(reference / TOYOTA)
    assert isinstance(report, Instance)
    assert len(report.report) == 242
    assert sum(fact.concept.prefix == "tse-ed-t" for fact in report.report) == 237


def test_what_we_build_is_read_as_anybody_reads_it(built: Path, official: str) -> None:
    """Summary, statements and instance, by the official taxonomy and ours: nothing to object to."""
    for place in (built / "XBRLData", built):
        for name, result in published.check_published(place, [official]):
            worse = [one for one in result.findings if one.severity > Severity.INFO]
            assert worse == [], name
            assert sum(result.checked.values()) > 100, name


def test_the_instance_says_what_the_filing_says(built: Path, official: str) -> None:
    """Fact for fact, with the footnotes; one of them has a figure in it, which the filing has as a place."""
    filing = sample("fy2012-annual")
    report = published.open_report(next(built.glob("*.xbrl")), [official])
    assert isinstance(report, Instance)
    assert report.is_complete
    assert {fact.key: (fact.value, fact.decimals) for fact in report.report} == {
        fact.key: (fact.value, fact.decimals) for fact in filing.report
    }
    found = api.diff(filing, report)
    assert {one.kind for one in found.entries} == {"label"}  # the official labels are not ours
    assert {(one.old.lang, "{split" in one.old.text) for one in found.notes if one.old and one.new} == {
        ("en", True),
        ("ja", True),
    }
    assert len(found.notes) == 2


def test_an_archive_is_read_like_its_folder(built: Path, tmp_path: Path) -> None:
    archive = tmp_path / "filing.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted((built / "XBRLData").rglob("*")):
            file.write(path, path.relative_to(built))
    assert [len(one.report) for one in published.open_published(archive)] == [
        len(one.report) for one in published.open_published(built / "XBRLData")
    ]


def test_a_place_of_ours_is_a_filing() -> None:
    assert isinstance(published.open_report("iij/fy2012-annual"), Filing)
    assert not published.is_published("iij/fy2012-annual")


def test_several_reports_are_not_one(built: Path) -> None:
    done = run("diff", built / "XBRLData", "iij/fy2012-annual")
    assert done.exit_code == 2
    assert "TNS076" in done.output


def test_schemas_beside_a_single_file_are_found(built: Path, official: str, tmp_path: Path) -> None:
    shutil.copytree(built / "XBRLData" / "Summary", tmp_path / "here")
    [page] = (tmp_path / "here").glob("*.htm")
    report = published.open_report(page, [official])
    assert isinstance(report, Instance)
    assert report.is_complete


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("mode", Mode)
def test_planted_errors_are_found_and_none_is_invented(shape: Shape, mode: Mode, tmp_path: Path) -> None:
    """Each wrong total is so by more than rounding; XBRL 2.1 binds nothing where a figure is repeated."""
    made = make(shape, 6000, tmp_path, every=2)
    result = published.check_sums(made.instance, mode)
    count = sum(one.code == "TNS111" for one in result.findings)
    others = {(one.code, one.severity) for one in result.findings} - {("TNS111", Severity.INCONSISTENCY)}
    assert others <= {("TNS119", Severity.INFO)}  # what is repeated
    assert count == made.wrong or (mode is Mode.XBRL_21 and shape.repeated and 0 < count < made.wrong)
    assert result.checked["TNS111"] > 10


@pytest.mark.parametrize(
    "more",
    [
        '<s:Other contextRef="c1" unitRef="JPY" precision="0">1</s:Other>',
        (
            '<xbrli:context id="odd"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier><xbrli:segment>'
            "<s:Place>x</s:Place></xbrli:segment></xbrli:entity><xbrli:period><xbrli:forever/></xbrli:period>"
            '</xbrli:context><s:Text contextRef="odd">x</s:Text>'
        ),
    ],
)
def test_what_calculations_11_does_not_know_is_told_wherever_it_stands(more: str, tmp_path: Path) -> None:
    """Also on what no network has: the report as a whole is none of the Open Information Model."""
    made = make(SHAPES[0], 500, tmp_path)
    made.instance.write_text(made.instance.read_text().replace("</xbrli:xbrl>", f"{more}</xbrli:xbrl>"))
    for mode in Mode:
        result = published.check_sums(made.instance, mode)
        assert ("TNS119" in {one.code for one in result.findings}) is not mode.is_21
        assert bool(result.checked["TNS111"]) is mode.is_21


def test_sums_on_the_command_line(tmp_path: Path) -> None:
    made = make(SHAPES[0], 2000, tmp_path, every=7)
    done = run("check", made.instance, "--sums", "c11r")
    assert done.exit_code == 1
    assert f"{made.wrong} inconsistencies" in done.output


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.xbrl", b"", "TNS071"),
        ("notes.txt", b"no report", "TNS071"),
        ("broken.xbrl", usual(figure())[:-20], "TNS017"),
        ("bomb.zip", b"PK\x03\x04broken", "TNS021"),
        ("entity.xbrl", b"<!DOCTYPE x [<!ENTITY a 'b'>]><xbrl xmlns='http://www.xbrl.org/2003/instance'/>", "TNS017"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    place = tmp_path / name
    place.write_bytes(data)
    with pytest.raises(InputError) as caught:
        published.open_report(place)
    assert caught.value.findings[0].code == code
    for verb in ("check", "facts"):
        done = run(verb, place)
        assert done.exit_code == 2
        assert code in done.output
