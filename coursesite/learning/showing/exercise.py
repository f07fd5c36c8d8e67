"""One exercise on its page, in whatever state it is."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from coursesite import exercises
from coursesite.exercises import BadAnswer, Kind, Question
from coursesite.learning.journal.pages import who_reads
from coursesite.learning.lesson_queries import Mine, Try, Written
from coursesite.learning.meanwhile import FIELD, is_newer, mark
from coursesite.learning.showing.inputs import Inputs, inputs_for
from coursesite.learning.showing.own import MAKERS, Own
from coursesite.learning.showing.prepared import Prepared
from coursesite.learning.showing.results import Results, results_of
from coursesite.learning.showing.typed import Refused, Typed, typed_of
from coursesite.library.addresses import exercise_anchor
from coursesite.web.markup import safe

ICONS = {
    Kind.poll: "poll",
    Kind.scale: "scale",
    Kind.reflect: "reflect",
    Kind.write: "write",
    Kind.try_: "try",
    Kind.plan: "plan",
}
WORDS = {
    Kind.poll: "Poll",
    Kind.scale: "Scale",
    Kind.reflect: "Reflect",
    Kind.write: "Write",
    Kind.try_: "Try",
    Kind.plan: "Plan",
}
REWORDED = "The question has been reworded since you answered."
REPLACED = (
    "You have answered this. The question has been reworded since, so your answer can't be shown beside it; "
    "answer it again if you like."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An exercise as its page shows it."""

    question: Question
    level: int
    address: str
    inputs: Inputs | None
    results: Results | None
    note: str
    refused: str
    again: bool
    entry: Written | None = None
    typed_entry: str = ""
    unseen: str = ""
    """What stands by now, where the form that was not taken began from something else."""
    asks_consent: bool = False
    own: Own | None = None
    who_reads: str = ""

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return exercise_anchor(self.question.id)

    @property
    def word(self) -> str:
        """What it is, in a word."""
        return WORDS.get(self.question.kind, "Question")

    @property
    def icon(self) -> str:
        """The icon beside that word."""
        return ICONS.get(self.question.kind, "question")

    @property
    def css(self) -> str:
        """The classes of its element."""
        kind = {Kind.try_: " exercise-try", Kind.plan: " exercise-plan"}.get(self.question.kind, "")
        return f"exercise{kind}{' is-answered' if self.results else ''}"

    @property
    def is_private(self) -> bool:
        """Whether it takes what somebody writes for themselves."""
        return self.question.kind is Kind.reflect

    @property
    def seen(self) -> str:
        """The mark of the entry that stands."""
        return mark(self.entry.written_at if self.entry else None)

    @property
    def button(self) -> str:
        """What its button says."""
        return "Check my answer" if self.question.graded else "Save my answer"

    @property
    def again_words(self) -> str:
        """What opens the form once more."""
        return "Try again" if self.question.graded else "Change my answer"

    @property
    def title(self) -> Markup:
        """The title's HTML."""
        return safe(self.question.title)

    @property
    def prompt(self) -> Markup:
        """The prompt's HTML; empty where it stands with the gaps."""
        return safe("" if self.question.pieces else self.question.prompt)


def show(exercise: Prepared, lesson_address: str, mine: Mine, refused: Refused | None) -> Shown:
    """The exercise with what this person did in it."""
    compiled, question = exercise.compiled, exercise.question
    if compiled.kind is Kind.reflect:
        return _entry(exercise, lesson_address, mine, refused)
    latest = mine.latest.get(compiled.id)
    results, note = _results(exercise, latest, mine.tallies.get(compiled.id, {}))
    typed = refused.typed if refused else _typed_before(question, latest) if results else {}
    return Shown(
        question,
        exercise.level,
        f"{lesson_address}answers/{compiled.id}",
        inputs_for(question, exercise_anchor(compiled.id), typed),
        results,
        note,
        refused.sentence if refused else "",
        # What was right needs no second try; a poll's answer may always change.
        again=results is not None and results.state != "right",
        own=_own(exercise, lesson_address, mine, refused),
    )


def looks(mine: Mine, exercise_id: str, kind: Kind | None = None) -> Hashable | None:
    """All that an exercise's looks depend on beside its revision; None where their own words are part of it."""
    if kind is Kind.plan and (mine.entries or mine.promises):
        # A plan begins from what was written anywhere in the lesson.
        return None
    if any(exercise_id in own for own in (mine.entries, mine.writings, mine.promises, mine.plans)):
        return None
    latest = mine.latest.get(exercise_id)
    if latest is None:
        return mine.keeps_entries
    tally = mine.tallies.get(exercise_id, {})
    return json.dumps(latest.given, sort_keys=True), latest.wording, tuple(sorted(tally.items()))


def _own(exercise: Prepared, lesson_address: str, mine: Mine, refused: Refused | None) -> Own | None:
    maker = MAKERS.get(exercise.compiled.kind)
    return None if maker is None else maker(exercise, lesson_address, mine, refused)


def _results(exercise: Prepared, latest: Try | None, tally: Mapping[str, int]) -> tuple[Results | None, str]:
    if latest is None:
        return None, ""
    try:
        marking = exercises.mark(exercise.compiled, latest.given)
    except BadAnswer:
        # The options it names are gone.
        return None, REPLACED
    note = "" if latest.wording == exercise.wording else REWORDED
    return results_of(exercise.compiled, exercise.question, latest.given, marking, tally), note


def _typed_before(question: Question, latest: Try | None) -> Typed:
    """A poll or scale to be changed starts from what stands; a question to be tried again starts empty."""
    return {} if latest is None or question.graded else typed_of(question, latest.given)


def _entry(exercise: Prepared, lesson_address: str, mine: Mine, refused: Refused | None) -> Shown:
    question = exercise.question
    entry = mine.entries.get(question.id)
    typed = next(iter(refused.typed.get("text", ())), "") if refused else entry.text if entry else ""
    seen = next(iter(refused.typed.get(FIELD, ())), "") if refused else None
    is_behind = entry is not None and seen is not None and is_newer(entry.written_at, seen)
    return Shown(
        question,
        exercise.level,
        f"{lesson_address}entries/{question.id}",
        None,
        None,
        "",
        refused.sentence if refused else "",
        again=False,
        entry=entry,
        typed_entry=typed,
        unseen=entry.text if entry and is_behind else "",
        asks_consent=not mine.keeps_entries,
        who_reads=who_reads(mine.readers),
    )
