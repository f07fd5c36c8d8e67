"""How long a run of a conversation is."""

from __future__ import annotations

from .compiled import Conversation
from .graph import distances


def steps_to_endings(conversation: Conversation) -> list[int]:
    """For each ending that can be reached, how many replies it takes at least."""
    if not conversation.scenes:
        return []
    links = {scene.name: [reply.to for reply in scene.replies] for scene in conversation.scenes}
    found = distances(links, [conversation.start.name])
    return [far for name, far in found.items() if not links[name]]
