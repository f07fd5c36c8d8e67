"""What a revision keeps of a compiled source besides its pages' sources: blocks, words, minutes, what search finds."""

from typing import Any

from coursesite import exercises
from coursesite.conversations import Conversation
from coursesite.library import conversing
from coursesite.library.metadata import Metadata
from coursesite.library.models import Kind
from coursesite.library.search.texts import prose_of, texts_of
from coursesite.library.search.words import searchable
from coursesite.text.plain import count_words, excerpt, reading_minutes

DESCRIPTION_LENGTH = 155

JsonDict = dict[str, Any]


def stored_form(metadata: Metadata, blocks: list[JsonDict], conversation: Conversation | None) -> JsonDict:
    """The part of a compiled form that is made from the blocks and, of a conversation, from its scenes."""
    questions = [block["exercise"]["id"] for block in blocks if _counts(block)]
    read = searchable("\n".join(texts_of(blocks)))
    text, words, replies = _found(metadata.kind, blocks, read), count_words(read), 0
    if conversation is not None:
        text = searchable("\n".join([*conversing.said_first(conversation), read]))
        spoken, replies = conversing.measured(conversation)
        words += spoken
    # The words of what is drawn stand elsewhere: such a question gets the time of two, one of them for reading it.
    asked = len(questions) + replies + 2 * sum(count for count, _pool, _tag in metadata.values.get("draw", ()))
    form = {
        "kind": metadata.kind.value,
        "key": metadata.key,
        "title": metadata.title,
        "summary": metadata.summary,
        "values": metadata.values,
        "description": excerpt(metadata.summary or text, DESCRIPTION_LENGTH),
        "blocks": blocks,
        "questions": questions,
        "words": words,
        "minutes": metadata.values.get("minutes") or reading_minutes(words, asked),
        "text": text,
    }
    return form if conversation is None else {**form, "conversation": conversation.to_dict()}


def _found(kind: Kind, blocks: list[JsonDict], read: str) -> str:
    """What search finds. What a quiz asks is read in an attempt and nowhere before: only what stands around it."""
    asks_later = kind in (Kind.QUIZ, Kind.POOL)
    return searchable("\n".join(texts_of(prose_of(blocks)))) if asks_later else read


def _counts(block: JsonDict) -> bool:
    return "exercise" in block and exercises.Kind(block["exercise"]["kind"]).graded
