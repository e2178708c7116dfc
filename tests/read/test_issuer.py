from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tanshin import resources
from tanshin.read.canonical.issuer import read_issuer
from tanshin.report.aspect import Entity
from tanshin.report.issuer import AdsRatio, Split
from tanshin.values.finding import InputError
from tests.read.example import refused


def test_the_sample_company_is_read() -> None:
    issuer = read_issuer(resources.samples_dir() / "iij", "iij")
    assert issuer.code == "3774"
    assert issuer.entity == Entity("http://www.tse.or.jp/sicc", "37740")
    assert issuer.names == {"en": "Internet Initiative Japan Inc.", "ja": "株式会社インターネットイニシアティブ"}
    assert (issuer.taxonomy, issuer.namespace) == ("iij", None)
    assert issuer.splits == (Split(date(2012, 10, 1), 200),)
    assert issuer.ads == (AdsRatio(date(2005, 10, 11), Fraction(1, 400)), AdsRatio(date(2012, 10, 1), Fraction(1, 2)))
    assert issuer.captions["OperatingRevenuesUS"] == ("Total Revenues",)
    assert len(issuer.captions["IncomeBeforeIncomeTaxesUS"]) == 2
    assert "fy2012-annual" in issuer.filings


def test_a_folder_without_a_company_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_issuer(tmp_path, "somewhere")
    assert refused(caught) == [
        "somewhere/issuer.yaml TNS001 somewhere/issuer.yaml is missing; put it there, or correct what names it"
    ]
