"""What is shown of a filing at a moment: its pages, what was found, and how far that is proved."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct

from tanshin.report.filing import Filing
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import Message, say


class Phase(StrEnum):
    """How far the work on the input as it is now has come; only what is ``PROVED`` is what a build would write."""

    READING = "reading"
    CHECKING = "checking"
    PROVING = "proving"
    PROVED = "proved"
    REFUSED = "refused"
    UNUSABLE = "unusable"
    FAULTY = "faulty"


#: What each phase is told as.
STATUS: Mapping[Phase, Message] = {
    Phase.READING: say("Reading…"),
    Phase.CHECKING: say("Checking… Nothing on this page is proved yet."),
    Phase.PROVING: say("Checked. Proving every file…"),
    Phase.PROVED: say("Proved: every file says what the data say."),
    Phase.REFUSED: say("The filing has errors and cannot be built. The pages show it as it is."),
    Phase.UNUSABLE: say("The input cannot be used. The pages are as they were before."),
    Phase.FAULTY: say("The fault is in the program, not in the data. What is shown is not proved."),
}


class Entry(Struct, frozen=True):
    """A page in the list: which document in which language, and the digest of what it holds now.

    ``stale`` says that it could not be made anew and is as it was before.
    """

    path: str
    lang: str
    name: str
    title: str
    digest: str
    stale: bool = False


class Told(Struct, frozen=True):
    """A finding as ``tanshin check`` tells it; ``anchor`` is the id of its fact in the pages, if it is about one."""

    severity: Severity
    code: str
    text: str
    anchor: str = ""


class Proved(Struct, frozen=True):
    """What was proved: the filing, and what its check found. The files beside it are those of a build."""

    filing: Filing
    findings: tuple[Finding, ...]


class Shown(Struct, frozen=True):
    """What is shown: ``revision`` counts the versions of the input, ``files`` are the pages and what is proved.

    ``findings`` are those of ``phase``; while the input is read and checked they are those of the version before, which
    ``settled`` says. ``proved`` is there where ``files`` are proved.
    """

    revision: int = 0
    phase: Phase = Phase.READING
    title: str = ""
    files: Mapping[str, bytes] = {}
    entries: tuple[Entry, ...] = ()
    findings: tuple[Told, ...] = ()
    summary: str = ""
    settled: bool = False
    proved: Proved | None = None


def digest(data: bytes) -> str:
    """What tells the content of a page from another."""
    return sha256(data).hexdigest()[:16]
