"""Telling what is not at hand: one finding for each taxonomy, not one for each of its documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tanshin.read.dts.notes import Notes
from tanshin.read.dts.place import is_url
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source


def tell_missing(missing: Mapping[str, Source], schemas: Collection[str], notes: Notes) -> None:
    """Say which documents are missing, and what to do about it.

    ``missing`` gives for each the place where it is first referred to; ``schemas`` are those that something imports.
    Linkbases and schemas beside or below a missing schema come with it.
    """
    folders = {_folder(place) for place in missing if place in schemas and is_url(place)}
    groups: dict[str, list[str]] = {}
    for place in sorted(missing, key=lambda place: place not in schemas):  # a schema gives its group the name
        groups.setdefault(_group(place, folders), []).append(place)
    for first, *others in groups.values():
        notes.add("TNS051", Severity.WARNING, _message(first, len(others)), missing[first])


def _group(place: str, folders: Collection[str]) -> str:
    """The outermost of the folders that a document lies in, or else its own."""
    if not is_url(place):
        return place
    ends = (end for end, letter in enumerate(place, 1) if letter == "/")
    return next((place[:end] for end in ends if place[:end] in folders), _folder(place))


def _folder(place: str) -> str:
    return place.rpartition("/")[0] + "/"


def _message(place: str, others: int) -> Message:
    if not is_url(place):
        return say("{place} is missing; put it beside the report", place=place)
    if not others:
        return say("{place} is not at hand; give the taxonomy package that has it with --package", place=place)
    return say(
        "{place} is not at hand, nor what lies beside or below it (documents: {count:,}); "
        "give the taxonomy package that has them with --package",
        place=place,
        count=others,
    )
