"""How texts from outside are shown in messages."""

from __future__ import annotations

_LENGTH = 60


def shown(text: str) -> str:
    """As much of a text as fits into a message."""
    short = " ".join(text[: 20 * _LENGTH].split())
    return short if len(short) <= _LENGTH else f"{short[: _LENGTH - 1]}…"
