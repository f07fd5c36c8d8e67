"""Grading: what an answer is worth, exactly, and what to say to each option."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from html import escape

from coursesite.text.wording import answer_form

from . import given as read
from .compiled import Choice, Compiled
from .given import LONGEST_ANSWER, LONGEST_TEXT, BadAnswer, Given
from .kinds import Kind
from .numbers import span_words, typed_readings
from .outcomes import Marking, Outcome, Remark


def mark(compiled: Compiled, given: Given) -> Marking:
    """Grade an answer. The same answer always gets the same credit, whatever order its picks come in.

    Raises BadAnswer where nothing was given, the shape is wrong or a key is unknown.
    """
    credit, feedback = _GRADERS[compiled.kind](compiled, given)
    return Marking(
        credit=credit,
        outcome=_outcome(compiled, credit),
        feedback=tuple(feedback),
        explanation=compiled.explanation,
        right_answer=right_answer(compiled),
    )


def right_answer(compiled: Compiled) -> str:
    """Say the right answer in plain words; empty where there is none."""
    texts = [option.text for option in compiled.options if option.right]
    if compiled.kind is Kind.number:
        return ", or ".join(span_words(text) for text in texts)
    if compiled.kind is Kind.short_answer:
        return " or ".join(texts)
    if compiled.kind in {Kind.pick_one, Kind.pick_several}:
        return "; ".join(texts)
    if compiled.kind is Kind.order:
        return " → ".join(option.text for option in compiled.options)
    if compiled.kind is Kind.match:
        partners = {option.key: option.text for option in compiled.options}
        return "; ".join(f"{left.text}: {partners[left.partner]}" for left in compiled.lefts)
    return "; ".join(" or ".join(gap.accepted) for gap in compiled.gaps)


_Graded = tuple[Fraction, Iterable[Remark]]


def _outcome(compiled: Compiled, credit: Fraction) -> Outcome:
    if not compiled.graded:
        return Outcome.noted
    if credit == 1:
        return Outcome.right
    return Outcome.partly if credit else Outcome.wrong


def _remarks(options: Sequence[Choice], chosen: Iterable[str]) -> list[Remark]:
    keys = set(chosen)
    return [
        Remark(option.key, option.html, option.feedback, option.key in keys, option.right, option.share)
        for option in options
    ]


def _pick_one(compiled: Compiled, given: Given) -> _Graded:
    """The share of the option picked: 1 for the right one, the share that `[~]` names, 0 for the others."""
    keys = read.picks(given, compiled, "Pick one answer first.")
    if len(keys) > 1:
        raise BadAnswer("Pick one answer only.")
    credit = next(option.share for option in compiled.options if option.key in keys)
    return credit, _remarks(compiled.options, keys)


def _pick_several(compiled: Compiled, given: Given) -> _Graded:
    """Right picks minus wrong picks over the number of right ones, never below 0.

    An option with a share counts as that part of a right pick; with it the credit never goes above 1.
    """
    keys = read.picks(given, compiled, "Pick at least one answer first.")
    picked = [option for option in compiled.options if option.key in keys]
    rights = sum(option.right for option in compiled.options)
    gained = sum((option.share for option in picked), Fraction(0)) - sum(not option.share for option in picked)
    return min(max(gained / rights, Fraction(0)), Fraction(1)), _remarks(compiled.options, keys)


def _short_answer(compiled: Compiled, given: Given) -> _Graded:
    """The share of the foreseen answer that was typed, without regard to case, accents, outer space and end
    punctuation; 0 for one that nobody foresaw."""
    typed = answer_form(read.text(given, "Write your answer first.", LONGEST_ANSWER))
    meant = [option for option in compiled.options if typed in {answer_form(option.text), answer_form(option.source)}]
    return _best(compiled, meant)


def _number(compiled: Compiled, given: Given) -> _Graded:
    """The share of the number or range that holds what was typed; of several, the best.

    Both ends of a range count, and so do both readings of a number such as 1,200.
    """
    values = typed_readings(read.text(given, "Write a number first.", LONGEST_ANSWER))
    if not values:
        raise BadAnswer("Write a number in digits only, such as 31 or 2.5.")
    spans = [(option, option.span) for option in compiled.options if option.span is not None]
    return _best(compiled, [option for option, span in spans if any(span.holds(value) for value in values)])


def _best(compiled: Compiled, meant: Sequence[Choice]) -> _Graded:
    if not meant:
        return Fraction(0), _remarks(compiled.options, ())
    best = max(meant, key=lambda option: option.share)
    return best.share, _remarks(compiled.options, {best.key})


def _order(compiled: Compiled, given: Given) -> _Graded:
    """The number of neighbours in right succession over the number of neighbours: one item moved costs little.

    An item's remark is right where it follows the one it should follow; the first where it comes first.
    """
    keys = read.order(given, compiled)
    wanted = [option.key for option in compiled.options]
    follows = dict(zip(keys[1:], keys, strict=False))
    before = dict(zip(wanted[1:], wanted, strict=False))
    right = {key for key in wanted if follows.get(key) == before.get(key)}
    remarks = [
        Remark(
            option.key,
            option.html,
            option.feedback,
            True,
            option.key in right,
            Fraction(option.key in right),
            given=str(keys.index(option.key) + 1),
        )
        for option in compiled.options
    ]
    pairs = len(wanted) - 1
    rightly = sum(key in right for key in wanted[1:])
    return (Fraction(rightly, pairs) if pairs else Fraction(1)), remarks


def _match(compiled: Compiled, given: Given) -> _Graded:
    """The number of rows matched rightly over the number of rows; a row left open counts as wrong."""
    chosen = read.pairs(given, compiled)
    options = {option.key: option for option in compiled.options}
    remarks = []
    for left in compiled.lefts:
        pick = options.get(chosen.get(left.key, ""))
        right = pick is not None and pick.key == left.partner
        remarks.append(
            Remark(
                left.key,
                left.html,
                left.feedback,
                pick is not None,
                right,
                Fraction(right),
                answer=options[left.partner].html,
                given=pick.text if pick else "",
            )
        )
    credit = Fraction(sum(remark.right for remark in remarks), len(remarks))
    return credit, [*remarks, *_distractors(compiled, set(chosen.values()))]


def _distractors(compiled: Compiled, chosen: set[str]) -> list[Remark]:
    """What belongs to no row, with its reason."""
    return _remarks([option for option in compiled.options if not option.right], chosen)


def _gaps(compiled: Compiled, given: Given) -> _Graded:
    """The number of gaps filled rightly over the number of gaps; words are compared as short answers are."""
    words = read.gaps(given, compiled)
    remarks = []
    for number, (word, gap) in enumerate(zip(words, compiled.gaps, strict=True), 1):
        right = bool(word) and answer_form(word) in {answer_form(accepted) for accepted in gap.accepted}
        answer = escape(" or ".join(gap.accepted))
        remarks.append(Remark(str(number), escape(word), None, bool(word), right, Fraction(right), answer, word))
    return Fraction(sum(remark.right for remark in remarks), len(remarks)), remarks


def _poll(compiled: Compiled, given: Given) -> _Graded:
    """No credit: what was picked is noted."""
    keys = read.picks(given, compiled, "Pick one answer first.")
    if len(keys) > 1:
        raise BadAnswer("Pick one answer only.")
    return Fraction(0), _remarks(compiled.options, keys)


def _scale(compiled: Compiled, given: Given) -> _Graded:
    """No credit: the step is noted."""
    read.step(given, compiled)
    return Fraction(0), ()


def _write(compiled: Compiled, given: Given) -> _Graded:
    """No credit by machine: the text is for the coach, the ticked lines of the rubric are noted."""
    read.text(given, "Write something first.", LONGEST_TEXT)
    return Fraction(0), _remarks(compiled.options, read.ticks(given, compiled))


def _noted_text(_compiled: Compiled, given: Given) -> _Graded:
    """No credit: the text is noted."""
    read.text(given, "Write something first.", LONGEST_TEXT)
    return Fraction(0), ()


def _try(_compiled: Compiled, given: Given) -> _Graded:
    """No credit: that someone takes it on is noted, with words of theirs or without."""
    read.text(given, "", LONGEST_TEXT)
    return Fraction(0), ()


_GRADERS: dict[Kind, Callable[[Compiled, Given], _Graded]] = {
    Kind.pick_one: _pick_one,
    Kind.pick_several: _pick_several,
    Kind.short_answer: _short_answer,
    Kind.number: _number,
    Kind.order: _order,
    Kind.match: _match,
    Kind.gaps: _gaps,
    Kind.poll: _poll,
    Kind.scale: _scale,
    Kind.reflect: _noted_text,
    Kind.write: _write,
    Kind.try_: _try,
    Kind.plan: _noted_text,
}
