"""The words of a compiled piece, for search and for counting."""

from typing import Any

from coursesite import exercises
from coursesite.text.plain import plain_text

Blocks = list[dict[str, Any]]


def prose_of(blocks: Blocks) -> Blocks:
    """The blocks that are text, without the exercises."""
    return [block for block in blocks if "prose" in block]


def texts_of(blocks: Blocks) -> list[str]:
    """What search may find: prose and what exercises show before they are answered. No answer is found by search."""
    texts = []
    for block in blocks:
        if "prose" in block:
            texts.append(plain_text(block["prose"]))
        else:
            question = exercises.Compiled.from_dict(block["exercise"]).question()
            texts += [question.title_text, plain_text(" … ".join(question.pieces) or question.prompt)]
            texts += [choice.text for choice in question.choices]
    return [text for text in texts if text]
