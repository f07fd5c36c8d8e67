"""A source taken apart for the editor, and put together again so that nobody's untouched bytes change."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coursesite.library.models import Kind
from coursesite.studio.writing.fields import FIELDS, LIST, Asked, Sent
from coursesite.text import frontmatter
from coursesite.text.frontmatter import FrontMatterError
from coursesite.text.lines import LINE_END, split_lines


@dataclass(frozen=True, slots=True)
class Composed:
    """A source as the editor shows it: every field of its kind by name (empty where it isn't there), and the text.

    Lists stand one entry a line, and every line ends in “\\n”. `body_line` is the line of the source, from 1, on which
    the text starts; `lines` say by name in which line a field stands.
    """

    fields: Mapping[str, str]
    body: str
    body_line: int
    lines: Mapping[str, int]

    @property
    def title(self) -> str:
        """The title; empty where there is none."""
        return self.fields.get("title", "")


class Unwritable(ValueError):
    """A field's value can't stand in a front matter: the field's name, and a sentence."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(problem)
        self.name = name
        self.problem = problem


def take_apart(source: bytes, kind: Kind) -> Composed:
    """The fields and the text of a source. Bytes that aren't UTF-8 come out as marks for what can't be read."""
    text = source.decode("utf-8", "replace")
    front = frontmatter.read(text)
    head, body = frontmatter.cut(text)
    fields = {asked.name: _shown(asked, front.fields.get(asked.name)) for asked in FIELDS[kind]}
    lines = {name: found.line for name, found in front.fields.items()}
    return Composed(fields, "\n".join(split_lines(body)), len(split_lines(head)), lines)


def put_together(source: bytes, kind: Kind, sent: Sent) -> bytes:
    """The source with what a form brought in place of what it had; what says the same keeps its bytes.

    Key and kind, and fields that the form doesn't have, stay as they are. Line ends become what the source has.
    Raises `Unwritable`.
    """
    text = source.decode("utf-8", "replace")
    before = take_apart(source, kind)
    for asked in FIELDS[kind]:
        value = sent.fields.get(asked.name)
        if value is None or _said(asked, value) == _said(asked, before.fields[asked.name]):
            continue
        try:
            text = _with(text, asked, _said(asked, value))
        except FrontMatterError as error:
            raise Unwritable(asked.name, str(error)) from error
    head, body = frontmatter.cut(text)
    return (head + _with_ends(split_lines(sent.body), body, head)).encode("utf-8", "replace")


def _shown(asked: Asked, found: frontmatter.Field | None) -> str:
    if found is None:
        return ""
    if asked.sort != LIST:
        return found.value if isinstance(found.value, str) else ", ".join(found.value)
    parts: Iterable[str] = found.value if isinstance(found.value, tuple) else (found.value,)
    if asked.commas and isinstance(found.value, str):
        parts = found.value.split(",")
    return "\n".join(_said(asked, "\n".join(parts)))


def _said(asked: Asked, value: str) -> tuple[str, ...]:
    """What a field says, whatever the spaces: one part, or one for each line of a list."""
    parts = split_lines(value) if asked.sort == LIST else [value]
    # Characters that no front matter can hold and nobody sees come with pasted text.
    clean = (re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", part) for part in parts)
    return tuple(said for part in clean if (said := " ".join(part.split())))


def _with(text: str, asked: Asked, said: tuple[str, ...]) -> str:
    if not said:
        return frontmatter.without_field(text, asked.name)
    if asked.sort != LIST:
        return frontmatter.with_field(text, asked.name, said[0])
    field = frontmatter.read(text).fields.get(asked.name)
    one_line = field is None or isinstance(field.value, str)
    if asked.commas and one_line and not any("," in part for part in said):
        return frontmatter.with_field(text, asked.name, ", ".join(said))
    return frontmatter.with_list(text, asked.name, said)


def _with_ends(lines: list[str], before: str, head: str) -> str:
    """Lines from a form, ended as the source's lines are: those that stay keep theirs, new ones get the usual one."""
    old, ends = split_lines(before), [*LINE_END.findall(before), ""]
    usual = next(iter(LINE_END.findall(head) or LINE_END.findall(before)), "\n")
    first = _common(old, lines)
    last = min(_common(old[::-1], lines[::-1]), min(len(old), len(lines)) - first)
    middle = [usual] * (len(lines) - first - last)
    ended = [*ends[:first], *middle, *(ends[len(ends) - last :] if last else [])]
    # The last line of all has no end of its own, whatever stood there, and every other line has one.
    ended = [end or usual for end in ended[:-1]] + [""]
    return "".join(line + end for line, end in zip(lines, ended, strict=True))


def _common(one: list[str], other: list[str]) -> int:
    """How many lines are the same from the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
