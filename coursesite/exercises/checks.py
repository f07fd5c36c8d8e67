"""What must be true of an exercise that could be read: enough answers, one of them right, no two alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from coursesite.text.faults import Fault
from coursesite.text.shapes import shown
from coursesite.text.wording import answer_form, normalised

from .kinds import Exercise, Kind, Mark, Option
from .numbers import is_ambiguous, read_span, span_parts

LONGEST_SCALE = 100


def check(exercise: Exercise, names: Iterable[str], faults: list[Fault]) -> None:
    """Add what is wrong with the exercise to `faults`. `names` are the settings that its comment names."""
    if not exercise.title and not exercise.prompt and exercise.kind is not Kind.gaps:
        faults.append(
            Fault(exercise.line, "This exercise asks nothing.", "Write a title after the colon, or a prompt below.")
        )
    faults.extend(_settings(exercise, set(names)))
    rule = _RULES.get(exercise.kind)
    if rule is not None:
        faults.extend(rule(exercise))


def duplicate_ids(exercises: Iterable[Exercise]) -> Iterator[Fault]:
    """Name the exercises whose id another one before them has."""
    first: dict[str, int] = {}
    for exercise in exercises:
        if exercise.id is None:
            continue
        line = exercise.id_line or exercise.line
        if exercise.id in first:
            problem = f"The id {shown(exercise.id)} is taken by the exercise in line {first[exercise.id]}."
            yield Fault(line, problem, "Give this one another id, or delete “id:” and a new one is written.")
        first.setdefault(exercise.id, line)


def missing_feedback(exercise: Exercise) -> tuple[Fault, ...]:
    """Name each option without feedback of its own: a rule for one's own courses, not for every coach.

    It asks for feedback on every option to pick, and on every foreseen answer to type that isn't fully right.
    """
    if exercise.kind in {Kind.pick_one, Kind.pick_several}:
        wanted = exercise.options
    elif exercise.kind in {Kind.short_answer, Kind.number}:
        wanted = tuple(option for option in exercise.options if option.share < 1)
    else:
        wanted = ()
    return tuple(
        Fault(
            option.line,
            f"The option {shown(option.text)} has no feedback of its own.",
            "Write a quote under it, indented by two spaces, that says why it is right or wrong.",
        )
        for option in wanted
        if option.feedback is None
    )


def _settings(exercise: Exercise, names: set[str]) -> Iterator[Fault]:
    line = exercise.id_line or exercise.line
    if "ask after" in names and exercise.kind is not Kind.try_:
        yield Fault(
            line,
            "The setting “ask after” stands under something that isn't to be tried.",
            "Delete it, or write “### Try: …”.",
        )
    if "marks" in names and not exercise.kind.graded:
        yield Fault(line, "The setting “marks” stands under an exercise without a right answer.", "Delete it.")
    if exercise.kind in {Kind.order, Kind.match} and not exercise.settings.shuffle:
        yield Fault(line, "The setting “shuffle: no” would show the right order.", "Delete it.")


def _pick(exercise: Exercise) -> Iterator[Fault]:
    if not exercise.options:
        return
    first = exercise.options[0].line
    if len(exercise.options) == 1:
        yield Fault(first, "There is only one option.", "Write at least one more, with “- [ ] …”.")
    if not any(option.mark is Mark.right for option in exercise.options):
        yield Fault(first, "No option is marked as right.", "Write [x] before the right one.")
    yield from _alike(exercise.options, normalised)


def _typed(exercise: Exercise) -> Iterator[Fault]:
    for option in exercise.options:
        if option.mark is Mark.right:
            problem = f"The option {shown(option.text)} is to be picked, while others are answers to type."
            yield Fault(option.line, problem, "Write [=] for all answers to type, or [x] and [ ] for all to pick.")
    yield from _alike(exercise.options, answer_form)


def _number(exercise: Exercise) -> Iterator[Fault]:
    yield from _typed(exercise)
    for option in exercise.options:
        span = read_span(option.text)
        if not option.text:
            continue
        if span is None:
            problem = f"{shown(option.text)} isn't a number, while the right answers are."
            yield Fault(option.line, problem, "Write a number, “31 ± 2” or “28..34”.")
        elif span.low > span.high:
            problem = f"The range {shown(option.text)} runs downwards."
            yield Fault(option.line, problem, "Write the smaller number first, as in “28..34”.")
        elif any(is_ambiguous(part) for part in span_parts(option.text)):
            problem = f"The number {shown(option.text)} can be read in two ways."
            yield Fault(
                option.line,
                problem,
                "Write thousands without a comma, as in “1200”, and decimals with a point, as in “1.2”.",
            )


def _order(exercise: Exercise) -> Iterator[Fault]:
    if len(exercise.options) == 1:
        yield Fault(exercise.options[0].line, "There is only one item to put in order.", "Write at least two.")
    yield from _alike(exercise.options, normalised)


def _match(exercise: Exercise) -> Iterator[Fault]:
    rights = {normalised(pair.right) for pair in exercise.pairs}
    lefts = [pair for pair in exercise.pairs if pair.left]
    if len(lefts) < 2 or len(rights) < 2:
        line = exercise.pairs[0].line if exercise.pairs else exercise.line
        yield Fault(
            line, "The table has too little to match.", "Write at least two rows that belong to different right cells."
        )
    seen: dict[str, str] = {}
    for pair in lefts:
        if normalised(pair.left) in seen:
            yield Fault(
                pair.line,
                f"The left cell {shown(pair.left)} stands there twice.",
                "Make the two differ, or delete one.",
            )
        seen[normalised(pair.left)] = pair.left
    partners = {normalised(pair.right) for pair in lefts}
    for pair in exercise.pairs:
        if not pair.left and pair.right and normalised(pair.right) in partners:
            problem = f"{shown(pair.right)} belongs to no left cell in this row, and to one in another."
            yield Fault(pair.line, problem, "Delete this row, or write something that fits nowhere.")


def _poll(exercise: Exercise) -> Iterator[Fault]:
    if not exercise.options:
        yield Fault(exercise.line, "This poll has no answers.", "Write at least two, each with “- [ ] …”.")
    elif len(exercise.options) == 1:
        yield Fault(exercise.options[0].line, "There is only one option.", "Write at least one more, with “- [ ] …”.")
    yield from _only_blank(exercise, "A poll has no right answer")
    yield from _alike(exercise.options, normalised)


def _write(exercise: Exercise) -> Iterator[Fault]:
    yield from _only_blank(exercise, "What the learner ticks is still open")
    yield from _alike(exercise.options, normalised)


def _only_blank(exercise: Exercise, reason: str) -> Iterator[Fault]:
    for option in exercise.options:
        if option.mark is not Mark.wrong:
            yield Fault(option.line, f"{reason}, and {shown(option.text)} is marked.", "Write [ ] before every item.")


def _scale(exercise: Exercise) -> Iterator[Fault]:
    steps = exercise.steps
    if len({step.value for step in steps}) < 2:
        line = steps[0].line if steps else exercise.line
        yield Fault(
            line,
            "This scale doesn't name its two ends.",
            "Write both, as in “- [1] hardly ever” and “- [5] nearly always”.",
        )
        return
    for before, step in pairwise(steps):
        if step.value <= before.value:
            yield Fault(
                step.line,
                f"Step {step.value} follows step {before.value}.",
                "Write the steps from the lowest to the highest.",
            )
    if steps[-1].value - steps[0].value > LONGEST_SCALE:
        problem = f"The scale runs from {steps[0].value} to {steps[-1].value}."
        yield Fault(steps[0].line, problem, f"Leave at most {LONGEST_SCALE} steps between its ends; 5 or 7 read well.")
    for step in steps:
        if not step.text:
            yield Fault(
                step.line, f"Step {step.value} has no name.", "Write what it means, or delete the line if it is no end."
            )


def _plan(exercise: Exercise) -> Iterator[Fault]:
    yield from _alike(exercise.options, normalised)


def _alike(options: Iterable[Option], form: Callable[[str], str]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for option in options:
        text = form(option.text)
        if text and text in seen:
            problem = f"The option {shown(option.text)} is the same as the one in line {seen[text]}."
            yield Fault(option.line, problem, "Make the two differ, or delete one.")
        seen.setdefault(text, option.line)


_RULES: dict[Kind, Callable[[Exercise], Iterator[Fault]]] = {
    Kind.pick_one: _pick,
    Kind.pick_several: _pick,
    Kind.short_answer: _typed,
    Kind.number: _number,
    Kind.order: _order,
    Kind.match: _match,
    Kind.poll: _poll,
    Kind.write: _write,
    Kind.scale: _scale,
    Kind.plan: _plan,
}
