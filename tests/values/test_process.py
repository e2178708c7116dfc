from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.values.process import LineProcess, ProcessError


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "echo.py").write_text(
        "import sys, time\n"
        "for line in sys.stdin:\n"
        "    if line == 'sleep\\n': time.sleep(60)\n"
        "    if line == 'die\\n': sys.exit('no more')\n"
        "    print(line.strip() + ' ' + ' '.join(sys.argv[1:]), flush=True)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "echo"


def test_each_line_is_answered(module: str) -> None:
    process = LineProcess(module, ["x"])
    try:
        assert [process.ask(line, 60) for line in ("a", "ü")] == ["a x\n", "ü x\n"]
    finally:
        process.end()


@pytest.mark.parametrize(
    ("line", "seconds", "said", "late"), [("sleep", 0.2, "within 0.2 seconds", True), ("die", 60, "no more", False)]
)
def test_an_end_is_told_with_its_reason(module: str, line: str, seconds: float, said: str, late: bool) -> None:
    process = LineProcess(module)
    try:
        with pytest.raises(ProcessError, match=said) as caught:
            process.ask(line, seconds)
        assert caught.value.is_late is late
        with pytest.raises(ProcessError):
            process.ask("a", 1)
    finally:
        process.end()
