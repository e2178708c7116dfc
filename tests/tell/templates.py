"""What messages are made of: the templates in one, and those in the code of the program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import tanshin
from tanshin.values.message import Listed, Message

PACKAGE = Path(tanshin.__file__).resolve().parent


def templates(text: object) -> Iterator[str]:
    """Every template of a message, also of the messages in it, and what stands between things in a row."""
    match text:
        case Message():
            yield text.template
            for argument in text.arguments.values():
                yield from templates(argument)
        case Listed():
            yield text.link
            for item in text.items:
                yield from templates(item)


@cache
def spoken_templates() -> dict[str, str]:
    """Every template in the code of the program, with the file that says it.

    A template that is no literal is nobody's to translate: there is one, which counts things, and its nouns are
    literals where it is called.
    """
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for template in _said(node, place):
                found.setdefault(template, place)
    return found


def _said(node: ast.AST, place: str) -> Iterator[str]:
    match node:
        case ast.Assign(targets=[ast.Name("template")], value=value):  # said below, one of several
            constants = (each.value for each in ast.walk(value) if isinstance(each, ast.Constant))
            yield from (text for text in constants if isinstance(text, str))
        case ast.Call(func=ast.Name("say"), args=[ast.Name("template"), *_]):
            pass
        case ast.Call(func=ast.Name("say"), args=[ast.Constant(str(template)), *_]):
            yield template
        case ast.Call(func=ast.Name("say"), args=[other, *_]):
            assert place == "validate/wording.py", f"{place}:{other.lineno} says what is no literal"
        case ast.Call(func=ast.Name("counted"), args=[_, ast.Constant(str(noun))]):
            yield f"{{number}} {noun}"
            yield f"{{number}} {noun}s"
        case ast.Call(func=ast.Name("listed"), args=[_, ast.Constant(str(link))]):
            yield link
