from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.derive.expression import (
    FUNCTIONS,
    Call,
    Expression,
    ExpressionError,
    Item,
    Named,
    Negation,
    NotOfThisEra,
    Number,
    Operation,
    parse_expression,
)
from tanshin.report.aspect import JPY
from tanshin.taxonomy.concept import PeriodType
from tanshin.values.qname import QName

AXIS = QName("urn:x", "Axis")
FIGURES = ("margin", "tse_like", "x1")
CONCEPTS = ("Assets", "Equity", "Q2Sales")
MEMBERS = ("OneMember", "TwoMember")


def item(local: str, members: tuple[str, ...] = (), of_form: bool = False) -> Item:
    name = f"tse.{local}" if of_form else local
    name += f"[{', '.join(members)}]" if members else ""
    dimensions = tuple((AXIS, QName("urn:x", member)) for member in members)
    return Item(name, QName("urn:x", local), JPY, PeriodType.INSTANT, dimensions, of_form)


class Known:
    """Names that mean what is listed above, and nothing else."""

    def item(self, local: str, members: tuple[str, ...], of_form: bool) -> Item:
        if local not in CONCEPTS:
            raise LookupError(f"there is no concept {local}")
        if not set(members) <= set(MEMBERS):
            raise LookupError(f"{local} has no such member")
        return item(local, members, of_form)

    def figure(self, name: str) -> Named:
        if name not in FIGURES:
            raise LookupError(f"there is no figure {name}")
        return Named(name)


def parse(text: str) -> Expression:
    return parse_expression(text, Known())


def written(tree: Expression) -> str:
    """A tree as text, with every parenthesis."""
    text = ""
    match tree:
        case Number(value=value):
            text = str(value)
        case Item(name=name):
            text = name
        case Named(figure=name):
            text = name
        case Negation(operand=operand):
            text = f"(-{written(operand)})"
        case Operation(operator=operator, left=left, right=right):
            text = f"({written(left)} {operator} {written(right)})"
        case Call(function=function, arguments=arguments):
            text = f"{function}({', '.join(map(written, arguments))})"
    return text


def calls(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def of(name: str) -> st.SearchStrategy[Expression]:
        fewest, most = FUNCTIONS[name]
        arguments: st.SearchStrategy[list[Expression]] = st.lists(inner, min_size=fewest, max_size=min(most, 4))
        if name == "split":
            arguments = st.integers(1, 12).map(lambda month: [Number(Fraction(month))])
        if name == "change":  # with one argument it is short for two
            arguments = st.lists(inner, min_size=2, max_size=2)
        return arguments.map(lambda found: Call(name, tuple(found)))

    return st.sampled_from(sorted(FUNCTIONS.keys() - {"increase", "movement"})).flatmap(of)


#: What is written short is read as what it is short for.
SHORT = {
    "increase": "Assets - prior(Assets)",
    "movement": "Assets - opening(Assets)",
    "change": "change(Assets, prior(Assets))",
}


leaves: st.SearchStrategy[Expression] = st.one_of(
    st.integers(0, 10**6).map(lambda number: Number(Fraction(number))),
    st.sampled_from(FIGURES).map(Named),
    st.builds(
        item, st.sampled_from(CONCEPTS), st.lists(st.sampled_from(MEMBERS), max_size=2).map(tuple), st.booleans()
    ),
)


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Negation, inner), st.builds(Operation, st.sampled_from("+-*/"), inner, inner), calls(inner)
    )


trees = st.recursive(leaves, grown, max_leaves=12)


@given(trees)
def test_what_is_written_is_read_again(tree: Expression) -> None:
    assert parse(written(tree)) == tree


def test_operations_bind_as_usual() -> None:
    one, two, three = (Number(Fraction(number)) for number in (1, 2, 3))
    assert parse("1 + 2 * 3") == Operation("+", one, Operation("*", two, three))
    assert parse("1 - 2 - 3") == Operation("-", Operation("-", one, two), three)
    assert parse("-1 / 2") == Operation("/", Negation(one), two)
    assert parse("(1 + 2) * 3") == Operation("*", Operation("+", one, two), three)


def test_lines_and_spaces_do_not_matter() -> None:
    assert parse("  ratio( Assets,\n   Equity [OneMember] )\n") == parse("ratio(Assets, Equity[OneMember])")


