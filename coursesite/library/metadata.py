"""A piece's front matter, typed: which fields each kind has, and what they may say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from coursesite.library.models import Kind
from coursesite.library.values import (
    Spec,
    Wrong,
    beside,
    choice,
    draft,
    draws,
    key,
    lesson,
    meters,
    moment,
    sentences,
    several,
    share,
    span,
    tags,
    text,
    whole,
)
from coursesite.text import frontmatter
from coursesite.text.faults import Fault
from coursesite.text.frontmatter import Field, FrontMatter

IN_COURSE = (Kind.LESSON, Kind.CONVERSATION, Kind.POOL, Kind.QUIZ)
_NAMED = {
    "key": Spec(key, "key: q7f2mk"),
    "title": Spec(text(200), "title: The third call", required=True),
    "summary": Spec(text(1000), "summary: What a reader finds here, in a sentence or two.", required=True),
}
_OPTIONAL_SUMMARY = {"summary": Spec(text(1000), "summary: What a reader finds here.")}
_LESSON = _NAMED | {
    "kind": Spec(choice("lesson", "conversation", "pool", "quiz"), "kind: quiz"),
    "objectives": Spec(sentences(), "objectives: Say back what you heard."),
    "minutes": Spec(whole(1, 600), "minutes: 12"),
}
_GATED = {"opens after": Spec(beside, "opens after: 09-final-check")}
FIELDS: dict[Kind, dict[str, Spec]] = {
    Kind.COURSE: _NAMED
    | {
        "topics": Spec(several(80, 8), "topics: customer service", required=True),
        "level": Spec(text(80), "level: some practice"),
        "outcomes": Spec(sentences(), "outcomes: Open a difficult call so that the other person can hear you."),
        "growth": Spec(sentences(200, 8), "growth: I say back what I heard before I ask for anything."),
        "coach": Spec(text(120), "coach: Maren Holt"),
        "order": Spec(whole(0, 9999), "order: 1"),
    },
    Kind.LESSON: _LESSON | _GATED,
    Kind.CONVERSATION: _LESSON
    | _GATED
    | _OPTIONAL_SUMMARY
    | {
        "you": Spec(text(500), "you: You answer the phone at ParcelWay."),
        "with": Spec(text(120), "with: Dana", required=True),
        "meters": Spec(meters, "meters: trust 40, heat 70"),
        "feedback": Spec(choice("at once", "at the end"), "feedback: at the end"),
    },
    Kind.POOL: _LESSON | _OPTIONAL_SUMMARY,
    Kind.QUIZ: _LESSON
    | _GATED
    | _OPTIONAL_SUMMARY
    | {
        "pass": Spec(share, "pass: 70%"),
        "attempts": Spec(whole(1, 99), "attempts: 3"),
        "keep": Spec(choice("best", "last", "first"), "keep: best"),
        "wait": Spec(span, "wait: 1 hour"),
        "feedback": Spec(choice("at once", "at the end"), "feedback: at the end"),
        "answers shown": Spec(choice("always", "after the last attempt", "never"), "answers shown: never"),
        "counts": Spec(choice("yes", "no"), "counts: yes"),
        "draw": Spec(draws, "draw: 5 from 08-pool tagged listening"),
    },
    Kind.POST: _NAMED
    | {
        "tags": Spec(tags(40, 12), "tags: listening, phone"),
        "author": Spec(text(120), "author: Maren Holt"),
        "published": Spec(moment, "published: 2026-11-02 09:30"),
        "state": Spec(draft, "state: draft"),
        "comments": Spec(choice("open", "closed"), "comments: open"),
        "lesson": Spec(lesson, "lesson: service-recovery/02-the-first-minute"),
    },
    Kind.PAGE: _NAMED | _OPTIONAL_SUMMARY,
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a piece says about itself. `values` holds the fields of its kind beyond the four named here."""

    kind: Kind
    key: str
    title: str
    summary: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read_source(data: bytes, kind: Kind) -> tuple[FrontMatter, Metadata, list[Fault]]:
    """A source's front matter, typed, with its faults."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = Fault(line, "This is not UTF-8 text.", "Save the file again, with the encoding UTF-8.")
        return FrontMatter({}, "", 1, (fault,)), Metadata(kind, "", "", ""), [fault]
    front = frontmatter.read(text)
    metadata, faults = typed(front, kind)
    return front, metadata, faults


def typed(front: FrontMatter, kind: Kind) -> tuple[Metadata, list[Fault]]:
    """Type a front matter. `kind` is what the file's place says; a course's file may say more closely what it is.

    Every fault is given at once; what could be read is in the metadata all the same.
    """
    faults = list(front.faults)
    kind = _kind(front, kind)
    specs = FIELDS[kind]
    values: dict[str, Any] = {}
    for name, found in front.fields.items():
        if name not in specs:
            faults.append(_unknown(name, found, kind))
        elif found.value in ("", ()):
            faults.append(_empty(name, found, specs[name]))
        else:
            try:
                values[name] = specs[name].read(found.value)
            except Wrong as wrong:
                faults.append(Fault(found.line, f"{name}: {wrong.problem}", wrong.remedy))
    if not (front.faults and not front.fields):
        faults += _missing(front, specs)
    lines = {name: found.line for name, found in front.fields.items()}
    named = {name: str(values.pop(name, "")) for name in ("key", "title", "summary")}
    values.pop("kind", None)
    return Metadata(kind, **named, values=values, lines=lines), sorted(faults)


def _kind(front: FrontMatter, kind: Kind) -> Kind:
    written = front.fields.get("kind")
    if kind is not Kind.LESSON or written is None or not isinstance(written.value, str):
        return kind
    word = written.value.strip().lower()
    return Kind(word) if word in IN_COURSE else kind


def _unknown(name: str, found: Field, kind: Kind) -> Fault:
    close = get_close_matches(name.lower(), FIELDS[kind], n=1, cutoff=0.6)
    problem = f"A {kind} has no field “{name}”."
    if close:
        return Fault(found.line, problem, f"Did you mean “{close[0]}”?")
    return Fault(found.line, problem, f"Delete the line; the fields are {', '.join(FIELDS[kind])}.")


def _empty(name: str, found: Field, spec: Spec) -> Fault:
    remedy = f"Write it as in “{spec.example}”" + ("." if spec.required else ", or delete the line.")
    return Fault(found.line, f"“{name}” is empty.", remedy)


def _missing(front: FrontMatter, specs: dict[str, Spec]) -> Iterator[Fault]:
    if front.body_line == 1:
        remedy = "Begin the file with a line “---”, a line “title: …”, a line “summary: …” and another line “---”."
        yield Fault(1, "The file has no front matter.", remedy)
        return
    for name, spec in specs.items():
        if spec.required and name not in front.fields:
            problem = f"The front matter has no “{name}”."
            yield Fault(1, problem, f"Write a line between the two “---”, such as “{spec.example}”.")
