"""What came of an answer: a verdict, every option with its feedback, the explanation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from markupsafe import Markup, escape

from coursesite.exercises import Compiled, Given, Kind, Marking, Outcome, Question, Remark
from coursesite.exercises.numbers import span_words
from coursesite.learning.tallies import FEWEST_SHOWN, counted
from coursesite.web.filters import count_in_words
from coursesite.web.markup import NOTHING, safe

NOT_THIS = "Not this one"
SIGNS = {"right": "check", "partly": "half", "wrong": "cross", "noted": "check", "": ""}
VERDICTS = {
    Outcome.right: ("Right", ""),
    Outcome.partly: ("Partly right", "Read why below, and try again if you like."),
    Outcome.wrong: ("Not yet", "Read why, and try again if you like."),
    Outcome.noted: ("Noted", ""),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One option, row or place, with its verdict. `css` is the state's class, `word` what it says."""

    html: Markup
    state: str = ""
    word: str = ""
    chosen: bool = False
    feedback: Markup = NOTHING
    aside: Markup = NOTHING

    @property
    def css(self) -> str:
        """The classes of its state."""
        states = ([f"is-{self.state}"] if self.state else []) + (["is-chosen"] if self.chosen else [])
        return " ".join(states)

    @property
    def sign(self) -> str:
        """The icon of its state; empty where it has none."""
        return SIGNS[self.state] if self.word else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer of a poll: how many chose it, and their share in per cent."""

    text: str
    count: int
    share: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Results:
    """All that a page says after an answer. Which list is filled depends on `sort`."""

    sort: str
    state: str
    verdict: str
    sentence: str
    lines: tuple[Line, ...] = ()
    pieces: tuple[Markup, ...] = ()
    typed: str = ""
    bars: tuple[Bar, ...] = ()
    total: int = 0
    explanation: Markup = NOTHING

    @property
    def sign(self) -> str:
        """The verdict's icon."""
        return SIGNS[self.state]

    @property
    def gaps(self) -> list[tuple[Markup, Line | None]]:
        """The text in pieces, each with what stands in the gap behind it."""
        return list(zip(self.pieces, (*self.lines, None), strict=True))

    @property
    def people(self) -> str:
        """How many have answered, in words; or why no figures are shown."""
        if self.sort == "scale":
            return "Only you can see this. You can change it whenever you come back."
        if not self.bars:
            return "The others' answers are shown once five people have answered."
        return f"{count_in_words(self.total, 'person', 'people').capitalize()} answered."


def results_of(
    compiled: Compiled, question: Question, given: Given, marking: Marking, tally: Mapping[str, int]
) -> Results:
    """What to show of this answer to this exercise."""
    if compiled.kind is Kind.poll:
        return _poll(question, given, marking, tally)
    if compiled.kind is Kind.scale:
        return _scale(question, given, marking)
    verdict, sentence = VERDICTS[marking.outcome]
    if marking.outcome is Outcome.wrong and compiled.kind is Kind.pick_one:
        verdict = NOT_THIS
    typed = str(given.get("text", ""))
    pieces = tuple(safe(piece) for piece in compiled.pieces)
    return Results(
        _sort(compiled.kind),
        marking.outcome.value,
        verdict,
        sentence,
        lines=_lines(compiled, question, marking),
        pieces=pieces,
        typed=typed,
        explanation=safe(marking.explanation),
    )


def _sort(kind: Kind) -> str:
    return {Kind.gaps: "gaps", Kind.order: "order", Kind.match: "match"}.get(kind, "options")


def _lines(compiled: Compiled, question: Question, marking: Marking) -> tuple[Line, ...]:
    remarks = marking.feedback
    if compiled.kind is Kind.pick_one:
        return tuple(_option(remark) for remark in _as_shown(remarks, question))
    if compiled.kind is Kind.pick_several:
        return tuple(_one_of_several(remark) for remark in _as_shown(remarks, question))
    if compiled.kind is Kind.order:
        return tuple(_place(remark, number) for number, remark in enumerate(remarks, 1))
    if compiled.kind is Kind.match:
        lefts = {left.key for left in compiled.lefts}
        return tuple(_row(remark) if remark.key in lefts else _distractor(remark) for remark in remarks)
    if compiled.kind is Kind.gaps:
        return tuple(_gap(remark) for remark in remarks)
    if compiled.kind is Kind.number:
        texts = {option.key: option.text for option in compiled.options}
        return tuple(replace(_option(remark), html=escape(span_words(texts[remark.key]))) for remark in remarks)
    return _together([_option(remark) for remark in remarks])


