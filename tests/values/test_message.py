"""Messages remember what they were made of, wherever they go."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest

from tanshin.values.message import Message, listed, say, spoken, title

CATALOG = {"{name} is {value:,}": "{name}は{value:,}", " and ": "と", "cash": "現金"}


def test_a_message_is_its_sentence() -> None:
    message = say("{name} is {value:,}", name=say("cash"), value=1234)
    assert message == "cash is 1,234"
    assert isinstance(message, str)
    assert hash(message) == hash("cash is 1,234")
    assert spoken(message, "ja", CATALOG) == "現金は1,234"


def test_a_place_without_an_argument_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say("{name} is missing")


def test_an_exception_keeps_its_message() -> None:
    """Findings are made of what exceptions say."""
    said = str(ValueError(say("{name} is {value:,}", name=listed(["a", "b"], " and "), value=Decimal(5))))
    assert isinstance(said, Message)
    assert spoken(said, "ja", CATALOG) == "aとbは5"


def test_an_exception_in_a_place_is_what_it_says() -> None:
    message = say("{name} is {value:,}", name=ValueError(say("cash")), value=1)
    assert type(message.arguments["name"]) is Message
    assert spoken(message, "ja", CATALOG) == "現金は1"


def test_names_are_called_otherwise_in_other_languages() -> None:
    name = title({"en": "Goodwill", "ja": "のれん"})
    assert name == "Goodwill"
    assert spoken(say("{name} is {value:,}", name=name, value=1), "ja", CATALOG) == "のれんは1"
    assert spoken(name, "fr", {}) == "Goodwill"
    assert title({"ja": "のれん"}) == "のれん"


@pytest.mark.parametrize(
    "text",
    [say("{name} is {value:,}", name=say("cash"), value=1), listed(["a", "b"], " and "), title({"en": "x", "ja": "y"})],
)
def test_messages_survive_being_kept(text: str) -> None:
    again = pickle.loads(pickle.dumps(text))  # noqa: S301 - what was just written
    assert again == text
    assert type(again) is type(text)
    assert spoken(again, "ja", CATALOG) == spoken(text, "ja", CATALOG)
