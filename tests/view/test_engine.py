"""What is rebuilt of a filing that is looked at is what a full build would make."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import Phase as Steps
from hypothesis import given, settings
from hypothesis import strategies as st

from tanshin import api
from tanshin.tell.language import ENGLISH, forget_words, language
from tanshin.tell.quote import Quoter
from tanshin.tell.text import finding_lines
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.memory import holding
from tanshin.values.patience import SupersededError, patience
from tanshin.view.engine import Engine
from tanshin.view.state import Phase, Shown
from tanshin.write.html import forget_templates
from tests.viewed import lay_out

#: How many histories of edits are tried; `make bench` tries more.
EXAMPLES = int(os.environ.get("TANSHIN_EDITS", "8"))

CSV = ("balance-sheet.csv", "equity.csv", "summary.csv", "results.csv")

#: What a person may write over what, in which file; a text that is not there any more stays as it is.
TEXTS = (
    ("example/annual/balance-sheet.csv", "Inventories", "Stock"),
    ("example/annual/balance-sheet.csv", '"60,049"', '"60,04x"'),
    ("example/annual/results.csv", "Floor space", "Space"),
    ("example/annual/filing.yaml", "announced: 2013-05-15", "announced: 2013-05-16"),
    ("example/annual/filing.yaml", "rate: 100", "rate: 101"),
    ("example/annual/filing.yaml", "Counted anew", "Counted again"),
    ("example/annual/filing.yaml", "scale: 6", "scale: 3"),
    ("example/annual/filing.yaml", "table: equity", "tabel: equity"),
    ("example/annual/release.yaml", "Model 5 sold well.", "Model 5 sold very well."),
    ("example/annual/release.yaml", "{NetIncome | million}", "{NetIncom | million}"),
    ("example/issuer.yaml", "Example", "Sample"),
    ("taxonomy/example/balance-sheet.yaml", "Inventories", "Inventory"),
    ("templates/document.css", "color", "background"),
    ("templates/document.xhtml.j2", "<body ", "<body   "),
)

cells = st.tuples(st.just("cell"), st.sampled_from(CSV), st.integers(0, 200), st.integers(0, 9))
texts = st.tuples(st.just("text"), st.sampled_from(TEXTS), st.booleans())
edits = st.lists(st.one_of(cells, texts), min_size=1, max_size=4)


def edit(folder: Path, change: tuple[object, ...]) -> None:
    """Write one digit over another, or one text over another or back."""
    match change:
        case "cell", str(name), int(at), int(digit):
            path = folder / "example" / "annual" / name
            text = path.read_text(encoding="utf-8")
            spots = [found.start() for found in re.finditer("[0-9]", text)]
            spot = spots[at % len(spots)]
            path.write_text(f"{text[:spot]}{digit}{text[spot + 1 :]}", encoding="utf-8")
        case "text", (str(name), str(old), str(new)), bool(back):
            path = folder / name
            before, after = (new, old) if back else (old, new)
            path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")


def told(findings: tuple[Finding, ...], place: Path) -> list[str]:
    """What ``tanshin check`` says, the worst first."""
    quoter = Quoter(api.input_roots(place))
    ordered = sorted(findings, key=lambda one: (-one.severity, one.sort_key))
    return ["\n".join(finding_lines(one, ENGLISH, quoter)) for one in ordered if one.severity >= Severity.WARNING]


def judge(shown: Shown, before: Shown, place: Path) -> None:
    """What is shown beside what a build makes now, with nothing remembered."""
    forget_templates()
    said = [one.text for one in shown.findings]
    pages = {entry.path for entry in shown.entries}
    if shown.phase is Phase.UNUSABLE:
        with pytest.raises(InputError) as error:
            api.read_filing(place)
        assert said == told(sort_findings(error.value.findings), place)
        assert shown.files == before.files
        return
    filing = api.read_filing(place)
    result = api.check(filing, api.usable_before(filing, place)[0])
    if any(one.severity is Severity.ERROR for one in result.findings):
        assert shown.phase is Phase.REFUSED
        assert said == told(result.findings, place)
        assert shown.files.keys() == pages
        with suppress(ValueError):  # a text names what has no figure
            made = api.produce(filing, result).files
            assert {path: made[path] for path in pages} == shown.files
            assert not any(entry.stale for entry in shown.entries)
        return
    full = api.produce(filing, result)
    faults = tuple(one for one in full.faults if one.severity is Severity.ERROR)
    assert shown.phase is (Phase.FAULTY if faults else Phase.PROVED)
    assert shown.files == ({path: full.files[path] for path in pages} if faults else full.files)
    assert said == told(sort_findings((*faults, *full.result.findings)), place)


@contextmanager
def engine_for(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[tuple[Engine, Path]]:
    place = lay_out(folder, patch)
    with holding():
        yield Engine(place, lambda _: None, ENGLISH, lambda: ("release/release-en.html",)), place


def interrupted(engine: Engine, steps: int) -> None:
    """Begin a rebuild that is superseded after some steps."""
    left = iter(range(steps))
    with patience(lambda: next(left, None) is None), suppress(SupersededError):
        engine.rebuild()


@given(edits, st.integers(0, 60))
@settings(max_examples=EXAMPLES, phases=[Steps.explicit, Steps.generate])
def test_whatever_is_edited_what_is_shown_is_a_full_build(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[object, ...]], steps: int
) -> None:
    folder = tmp_path_factory.mktemp("edited")
    with pytest.MonkeyPatch.context() as patch, engine_for(folder, patch) as (engine, place):
        engine.rebuild()
        for number, change in enumerate(changes):
            edit(folder, change)
            if number % 2:
                interrupted(engine, steps)
            before = engine.shown
            engine.rebuild()
            judge(engine.shown, before, place)


def test_the_page_that_is_looked_at_comes_first_and_what_is_proved_last(tmp_path: Path) -> None:
    steps: list[Shown] = []
    with pytest.MonkeyPatch.context() as patch, holding():
        place = lay_out(tmp_path, patch)
        engine = Engine(place, steps.append, ENGLISH, lambda: ("release/release-en.html",))
        engine.rebuild()
        first = engine.shown
        steps.clear()
        edit(tmp_path, ("text", ("example/annual/release.yaml", "No shop was closed.", "None was closed."), False))
        engine.rebuild()
    wanted = "release/release-en.html"
    assert [one.phase for one in steps] == [
        Phase.READING,
        Phase.CHECKING,
        Phase.PROVING,
        Phase.PROVING,
        Phase.PROVED,
    ]
    reading, checking, proving, _, proved = steps
    assert reading.files == first.files
    assert b"None was closed." in checking.files[wanted]
    assert checking.files[wanted] == proved.files[wanted] != first.files[wanted]
    assert checking.files.keys() == {entry.path for entry in checking.entries}  # what is not proved cannot be taken
    assert not checking.settled
    assert checking.findings == first.findings
    assert proving.settled
    assert {"manifest.json", "index.html"} <= proved.files.keys() - checking.files.keys()


def test_what_is_as_it_was_is_the_same_and_not_made_again(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch, engine_for(tmp_path, patch) as (engine, _):
        engine.rebuild()
        before = engine.shown.files
        edit(tmp_path, ("text", ("example/annual/release.yaml", "No shop was closed.", "None was closed."), False))
        engine.rebuild()
        after = engine.shown.files
    pages = {entry.path for entry in engine.shown.entries}
    made = {path for path in pages if after[path] is not before[path]}
    assert made == {"release/release-en.html"}


def test_a_template_that_cannot_be_used_leaves_the_pages(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch, engine_for(tmp_path, patch) as (engine, place):
        engine.rebuild()
        before = engine.shown
        path = tmp_path / "templates" / "document.xhtml.j2"
        good = path.read_text(encoding="utf-8")
        path.write_text(good + "{% if %}", encoding="utf-8")
        engine.rebuild()
        broken = engine.shown
        assert broken.phase is Phase.FAULTY
        assert broken.files == before.files
        assert broken.findings[0].text.startswith("-: ERROR TNS791 TemplateSyntaxError: ")
        path.write_text(good, encoding="utf-8")
        engine.rebuild()
        judge(engine.shown, broken, place)
        assert engine.shown.files == before.files


def test_what_is_told_is_told_in_the_words_there_are_now(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch, holding():
        place = lay_out(tmp_path, patch)
        edit(tmp_path, ("text", ("example/annual/filing.yaml", "table: equity", "tabel: equity"), False))
        engine = Engine(place, lambda _: None, language("ja"))
        try:
            engine.rebuild()
            assert "エラー" in engine.shown.summary
            words = tmp_path / "templates" / "messages" / "ja.tsv"
            words.write_text(words.read_text(encoding="utf-8").replace("エラー", "まちがい"), encoding="utf-8")
            engine.rebuild()
        finally:
            forget_words()
    assert engine.shown.phase is Phase.UNUSABLE
    assert "まちがい" in engine.shown.summary


def test_what_cannot_be_used_leaves_the_last_pages_until_it_is_mended(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch, engine_for(tmp_path, patch) as (engine, place):
        engine.rebuild()
        before = engine.shown
        edit(tmp_path, ("text", ("example/annual/balance-sheet.csv", "Inventories", "Stock"), False))
        engine.rebuild()
        assert engine.shown.phase is Phase.UNUSABLE
        assert engine.shown.files == before.files
        [finding] = [one for one in engine.shown.findings if one.code == "TNS008"]
        assert finding.text.startswith("example/annual/balance-sheet.csv:3:1: ERROR TNS008 `Stock` is no line of")
        edit(tmp_path, ("text", ("example/annual/balance-sheet.csv", "Inventories", "Stock"), True))
        engine.rebuild()
        judge(engine.shown, before, place)
        assert engine.shown.findings == before.findings
