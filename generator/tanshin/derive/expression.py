"""The language of derived figures: names, the four operations, whole numbers and a few functions.

The text is read with Python's own parser and brought to nodes of our own; nothing of it is ever run. A name with a
capital is a concept of the issuer, ``tse.`` before it makes it one of the form, members follow in brackets, and a name
in small letters is another figure. What each function means is said in :mod:`tanshin.derive.evaluate`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol, TypeAlias

from msgspec import Struct

from tanshin.report.aspect import ExplicitDimensions, Unit
from tanshin.taxonomy.concept import PeriodType
from tanshin.values.message import listed, say
from tanshin.values.qname import QName

#: The fewest and the most arguments of each function.
FUNCTIONS = MappingProxyType(
    {
        "prior": (1, 1),
        "previous": (1, 1),
        "opening": (1, 1),
        "average": (1, 1),
        "year": (1, 1),
        "change": (1, 2),
        "increase": (1, 1),
        "movement": (1, 1),
        "ratio": (2, 2),
        "total": (1, 20),
        "first": (2, 20),
        "steady": (2, 2),
        "millions": (1, 1),
        "split": (1, 1),
        "ads": (0, 0),
    }
)

#: The word before the concepts of the form.
FORM = "tse"

_MAX_LENGTH = 2_000
_FOREIGN = re.compile(r"[^A-Za-z0-9_.,+\-*/()\[\] ]")
_ODD_NUMBER = re.compile(r"(?<![A-Za-z0-9_])[0-9]+([A-Za-z_.])")
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_ALLOWED = say("an expression has names, whole numbers, + - * /, parentheses, members in brackets and functions")


class ExpressionError(ValueError):
    """An expression that says nothing; ``offset`` counts the characters before the place, ``text`` is normalised."""

    def __init__(self, message: str, text: str, offset: int) -> None:
        super().__init__(
            say("{message}, at character {offset} of `{text}`", message=message, offset=offset + 1, text=text)
        )
        self.offset = offset


class NotOfThisEra(Exception):  # noqa: N818 - no error: what needs the name does not apply
    """An expression needs a name that only other eras of the taxonomy have."""


class Number(Struct, frozen=True):
    """A whole number."""

    value: Fraction


class Item(Struct, frozen=True):
    """What is reported of a concept in the period in which it is asked.

    ``name`` is how the expression writes it, with the members; ``unit`` is that of the home currency. ``of_form`` tells
    the concepts of the form from the issuer's. What is asked ``beside`` the figure has the members of the figure too.
    """

    name: str
    concept: QName
    unit: Unit
    period: PeriodType
    dimensions: ExplicitDimensions = ()
    of_form: bool = False
    beside: bool = False


class Named(Struct, frozen=True):
    """Another figure."""

    figure: str


class Negation(Struct, frozen=True):
    """The negative of an expression."""

    operand: Expression


class Operation(Struct, frozen=True):
    """``+``, ``-``, ``*`` or ``/`` of two expressions."""

    operator: str
    left: Expression
    right: Expression


class Call(Struct, frozen=True):
    """A function of expressions."""

    function: str
    arguments: tuple[Expression, ...]


Expression: TypeAlias = Number | Item | Named | Negation | Operation | Call


#: What is written short for an expression that takes its operand twice.
_SHORT: Mapping[str, Callable[[Expression], Expression]] = {
    "change": lambda one: Call("change", (one, Call("prior", (one,)))),
    "increase": lambda one: Operation("-", one, Call("prior", (one,))),
    "movement": lambda one: Operation("-", one, Call("opening", (one,))),
}


class Names(Protocol):
    """What the names in an expression mean."""

    def item(self, local: str, members: tuple[str, ...], of_form: bool) -> Item:
        """A concept with members; raises LookupError, in words, when it cannot be reported so."""

    def figure(self, name: str) -> Named:
        """A figure; raises LookupError, in words, when there is none."""


def normalise(text: str) -> str:
    """An expression on one line, as positions count in it and as it is shown."""
    return " ".join(text.split())


def parse_expression(text: str, names: Names) -> Expression:
    """The expression a text means.

    Of ``first`` those arguments stay that name what the era has.

    Raises:
        ExpressionError: the text is no expression of this language, or names what there is not.
        NotOfThisEra: it names what only other eras have.
    """
    plain = normalise(text)
    if len(plain) > _MAX_LENGTH:
        raise ExpressionError(
            say("longer than {max_length} characters; name a part of it", max_length=_MAX_LENGTH), plain[:40], 0
        )
    if foreign := _FOREIGN.search(plain):
        raise ExpressionError(
            say("{foreign!r} has no place here; {allowed}", foreign=foreign[0], allowed=_ALLOWED),
            plain,
            foreign.start(),
        )
    if odd := _ODD_NUMBER.search(plain):
        raise ExpressionError(say("numbers are whole; write 1/2, not 0.5"), plain, odd.start(1))
    try:
        return _Reader(plain, names).read(ast.parse(plain, mode="eval").body)
    except SyntaxError as error:
        offset = error.offset - 1 if error.offset else len(plain)  # without one, something is missing at the end
        raise ExpressionError(
            say("this cannot be read ({msg})", msg=error.msg), plain, min(offset, len(plain))
        ) from None
    except (RecursionError, MemoryError):
        raise ExpressionError(say("nested too deeply; name a part of it"), plain[:40], 0) from None


class _Reader:
    """From Python's nodes to ours."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names

    def read(self, node: ast.expr) -> Expression:
        tree: Expression
        match node:
            case ast.Constant(value=int(value)) if not isinstance(value, bool):
                tree = Number(Fraction(value))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                tree = Negation(self.read(operand))
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                tree = Operation(_OPERATORS[type(operator)], self.read(left), self.read(right))
            case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
                tree = self._call(node, function, arguments)
            case ast.Subscript(value=value, slice=ast.Tuple(elts=elements)):
                tree = self._named(value, tuple(map(self._member, elements)))
            case ast.Subscript(value=value, slice=member):
                tree = self._named(value, (self._member(member),))
            case ast.Name() | ast.Attribute():
                tree = self._named(node, ())
            case _:
                raise self._error(_ALLOWED, node)
        return tree

    def _named(self, node: ast.expr, members: tuple[str, ...]) -> Expression:
        try:
            match node:
                case ast.Attribute(value=ast.Name(id=prefix), attr=local) if prefix == FORM:
                    return self._names.item(local, members, of_form=True)
                case ast.Name(id=name) if name[0].isupper():
                    return self._names.item(name, members, of_form=False)
                case ast.Name(id=name) if name in FUNCTIONS:
                    raise self._error(say("{name} is a function; write {name}(…)", name=name), node)
                case ast.Name(id=name) if not members:
                    return self._names.figure(name)
        except LookupError as error:
            raise self._error(str(error.args[0]), node) from None
        raise self._error(say("only a concept has members, and only {form}. comes before one", form=FORM), node)

    def _member(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return node.id
        raise self._error(say("in brackets stand names of members"), node)

    def _call(self, node: ast.expr, function: str, arguments: list[ast.expr]) -> Expression:
        if function not in FUNCTIONS:
            raise self._error(
                say(
                    "there is no function {function}; there are {functions}",
                    function=function,
                    functions=listed(FUNCTIONS),
                ),
                node,
            )
        fewest, most = FUNCTIONS[function]
        if not fewest <= len(arguments) <= most:
            wanted = str(fewest) if fewest == most else say("{fewest} to {most}", fewest=fewest, most=most)
            raise self._error(
                say(
                    "{function} takes {wanted} arguments, not {arguments}",
                    function=function,
                    wanted=wanted,
                    arguments=len(arguments),
                ),
                node,
            )
        if function == "first":
            return self._first(arguments)
        call = Call(function, tuple(map(self.read, arguments)))
        if function in _SHORT and len(arguments) == 1:
            return _SHORT[function](call.arguments[0])
        if function == "split" and not _is_month(call.arguments[0]):
            raise self._error(say("split takes the month of the record date: a whole number from 1 to 12"), node)
        return call

    def _first(self, arguments: list[ast.expr]) -> Expression:
        found: list[Expression] = []
        for argument in arguments:
            with suppress(NotOfThisEra):
                found.append(self.read(argument))
        if not found:
            raise NotOfThisEra
        return Call("first", tuple(found)) if len(found) > 1 else found[0]

    def _error(self, message: str, node: ast.expr) -> ExpressionError:
        return ExpressionError(message, self._text, node.col_offset)


def _is_month(argument: Expression) -> bool:
    return isinstance(argument, Number) and argument.value in range(1, 13)
