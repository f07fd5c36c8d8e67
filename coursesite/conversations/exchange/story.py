"""A story of Twine as its files hold it: passages with names and tags, before anything of it is made ours."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes of a file that is taken in."""
MOST_PASSAGES = 500
LONGEST_NAME = 500
"""Characters of a passage's name and of a tag."""
START = "Start"
"""The passage with which a story begins that names none."""
OWN_KEY = "coursesite"
"""Under this name our exports carry what Twine has no place for."""

SCRIPT_TAG, STYLESHEET_TAG = "script", "stylesheet"

# Line breaks stay; what else is below a blank, ends of pairs without their beginning, and marks that turn the reading
# direction of everything behind them are nothing that anybody wrote.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


class Unreadable(Exception):
    """A file that can't be taken in at all; the sentence says why and what to do. `line` counts from 1, 0 for none."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence, line)
        self.sentence = sentence
        self.line = line


@dataclass(frozen=True)
class Note:
    """What did not come as it was: a sentence for the coach, and the passage it speaks of, empty for the whole file."""

    passage: str
    sentence: str


@dataclass(frozen=True)
class Passage:
    """One passage. `metadata` is the object behind the tags in Twee; `line` counts from 1 in a Twee file."""

    name: str
    text: str = ""
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Story:
    """A whole story. `data` is what StoryData says, or what the attributes of the published HTML say by its names.

    The passages of its title and its data are not among `passages`; scripts and style sheets are, by their tags.
    """

    title: str
    passages: tuple[Passage, ...]
    data: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def start(self) -> str:
        """The name of the passage with which it begins; empty where it names none that is there."""
        names = {passage.name for passage in self.passages}
        named = self.data.get("start")
        if isinstance(named, str) and named in names:
            return named
        return START if START in names else ""

    @property
    def format(self) -> str:
        """The name of its story format, such as "SugarCube", in lower case; empty where none is named."""
        named = self.data.get("format")
        return named.strip().casefold() if isinstance(named, str) else ""

    @property
    def own(self) -> Mapping[str, object]:
        """What an export of ours says of the whole conversation."""
        return own_of(self.data)


def own_of(metadata: Mapping[str, object]) -> Mapping[str, object]:
    """What an export of ours wrote among other metadata; empty where it wrote nothing."""
    found = metadata.get(OWN_KEY)
    return found if isinstance(found, dict) else {}


def check_size(data: bytes) -> None:
    """Raise `Unreadable` for a file of more than LARGEST_FILE bytes."""
    if len(data) > LARGEST_FILE:
        size = LARGEST_FILE // (1024 * 1024)
        raise Unreadable(
            f"The file is larger than {size} MB, so nothing was taken in. Pictures and sounds inside a story make it "
            "large: export the story as Twee, which holds its words alone."
        )


def check_count(passages: int) -> None:
    """Raise `Unreadable` for more than MOST_PASSAGES passages."""
    if passages > MOST_PASSAGES:
        raise Unreadable(
            f"The story has more than {MOST_PASSAGES} passages, so nothing was taken in. Divide it into several "
            "stories, and bring in each."
        )


def decoded(data: bytes) -> str:
    """A file's text, with line ends as "\\n", without a byte order mark. Raises `Unreadable`."""
    check_size(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        sentence = "This is not UTF-8 text, so nothing was taken in. Save the file again, with the encoding UTF-8."
        raise Unreadable(sentence, line) from error
    return cleaned(text.replace("\r\n", "\n").replace("\r", "\n"))


def cleaned(text: str) -> str:
    """A text without signs that nobody sees and no text needs."""
    return _UNFIT.sub("", text)


def object_of(text: str) -> dict[str, object] | None:
    """The object that a JSON text is, its strings cleaned; None for anything else."""
    try:
        found = json.loads(text)
        # What an escape hid in a string is cleaned as any other text is.
        return _clean_object(found) if isinstance(found, dict) else None
    except (ValueError, RecursionError):
        return None


def _clean_object(found: dict[str, object]) -> dict[str, object]:
    return {cleaned(name): _clean(value) for name, value in found.items()}


def _clean(value: object) -> object:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, dict):
        return _clean_object(value)
    return [_clean(one) for one in value] if isinstance(value, list) else value
