"""What changed in a question between two revisions, in words; only what can touch somebody's result counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coursesite.exercises import Compiled, Kind, in_keys_of, right_answer
from coursesite.learning.quizzes.pages.words import in_quotes, marks, percent
from coursesite.text.plain import plain_text
from coursesite.text.wording import answer_form, normalised

KINDS = {
    Kind.pick_one: "one answer to pick",
    Kind.pick_several: "several answers to pick",
    Kind.short_answer: "a short answer to type",
    Kind.number: "a number to type",
    Kind.order: "lines to put in order",
    Kind.match: "rows to match",
    Kind.gaps: "gaps to fill in",
    Kind.poll: "a poll",
    Kind.scale: "a scale",
}
TAKEN_OUT = "It was taken out."
TYPED = {Kind.short_answer, Kind.number, Kind.gaps}
"""Kinds whose options nobody sees: what is typed is compared with them."""
SHARES = {Fraction(1): "all of the mark", Fraction(1, 2): "half of the mark", Fraction(0): "nothing"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; `old` and `new` hold both wordings, as plain text, where it is about words."""

    sentence: str
    old: str = ""
    new: str = ""


def changes(old: Compiled, new: Compiled | None) -> tuple[Change, ...]:
    """What changed in a question, the right answer first; nothing where no result could be another.

    Prompt, title, options, right answer, shares and marks count; feedback, explanation, tags, shuffling and the link
    to a passage don't. Nothing that gives no marks in its old wording is ever wrong. None for `new`: it was taken out.
    """
    if not old.graded:
        return ()
    if new is None:
        return (Change(TAKEN_OUT),)
    if old == new:
        return ()
    old = in_keys_of(old, new)
    if old.kind is not new.kind:
        was, now = KINDS.get(old.kind, "a question"), KINDS.get(new.kind, "something without marks")
        return (Change(f"It was {was} and is {now} now."), *_marks(old, new), *_words(old, new))
    return (*_answer(old, new), *_marks(old, new), *_options(old, new), *_words(old, new))


def means_the_same(old: Compiled, then: Compiled, now: Compiled) -> bool:
    """Whether each option of the old wording is taken for the same one in two later wordings between which nothing
    else changed: a coach may have told options apart meanwhile.
    """
    return not now.graded or now.kind in TYPED or _taken_for(old, then) == _taken_for(old, now)


def _taken_for(old: Compiled, new: Compiled) -> list[str | None]:
    aligned, found = in_keys_of(old, new), []
    for before, after in ((aligned.options, new.options), (aligned.lefts, new.lefts)):
        texts = {entry.key: normalised(entry.source) for entry in after}
        found += [texts.get(entry.key) for entry in before]
    return found


def _marks(old: Compiled, new: Compiled) -> Iterator[Change]:
    if old.marks != new.marks and new.graded:
        yield Change(f"It counted {_marks_in_words(old.marks)} and counts {marks(new.marks)} now.")


def _marks_in_words(number: Fraction) -> str:
    return f"{marks(number)} mark{'' if number == 1 else 's'}"


def _earns(share: Fraction) -> str:
    return SHARES.get(share) or f"{percent(share)} of the mark"


def _words(old: Compiled, new: Compiled) -> Iterator[Change]:
    for name, before, after in (("heading", old.title, new.title), ("question", old.prompt, new.prompt)):
        if before == after:
            continue
        said, says = plain_text(before), plain_text(after)
        if said == says:
            yield Change(f"The {name} reads the same, but its look, a link or a picture in it changed.")
        else:
            yield Change(f"The {name} was reworded.", said, says)
    if old.columns != new.columns:
        columns = [" · ".join(plain_text(title) for title in one.columns) for one in (old, new)]
        yield Change("The columns have other titles.", *columns)


def _answer(old: Compiled, new: Compiled) -> Iterator[Change]:
    match old.kind:
        case Kind.pick_one | Kind.pick_several:
            yield from _right_picks(old, new)
        case Kind.short_answer | Kind.number:
            yield from _accepted(old, new)
        case Kind.gaps:
            yield from _gaps(old, new)
        case Kind.order:
            if [option.key for option in old.options] != [option.key for option in new.options]:
                yield _answers("The right order is another.", old, new)
        case _:
            if _pairs(old) != _pairs(new):
                yield _answers("What belongs together is another.", old, new)