def test_a_word_before_a_concept_makes_it_one_of_the_form() -> None:
    assert parse("tse.Assets[OneMember, TwoMember]") == item("Assets", ("OneMember", "TwoMember"), of_form=True)
    assert parse("tse_like") == Named("tse_like")


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ("", 0, "this cannot be read"),
        ("Assets +", 8, "this cannot be read"),
        ("(Assets", 0, "this cannot be read"),
        ("Assets Equity", 0, "this cannot be read"),
        ("Assets # half", 7, "'#' has no place here"),
        ("資産", 0, "'資' has no place here"),
        ("'Assets'", 0, '"\'" has no place here'),
        ("Assets = 1", 7, "'=' has no place here"),
        ("lambda: 1", 6, "':' has no place here"),
        ("1 < 2", 2, "'<' has no place here"),
        ("0.5 * Assets", 1, "numbers are whole; write 1/2"),
        ("Assets * 1e3", 10, "numbers are whole"),
        ("2 * 0x1F", 5, "numbers are whole"),
        ("1_000", 1, "numbers are whole"),
        ("1or 2", 1, "numbers are whole"),
        ("Assets * .5", 9, "an expression has names"),
        ("Assets ** 2", 0, "an expression has names"),
        ("Assets // 2", 0, "an expression has names"),
        ("+Assets", 0, "an expression has names"),
        ("2 + not Assets", 2, "this cannot be read"),
        ("2 + (not Assets)", 5, "an expression has names"),
        ("Assets if 1 else 2", 0, "an expression has names"),
        ("Assets and Equity", 0, "an expression has names"),
        ("True", 0, "an expression has names"),
        ("2 * None", 4, "an expression has names"),
        ("[Assets]", 0, "an expression has names"),
        ("(Assets, Equity)", 0, "an expression has names"),
        ("(1)(2)", 0, "an expression has names"),
        ("total(*Assets)", 6, "an expression has names"),
        ("tse.Assets.Equity", 0, "only a concept has members, and only tse. comes before one"),
        ("iij.Assets", 0, "only a concept has members, and only tse. comes before one"),
        ("margin[OneMember]", 0, "only a concept has members"),
        ("Equity[OneMember][TwoMember]", 0, "only a concept has members"),
        ("Equity[1]", 7, "in brackets stand names of members"),
        ("Equity[tse.OneMember]", 7, "in brackets stand names of members"),
        ("Equity[]", 0, "this cannot be read"),
        ("2 * Equity[ThreeMember]", 4, "Equity has no such member"),
        ("Assets / Debt", 9, "there is no concept Debt"),
        ("margin - tse", 9, "there is no figure tse"),
        ("margin - _x", 9, "there is no figure _x"),
        ("prior * 2", 0, "prior is a function; write prior(…)"),
        ("1 + median(Assets)", 4, "there is no function median; there are prior, previous"),
        ("1 + Assets(1)", 4, "there is no function Assets"),
        ("tse.Assets(1)", 0, "an expression has names"),
        ("change()", 0, "change takes 1 to 2 arguments, not 0"),
        ("1 + total()", 4, "total takes 1 to 20 arguments, not 0"),
        ("ads(1)", 0, "ads takes 0 arguments, not 1"),
        ("split(13)", 0, "split takes the month of the record date: a whole number from 1 to 12"),
        ("1 / split(Assets)", 4, "split takes the month"),
    ],
)
def test_what_is_no_expression_is_refused_where_it_stands(text: str, offset: int, words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    message = str(caught.value)
    assert message.startswith(words)
    if "cannot be read" not in words:  # there the place is the one Python's parser gives
        assert caught.value.offset == offset
    assert message.endswith(f"at character {caught.value.offset + 1} of `{text}`")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("+".join(["Assets"] * 1000), id="long"),
        pytest.param("(" * 900 + "1" + ")" * 900, id="parentheses"),
        pytest.param("-" * 1990 + "1", id="signs"),
        pytest.param("prior(" * 300 + "1" + ")" * 200, id="calls"),
    ],
)
def test_what_is_too_long_or_too_deep_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


@given(st.text(st.sampled_from("AstE.[]()+-*/ ,1oprir"), max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    offset = 0
    try:
        parse(text)
    except ExpressionError as error:
        offset = error.offset
    assert 0 <= offset <= len(text)


class Early(Known):
    """The same names in an era that lacks one."""

    def item(self, local: str, members: tuple[str, ...], of_form: bool) -> Item:
        if local == "Equity":
            raise NotOfThisEra
        return super().item(local, members, of_form)


def test_what_the_era_lacks_is_told_from_what_does_not_exist() -> None:
    with pytest.raises(NotOfThisEra):
        parse_expression("ratio(Equity, Assets)", Early())
    with pytest.raises(ExpressionError):
        parse_expression("ratio(Equities, Assets)", Early())


def test_of_the_first_that_is_there_those_stay_that_the_era_has() -> None:
    early = Early()
    assert parse_expression("first(Equity, Assets)", early) == parse_expression("Assets", early)
    three, two = "first(Q2Sales, Equity, Assets)", "first(Q2Sales, Assets)"
    assert parse_expression(three, early) == parse_expression(two, early)
    with pytest.raises(NotOfThisEra):
        parse_expression("first(Equity, -Equity)", early)


@pytest.mark.parametrize("name", SHORT)
def test_short_forms_are_what_they_are_short_for(name: str) -> None:
    assert parse(f"{name}(Assets)") == parse(SHORT[name])
