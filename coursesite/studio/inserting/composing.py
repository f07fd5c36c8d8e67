"""From what was typed into a form to an exercise, and to the notation that reads back as that exercise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from coursesite.exercises import Exercise, Kind, Mark, Settings, Step, print_exercise
from coursesite.exercises.exchange import Unfit
from coursesite.exercises.fitting import fitted
from coursesite.studio.inserting.offers import Insert
from coursesite.studio.inserting.questioning import QUESTIONS
from coursesite.studio.inserting.scenes import composed_scene
from coursesite.studio.inserting.typed import Amiss, Typed, Values, unmarked
from coursesite.text.wording import normalised

LONGEST_WAIT = 365
STEPS = range(-99, 1000)
MOST_STEPS = 100


def composed(kind: Insert, values: Values) -> str:
    """The notation of what was typed, ending in a line end; reading it gives the exercise or the scene that was
    meant.

    Raises `Amiss` with a sentence for each field that needs another look.
    """
    if kind is Insert.SCENE:
        return composed_scene(values)
    exercise = exercise_of(kind, values)
    try:
        found, _ = fitted(exercise)
    except Unfit as unfit:
        raise Amiss({"": f"{unfit.sentence} Say it in other words, and send it once more."}) from unfit
    return print_exercise(found)


def exercise_of(kind: Insert, values: Values) -> Exercise:
    """The exercise that was typed. Raises `Amiss`."""
    typed = Typed(values)
    if not typed.line("title"):
        typed.amiss("title", "Write the heading that learners see, such as “The third call”.")
    exercise = (QUESTIONS | _OTHERS)[kind](typed)
    if typed.problems:
        raise Amiss(typed.problems)
    return exercise


def _poll(typed: Typed) -> Exercise:
    rows = typed.rows("options")
    typed.at_least(rows, "options", 2, "A poll needs at least two answers.")
    typed.differ(rows, normalised)
    settings = Settings(shuffle=not typed.values.get("as_listed"))
    return replace(_plain(typed, Kind.poll), settings=settings, options=unmarked(rows, Mark.wrong))


def _scale(typed: Typed) -> Exercise:
    ends = []
    for number, words in (("low", "low_words"), ("high", "high_words")):
        value = typed.values.get(number)
        if not isinstance(value, int) or value not in STEPS:
            typed.amiss(number, "Write a whole number between -99 and 999.")
            value = 0
        if not typed.line(words):
            typed.amiss(words, "Say what this end of the scale means.")
        ends.append(Step(value, typed.line(words), 0))
    low, high = (step.value for step in ends)
    if "low" not in typed.problems and not low < high <= low + MOST_STEPS:
        sentence = f"The upper end must be above the lower one, by {MOST_STEPS} at most; 1 to 5 and 1 to 7 read well."
        typed.amiss("high", sentence)
    return replace(_plain(typed, Kind.scale), steps=tuple(ends))


def _reflect(typed: Typed) -> Exercise:
    return _plain(typed, Kind.reflect)


def _write(typed: Typed) -> Exercise:
    rows = typed.rows("rubric")
    typed.differ(rows, normalised)
    return replace(_plain(typed, Kind.write), options=unmarked(rows, Mark.wrong))


def _try(typed: Typed) -> Exercise:
    days = typed.values.get("days")
    if not isinstance(days, int) or not 1 <= days <= LONGEST_WAIT:
        typed.amiss("days", f"Write a number of days between 1 and {LONGEST_WAIT}.")
        days = 1
    return replace(_plain(typed, Kind.try_), settings=Settings(ask_after=timedelta(days=days)))


def _plan(typed: Typed) -> Exercise:
    rows = typed.rows("offers")
    typed.differ(rows, normalised)
    return replace(_plain(typed, Kind.plan), options=unmarked(rows, Mark.none))


def _plain(typed: Typed, kind: Kind) -> Exercise:
    """What everything without a right answer has."""
    return Exercise(kind, typed.line("title"), None, Settings(), typed.text("prompt"), 0, None)


_OTHERS: dict[Insert, Callable[[Typed], Exercise]] = {
    Insert.POLL: _poll,
    Insert.SCALE: _scale,
    Insert.REFLECT: _reflect,
    Insert.WRITE: _write,
    Insert.TRY: _try,
    Insert.PLAN: _plan,
}
