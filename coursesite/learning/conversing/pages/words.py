"""How somebody is, how that changed, and how much there is of something, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from coursesite.conversations.compiled import Conversation, Scene
from coursesite.conversations.mood import mood
from coursesite.drawing.faces import face
from coursesite.learning.quizzes.pages.words import in_quotes
from coursesite.web.markup import safe

NEUTRAL = 40
"""The strain in the face of somebody of whom the conversation says nothing."""
AMOUNTS = ((10, "hardly any"), (35, "little"), (60, "some"), (85, "much"), (100, "a great deal"))
MUCH = 20
"""Points from which on a meter has moved much."""
LONGEST_ENDING = 90


@dataclass(frozen=True, slots=True)
class Line:
    """Something said or something that happens, where `speaker` is empty."""

    speaker: str
    html: Markup


@dataclass(frozen=True)
class Other:
    """The other person at one moment."""

    talk: Conversation
    meters: Mapping[str, int]

    @property
    def name(self) -> str:
        """Who it is."""
        return self.talk.other

    @property
    def strain(self) -> int | None:
        """How much they have to bear, 0 to 100; None where nothing is known of it."""
        found = mood(self.talk, self.meters)
        return None if found is None else found.strain

    @property
    def is_how(self) -> str:
        """How they are, as in “Dana is wary”; empty where nothing is known of it."""
        found = mood(self.talk, self.meters)
        return "" if found is None else found.words

    @property
    def face(self) -> Markup:
        """Their face."""
        strain = self.strain
        # Our own drawing: the name in it is escaped there.
        return Markup(face(self.name, NEUTRAL if strain is None else strain))  # noqa: S704

    def amounts(self, before: Mapping[str, int] | None = None) -> str:
        """Each meter in words, with what moved since `before`: "Trust: some (a little more). Heat: much."."""
        known = before or self.meters
        said = ((name, value, value - known.get(name, value)) for name, value in self.meters.items())
        return " ".join(f"{name[:1].upper()}{name[1:]}: {amount(value)}{_more(by)}." for name, value, by in said)


def amount(value: int) -> str:
    """How much of something there is, of 100."""
    return next(words for most, words in AMOUNTS if value <= most)


def _more(by: int) -> str:
    if not by:
        return ""
    return f" ({'' if abs(by) >= MUCH else 'a little '}{'more' if by > 0 else 'less'})"


def changed(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """What moved: "Trust grew a little, and heat fell."; empty where nothing did."""
    moved = [(name, after[name] - before[name]) for name in after if name in before and after[name] != before[name]]
    said = [_moved(*one) for one in moved]
    listed = " and ".join(one for one in (", ".join(said[:-1]), *said[-1:]) if one)
    return f"{listed[:1].upper()}{listed[1:]}." if listed else ""


def _moved(name: str, by: int) -> str:
    verb = "grew" if by > 0 else "fell"
    return f"{name} {verb}" if abs(by) >= MUCH else f"{name} {verb} a little"


def lines_of(scene: Scene) -> list[Line]:
    """What is said in a scene, and what happens."""
    return [Line(part.speaker, safe(part.html)) for part in scene.parts]


def ending_words(scene: Scene | None) -> str:
    """An ending in a line: how its text begins."""
    text = " ".join(part.text for part in scene.parts) if scene else ""
    return in_quotes(" ".join(text.split()), LONGEST_ENDING) if text else ""
