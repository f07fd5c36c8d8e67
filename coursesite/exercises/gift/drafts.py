"""A question of GIFT as an exercise of ours, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from coursesite.text.shapes import shown
from coursesite.text.wording import answer_form

from ..escaping import markdown_of_text
from ..exchange import ALMOST_ALL, MATCH_COLUMNS, Unfit
from ..kinds import Exercise, Kind, Mark, Option, Pair
from ..numbers import read_span
from .answers import Given, Sort, couples, given_answers, truth
from .draft import Draft
from .escapes import free
from .missing import ANY, list_gap, typed_gap
from .numerals import number_text
from .texts import Format, plain, split_format
from .weights import one_right, several_right


def draft_exercise(draft: Draft) -> Exercise:
    """Make the exercise. Raises Unfit where Moodle would refuse the question, or nothing can be asked."""
    draft.usual, before = split_format(draft.raw.before, Format.moodle)
    # A blank before answers in the middle belongs to the text.
    kept = draft.raw.before[len(draft.raw.before.rstrip()) :]
    draft.raw = replace(draft.raw, before=before + kept)
    if draft.raw.further:
        draft.notes.append("It has more than one pair of braces; only the first holds answers, the rest came as text.")
    return _MAKERS[draft.raw.sort](draft)


def _essay(draft: Draft) -> Exercise:
    return draft.exercise(Kind.write)


def _choice(draft: Draft) -> Exercise:
    answers = given_answers(draft.raw.answers)
    single = any(answer.right for answer in answers)
    weights = [answer.weight if answer.weight is not None else Fraction(answer.right) for answer in answers]
    if not any(weight > 0 for weight in weights):
        draft.notes.append("None of its answers earns anything, so it came as a poll.")
        return draft.exercise(Kind.poll, _options(draft, answers, [(Mark.wrong, Fraction(0))] * len(answers)))
    marks, exact = one_right(weights) if single else several_right(weights)
    rights = sum(mark is Mark.right for mark, _ in marks)
    if single and rights > 1:
        marks = _first_best(marks)
    gap = list_gap(draft, answers, marks)
    if gap is not None:
        return gap
    draft.notes += _said_of_weights(single=single, exact=exact, rights=rights)
    kind = Kind.pick_several if rights > 1 and not single else Kind.pick_one
    return draft.exercise(kind, _options(draft, answers, marks))


def _first_best(marks: Sequence[tuple[Mark, Fraction]]) -> list[tuple[Mark, Fraction]]:
    """Leave one right answer: two of them would both have to be picked here."""
    first = next(place for place, (mark, _) in enumerate(marks) if mark is Mark.right)
    return [
        (Mark.partly, ALMOST_ALL) if mark is Mark.right and place != first else (mark, share)
        for place, (mark, share) in enumerate(marks)
    ]


def _said_of_weights(*, single: bool, exact: bool, rights: int) -> list[str]:
    if single and rights > 1:
        return ["Any one of several answers earned everything; here the first of them does, and the others earn 99 %."]
    notes = [] if single or rights > 1 else ["Several answers could be picked; here it is one, as only one is right."]
    if not exact and rights > 1:
        notes.append("Its weights are scored here as right picks minus wrong picks over the number of right ones.")
    elif not exact and single:
        notes.append("A weight below 0 is 0 here: a wrong pick earns nothing and costs nothing.")
    return notes


def _options(draft: Draft, answers: Sequence[Given], marks: Sequence[tuple[Mark, Fraction]]) -> list[Option]:
    return [
        draft.option(draft.text(answer.text), mark, share, answer.feedback)
        for answer, (mark, share) in zip(answers, marks, strict=True)
    ]


def _truth(draft: Draft) -> Exercise:
    right, wrong_feedback, right_feedback = truth(draft.raw.answers)
    options = [
        draft.option(
            word,
            Mark.right if value is right else Mark.wrong,
            Fraction(value is right),
            right_feedback if value is right else wrong_feedback,
        )
        for word, value in (("True", True), ("False", False))
    ]
    draft.settings = replace(draft.settings, shuffle=False)
    return draft.exercise(Kind.pick_one, options)


def _match(draft: Draft) -> Exercise:
    pairs = [
        Pair(" ".join(draft.text(left).split()), " ".join(draft.text(_plainly(right)).split()), None, draft.line)
        for left, right in couples(draft.raw.answers)
    ]
    return replace(draft.exercise(Kind.match), columns=MATCH_COLUMNS, pairs=tuple(pairs))


def _plainly(held: str) -> str:
    """What belongs to something is plain text to Moodle, whatever the question's format."""
    return f"[plain]{held}"


