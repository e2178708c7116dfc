"""What ends a batch, or a question to its dataset, before anything is done: each is one line."""

from __future__ import annotations

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message
from tanshin.values.source import Source


def refused(message: Message, place: object) -> InputError:
    """That a scheduler, a folder or a dataset is not as it has to be (TNS097)."""
    return InputError(Finding("TNS097", Severity.ERROR, message, (Source(str(place)),)))


def not_installed(message: Message, package: str) -> InputError:
    """That a package of the extra is not there (TNS024)."""
    return InputError(Finding("TNS024", Severity.ERROR, message, (Source(package),)))
