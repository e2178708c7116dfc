"""Filings for batches: small ones that are written out, and what no program should have to read."""

from __future__ import annotations

import shutil
from pathlib import Path

from tanshin import resources

_INSTANCE = """<?xml version="1.0" encoding="UTF-8"?>
<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:e="http://example.com/report"
  xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
  <link:schemaRef xlink:type="simple" xlink:href="report.xsd"/>
  <context id="c"><entity><identifier scheme="http://example.com/code">{entity}</identifier></entity>
    <period><startDate>{year}-04-01</startDate><endDate>{next}-03-31</endDate></period></context>
  <context id="p"><entity><identifier scheme="http://example.com/code">{entity}</identifier></entity>
    <period><startDate>{before}-04-01</startDate><endDate>{year}-03-31</endDate></period></context>
  <unit id="u"><measure>iso4217:JPY</measure></unit>
  <e:Sales contextRef="c" unitRef="u" decimals="-6">{sales}</e:Sales>
  <e:Sales contextRef="p" unitRef="u" decimals="-6">{last}</e:Sales>
</xbrl>
"""


def write_instance(path: Path, entity: str, year: int, sales: int, last: int) -> Path:
    """An instance with the sales of the year that starts in ``year`` and of the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _INSTANCE.format(entity=entity, before=year - 1, year=year, next=year + 1, sales=sales, last=last)
    path.write_text(text, encoding="utf-8")
    return path


def write_canonical(folder: Path) -> Path:
    """A small company that does not exist, with its two filings; the folder of the annual one."""
    shutil.copytree(resources.samples_dir() / "mihon", folder)
    return folder / "fy2015-annual"


def write_hostile(folder: Path) -> list[Path]:
    """What is cut off, what is no report, and what tries to take all there is."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = write_instance(folder / "cut.xbrl", "1", 2012, 1, 1)
    whole.write_bytes(whole.read_bytes()[:700])
    (folder / "noise.zip").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    (folder / "bomb.xbrl").write_text(f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "x">{bomb}]><x>&e11;</x>')
    return sorted(folder.iterdir())
