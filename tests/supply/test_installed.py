"""What tanshin is installed with: listed, pinned, under licences that we take."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin

import jsonschema
import pytest
from msgspec.structs import replace
from packaging.utils import canonicalize_name

import tanshin
from supply.dependencies import FILE, listing
from supply.installed import CORE, ROOT, Installed, installed
from supply.sbom import bill
from tests.strict import missing

WHEEL = "tanshin-0-py3-none-any.whl"


@pytest.fixture(scope="module")
def here() -> Installed:
    return installed()


@pytest.fixture(scope="module")
def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {str(canonicalize_name(name)): version for name, version in found}


def test_every_package_has_a_licence_that_we_take(here: Installed) -> None:
    assert {one.name: one.licence for one in here.packages.values() if not one.is_free} == {}


def test_a_licence_that_asks_for_more_is_refused(here: Installed) -> None:
    some = here.packages["click"]
    for words in ("GPL-3.0-only", "MIT AND AGPL-3.0-only", "unknown", ""):
        assert not replace(some, licence=words).is_free
    assert replace(some, licence="(MIT OR Apache-2.0) AND MPL-2.0").is_free


def test_every_package_is_pinned(here: Installed, pins: dict[str, str]) -> None:
    assert here.packages.keys() - pins.keys() == set()


def test_whoever_develops_has_every_extra(here: Installed) -> None:
    assert {one.name for one in here.packages.values() if "dev" not in one.parts and CORE not in one.parts} == set()


def test_what_is_asked_for_by_name_has_a_reason(here: Installed) -> None:
    asked = {str(canonicalize_name(one.name)) for wanted in here.wanted.values() for one in wanted}
    assert {name for name in asked if not here.packages[name].reason} == set()


def test_the_list_is_up_to_date(here: Installed, pins: dict[str, str], regenerate: bool) -> None:
    if other := {name: one.version for name, one in here.packages.items() if pins.get(name) != one.version}:
        missing(f"installed are other versions than those in constraints.txt: {other}")
    if regenerate:
        FILE.write_text(listing(here), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == listing(here)


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("cyclonedx.schema._res") / name).read_text("utf-8"))
    return found


def test_the_bill_of_a_wheel_is_valid_and_whole(here: Installed) -> None:
    text = bill(b"wheel", WHEEL, here)
    told = json.loads(text)
    from referencing import Registry, Resource

    bom = schema("bom-1.6.SNAPSHOT.schema.json")
    others = ("spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json")
    named = [(urljoin(bom["$id"], name), Resource.from_contents(schema(name))) for name in others]
    jsonschema.Draft7Validator(bom, registry=Registry[Any]().with_resources(named)).validate(told)
    assert (told["specVersion"], told["metadata"]["component"]["version"]) == ("1.6", tanshin.__version__)
    assert {str(canonicalize_name(one["name"])): one["scope"] for one in told["components"]} == {
        name: "required" if CORE in one.parts else "optional"
        for name, one in here.packages.items()
        if set(one.parts) != {"dev"}
    }
    refs = {one["bom-ref"] for one in told["components"]}
    leads = {one["ref"]: set(one.get("dependsOn", ())) for one in told["dependencies"]}
    assert leads.keys() == refs | {"tanshin"}
    assert set().union(*leads.values()) <= refs
    assert any(ref.startswith("pkg:pypi/lxml@") for ref in leads["tanshin"])
    assert not re.search(r"pytest|timestamp", text)


def test_the_bill_is_the_same_for_the_same_wheel_and_another_for_another(here: Installed) -> None:
    first = bill(b"wheel", WHEEL, here)
    assert first == bill(b"wheel", WHEEL, installed())
    assert json.loads(first)["serialNumber"] != json.loads(bill(b"other", WHEEL, here))["serialNumber"]
