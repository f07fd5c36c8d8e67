"""Which reply is which: keys that stay the same from revision to revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from coursesite.text.wording import key_of, normalised

from .compiled import Conversation, Reply, Scene

ALIKE = 0.5
"""The least share of words, in their order, that two wordings of one reply have in common."""
WORDS_COMPARED = 300


def with_keys(replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """Give the replies of a scene their keys, made from what they say."""
    taken: set[str] = set()
    found = []
    for reply in replies:
        key = key_of(reply.text, taken)
        taken.add(key)
        found.append(replace(reply, key=key))
    return tuple(found)


def carry_keys(new: Conversation, old: Conversation) -> Conversation:
    """Give the replies of a new revision the keys that they had in the old one, scene by scene.

    The same words, normalised, keep their key wherever in the scene they stand. A reply in other words keeps the key
    of the one in its place that led to the same scene, if at least half of their words are alike. New replies get keys
    that the old scene does not use, since what people chose there would be taken for them.
    """
    return replace(new, scenes=tuple(_carried(scene, old.by_name.get(scene.name)) for scene in new.scenes))


def _carried(scene: Scene, before: Scene | None) -> Scene:
    if before is None:
        return scene
    left = list(before.replies)
    keys: dict[int, str] = {}
    for place, reply in enumerate(scene.replies):
        same = next((old for old in left if normalised(old.text) == normalised(reply.text)), None)
        if same is not None:
            left.remove(same)
            keys[place] = same.key
    for place, reply in enumerate(scene.replies):
        old = before.replies[place] if place < len(before.replies) else None
        if place not in keys and old is not None and old in left and _is_same(reply, old):
            left.remove(old)
            keys[place] = old.key
    taken = {old.key for old in before.replies} | set(keys.values())
    replies = []
    for place, reply in enumerate(scene.replies):
        key = keys.get(place) or key_of(reply.text, taken)
        taken.add(key)
        replies.append(replace(reply, key=key))
    return replace(scene, replies=tuple(replies))


def _is_same(new: Reply, old: Reply) -> bool:
    words = normalised(old.text).split()[:WORDS_COMPARED], normalised(new.text).split()[:WORDS_COMPARED]
    return new.to == old.to and SequenceMatcher(None, *words, autojunk=False).ratio() >= ALIKE
