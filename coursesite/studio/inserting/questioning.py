"""From what was typed into a form to a question: something with a right answer."""

import re
from collections.abc import Callable
from dataclasses import replace

from coursesite.exercises import Exercise, Gap, Kind, Mark, Pair, Settings
from coursesite.exercises.exchange import MATCH_COLUMNS
from coursesite.exercises.gaps import find_gaps, write_gap
from coursesite.exercises.numbers import is_ambiguous, read_number, read_span
from coursesite.studio.inserting.offers import Insert
from coursesite.studio.inserting.typed import RIGHT, Row, Typed, marked, unmarked
from coursesite.text.wording import answer_form, normalised

_BLANK = re.compile(r"_{3,}")
_BRACKETS = re.compile(r"(?<!\\)\[\[")
_NO_RIGHT = "Say which one is right."


def _question(typed: Typed, kind: Kind) -> Exercise:
    """What every question has; its answers come besides."""
    said = typed.text("explanation") or None
    settings = Settings(shuffle=not typed.values.get("as_listed"))
    return Exercise(kind, typed.line("title"), None, settings, typed.text("prompt"), 0, None, explanation=said)


def _picked(typed: Typed) -> tuple[list[Row], list[Row]]:
    rows = typed.rows("options")
    typed.at_least(rows, "options", 2, "A question needs at least two answers to choose from.")
    typed.differ(rows, normalised)
    return rows, [row for row in rows if row.text("mark") == RIGHT]


def _one(typed: Typed) -> Exercise:
    rows, right = _picked(typed)
    if rows and not right:
        typed.amiss(rows[0].field("mark"), _NO_RIGHT)
    for row in right[1:]:
        sentence = "Only one can be right here. Mark this one as acceptable, or take “Pick several answers”."
        typed.amiss(row.field("mark"), sentence)
    return replace(_question(typed, Kind.pick_one), options=marked(rows, Mark.right))


def _several(typed: Typed) -> Exercise:
    rows, right = _picked(typed)
    if rows and len(right) < 2:
        sentence = "Say which ones are right: two at least. If only one is, take “Pick one answer”."
        typed.amiss(rows[0].field("mark"), sentence)
    return replace(_question(typed, Kind.pick_several), options=marked(rows, Mark.right))


def _short(typed: Typed) -> Exercise:
    rows = typed.rows("answers")
    right = _typed_answers(typed, rows, "Write the right answer here.")
    if right and all(read_span(row.text()) for row in right):
        sentence = "This is a number: take “Type a number”, where you can say how near is near enough."
        typed.amiss(right[0].field(), sentence)
    return replace(_question(typed, Kind.short_answer), options=marked(rows, Mark.answer))


def _number(typed: Typed) -> Exercise:
    rows = typed.rows("answers")
    _typed_answers(typed, rows, "Write the right number here.", _span)
    for row in rows:
        for name in ("text", "tolerance"):
            _check_number(typed, row, name)
    return replace(_question(typed, Kind.number), options=marked(rows, Mark.answer, _span))


def _typed_answers(typed: Typed, rows: list[Row], sentence: str, wording: Callable[[Row], str] = Row.text) -> list[Row]:
    typed.at_least(rows, "answers", 1, sentence)
    typed.differ(rows, answer_form, wording=wording)
    right = [row for row in rows if row.text("mark") == RIGHT]
    if rows and not right:
        typed.amiss(rows[0].field("mark"), _NO_RIGHT)
    return right


def _check_number(typed: Typed, row: Row, name: str) -> None:
    text = row.text(name)
    value = read_number(text)
    if value is None and text:
        typed.amiss(row.field(name), "This isn’t a number. Write it in digits, such as 31 or 2.5.")
    elif is_ambiguous(text):
        typed.amiss(row.field(name), "This can be read in two ways. Write 1200 without a comma, and 1.2 with a point.")
    elif name == "tolerance" and value is not None and value < 0:
        typed.amiss(row.field(name), "Write how far from it an answer may be, such as 2.")


def _span(row: Row) -> str:
    return f"{row.text()} ± {row.text('tolerance')}" if row.text("tolerance") else row.text()


