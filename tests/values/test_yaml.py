from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.values.finding import InputError, Severity
from tanshin.values.source import Source
from tanshin.values.yaml import MAX_DEPTH, parse_yaml, read_yaml


def data(text: str) -> object:
    return parse_yaml(text, "f.yaml").data


def refusals(text: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f.yaml")
    assert {(finding.code, finding.severity) for finding in caught.value.findings} == {("TNS004", Severity.ERROR)}
    return [(str(finding.sources[0]), finding.message) for finding in caught.value.findings]


def test_scalars_stay_text() -> None:
    assert data("[no, 1.10, 0o17, 2013-03-31, true, 1_000, 12:30:45, =, .inf]") == [
        "no", "1.10", "0o17", "2013-03-31", "true", "1_000", "12:30:45", "=", ".inf",
    ]  # fmt: skip
    assert data("a: |\n  two\n  lines\n") == {"a": "two\nlines\n"}
    assert data("1: a\nno: b\n") == {"1": "a", "no": "b"}


def test_nothing_is_none_unless_it_is_quoted() -> None:
    assert data("[~, null, Null, NULL, '~', \"null\", '', !!str ~, nULL]") == [
        None, None, None, None, "~", "null", "", "~", "nULL",
    ]  # fmt: skip
    assert data("a:\nb: ''\n") == {"a": None, "b": ""}
    assert data("") is None
    assert data("# only a comment\n") is None
    assert data("---\n") is None


def test_every_value_and_key_has_its_place() -> None:
    document = parse_yaml(
        "表題: 貸借対照表\nlines:\n  - concept: Assets\n    label: {en: ASSETS, ja: 資産}\n  -\n", "f.yaml"
    )
    assert document.positions == {
        (): Source("f.yaml", 1, 1),
        ("表題",): Source("f.yaml", 1, 5),
        ("lines",): Source("f.yaml", 3, 3),
        ("lines", 0): Source("f.yaml", 3, 5),
        ("lines", 0, "concept"): Source("f.yaml", 3, 14),
        ("lines", 0, "label"): Source("f.yaml", 4, 12),
        ("lines", 0, "label", "en"): Source("f.yaml", 4, 17),
        ("lines", 0, "label", "ja"): Source("f.yaml", 4, 29),
        ("lines", 1): Source("f.yaml", 5, 4),
    }
    assert document.keys == {
        ("表題",): Source("f.yaml", 1, 1),
        ("lines",): Source("f.yaml", 2, 1),
        ("lines", 0, "concept"): Source("f.yaml", 3, 5),
        ("lines", 0, "label"): Source("f.yaml", 4, 5),
        ("lines", 0, "label", "en"): Source("f.yaml", 4, 13),
        ("lines", 0, "label", "ja"): Source("f.yaml", 4, 25),
    }
    assert document.position(("lines", 0, "label", "fr", 3)) == Source("f.yaml", 4, 12)
    assert document.position(("other",)) == Source("f.yaml", 1, 1)


def test_aliases_stand_where_their_anchor_does() -> None:
    document = parse_yaml("a: &x {k: v}\nb: [*x, *x]\n", "f.yaml")
    assert document.data == {"a": {"k": "v"}, "b": [{"k": "v"}, {"k": "v"}]}
    assert document.positions["b", 1, "k"] == Source("f.yaml", 1, 11)
    assert data("a: &x 1\nb: &x 2\nc: *x") == {"a": "1", "b": "2", "c": "2"}


def test_merge_keys() -> None:
    text = "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: *a, y: 9}\nd: {w: 0, <<: [*a, *b]}\ne: {<<: {x: 5}}\n"
    document = parse_yaml(text, "f.yaml")
    assert document.data == {
        "a": {"x": "1", "y": "2"},
        "b": {"y": "3", "z": "4"},
        "c": {"x": "1", "y": "9"},
        "d": {"x": "1", "y": "2", "z": "4", "w": "0"},
        "e": {"x": "5"},
    }
    assert document.positions["c", "x"] == Source("f.yaml", 1, 11)
    assert document.positions["c", "y"] == Source("f.yaml", 3, 16)
    assert document.keys["d", "z"] == Source("f.yaml", 2, 14)
    assert data('{"<<": 1}') == {"<<": "1"}


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a: 1\nb: 2\na: 3\n", [("f.yaml:3:1", "key `a` is here a second time (first on line 1); remove one")]),
        (
            "a: {b: 1, b: 1}\nc: 1\n'c': 2\n",
            [
                ("f.yaml:3:1", "key `c` is here a second time (first on line 2); remove one"),
                ("f.yaml:1:11", "key `b` is here a second time (first on line 1); remove one"),
            ],
        ),
        (
            "a: &x {k: 1, k: 2}\nb: *x\n",
            [("f.yaml:1:14", "key `k` is here a second time (first on line 1); remove one")],
        ),
        ("? [a]\n: b\n", [("f.yaml:1:3", "a key must be a word; put it in quotes, or remove it")]),
        ("~: b\n", [("f.yaml:1:1", "a key must be a word; put it in quotes, or remove it")]),
        (
            "a: &a {x: 1}\nb: {<<: *a, <<: *a}\n",
            [("f.yaml:2:13", "`<<` is here a second time (first on line 2); give it a list")],
        ),
        ("a: {<<: x}\n", [("f.yaml:1:5", "`<<` takes a mapping or a list of mappings")]),
        ("a: {<<: [{b: c}, x]}\n", [("f.yaml:1:5", "`<<` takes a mapping or a list of mappings")]),
        ("a: *x\n", [("f.yaml:1:4", "*x is not defined; put the anchor &x before it")]),
        ("a: &x [*x]\n", [("f.yaml:1:8", "*x stands inside the value it means; write the value out")]),
        ("a: !money 5\n", [("f.yaml:1:4", "tags are not used here; remove '!money'")]),
        ("a: !!int 5\n", [("f.yaml:1:4", "tags are not used here; remove 'tag:yaml.org,2002:int'")]),
        (
            "a: !!python/object/apply:os.system [x]\n",
            [("f.yaml:1:4", "tags are not used here; remove 'tag:yaml.org,2002:python/object/apply:os.system'")],
        ),
        ("a: 1\n---\nb: 2\n", [("f.yaml:2:1", "a second document starts; keep one in a file: remove the line ---")]),
        ("a: \x01\n", [("f.yaml:1:4", "this is not YAML (a control character); remove it")]),
        ("表\nb: \ud800\n", [("f.yaml:2:4", "this is not YAML (a control character); remove it")]),
    ],
)
def test_refuses(text: str, refused: list[tuple[str, str]]) -> None:
    assert refusals(text) == refused


