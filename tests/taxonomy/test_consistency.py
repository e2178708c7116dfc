from __future__ import annotations

import pytest

from tests.taxonomy.example import FILES, Edit, before, refusals

NOWHERE = "is named here but defined nowhere; give it a label where it first stands"


@pytest.mark.parametrize(
    ("edit", "position", "message"),
    [
        (
            ("movement.yaml", "concept: Equity\n    as: end", "concept: Eqity\n    as: end"),
            "ex/movement.yaml:16:5",
            f"Eqity {NOWHERE}",
        ),
        (
            ("movement.yaml", "    as: start\n    aliases", "    as: verbose\n    aliases"),
            "ex/movement.yaml:5:5",
            "Equity has no verbose label to print here; define one where its label stands",
        ),
        (
            ("movement.yaml", "axes: [ComponentsAxis]", "axes: [OtherAxis]"),
            "ex/movement.yaml:3:7",
            "OtherAxis is not declared in taxonomy.yaml",
        ),
        (
            ("movement.yaml", "statement: Movement", "statement: Sheet"),
            "ex/movement.yaml:1:1",
            "Sheet stands twice; give one of them another name",
        ),
        (
            before("sheet.yaml", "      - concept: Capital\n", "      - concept: EquityAbstract\n"),
            "ex/sheet.yaml:1:1",
            "a section stands inside itself: EquityAbstract > EquityAbstract",
        ),
        (
            before(
                "sheet.yaml", "  - concept: SharesIssued", "  - concept: AssetsAbstract\n    lines: [{concept: Cash}]\n"
            ),
            "ex/sheet.yaml:58:5",
            "AssetsAbstract has lines below it in two places; name one of the sections differently",
        ),
    ],
)
def test_statements_that_contradict_themselves_are_refused(edit: Edit, position: str, message: str) -> None:
    assert (position, message) in refusals(edit)


def test_a_circle_through_two_sections_is_found() -> None:
    """Each section holds the heading of the other, though none is nested in itself as written."""
    edits = (
        before("sheet.yaml", "      - concept: Capital\n", "      - {concept: AssetsAbstract, as: terse}\n"),
        before("sheet.yaml", "      - concept: Cash\n", "      - {concept: EquityAbstract, as: terse}\n"),
    )
    messages = [message for _, message in refusals(*edits)]
    assert any(message.startswith("a section stands inside itself: ") for message in messages)


def test_unknown_members_of_a_form_section_are_found() -> None:
    section = """\
form: ex
sections:
  - role: RoleNotes
    title: {en: Notes, ja: 注記}
    heading: NotesHeading
    table: NotesTable
    line_items: NotesLineItems
    axes: [{axis: ComponentsAxis, members: [CapitalMember, LostMember]}]
    lines: [{concept: Note, type: string, label: {en: Note, ja: 注}}]
"""
    edits: tuple[Edit, ...] = (
        ("taxonomy.yaml", "identities: identities.yaml", "forms: [mapping.yaml]"),
        ("taxonomy.yaml", "mapping: mapping.yaml\n", ""),
    )
    # The form takes the place of a file that the example does not need then.
    assert refusals(*edits, ("mapping.yaml", FILES["mapping.yaml"], section)) == [
        ("ex/mapping.yaml:8:11", "LostMember is not declared in taxonomy.yaml")
    ]