def _gaps(typed: Typed) -> Exercise:
    text = _BRACKETS.sub(r"\\[[", typed.text("text"))
    rows = typed.rows("gaps", "right")
    blanks = _BLANK.findall(text)
    if not blanks:
        typed.amiss("text", "Write ___ (three underscores) where a word is to be filled in.")
    elif len(blanks) != len(rows):
        sentence = f"The text leaves out {len(blanks)}, and words are given for {len(rows)}. Make the two equal."
        typed.amiss("text", sentence)
    gaps = [_gap(typed, row) for row in rows]
    if typed.problems:
        return _question(typed, Kind.gaps)
    written = iter(gaps)
    prompt = _BLANK.sub(lambda _: write_gap(next(written)), text)
    if len(find_gaps(prompt)) != len(gaps):
        typed.amiss("text", "One of the gaps stands in code, where nothing can be filled in. Move it out of the code.")
    return replace(_question(typed, Kind.gaps), prompt=prompt, gaps=tuple(gaps))


def _gap(typed: Typed, row: Row) -> Gap:
    right, wrong = (_words(row, name) for name in ("right", "wrong"))
    for name, words in (("right", right), ("wrong", wrong)):
        if any("[" in word or "]" in word or word.endswith("\\") for word in words):
            sentence = "These words can’t have square brackets or end in a backslash. Leave them out."
            typed.amiss(row.field(name), sentence)
    if not wrong:
        return Gap(tuple(right), (), 0)
    if len(right) > 1:
        typed.amiss(row.field("right"), "Only one word can be right where learners pick from a list.")
    if set(right) & set(wrong):
        typed.amiss(row.field("wrong"), "A word stands here that is right above. Empty one of the two.")
    return Gap(tuple(right[:1]), (*right[:1], *wrong), 0)


def _words(row: Row, name: str) -> list[str]:
    found = (" ".join(line.split()) for line in row.text(name).split("\n"))
    return list(dict.fromkeys(word for word in found if word))


def _order(typed: Typed) -> Exercise:
    rows = typed.rows("steps")
    typed.at_least(rows, "steps", 2, "There must be at least two steps to put in order.")
    typed.differ(rows, normalised)
    return replace(_question(typed, Kind.order), options=unmarked(rows, Mark.none))


def _match(typed: Typed) -> Exercise:
    rows, extras = typed.rows("pairs", "left"), typed.rows("extras")
    typed.at_least(rows, "pairs", 2, "There must be at least two pairs.", "left")
    typed.differ(rows, normalised, "left")
    for row in rows:
        if not row.text("right"):
            typed.amiss(row.field("right"), "Write what belongs to it.")
    partners = {normalised(row.text("right")) for row in rows}
    if len(rows) > 1 and len(partners) < 2:
        typed.amiss(rows[1].field("right"), "Everything belongs to the same. Let one of them belong to something else.")
    for row in extras:
        if normalised(row.text()) in partners:
            typed.amiss(row.field(), "This belongs to something above. Write something that belongs nowhere.")
    pairs = [_pair(row, "left", "right") for row in rows] + [_pair(row, "", "text") for row in extras]
    left, right = MATCH_COLUMNS
    columns: tuple[str, ...] = (typed.line("left_title") or left, typed.line("right_title") or right)
    columns += ("why",) if any(pair.why for pair in pairs) else ()
    return replace(_question(typed, Kind.match), pairs=tuple(pairs), columns=columns)


def _pair(row: Row, left: str, right: str) -> Pair:
    texts = (row.text(name) if name else "" for name in (left, right, "why"))
    cells = [_BRACKETS.sub(r"\\[[", " ".join(text.split())) for text in texts]
    return Pair(cells[0], cells[1], cells[2] or None, 0)


QUESTIONS: dict[Insert, Callable[[Typed], Exercise]] = {
    Insert.ONE: _one,
    Insert.SEVERAL: _several,
    Insert.SHORT: _short,
    Insert.NUMBER: _number,
    Insert.GAPS: _gaps,
    Insert.ORDER: _order,
    Insert.MATCH: _match,
}
