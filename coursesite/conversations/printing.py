"""Writing a conversation as Markdown, in the one form that this room would choose."""

from __future__ import annotations

from collections.abc import Iterator

from .written import Script, WrittenPart, WrittenReply, WrittenScene, WrittenVerdict


def print_script(script: Script) -> str:
    """Write what stands below the front matter, ending in a line end. Reading it gives an equal script, if the script
    was read from Markdown itself; texts from elsewhere need looking at: what `parse` makes of them decides.
    """
    parts = [script.intro] if script.intro else []
    return "\n\n".join([*parts, *(print_scene(scene) for scene in script.scenes)]) + "\n"


def print_scene(scene: WrittenScene) -> str:
    """Write one scene, without a line end behind it."""
    blocks = [f"## {scene.name}", *(_part(part) for part in scene.parts)]
    if scene.feels:
        blocks.append("\n".join(_quote(scene.feels, "")))
    listed = [line for reply in scene.replies for line in _reply(reply)]
    listed += [line for verdict in scene.verdicts for line in _verdict(verdict)]
    if listed:
        blocks.append("\n".join(listed))
    return "\n\n".join(blocks)


def _part(part: WrittenPart) -> str:
    return f"**{part.speaker}:** {part.text}" if part.speaker else part.text


def _reply(reply: WrittenReply) -> Iterator[str]:
    mark = f"[{reply.mark}] " if reply.mark else ""
    changes = ", ".join(f"{name} {by:+d}" for name, by in reply.changes)
    yield from _item(f"{mark}[{reply.text}](#{reply.to}) {changes}".rstrip())
    if reply.reason:
        yield from _quote(reply.reason, "  ")


def _verdict(verdict: WrittenVerdict) -> Iterator[str]:
    lead = "otherwise: " if verdict.otherwise else ""
    if verdict.conditions:
        lead = f"if {' and '.join(f'{one.meter} {one.sign} {one.value}' for one in verdict.conditions)}: "
    yield from _item(lead + verdict.text)


def _item(text: str) -> Iterator[str]:
    first, *further = text.split("\n")
    yield f"- {first}"
    for line in further:
        yield f"  {line}" if line else ""


def _quote(text: str, indent: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"{indent}> {line}" if line else f"{indent}>"
