"""Data as YAML text that is read back as the same data: scalars stay text, nothing is left to be guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<][^:#,\[\]{}\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*")
_WIDTH = 120


def scalar(value: object) -> str:
    """A scalar: plain where that means the same, else in quotation marks; ``None`` is ``~``."""
    if value is None:
        return "~"
    text = str(value)
    if _PLAIN.fullmatch(text) and text == text.strip() and text.casefold() not in ("null", "~"):
        return text
    # JSON text is YAML text, but for characters that only YAML takes for the end of a line.
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\xa0\u2028\u2029\ufeff]", lambda match: f"\\u{ord(match[0]):04x}", quoted)


def flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def block(value: object, indent: int = 0) -> Iterator[str]:
    """The lines of a mapping or a list; what is small and holds nothing large stands on one line."""
    before = " " * indent
    if isinstance(value, dict):
        for key, one in value.items():
            if _is_small(one, indent + len(str(key))):
                yield f"{before}{scalar(key)}: {flow(one)}"
            else:
                yield f"{before}{scalar(key)}:"
                yield from block(one, indent + 2)
    elif isinstance(value, list):
        for one in value:
            if _is_small(one, indent):
                yield f"{before}- {flow(one)}"
            else:
                first, *others = block(one, indent + 2)
                yield f"{before}- {first.lstrip()}"
                yield from others
    else:
        yield f"{before}{scalar(value)}"


def _is_small(value: object, indent: int) -> bool:
    if isinstance(value, list | dict) and value:
        parts = value.values() if isinstance(value, dict) else value
        if any(isinstance(one, list | dict) and one for one in parts):
            return isinstance(value, dict) and len(value) < 4 and len(flow(value)) + indent < 80
        return len(flow(value)) + indent < _WIDTH
    return True
