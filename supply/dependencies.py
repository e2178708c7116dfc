"""The list of dependencies, docs/dependencies.md: `python -m supply.dependencies` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from supply.installed import CORE, ROOT, Installed, Package, installed

FILE = ROOT / "docs" / "dependencies.md"

_HEAD = """\
# Dependencies

What tanshin is installed with, as the metadata of the packages tell it: this page is generated (`make golden`), and a
test holds it against what is installed. Licences are permissive, or ask only for changes of the package's own files
(MPL-2.0, LGPL); the tests refuse others.

**Pinned.** `constraints.txt` has the versions that are tested together, as plain names and versions, whatever registry
they come from. `make constraints` writes it anew: it installs everything in a fresh environment without constraints and
lists what it got. Then run `make test` and `make golden`, read the difference, commit.

**Known holes.** `pip-audit` asks a service for advisories and so needs a network. On a machine that has one:
`pip install pip-audit` in an environment of its own, then `pip-audit -r constraints.txt --no-deps --disable-pip`. Do so
before each release and when an advisory is published; a package with a hole is renewed, or its part left out.

**Bill of materials.** `make dist` builds the wheel and, beside it, a CycloneDX 1.6 document: the core and every extra
for users with versions, licences, package URLs and who needs whom, and the SHA-256 of the wheel. Both are the same
bytes for the same sources and environment.
"""

_TITLES = {CORE: "Always", "dev": "For development"}


def listing(here: Installed) -> str:
    """The page, in Markdown."""
    return "\n".join(_lines(here)) + "\n"


def _lines(here: Installed) -> Iterator[str]:
    yield _HEAD
    for part in here.wanted:
        own = [one for one in here.packages.values() if one.parts[0] == part]
        if not own:
            continue
        yield f"## {_TITLES.get(part, f'Extra `{part}`')}\n"
        yield "| package | version | licence | why |"
        yield "|---|---|---|---|"
        yield from (f"| {one.name} | {one.version} | {one.licence} | {_why(one)} |" for one in own)
        yield ""


def _why(one: Package) -> str:
    by = f"needed by {', '.join(one.needed_by)}" if one.needed_by else ""
    return "; ".join(text for text in (one.reason, by) if text)


if __name__ == "__main__":
    FILE.write_text(listing(installed()), encoding="utf-8")
