"""A passage of Twine as a scene of ours: its prose above, its links as replies below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coursesite.conversations.grammar import parse
from coursesite.conversations.printing import print_scene
from coursesite.conversations.written import WrittenPart, WrittenReply, WrittenScene

from .dialects import Dialect
from .markup import Line, Link, Reading, Sort, escaped, read
from .notation import changes_of

_BETWEEN = re.compile(r"[\s|/,;·•–—-]*(?:\b(?:or|and)\b)?[\s|/,;·•–—-]*", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"[.!?:…\"”’»)*]\s*$")
_BEGINS_BLOCK = re.compile(r"(?:[#>+~=|:-]|\*(?=\s)|\d{1,9}[.)])")
_NUMBER = re.compile(r"(\d+)([.)])")
_ESCAPED_OR_MARK = re.compile(r"\\(.)|[*_`]")
_EVERY = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"


@dataclass(frozen=True)
class Made:
    """The scene that came of a passage, as it was written and as it is read; and what it left out."""

    scene: WrittenScene
    source: str
    left: Sequence[str]
    variables: Sequence[str]


def made_of(name: str, text: str, dialect: Dialect, name_of: Callable[[str], str], meters: Mapping[str, str]) -> Made:
    """Make a passage's text a scene: `name_of` gives the scene that a passage became, `meters` a variable's meter."""
    reading = read(text, dialect)
    found: dict[tuple[str, str], WrittenReply] = {}
    for link in links_of(reading):
        reply = WrittenReply(link.text, name_of(link.target), changes=changes_of(link.setter, meters))
        found.setdefault((reply.text, reply.to), reply)
    replies = tuple(found.values())
    prose = prose_of(reading, dialect)
    scene = WrittenScene(name, (WrittenPart("", prose),) if prose else (), replies=replies)
    fitted = read_back(scene) or read_back(_plainest(name, reading, replies))
    left = reading.left
    if fitted is None:
        fitted = WrittenScene(name)
        left = [*left, "all of its text, which could not be read"]
    return Made(fitted, print_scene(fitted), left, reading.variables)


def links_of(reading: Reading) -> Iterator[Link]:
    """The links of a passage, in order."""
    return (token for line in reading.lines for token in line.tokens if isinstance(token, Link))


def prose_of(reading: Reading, dialect: Dialect) -> str:
    """The passage without what is a reply only: links that stand alone, in a list, or behind a finished sentence."""
    paragraphs: list[str] = [""]
    for line in reading.lines:
        text = _kept(line)
        if text and line.sort is Sort.HEADING and "**" not in text:
            text = f"**{text}**"
        if dialect.ends_lines or not text:
            paragraphs += [text, ""]
        else:
            paragraphs[-1] = f"{paragraphs[-1]}\n{text}" if paragraphs[-1] else text
    return "\n\n".join(filter(None, paragraphs))


def _kept(line: Line) -> str:
    """What of a line stays in the prose."""
    tokens = list(line.tokens)
    words = "".join(token for token in tokens if isinstance(token, str))
    has_links = any(isinstance(token, Link) for token in tokens)
    if line.sort is Sort.RULE or (has_links and _BETWEEN.fullmatch(words)):
        return ""
    while tokens and _goes(tokens):
        tokens = _without_last_link(tokens)
    text = " ".join("".join(token.text if isinstance(token, Link) else token for token in tokens).split())
    if text and line.sort is Sort.ITEM:
        return f"• {text}"
    number = _NUMBER.match(text)
    if number:
        return f"{number[1]}\\{number[2]}{text[number.end() :]}"
    return f"\\{text}" if _BEGINS_BLOCK.match(text) else text


def _goes(tokens: Sequence[str | Link]) -> bool:
    """Whether the line ends with a link whose words the sentence before it can do without."""
    place = _last_link(tokens)
    if place < 0 or any(isinstance(token, str) and token.strip() for token in tokens[place + 1 :]):
        return False
    before = "".join(token.text if isinstance(token, Link) else token for token in tokens[:place]).rstrip()
    return not before or _STANDS_ALONE.search(before) is not None


def _last_link(tokens: Sequence[str | Link]) -> int:
    return max((place for place, token in enumerate(tokens) if isinstance(token, Link)), default=-1)


def _without_last_link(tokens: Sequence[str | Link]) -> list[str | Link]:
    return list(tokens[: _last_link(tokens)])


def _plainest(name: str, reading: Reading, replies: Sequence[WrittenReply]) -> WrittenScene:
    """The scene with nothing in its prose that Markdown could mean anything by."""
    paragraphs = []
    for line in reading.lines:
        words = _bare("".join(token.text if isinstance(token, Link) else token for token in line.tokens))
        if words:
            paragraphs.append(words)
    prose = "\n\n".join(paragraphs)
    plain = [replace(reply, text=_bare(reply.text) or reply.to) for reply in replies]
    return WrittenScene(name, (WrittenPart("", prose),) if prose else (), replies=tuple(plain))


def _bare(text: str) -> str:
    """Its words with every sign kept from meaning anything, and without emphasis."""
    return escaped(" ".join(_ESCAPED_OR_MARK.sub(r"\1", text).split()), _EVERY)


def read_back(scene: WrittenScene) -> WrittenScene | None:
    """What our own grammar makes of a scene as it is printed; None where that is not what was meant."""
    script = parse(print_scene(scene).split("\n"), 1)
    if script.faults or script.intro or len(script.scenes) != 1:
        return None
    found = script.scenes[0]
    wanted = [(reply.to, reply.changes) for reply in scene.replies]
    same = found.name == scene.name and [(reply.to, reply.changes) for reply in found.replies] == wanted
    return found if same and found.feels == scene.feels and len(found.verdicts) == len(scene.verdicts) else None
