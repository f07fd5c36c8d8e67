"""Faces of people one talks to: the same person throughout, a look for each strain, and the same in words."""

from xml.etree import ElementTree

from coursesite.conversations.compiled import HIGHEST, LOWEST
from coursesite.drawing.faces import EXPRESSIONS, expression, face


def paths(name: str, strain: int) -> list[str]:
    """The path data of a face, in order."""
    return [node.get("d", "") for node in ElementTree.fromstring(face(name, strain)).iter("path")]


def test_each_strain_has_a_look_of_its_own_in_lines_and_in_words() -> None:
    looks = {expression(strain).words for strain in range(LOWEST, HIGHEST + 1)}
    assert len(looks) == len(EXPRESSIONS) >= 5
    drawn = {tuple(paths("Dana", one.least)) for one in EXPRESSIONS}
    assert len(drawn) == len(EXPRESSIONS)


def test_hair_and_outline_stay_while_the_look_changes() -> None:
    calm, upset = paths("Dana", LOWEST), paths("Dana", HIGHEST)
    assert calm[:5] == upset[:5]
    assert calm != upset
    assert len({face(f"person {number}", 40) for number in range(40)}) > 30


def test_a_face_is_well_formed_and_says_its_look_whatever_the_name() -> None:
    for name in ("Dana", '"><script>alert(1)</script>', "Zoë\u202e", ""):
        drawn = ElementTree.fromstring(face(name, 70))
        assert drawn.get("role") == "img"
        assert drawn.get("aria-label") == f"{name}’s face: {expression(70).words}"
        assert {node.tag for node in drawn.iter()} == {"svg", "path"}
