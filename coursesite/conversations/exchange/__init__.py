"""Conversations that come from Twine and go there. Pure, like the room around it: bytes in, values out."""

from .coming import Brought, conversation_of
from .going import FIELDS, story_of
from .story import LARGEST_FILE, Note, Passage, Story, Unreadable, decoded
from .twee import read as read_twee
from .twee import write as write_twee
from .twine import read as read_twine

__all__ = [
    "FIELDS",
    "LARGEST_FILE",
    "Brought",
    "Note",
    "Passage",
    "Story",
    "Unreadable",
    "bring_in",
    "conversation_of",
    "read_story",
    "read_twee",
    "read_twine",
    "story_of",
    "write_twee",
]


def read_story(data: bytes) -> Story:
    """The story in a file, Twee or Twine's HTML, as its text says. Raises `Unreadable`."""
    text = decoded(data)
    if text.lstrip().startswith("<"):
        return read_twine(text)
    return read_twee(text)


def bring_in(data: bytes) -> Brought:
    """The conversation that a file of Twine's becomes. Raises `Unreadable`."""
    return conversation_of(read_story(data))
