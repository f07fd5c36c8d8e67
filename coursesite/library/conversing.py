"""A conversation on its way into a revision: read, checked, rendered, and measured by what one run of it takes."""

from collections.abc import Mapping, Sequence
from typing import Any

from coursesite import conversations
from coursesite.conversations import Conversation, Script
from coursesite.conversations.compiling import Render
from coursesite.library.metadata import Metadata
from coursesite.text.faults import Fault
from coursesite.text.plain import count_words, plain_text


def read(lines: Sequence[str], first_line: int, metadata: Metadata) -> tuple[Script, list[Fault]]:
    """The script, and everything that is wrong with it."""
    script = conversations.parse(lines, first_line)
    meters = dict(metadata.values.get("meters", ()))
    # Meters that could not be read are a fault of their own, and not one in each reply that changes them.
    unread = "meters" in metadata.lines and not meters
    return script, [*script.faults, *conversations.check(script, None if unread else meters)]


def made(
    script: Script, metadata: Metadata, render: Render, render_later: Render, previous: Mapping[str, Any] | None
) -> Conversation:
    """The conversation of a script, with the keys that the replies had in the compiled form that was published before.

    `render_later` renders what is told only after a reply.
    """
    values = metadata.values
    conversation = conversations.compile(
        script,
        render,
        render_later,
        you=values.get("you", ""),
        other=values.get("with", ""),
        meters=dict(values.get("meters", ())),
        at_once=values.get("feedback") == "at once",
    )
    before = (previous or {}).get("conversation")
    return conversations.carry_keys(conversation, Conversation.from_dict(before)) if before else conversation


def said_first(conversation: Conversation) -> list[str]:
    """What may be found by search: who one is in it, and what is said in the scene that starts it."""
    scenes = conversation.scenes[:1]
    return [conversation.you, *(part.text for scene in scenes for part in scene.parts)]


def measured(conversation: Conversation) -> tuple[int, int]:
    """How many words one run is, and how many replies it takes.

    A run is held to be as long as the ways to the endings that can be reached are on average, each taken as the
    shortest there is, and to be read with what is told of it afterwards; a scene counts as long as all are on average.
    """
    steps = conversations.steps_to_endings(conversation)
    if not steps or not conversation.scenes:
        return 0, 0
    replies = sum(steps) / len(steps)
    words = sum(count_words(text) for text in _texts(conversation))
    return round(words * min(1.0, (replies + 1) / len(conversation.scenes))), round(replies)


def _texts(conversation: Conversation) -> list[str]:
    texts = []
    for scene in conversation.scenes:
        texts += [part.text for part in scene.parts]
        texts += [plain_text(scene.feels), *(verdict.text for verdict in scene.verdicts)]
        texts += [text for reply in scene.replies for text in (reply.text, plain_text(reply.reason))]
    return texts
