"""Anchors: under which id a fact stands in the documents, so that whoever knows the fact can lead to its figure."""

from __future__ import annotations

from hashlib import sha256


def anchor_of(fact: str) -> str:
    """The id of the first place where a fact, named by its key, is printed in a document."""
    return f"f{sha256(fact.encode()).hexdigest()[:12]}"
