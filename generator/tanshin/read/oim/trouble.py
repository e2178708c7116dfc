"""What reading has to say, as much of it as anybody would read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source

#: How many findings of one code are kept.
MOST = 100

#: Tells where something stands, if anybody asks: to find it takes time.
Spot = Callable[[], Source]
#: Tells where a part of something stands, by its keys.
Where = Callable[..., Spot]


class Trouble:
    """The findings of one reading."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def say(self, code: str, message: Message, where: Spot, severity: Severity = Severity.ERROR) -> None:
        """Keep a finding, unless there are many of its kind."""
        self._counts[code] += 1
        if self._counts[code] <= MOST:
            self._found.append(Finding(code, severity, message, (where(),)))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is kept, and how many are not."""
        more = [
            Finding(
                code,
                Severity.ERROR,
                say(
                    "{count:,} more findings of this kind are left out; mend those that are listed", count=count - MOST
                ),
                (Source(self._name),),
            )
            for code, count in self._counts.items()
            if count > MOST
        ]
        return (*self._found, *more)


def refuse(code: str, message: Message, where: Source) -> InputError:
    """The error of input that cannot be used at all."""
    return InputError(Finding(code, Severity.ERROR, message, (where,)))
