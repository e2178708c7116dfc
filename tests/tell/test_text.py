"""Text: by weight and rule, readable however much there is."""

from __future__ import annotations

from pathlib import Path

from tanshin.tell.language import language
from tanshin.tell.quote import Quoter
from tanshin.tell.text import SHOWN, check_lines, compared_lines, finding_lines, summary
from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source
from tests.tell.filings import checked, finding, quoter

JAPANESE = language("ja")


def test_findings_stand_by_weight_then_rule_then_position() -> None:
    told = checked(
        finding("TNS404", Severity.WARNING, 3),
        finding("TNS201", Severity.ERROR, 2),
        finding("TNS101", Severity.ERROR, 4),
        finding("TNS101", Severity.ERROR, 2),
    )
    lines = list(check_lines(told))
    assert [line.partition(": ")[0] for line in lines if line.startswith(("ERROR", "WARNING"))] == [
        "ERROR TNS101 (2)",
        "ERROR TNS201 (1)",
        "WARNING TNS404 (1)",
    ]
    assert [line.partition(" ")[0] for line in lines if line.startswith("co/")] == [
        "co/annual/table.csv:2:2:",
        "co/annual/table.csv:4:2:",
        "co/annual/table.csv:2:2:",
        "co/annual/table.csv:3:2:",
    ]


def test_thousands_of_findings_stay_readable() -> None:
    told = checked(*(finding("TNS101", Severity.ERROR, line) for line in range(2, 5002)))
    lines = list(check_lines(told))
    assert len(lines) == SHOWN + 3
    assert "    4,980 more of TNS101; --all shows them" in lines
    assert len(list(check_lines(told, everything=True))) == 5000 + 2
    assert summary(told) == "5000 errors; 12 comparisons by 1 rule; not checkable: 1"


def test_what_is_only_worth_knowing_is_counted() -> None:
    told = checked(finding("TNS402", Severity.INFO), finding("TNS101", Severity.ERROR))
    assert not any("TNS402" in line for line in check_lines(told))
    assert any("TNS402" in line for line in check_lines(told, least=Severity.INFO))
    hidden = "1 error; 1 only worth knowing (--verbose lists them); 12 comparisons by 1 rule; not checkable: 1"
    assert summary(told, least=Severity.WARNING) == hidden
    assert summary(told, JAPANESE) == "エラー 1 件、情報 1 件；1 個のルールで 12 件を照合；検証不能 1 件"
    assert summary(checked()) == "no findings; 12 comparisons by 1 rule; not checkable: 1"


def test_a_rule_that_compared_nothing_is_seen() -> None:
    assert [line[:12] for line in compared_lines(checked())] == ["TNS101  12  ", "TNS102   0  "]


def test_the_mark_stands_under_what_is_meant(tmp_path: Path) -> None:
    _, line, mark = finding_lines(finding("TNS101", Severity.ERROR, 3, 2), quoter=quoter(tmp_path))
    assert line == '     3 | 現金及び預金,"12,345",6'
    # Each of the six Japanese letters takes two columns of a terminal.
    assert mark == f"       | {' ' * 13}{'^' * 8}"


def test_nothing_is_pointed_at_in_a_line_that_is_meant_as_a_whole(tmp_path: Path) -> None:
    lines = list(finding_lines(finding("TNS101", Severity.ERROR, 3, 0), quoter=quoter(tmp_path)))
    assert lines[1:] == ['     3 | 現金及び預金,"12,345",6']


def test_a_long_line_is_cut_around_what_is_meant(tmp_path: Path) -> None:
    cells = [f"cell {number:03}" for number in range(200)]
    (tmp_path / "long.csv").write_text(",".join(cells) + "\n", encoding="utf-8")
    one = Finding("TNS101", Severity.ERROR, "x", (Source("long.csv", 1, 100),))
    _, line, mark = finding_lines(one, quoter=Quoter((tmp_path,)))
    assert len(line) < 130
    assert line[mark.index("^") : mark.rindex("^") + 1] == "cell 099"


def test_further_positions_are_named_and_counted() -> None:
    one = Finding("TNS101", Severity.ERROR, "x", tuple(Source("t.csv", line, 2) for line in range(2, 9)))
    assert list(finding_lines(one))[1] == "    also t.csv:3:2, t.csv:4:2, t.csv:5:2, t.csv:6:2 and 2 more"
    assert (
        list(finding_lines(one, JAPANESE))[1] == "    関連箇所：t.csv:3:2、t.csv:4:2、t.csv:5:2、t.csv:6:2 ほか 2 箇所"
    )
