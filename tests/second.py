"""Arelle in tests of what is done with its answers: the warm one of the session, or answers that are made up."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest.mock import patch

from msgspec import Struct

from tanshin.arelle.client import Arelle
from tanshin.arelle.result import Result


class Answers(Struct, frozen=True):
    """In place of Arelle: the same answer to whatever it is asked, or an error."""

    answer: Result | Exception

    def load(self, *_documents: Any, **_options: Any) -> Result:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def asked(judge: Arelle | Answers) -> AbstractContextManager[Any]:
    """Within this, whoever asks Arelle asks this one."""
    return patch("tanshin.arelle.client.Arelle", lambda: nullcontext(judge))
