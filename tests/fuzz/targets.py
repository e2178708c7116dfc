"""Every reader of what comes from outside: the one list that is fuzzed, tested and documented."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fuzz import around, plain, published, written
from tests.fuzz.target import Target

TARGETS: Mapping[str, Target] = {
    one.name: one for one in (*plain.TARGETS, *written.TARGETS, *published.TARGETS, *around.TARGETS)
}
