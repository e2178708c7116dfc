"""The viewer's program: the JavaScript that the package ixbrl-viewer brings along, and its licence."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

#: The package that is asked for, and the files that are taken as they are: by their ends, what they are called here.
PACKAGE = "ixbrl-viewer"
SCRIPT = "ixbrlviewer.js"
_TAKEN = {
    f"viewer/dist/{SCRIPT}": SCRIPT,
    f"viewer/dist/{SCRIPT}.LICENSE.txt": f"{SCRIPT}.LICENSE.txt",
    "licenses/LICENSE.md": "LICENSE-ixbrl-viewer.md",
    "licenses/NOTICE": "NOTICE-ixbrl-viewer.txt",
}


def program_files() -> dict[str, bytes]:
    """The files of the program, by their names in the folder of the viewer.

    Its licence (Apache-2.0, section 4) asks that it goes with every copy. The package is a plug-in of Arelle, of which
    nothing is imported.

    Raises:
        InputError: it is not installed, or not whole (TNS024).
    """
    try:
        files = _found(distribution(PACKAGE))
    except PackageNotFoundError:
        raise _refuse() from None
    if SCRIPT not in files:
        raise _refuse()
    return files


def _found(package: Distribution) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for listed in package.files or ():
        for end, name in _TAKEN.items():
            path = Path(str(listed.locate()))
            if listed.as_posix().endswith(f"/{end}") and path.is_file():
                found[name] = path.read_bytes()
    return dict(sorted(found.items()))


def _refuse() -> InputError:
    message = say("the viewer needs the package ixbrl-viewer: pip install 'tanshin[viewer]'")
    return InputError(Finding("TNS024", Severity.ERROR, message, (Source("viewer"),)))
