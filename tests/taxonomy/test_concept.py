from __future__ import annotations

import pytest

from tanshin.taxonomy import label as roles
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.label import NEGATED_OF, Label
from tanshin.values.qname import QName

CASH = Concept(
    QName("https://example.com", "CashAndDeposits", "ex"),
    labels=(
        Label(roles.STANDARD, "en", "Cash and deposits"),
        Label(roles.TERSE, "en", "Cash"),
        Label(roles.STANDARD, "ja", "現金及び預金"),
    ),
)


@pytest.mark.parametrize(
    ("lang", "role", "text"),
    [
        ("en", roles.STANDARD, "Cash and deposits"),
        ("en", roles.TERSE, "Cash"),
        ("en", roles.TOTAL, "Cash and deposits"),
        ("ja", roles.TERSE, "現金及び預金"),
        ("de", roles.STANDARD, "CashAndDeposits"),
    ],
)
def test_a_label_falls_back_to_the_standard_label_and_then_to_the_name(lang: str, role: str, text: str) -> None:
    assert CASH.label(lang, role) == text


def test_the_standard_label_is_meant_when_no_role_is_named() -> None:
    assert CASH.label("en") == "Cash and deposits"


@pytest.mark.parametrize("item_type", ItemType)
def test_only_numbers_carry_a_unit(item_type: ItemType) -> None:
    words = {ItemType.STRING, ItemType.BOOLEAN, ItemType.DATE, ItemType.URI, ItemType.DOMAIN}
    assert item_type.is_numeric == (item_type not in words)


def test_the_prefix_is_no_part_of_a_name() -> None:
    assert QName("https://example.com", "Cash", "a") == QName("https://example.com", "Cash", "b")
    assert str(QName("https://example.com", "Cash", "a")) == "a:Cash"
    assert str(QName("https://example.com", "Cash")) == "Cash"
    assert QName("https://example.com", "Cash", "a").clark == "{https://example.com}Cash"


def test_negated_roles_are_those_of_the_link_role_registry() -> None:
    registered = {f"http://www.xbrl.org/2009/role/negated{kind}Label" for kind in ("", "Terse", "Total")}
    assert set(NEGATED_OF.values()) == registered
    assert all(role.startswith("http://www.xbrl.org/2003/role/") for role in NEGATED_OF)


def test_a_label_of_a_region_serves_where_there_is_none_of_the_language() -> None:
    american = Concept(
        QName("n", "Cash"), labels=(Label(roles.STANDARD, "en-US", "Cash"), Label(roles.STANDARD, "ja", "現金"))
    )
    assert american.label("en") == "Cash"
    assert american.label("ja") == "現金"
    british = Concept(QName("n", "Cash"), labels=(*american.labels, Label(roles.STANDARD, "en", "Cash at bank")))
    assert british.label("en") == "Cash at bank"
