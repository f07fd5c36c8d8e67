"""Questions between this site and other programs: a file in, a source of ours out, and back.

The command and the studio page both go through here. Nothing here reads or writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Literal

from coursesite.text import frontmatter
from coursesite.text.shapes import shown

from . import gift, moodle, tasklists
from .exchange import NO_PICTURES, Exported, Imported, Note, Picture, Unreadable, check_size, decoded, print_parts
from .fitting import fitted_prose, set_apart
from .grammar import parse
from .kinds import Exercise, Kind, Prose

PieceKind = Literal["pool", "quiz"]
LONGEST_TITLE = 200
# What is read by a person or kept by a learner has no marks, so a pool or a quiz cannot ask it.
UNMARKED = frozenset({Kind.write, Kind.reflect, Kind.try_, Kind.plan})

_XML = re.compile(rb"\s*(?:<\?xml|<!--|<quiz\b|<!DOCTYPE)")
_BOX = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]?\]|\([ xX]?\))[ \t]", re.MULTILINE)
_OURS = re.compile(r"^### (?:Question|Poll|Scale|Reflect|Write|Try|Plan):", re.MULTILINE)
_GIFT = re.compile(r"^[ \t]*(?:::|\$CATEGORY:)|[{][^{}]{0,2000}[}]", re.MULTILINE)
_OWN_FIELDS = frozenset({"key", "title", "summary", "kind", "objectives", "minutes"})
_SHOWN_PICTURE = re.compile(r"\]\(images/([^()\s]+)")


class Format(StrEnum):
    """The formats that questions come and go in."""

    gift = "gift"
    moodle = "moodle"
    markdown = "markdown"


ENDINGS = {Format.gift: ".gift.txt", Format.moodle: ".xml", Format.markdown: ".md"}


@dataclass(frozen=True)
class TakenIn:
    """What became of a file: a source of ours, notes by line of the file that came, and pictures for images/.

    `questions` counts those that can be asked; whatever else came stands as text.
    """

    source: bytes
    notes: tuple[Note, ...]
    pictures: tuple[Picture, ...]
    questions: int


def guessed_format(data: bytes, name: str = "") -> Format:
    """Which format a file is in, by its name's ending or else by what stands in it. Raises Unreadable."""
    check_size(data)
    ending = name.lower().rsplit(".", 1)[-1] if "." in name else ""
    by_name = {"xml": Format.moodle, "gift": Format.gift, "md": Format.markdown, "markdown": Format.markdown}
    if ending in by_name:
        return by_name[ending]
    if _XML.match(data.removeprefix(b"\xef\xbb\xbf")):
        return Format.moodle
    text = decoded(data)
    if _OURS.search(text) or _BOX.search(text):
        return Format.markdown
    if _GIFT.search(text):
        return Format.gift
    raise Unreadable("It can't be seen which format this file is in. Say whether it is gift, moodle or markdown.")


def take_in(data: bytes, wanted: Format, kind: PieceKind, title: str) -> TakenIn:
    """Make a pool or a quiz of a file's questions: a whole source in UTF-8, without key and new ids.

    What a pool or a quiz cannot ask is kept as text. Raises Unreadable for a file that cannot be taken in at all, and
    for one in which there is nothing.
    """
    check_size(data)
    came = _read(data, wanted)
    notes = list(came.notes)
    parts = set_apart([_as_text(part, kind, notes) if _is_unmarked(part) else part for part in came.parts])
    if not parts:
        raise Unreadable("There is nothing in this file that could be taken in: no question and no text.")
    front = _front(kind, title)
    questions = sum(isinstance(part, Exercise) for part in parts)
    return TakenIn(f"{front}\n{print_parts(parts)}".encode(), tuple(sorted(notes)), came.pictures, questions)


def beside(taken: TakenIn, existing: Callable[[str], bytes | None]) -> TakenIn:
    """Give pictures whose name another one already has a name of their own, in the source as well.

    `existing` gives the bytes of the picture that has a name, or None. A picture that is there already keeps its name.
    """
    source = taken.source.decode()
    names: dict[str, str] = {}
    for picture in taken.pictures:
        there = existing(picture.name)
        if there is not None and there != picture.data:
            stem, dot, ending = picture.name.rpartition(".")
            names[picture.name] = f"{stem}-{sha256(picture.data).hexdigest()[:8]}{dot}{ending}"
    source = _SHOWN_PICTURE.sub(lambda match: f"](images/{names.get(match[1], match[1])}", source)
    pictures = tuple(replace(picture, name=names.get(picture.name, picture.name)) for picture in taken.pictures)
    return replace(taken, source=source.encode(), pictures=pictures)


def shown_pictures(source: bytes) -> tuple[str, ...]:
    """The names of the pictures under images/ that a source shows, each once, in their order."""
    return tuple(dict.fromkeys(_SHOWN_PICTURE.findall(source.decode("utf-8", "replace"))))


def give_out(source: bytes, wanted: Format, pictures: Mapping[str, bytes] = NO_PICTURES) -> Exported:
    """Write a source's questions for another program. `pictures` are those it shows, by the path it gives
    (`images/queue.png`), where they are at hand.

    Notes go by the source's lines. Raises Unreadable for a source that is no UTF-8 text or has a fault.
    """
    front = frontmatter.read(decoded(source))
    document = parse(front.body.split("\n"), front.body_line)
    for fault in document.faults:
        sentence = f"Nothing was written: {fault.problem} {fault.remedy} Then export it again."
        raise Unreadable(sentence, fault.line)
    if wanted is Format.markdown:
        done = tasklists.write(document.parts)
    else:
        done = gift.write(document.parts) if wanted is Format.gift else moodle.write(document.parts, pictures)
    return replace(done, notes=tuple(sorted([*done.notes, *_left_here(front.fields)])))


def _read(data: bytes, wanted: Format) -> Imported:
    if wanted is Format.moodle:
        return moodle.read(data)
    return gift.read(data) if wanted is Format.gift else tasklists.read(data)


def _front(kind: PieceKind, title: str) -> str:
    title = " ".join(title.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise Unreadable(f"The title is empty or longer than {LONGEST_TITLE} characters. Nothing was taken in.")
    try:
        return frontmatter.with_field(frontmatter.with_field("", "title", title), "kind", kind)
    except frontmatter.FrontMatterError as error:
        raise Unreadable(f"{error} Nothing was taken in; choose another title.") from error


def _is_unmarked(part: Exercise | Prose) -> bool:
    return isinstance(part, Exercise) and part.kind in UNMARKED


def _as_text(part: Exercise | Prose, kind: PieceKind, notes: list[Note]) -> Exercise | Prose:
    if not isinstance(part, Exercise):
        return part
    title = [f"**{part.title}**"] if part.title else []
    items = ["\n".join(f"- {option.text}" for option in part.options)] if part.options else []
    quote = ["\n".join(f"> {line}".rstrip() for line in part.explanation.split("\n"))] if part.explanation else []
    prose, _ = fitted_prose(["\n\n".join(filter(None, [*title, part.prompt, *items, *quote]))], part.line)
    name = shown(part.title or part.prompt)
    sentence = f"{name} is answered in one's own words, which a {kind} cannot mark, so it stands there as text."
    notes.append(Note(part.line, sentence))
    return prose


def _left_here(fields: Mapping[str, frontmatter.Field]) -> Iterable[Note]:
    rules = [name for name in fields if name not in _OWN_FIELDS]
    if rules:
        line = min(fields[name].line for name in rules)
        yield Note(line, f"The rules of the quiz stay here ({', '.join(rules)}); only its own questions went along.")