def _word(draft: Draft) -> Exercise:
    answers = given_answers(draft.raw.answers)
    gap = typed_gap(draft, answers)
    if gap is not None:
        return gap
    options: dict[str, Option] = {}
    anything: list[Given] = []
    for answer in answers:
        text = plain(answer.text, draft.usual)
        if text == ANY:
            anything.append(answer)
            continue
        option = _typed(draft, answer, _literal(draft, text))
        same = options.setdefault(answer_form(text), option)
        if same is not option:
            draft.notes.append(f"{shown(text)} is the same answer as {shown(same.text)} here, so it stands once.")
            if option.share > same.share:
                options[answer_form(text)] = option
    return _with_anything(draft, Kind.short_answer, list(options.values()), anything)


def _literal(draft: Draft, text: str) -> str:
    """An answer whose `*` stood for any text; here it stands for nothing, and `\\*` is a star."""
    bare = re.sub(r"(?<!\\)\*", "", text).strip()
    if bare != text.strip() and bare:
        draft.notes.append(f"In {shown(text)} the * stood for any text; here only {shown(bare)} counts.")
    return markdown_of_text((bare or text).replace("\\*", "*"))


def _typed(draft: Draft, answer: Given, text: str) -> Option:
    weight = Fraction(1) if answer.weight is None else answer.weight
    if weight < 0:
        draft.notes.append("A weight below 0 is 0 here: an answer earns nothing at worst.")
    if weight >= 1:
        return draft.option(text, Mark.answer, Fraction(1), answer.feedback)
    mark = Mark.partly if weight > 0 else Mark.wrong
    return draft.option(text, mark, max(weight, Fraction(0)), answer.feedback)


def _with_anything(draft: Draft, kind: Kind, options: list[Option], anything: Sequence[Given]) -> Exercise:
    """Keep feedback for every other answer with the explanation, where everyone reads it."""
    exercise = draft.exercise(_typed_kind(kind, options), options)
    for answer in anything:
        if answer.weight is None or answer.weight > 0:
            draft.notes.append("Any answer at all earned something (*); here only the answers that it names do.")
        feedback = draft.feedback(answer.feedback)
        if feedback:
            draft.notes.append("The feedback for any other answer came with the explanation, which everyone sees.")
            explained = [exercise.explanation] if exercise.explanation else []
            exercise = replace(exercise, explanation="\n\n".join([*explained, f"Any other answer: {feedback}"]))
    if not any(option.share == 1 for option in options):
        raise Unfit("No answer to type is fully right.")
    return exercise


def _typed_kind(kind: Kind, options: Sequence[Option]) -> Kind:
    """Answers that are all numbers make a question for a number, as in our own notation."""
    right = [option for option in options if option.mark is Mark.answer]
    return Kind.number if right and all(read_span(option.text) for option in right) else kind


def _number(draft: Draft) -> Exercise:
    answers: list[Given] = []
    anything: list[Given] = []
    text, mark, wrong = draft.raw.answers[1:].partition("~")
    for answer in given_answers(text):
        (anything if free(answer.text).strip() in {ANY, ""} else answers).append(answer)
    if mark:
        feedback = wrong.partition("#")[2].strip()
        anything.append(Given(False, Fraction(0), ANY, feedback or None))
    options = [_typed(draft, answer, number_text(plain(answer.text, draft.usual))) for answer in answers]
    return _with_anything(draft, Kind.number, options, anything)


_MAKERS: dict[Sort, Callable[[Draft], Exercise]] = {
    Sort.ESSAY: _essay,
    Sort.CHOICE: _choice,
    Sort.TRUTH: _truth,
    Sort.MATCH: _match,
    Sort.WORD: _word,
    Sort.NUMBER: _number,
}