@pytest.mark.parametrize(
    ("text", "place", "problem", "advice"),
    [
        (
            "x: 1\na: b: c\n",
            "f.yaml:2:5",
            "mapping values are not allowed in this context",
            "put a value with a colon and a space in it in quotes, and check the indentation",
        ),
        (
            "a:\n\t- b\n",
            "f.yaml:2:1",
            "while scanning for the next token, found character that cannot start any token",
            "indent with spaces, not tabs, and put a value that starts with a sign in quotes",
        ),
        (
            "a: [1, 2\nb: 3\n",
            "f.yaml:2:2",
            "while parsing a flow sequence, did not find expected ',' or ']'",
            "check indentation, brackets and quotes",
        ),
    ],
)
def test_wrong_syntax_is_told_with_advice(text: str, place: str, problem: str, advice: str) -> None:
    assert refusals(text) == [(place, f"this is not YAML ({problem}); {advice}")]


@pytest.mark.parametrize("opening", ["[", "- ", "? ", "{a: ", "a:\n "])
def test_deep_nesting_is_refused_before_it_can_end_the_process(opening: str) -> None:
    text = opening * 300_000 if opening != "a:\n " else "".join(f"{' ' * n}a:\n" for n in range(300))
    (refused,) = refusals(text)
    assert refused[1] == f"nested more than {MAX_DEPTH} levels deep; is a bracket missing?"


@pytest.mark.parametrize(
    ("first", "line"),
    [("&a0 [x, x, x, x, x, x, x, x, x]", "[{}]"), ("&a0 {x: 1}", "{{<<: [{}]}}"), ("&a0 {x: 1}", "{{k: [{}]}}")],
)
def test_aliases_of_aliases_are_bounded(first: str, line: str) -> None:
    lines = [f"a{n}: &a{n} " + line.format(", ".join([f"*a{n - 1}"] * 9)) for n in range(1, 12)]
    (refused,) = refusals("\n".join([f"a0: {first}", *lines]))
    assert "more than 200,000 values" in refused[1]


def test_aliases_do_not_get_around_the_depth() -> None:
    nested = "\n".join(["a0: &a0 x", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 200))])
    assert "nested more than" in refusals(nested)[0][1]


trees = st.recursive(
    st.none() | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc<~ 表", max_size=3), inner, max_size=3),
    max_leaves=12,
)


def flow(value: object) -> str:
    """JSON-like YAML, with every text quoted."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return "~" if value is None else '"' + "".join(f"\\U{ord(char):08x}" for char in str(value)) + '"'


@given(trees)
def test_reads_every_tree(tree: object) -> None:
    assert data(flow(tree)) == tree


@given(st.text(alphabet="ab:-? \n[]{},&*!|>'\"#%@<~\t表", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = parse_yaml(text, "f.yaml")
    except InputError as error:
        assert all(finding.sources[0].line for finding in error.findings)  # noqa: PT017 (either end is right)
        return
    assert () in document.positions


def test_reads_files(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes("表題: あ\r\n".encode("utf-8-sig"))
    assert read_yaml(tmp_path / "x.yaml", "x.yaml").data == {"表題": "あ"}
    with pytest.raises(InputError, match=r"x\.yaml is missing"):
        read_yaml(tmp_path / "none", "x.yaml")