def _together(lines: list[Line]) -> tuple[Line, ...]:
    """Forms of a short answer that are as right as each other, and of which nothing more is said, share a line."""
    alike = [line for line in lines if line.state == "right" and not line.chosen and not line.feedback]
    if len(alike) < 2:
        return tuple(lines)
    word = "Also right" if any(line.chosen and line.state == "right" for line in lines) else "Right"
    joined = replace(alike[0], html=Markup("; ").join(line.html for line in alike), word=word)
    return tuple(joined if line is alike[0] else line for line in lines if line is alike[0] or line not in alike)


def _as_shown(remarks: tuple[Remark, ...], question: Question) -> list[Remark]:
    """The options in the order in which they stood before the answer: nothing moves."""
    order = {choice.key: number for number, choice in enumerate(question.choices)}
    return sorted(remarks, key=lambda remark: order[remark.key])


def _state(share: Fraction) -> str:
    return "right" if share == 1 else "partly" if share else "wrong"


def _option(remark: Remark) -> Line:
    state = _state(remark.share)
    word = {"right": "Right", "partly": "Partly right", "wrong": NOT_THIS}[state]
    return Line(safe(remark.html), state, word, remark.chosen, safe(remark.feedback))


def _one_of_several(remark: Remark) -> Line:
    state = _state(remark.share)
    if remark.chosen:
        return _option(remark)
    words = {"right": "Belongs here", "partly": "Could stand here too", "wrong": "Rightly left out"}
    return Line(safe(remark.html), "" if state == "wrong" else state, words[state], False, safe(remark.feedback))


def _place(remark: Remark, number: int) -> Line:
    yours = int(remark.given)
    if yours == number:
        word, state = "Right", "right"
    else:
        word, state = f"You put it {_ordinal(yours)}", "partly" if remark.right else "wrong"
    return Line(safe(remark.html), state, word, False, safe(remark.feedback))


def _row(remark: Remark) -> Line:
    given = f"You chose: {remark.given}" if remark.given else "You left it open"
    state, word = ("right", "Right") if remark.right else ("wrong", given)
    return Line(safe(remark.html), state, word, False, safe(remark.feedback), aside=safe(remark.answer))


def _distractor(remark: Remark) -> Line:
    return Line(safe(remark.html), "", "Belongs to none of them", False, safe(remark.feedback))


def _gap(remark: Remark) -> Line:
    state = "right" if remark.right else "wrong"
    word = "Right:" if remark.right else "Not this one:"
    return Line(safe(remark.html), state, word, remark.chosen, aside=safe(remark.answer))


def _scale(question: Question, given: Given, marking: Marking) -> Results:
    """What one says of oneself is shown to nobody else, not even as a share."""
    yours = next((step for step in question.steps if step.value == given.get("step")), None)
    words = "" if yours is None else f"{yours.value}, {yours.text}" if yours.text else str(yours.value)
    return Results(
        "scale",
        "noted",
        "Noted",
        f"You chose: {words}" if words else "",
        explanation=safe(marking.explanation),
    )


def _poll(question: Question, given: Given, marking: Marking, tally: Mapping[str, int]) -> Results:
    options = [(choice.key, choice.text) for choice in question.choices]
    mine = counted(given)
    known = {key: tally.get(key, 0) for key, _text in options}
    total = sum(known.values())
    bars = (
        tuple(Bar(text, known[key], round(100 * known[key] / total), key in mine) for key, text in options)
        if total >= FEWEST_SHOWN
        else ()
    )
    yours = next((text for key, text in options if key in mine), "")
    return Results(
        "poll",
        "noted",
        "Noted",
        f"You chose: {yours}" if yours else "",
        lines=tuple(
            Line(safe(remark.html), "", "", remark.chosen, safe(remark.feedback))
            for remark in marking.feedback
            if remark.feedback
        ),
        bars=bars,
        total=total,
        explanation=safe(marking.explanation),
    )


def _ordinal(number: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    return words[number - 1] if number <= len(words) else f"at {number}"
