"""Making a conversation ready to play: rendering its texts and giving its replies their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from coursesite.text.plain import plain_text, without_paragraph

from .compiled import Conversation, Reply, Scene, Spoken, Verdict
from .identity import with_keys
from .written import Script, WrittenPart, WrittenReply, WrittenScene, WrittenVerdict, same

Render = Callable[[str, int], str]
"""Turns a Markdown part, which begins on this line of the file, into safe HTML."""


def compile_script(
    script: Script,
    render: Render,
    render_later: Render | None = None,
    *,
    you: str,
    other: str,
    meters: Mapping[str, int],
    at_once: bool,
) -> Conversation:
    """Make a script ready. One with faults gives what can be shown of it: replies may lead to scenes that it hasn't.

    `render_later` renders what nobody reads before they have replied: feelings, reasons and debriefs.
    """
    scenes: dict[str, str] = {}
    for scene in script.scenes:
        scenes.setdefault(same(scene.name), scene.name)
    maker = _Maker(render, render_later or render, scenes, {same(name): name for name in meters})
    first = [scene for scene in script.scenes if scenes[same(scene.name)] is scene.name]
    return Conversation(you, other, tuple(meters.items()), at_once, tuple(maker.scene(scene) for scene in first))


class _Maker:
    """Renders the parts of one script. `scenes` and `meters` lead from what is compared to how names are written."""

    def __init__(
        self, render: Render, render_later: Render, scenes: Mapping[str, str], meters: Mapping[str, str]
    ) -> None:
        self.render = render
        self.render_later = render_later
        self.scenes = scenes
        self.meters = meters

    def scene(self, scene: WrittenScene) -> Scene:
        parts = tuple(self._part(part) for part in scene.parts)
        feels = self.render_later(scene.feels, scene.feels_line) if scene.feels else ""
        replies = with_keys([self._reply(reply) for reply in scene.replies])
        return Scene(scene.name, parts, feels, replies, tuple(self._verdict(verdict) for verdict in scene.verdicts))

    def _part(self, part: WrittenPart) -> Spoken:
        html = self.render(part.text, part.line)
        return Spoken(part.speaker, html, plain_text(html))

    def _reply(self, reply: WrittenReply) -> Reply:
        html = without_paragraph(self.render(reply.text, reply.line))
        return Reply(
            key="",
            html=html,
            text=plain_text(html),
            to=self.scenes.get(same(reply.to), reply.to),
            changes=tuple((self.meters.get(same(name), name), by) for name, by in reply.changes),
            mark=reply.mark,
            reason=self.render_later(reply.reason, reply.reason_line) if reply.reason else "",
        )

    def _verdict(self, verdict: WrittenVerdict) -> Verdict:
        html = without_paragraph(self.render_later(verdict.text, verdict.line))
        conditions = tuple(
            replace(one, meter=self.meters.get(same(one.meter), one.meter)) for one in verdict.conditions
        )
        return Verdict(conditions, html, plain_text(html), verdict.otherwise)
