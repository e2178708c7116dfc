"""What making PDF needs and a machine may lack: told in one line that names the remedy."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source


def lacking(message: Message, path: Path | None = None) -> InputError:
    """What is to be raised where a font, a browser or a library is missing or does not do (TNS098)."""
    return InputError(Finding("TNS098", Severity.ERROR, message, (Source(str(path)),) if path else ()))


def check_libraries() -> None:
    """Nothing, where the libraries are there with which PDF is made and read back.

    Raises:
        InputError: one is not (TNS098).
    """
    for name in ("fontTools", "pikepdf", "playwright", "pypdf"):
        if find_spec(name) is None:
            raise lacking(say("PDF needs {library}: pip install 'tanshin[pdf]'", library=name))
