"""What a file of the Open Information Model says about itself: its type, prefixes, words for links, taxonomy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from msgspec import Struct

from tanshin.read.ixbrl.words import shown
from tanshin.read.oim.names import Names
from tanshin.read.oim.trouble import Trouble, Where, refuse
from tanshin.report.oim import LINK_GROUPS, LINK_TYPES, RESERVED
from tanshin.values.message import say


class Info(Struct, frozen=True):
    """The prefixes of a file, its words for kinds and groups of links, and the schemas of its taxonomy."""

    names: Names
    link_types: Mapping[str, str]
    link_groups: Mapping[str, str]
    taxonomy: tuple[str, ...]


def check_type(info: object, due: str, where: Where) -> Mapping[str, Any]:
    """What a file says about itself, if it is of the type that it is read as.

    Raises:
        InputError: it is of another, or says nothing about itself (TNS083).
    """
    said = info.get("documentType") if isinstance(info, dict) else None
    if not isinstance(info, dict) or said != due:
        message = say(
            "this is not a file of the type {due}: it says that it is {said}. Give the report in that type; what "
            "is read is the recommendation of 2021",
            due=due,
            said=shown(said) if isinstance(said, str) else "-",
        )
        raise refuse("TNS083", message, where("documentInfo")())
    return info


def read_info(info: Mapping[str, Any], where: Where, trouble: Trouble) -> Info:
    """What is said under ``documentInfo``; what is wrong with it is told."""
    namespaces = texts(info.get("namespaces"), trouble, where, "documentInfo", "namespaces")
    for prefix, namespace in namespaces.items():
        if RESERVED.get(prefix, namespace) != namespace:
            message = say(
                "the prefix {prefix} stands for {due} in every file; use another prefix for {namespace}",
                prefix=prefix,
                due=RESERVED[prefix],
                namespace=shown(namespace),
            )
            trouble.say("TNS084", message, where("documentInfo", "namespaces", prefix))
    link_types = texts(info.get("linkTypes"), trouble, where, "documentInfo", "linkTypes")
    link_groups = texts(info.get("linkGroups"), trouble, where, "documentInfo", "linkGroups")
    return Info(
        Names(namespaces), {**LINK_TYPES, **link_types}, {**LINK_GROUPS, **link_groups}, _taxonomy(info, where, trouble)
    )


def _taxonomy(info: Mapping[str, Any], where: Where, trouble: Trouble) -> tuple[str, ...]:
    given = info.get("taxonomy")
    hrefs = [one for one in given if isinstance(one, str)] if isinstance(given, list) else []
    if not hrefs or len(hrefs) < len(given or ()):
        message = say(
            "the report names no taxonomy, or not as a list of locations; without it nobody knows its concepts"
        )
        trouble.say("TNS083", message, where("documentInfo", "taxonomy"))
    base = info.get("baseURL")
    return tuple(urljoin(base, href) if isinstance(base, str) else href for href in hrefs)


def texts(given: object, trouble: Trouble, where: Where, *path: str) -> dict[str, str]:
    """An object of texts, empty where there is none; what is no text is told (TNS083) and left out."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        trouble.say("TNS083", say("{name} is no object of texts; correct it", name=path[-1]), where(*path))
        return {}
    for name, value in given.items():
        if type(value) is not str:  # a number is a text that is none
            trouble.say("TNS083", say("{name} is no text; correct it", name=shown(name)), where(*path, name))
    return {name: value for name, value in given.items() if type(value) is str}
