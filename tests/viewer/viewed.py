"""A small filing in the viewer, for the tests of its parts."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from tanshin import api
from tanshin.derive.binding import bind
from tanshin.derive.past import Past
from tanshin.document.pages import pages as pages_of
from tanshin.product import Product
from tanshin.report.filing import Filing
from tanshin.write.release import release_sheets
from tanshin.write.tdnet import submission
from tests.findings.gallery import BASE, produced


@cache
def made() -> Product:
    """A build of it with the viewer."""
    return produced(BASE, ["viewer"])


def filing() -> Filing:
    return made().output.filing


@cache
def pages() -> dict[str, bytes]:
    """The documents in it, by their files."""
    return {
        path: data
        for path, data in made().files.items()
        if path.startswith("viewer/") and path.endswith(("-ja.html", "-en.html"))
    }


def documents(filing: Filing) -> dict[str, bytes]:
    """The documents of a filing with what they refer to, as a build makes them, without the proof."""
    binder = bind(filing, api.figures_of(filing))
    shown = pages_of(filing, binder, Past(filing, (), binder.figures), ("ja", "en"))
    files = submission(filing, shown.printed, version="1.0")
    released = {one.lang: one for one in shown.released}
    return {**files, **{path: one.write(released[one.lang]) for path, one in release_sheets(filing).items()}}


def told(page: bytes) -> dict[str, Any]:
    """What the program is told in a page."""
    found = re.search(rb'viewer\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    content: dict[str, Any] = json.loads(found[1])
    return content
