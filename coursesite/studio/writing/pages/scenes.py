"""The scenes of a conversation that is being written: a map of them, and each with all that is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from coursesite import conversations
from coursesite.conversations import Conversation, Map, Node, Reply, Scene, Verdict
from coursesite.learning.conversing.pages.words import Line, lines_of
from coursesite.library.reading import Content
from coursesite.web.markup import safe

LONGEST_LABEL = 15
MARKS = {"x": "the better reply", "~": "a reply between", " ": "a worse reply"}
SIGNS = {"<": "is below", "<=": "is at most", "=": "is", ">=": "is at least", ">": "is above"}


@dataclass(frozen=True, slots=True)
class Place:
    """A scene's box on the map. `line` is where it begins in the text, or where a missing one is linked to."""

    node: Node
    href: str
    line: int
    is_wrong: bool
    says: str

    @property
    def label(self) -> str:
        """Its name, shortened to what the box holds."""
        name = self.node.name
        return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"


@dataclass(frozen=True, slots=True)
class ReplyShown:
    """A reply with what it does. `href` leads to the scene below, and is empty where that is missing."""

    html: Markup
    to: str
    href: str
    does: str
    reason: Markup


@dataclass(frozen=True, slots=True)
class SceneShown:
    """A scene, as somebody reads through it. `verdicts` are when each fits, and what it says."""

    name: str
    anchor: str
    line: int
    lines: list[Line]
    feels: Markup
    replies: list[ReplyShown]
    verdicts: list[tuple[str, Markup]]


@dataclass(frozen=True)
class Scenes:
    """All scenes of a text. `body_line` is the file's line with which the text begins, `wrong` the text's lines with
    faults.
    """

    content: Content
    conversation: Conversation
    body_line: int
    wrong: Sequence[int]

    @cached_property
    def map(self) -> Map:
        """Where each scene stands on the map."""
        return conversations.map_of(self.conversation)

    @property
    def sources(self) -> Markup:
        """What the scenes and what is told of them cite."""
        return safe(self.content.sources_after)

    @property
    def places(self) -> list[Place]:
        """The map's boxes."""
        return [self._place(node) for node in self.map.nodes]

    @property
    def shown(self) -> list[SceneShown]:
        """The scenes in the order in which they were written."""
        return [self._scene(scene) for scene in self.conversation.scenes]

    @cached_property
    def _anchors(self) -> dict[str, str]:
        return {scene.name: f"scene-{number}" for number, scene in enumerate(self.conversation.scenes, 1)}

    @cached_property
    def _lines(self) -> dict[str, int]:
        lines = self.content.scene_lines
        return {scene.name: lines.get(scene.name, 1) - self.body_line + 1 for scene in self.conversation.scenes}

    @cached_property
    def _wrong(self) -> set[str]:
        """The scenes in whose lines something is wrong."""
        begins = sorted((line, name) for name, line in self._lines.items())
        return {max(above)[1] for line in self.wrong if (above := [one for one in begins if one[0] <= line])}

    def _place(self, node: Node) -> Place:
        scene = self.conversation.by_name.get(node.name)
        if scene is None:
            leads = next(one.name for one in self.conversation.scenes for reply in one.replies if reply.to == node.name)
            says = f"{node.name}: missing, and “{leads}” leads to it"
            return Place(node, f"#{self._anchors[leads]}", self._lines[leads], is_wrong=True, says=says)
        is_wrong = scene.name in self._wrong
        facts = "the start" if node.is_start else "an ending" if node.is_ending else ""
        leads_to = ", ".join(dict.fromkeys(reply.to for reply in scene.replies))
        said = [facts, f"leads to {leads_to}" if leads_to else "", "something is to be put right" if is_wrong else ""]
        says = f"{scene.name}: {', '.join(part for part in said if part) or 'no replies yet'}"
        return Place(node, f"#{self._anchors[scene.name]}", self._lines[scene.name], is_wrong, says)

    def _scene(self, scene: Scene) -> SceneShown:
        return SceneShown(
            scene.name,
            self._anchors[scene.name],
            self._lines[scene.name],
            lines_of(scene),
            safe(scene.feels),
            [self._reply(reply) for reply in scene.replies],
            [(_when(verdict), safe(verdict.html)) for verdict in scene.verdicts],
        )

    def _reply(self, reply: Reply) -> ReplyShown:
        anchor = self._anchors.get(reply.to)
        changes = [f"{name} {'+' if by >= 0 else '−'}{abs(by)}" for name, by in reply.changes]
        does = ", ".join(part for part in (MARKS.get(reply.mark, ""), *changes) if part)
        return ReplyShown(safe(reply.html), reply.to, f"#{anchor}" if anchor else "", does, safe(reply.reason))


def _when(verdict: Verdict) -> str:
    if verdict.otherwise:
        return "If nothing else fits"
    said = " and ".join(f"{one.meter} {SIGNS[one.sign]} {one.value}" for one in verdict.conditions)
    return f"If {said}" if said else "Always"
