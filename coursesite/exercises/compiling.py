"""Making an exercise ready: rendering its parts and giving its options their keys."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from html import escape

from coursesite.text.plain import plain_text, without_paragraph
from coursesite.text.wording import key_of

from .compiled import Blank, Choice, Compiled, Left, Level
from .kinds import Exercise, Gap, Kind, Option
from .numbers import read_span
from .placing import place_gaps

Render = Callable[[str], str]
READ_AGAIN = "Read the passage again"


def compile_exercise(exercise: Exercise, render: Render) -> Compiled:
    """Make an exercise ready for pages and grading.

    `render` turns a Markdown part into safe HTML. The exercise comes from a document without faults; an option's
    key is a short hash of its normalised text, so it is the same in every revision that has the option.
    """
    prompt, pieces, gaps = _prompt(exercise, render)
    options, lefts = _match(exercise, render) if exercise.kind is Kind.match else (_options(exercise, render), ())
    return Compiled(
        kind=exercise.kind,
        id=exercise.id or "",
        title=_title(exercise.title, render),
        title_text=plain_text(_title(exercise.title, render)),
        prompt=prompt,
        pieces=pieces,
        options=options,
        lefts=lefts,
        columns=tuple(_inline(title, render) for title in exercise.columns),
        gaps=gaps,
        levels=tuple(_level(step.value, step.text, render) for step in exercise.steps),
        marks=exercise.settings.marks,
        tags=exercise.settings.tags,
        shuffle=exercise.settings.shuffle,
        ask_after=exercise.settings.ask_after,
        explanation=render(exercise.explanation) if exercise.explanation is not None else None,
        passage=_inline(passage_link(exercise.settings.passage), render) if exercise.settings.passage else "",
    )


def passage_link(passage: str) -> str:
    """The Markdown of the link to the place that explains an exercise, which `render` turns into HTML."""
    return f"[{READ_AGAIN}]({passage})"


def _prompt(exercise: Exercise, render: Render) -> tuple[str, tuple[str, ...], tuple[Blank, ...]]:
    if exercise.kind is not Kind.gaps:
        return (render(exercise.prompt) if exercise.prompt else ""), (), ()
    pieces, order = place_gaps(exercise.prompt, render)
    gaps = tuple(_blank(exercise.gaps[place]) for place in order)
    return "…".join(pieces), pieces, gaps


def _blank(gap: Gap) -> Blank:
    """A list to pick from is put in alphabetical order, so that the right word's place says nothing."""
    return Blank(gap.accepted, tuple(sorted(dict.fromkeys(gap.choices), key=lambda word: (word.casefold(), word))))


def _options(exercise: Exercise, render: Render) -> tuple[Choice, ...]:
    taken: set[str] = set()
    choices = []
    for option in exercise.options:
        key = key_of(option.text, taken)
        taken.add(key)
        choices.append(_choice(exercise.kind, option, key, render))
    return tuple(choices)


def _choice(kind: Kind, option: Option, key: str, render: Render) -> Choice:
    html = escape(option.text) if kind is Kind.number else _inline(option.text, render)
    return Choice(
        key=key,
        source=option.text,
        html=html,
        text=plain_text(html),
        right=kind is not Kind.poll and option.share == 1,
        share=option.share,
        feedback=render(option.feedback) if option.feedback is not None else None,
        span=read_span(option.text) if kind is Kind.number else None,
    )


def _match(exercise: Exercise, render: Render) -> tuple[tuple[Choice, ...], tuple[Left, ...]]:
    """Give the right column, each text once, and the left one. A distractor's reason is its own feedback."""
    rights: dict[str, Choice] = {}
    lefts: list[Left] = []
    left_keys: set[str] = set()
    for pair in exercise.pairs:
        why = _inline(pair.why, render) if pair.why else None
        html = _inline(pair.right, render)
        key = key_of(pair.right)
        belongs = bool(pair.left)
        reason = None if belongs else why
        choice = Choice(key, pair.right, html, plain_text(html), belongs, Fraction(belongs), reason)
        rights.setdefault(key, choice)
        if pair.left:
            left_html = _inline(pair.left, render)
            left_key = key_of(pair.left, left_keys)
            left_keys.add(left_key)
            lefts.append(Left(left_key, pair.left, left_html, plain_text(left_html), key, why))
    return tuple(rights.values()), tuple(lefts)


def _level(value: int, text: str, render: Render) -> Level:
    html = _inline(text, render)
    return Level(value, html, plain_text(html))


def _inline(text: str, render: Render) -> str:
    """Render a part; a single paragraph comes without its tags, to stand inside a label."""
    return without_paragraph(render(text))


def _title(title: str, render: Render) -> str:
    """Render a title; one that Markdown would take for a list or the like stands as it is."""
    html = render(title).strip() if title else ""
    inline = without_paragraph(html)
    return inline if inline != html else escape(title)
