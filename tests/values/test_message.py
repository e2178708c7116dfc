import copy
import pickle

import pytest

from tanshin.values.message import say


def test_message_is_the_sentence() -> None:
    assert say("{total} is not {sum}", total=3, sum="1 + 1") == "3 is not 1 + 1"


def test_message_remembers_what_it_was_made_of() -> None:
    inner = say("at {day}", day="2013-03-31")
    message = say("{figure} {when}", figure=5, when=inner)
    assert message == "5 at 2013-03-31"
    assert message.template == "{figure} {when}"
    assert message.arguments == {"figure": 5, "when": inner}


def test_copies_remember_too() -> None:
    message = say("{a} of {b}", a=1, b=2)
    for same in (copy.copy(message), pickle.loads(pickle.dumps(message))):  # noqa: S301 - our own bytes
        assert (same, same.template, same.arguments) == (message, "{a} of {b}", {"a": 1, "b": 2})


def test_every_place_needs_an_argument() -> None:
    with pytest.raises(KeyError, match="b"):
        say("{a} of {b}", a=1)
