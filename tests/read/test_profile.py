from __future__ import annotations

from decimal import Decimal

import pytest

from tanshin.read.canonical.issuer import issuer_of
from tanshin.report.profile import Materiality, Profile
from tanshin.values.finding import InputError, Severity
from tanshin.values.yaml import parse_yaml
from tests.read.example import refused

HEAD = 'code: "0000"\nname: {en: A, ja: B}\ntaxonomy: x\nrules:\n'
OWN = "  OWN001: {{title: {{en: T, ja: U}}, equation: {equation}}}\n"


def read(rules: str) -> Profile:
    return issuer_of(parse_yaml(HEAD + rules, "issuer.yaml")).profile


def test_an_issuer_may_say_nothing_of_rules() -> None:
    assert issuer_of(parse_yaml(HEAD.replace("rules:\n", ""), "i.yaml")).profile == Profile()


def test_settings_are_read() -> None:
    profile = read(
        "  TNS402: {severity: off, reason: by hand}\n"
        "  TNS404: {severity: error, reason: we are strict}\n"
        '  TNS401: {materiality: "1,000,000 JPY", reason: trifles}\n'
        "  TNS411: {materiality: 0.5%, severity: warning, reason: trifles}\n"
    )
    off, strict, absolute, relative = profile.settings
    assert (off.code, off.off, off.severity, off.reason) == ("TNS402", True, None, "by hand")
    assert (strict.off, strict.severity) == (False, Severity.ERROR)
    assert absolute.materiality == Materiality(Decimal(1_000_000), "JPY")
    assert relative.materiality == Materiality(Decimal("0.005"))
    assert [str(one.materiality) for one in (absolute, relative)] == ["1,000,000 JPY", "0.5%"]
    assert str(strict.source) == "issuer.yaml:6:3"


@pytest.mark.parametrize(
    ("equation", "sides"),
    [
        ("Assets = Equity + Debt", ("Assets", "=", "Equity + Debt")),
        ('"Cash*3 >= Assets"', ("Cash*3", ">=", "Assets")),
        ('"Cash<Assets"', ("Cash", "<", "Assets")),
    ],
)
def test_own_rules_are_read(equation: str, sides: tuple[str, str, str]) -> None:
    (own,) = read(OWN.format(equation=equation)).own
    assert (own.left, own.operator, own.right) == sides
    assert (own.code, own.severity, own.tolerance, own.titles["ja"]) == ("OWN001", Severity.WARNING, Decimal(0), "U")


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ("  TNS4: {severity: off, reason: x}\n", "issuer.yaml:5:3 TNS033 `TNS4` is no code; "),
        ("  TNS402: {severity: off}\n", "issuer.yaml:5:3 TNS033 TNS402 needs a reason: "),
        ("  TNS402: {reason: x}\n", "issuer.yaml:5:3 TNS033 TNS402 says neither a severity nor a materiality"),
        ("  TNS402: {severity: off, materiality: 1%, reason: x}\n", "issuer.yaml:5:3 TNS033 TNS402 is off, and "),
        ("  TNS402: {equation: A = B, reason: x}\n", "issuer.yaml:5:3 TNS033 TNS402 is a rule of the program; "),
        ("  OWN001: {equation: A = B}\n", "issuer.yaml:5:3 TNS033 OWN001 is a rule of your own and needs a title"),
        (OWN.format(equation="A = B, severity: off"), "issuer.yaml:5:3 TNS033 OWN001 is a rule of your own; take it "),
        (OWN.format(equation="A + B"), "issuer.yaml:5:45 TNS033 OWN001: write an equation with one of "),
        (OWN.format(equation="A = B = C"), "issuer.yaml:5:45 TNS033 OWN001: write an equation with one of "),
        (OWN.format(equation="A ="), "issuer.yaml:5:45 TNS033 OWN001: write an equation with one of "),
        ("  TNS402: {severity: none, reason: x}\n", "issuer.yaml:5:22 TNS005 rules.TNS402.severity: expected"),
        ("  TNS402: {materiality: much, reason: x}\n", "issuer.yaml:5:25 TNS005 rules.TNS402.materiality: expected an"),
    ],
)
def test_half_a_profile_is_refused(rules: str, found: str) -> None:
    with pytest.raises(InputError) as caught:
        read(rules)
    (said,) = refused(caught)
    assert said.startswith(found), said