def _answers(sentence: str, old: Compiled, new: Compiled) -> Change:
    return Change(sentence, right_answer(old), right_answer(new))


def _pairs(compiled: Compiled) -> dict[str, str]:
    return {left.key: left.partner for left in compiled.lefts}


def _right_picks(old: Compiled, new: Compiled) -> Iterator[Change]:
    """Which options are right, by their keys: a right option in other words is still the right one."""
    rights = [{option.key for option in one.options if option.right} for one in (old, new)]
    if rights[0] != rights[1]:
        verb = ("were", "are") if max(map(len, rights)) > 1 else ("was", "is")
        noun = "right answers" if max(map(len, rights)) > 1 else "right answer"
        yield Change(f"The {noun} {verb[0]} {_quoted(old)} and {verb[1]} {_quoted(new)} now.")
    shares = {option.key: option for option in new.options}
    for option in old.options:
        now = shares.get(option.key)
        if now is not None and now.share != option.share and not (option.right or now.right):
            yield Change(f"{in_quotes(now.text)} earned {_earns(option.share)} and earns {_earns(now.share)} now.")


def _quoted(compiled: Compiled) -> str:
    texts = [in_quotes(option.text) for option in compiled.options if option.right]
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def _at_the_end(text: str) -> str:
    """A quotation that ends a sentence, with one full stop and not two."""
    quotation = in_quotes(text)
    return quotation if quotation[:-1].endswith((".", "!", "?", "…")) else f"{quotation}."


def _accepted(old: Compiled, new: Compiled) -> Iterator[Change]:
    """What is accepted and for how much of the mark: as typed answers are compared, or as numbers."""
    before, after = _worths(old), _worths(new)
    for form in [*before, *(form for form in after if form not in before)]:
        text, had = before.get(form, after.get(form, ("", Fraction(0))))[0], before.get(form, ("", Fraction(0)))[1]
        has = after.get(form, ("", Fraction(0)))[1]
        if had != has:
            yield Change(f"{in_quotes(text)} earned {_earns(had)} and earns {_earns(has)} now.")


def _worths(compiled: Compiled) -> dict[object, tuple[str, Fraction]]:
    return {
        (option.span if option.span is not None else answer_form(option.text)): (option.text, option.share)
        for option in compiled.options
    }


def _gaps(old: Compiled, new: Compiled) -> Iterator[Change]:
    if len(old.gaps) != len(new.gaps):
        yield _answers("It has another number of gaps.", old, new)
        return
    for number, (before, after) in enumerate(zip(old.gaps, new.gaps, strict=True), 1):
        if _forms(before.accepted) != _forms(after.accepted):
            said = (" or ".join(before.accepted), " or ".join(after.accepted))
            yield Change(f"Gap {number} takes other words.", *said)
        elif _forms(before.choices) != _forms(after.choices):
            said = (", ".join(before.choices), ", ".join(after.choices))
            yield Change(f"Gap {number} offers other words.", *said)


def _forms(words: Sequence[str]) -> set[str]:
    return {answer_form(word) for word in words}


def _options(old: Compiled, new: Compiled) -> Iterator[Change]:
    """Options and left cells by their keys; answers to type are no options that anybody saw."""
    if old.kind in TYPED:
        return
    for before, after in ((old.options, new.options), (old.lefts, new.lefts)):
        was = {entry.key: entry for entry in before}
        now = {entry.key: entry for entry in after}
        for key, entry in was.items():
            if key not in now:
                yield Change(f"{in_quotes(entry.text)} was taken out.")
            elif normalised(entry.source) != normalised(now[key].source):
                yield Change(f"{in_quotes(now[key].text)} is taken for {_at_the_end(entry.text)}")
        for key, entry in now.items():
            if key not in was:
                yield Change(f"{in_quotes(entry.text)} is new.")
