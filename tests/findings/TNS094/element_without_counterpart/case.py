"""A report in the older form with an element that today's form does not have, and one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tanshin.read.older import as_today
from tanshin.read.older_form import read_older_form
from tanshin.report.aspect import Entity, Instant
from tanshin.report.fact import Fact, Key
from tanshin.report.instance import Instance
from tanshin.report.report import Report
from tanshin.taxonomy.build import read_taxonomy
from tanshin.values.finding import Finding
from tanshin.values.qname import QName


def findings(folder: Path) -> Iterable[Finding]:
    taxonomies = folder / "taxonomy"
    form = read_older_form(taxonomies / "tse-t-ed", read_taxonomy(taxonomies / "tse-ed-t"))
    entity, day = Entity("http://www.tse.or.jp/sicc", "00000"), Instant(date(2013, 3, 31))
    names = (
        QName("https://example.com/form/2007-06-30", local, "tse-t-ed") for local in ("OsakaStockExchange", "Moon")
    )
    report = Report(tuple(Fact(Key(name, entity, day), "true") for name in names))
    return as_today(Instance("tdnet-small-00000.xbrl", report), form).findings
