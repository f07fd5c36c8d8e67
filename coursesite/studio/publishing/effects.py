"""What publishing a text will change, and for whom: its people, its questions, its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from coursesite.exercises import Compiled
from coursesite.learning.quizzes.corrections.changes import Change, changes
from coursesite.learning.quizzes.pages.words import in_quotes
from coursesite.library.faults import FileFault
from coursesite.library.models import Kind
from coursesite.library.publishing import Plan
from coursesite.library.shelving.reports import Paired
from coursesite.studio.publishing import effect_queries
from coursesite.studio.publishing.differences import Difference, differences, lines_of, paragraphs_of
from coursesite.studio.publishing.effect_queries import Reach
from coursesite.studio.publishing.piece_queries import Subject

JsonDict = Mapping[str, Any]
TAKEN_OUT = "It was taken out; what people answered is kept."


@dataclass(frozen=True, slots=True)
class QuestionEffect:
    """What becomes of one exercise. `number` is its place among those of the text, `answered` counts people."""

    number: int
    title: str
    changes: tuple[Change, ...]
    answered: int


@dataclass(frozen=True, slots=True)
class Effects:
    """What publishing one text will do. `added` are titles of new exercises, `pairings` options in other words.

    `difference` is of what is read; with faults in the text, of what is written.
    """

    subject: Subject
    reach: Reach = field(default_factory=Reach)
    questions: tuple[QuestionEffect, ...] = ()
    added: tuple[str, ...] = ()
    pairings: tuple[Paired, ...] = ()
    faults: tuple[FileFault, ...] = ()
    difference: Difference = field(default_factory=lambda: differences((), ()))
    text: bytes = b""
    drawn_by: tuple[str, ...] = ()


def effects_of(session: Session, plan: Plan, texts: Sequence[tuple[Subject, bytes]]) -> list[Effects]:
    """What publishing these texts, as it was planned, will do; a handful of queries for each that is published already,
    whatever the crowd, and one for all that are new.
    """
    courses = {subject.course_id for subject, _text in texts if subject.is_new and subject.course_id is not None}
    taking = effect_queries.enrolled(session, courses)
    return [_effects(session, plan, subject, text, taking) for subject, text in texts]


def _effects(session: Session, plan: Plan, subject: Subject, text: bytes, taking: Mapping[int, int]) -> Effects:
    old, new = compiled_in(plan, subject)
    faults = tuple(fault for fault in plan.report.faults if fault.path == subject.path)
    if subject.is_new:
        reach = Reach(enrolled=taking.get(subject.course_id or 0, 0))
    else:
        reach = effect_queries.reach(session, subject.id, subject.kind, subject.course_id)
    if new is None:
        difference = differences(lines_of(subject.published or b""), lines_of(text))
        return Effects(subject, reach, faults=faults, difference=difference, text=text)
    questions, added = _questions(session, subject, old, new)
    is_drawn = subject.kind == Kind.POOL and subject.course_id is not None and not subject.is_new
    drawn_by = effect_queries.drawing_from(session, subject.course_id or 0, subject.path) if is_drawn else ()
    return Effects(
        subject,
        reach,
        questions,
        added,
        tuple(paired for paired in plan.report.pairings if paired.path == subject.path),
        faults,
        differences(paragraphs_of(old), paragraphs_of(new)),
        text,
        tuple(drawn_by),
    )


def compiled_in(plan: Plan, subject: Subject) -> tuple[JsonDict, JsonDict | None]:
    """What is published of a piece and what will be: compiled forms, empty for none; None where faults keep it back."""
    entry = next((entry for entry in plan.entries if entry.key == subject.key), None)
    old = plan.previous.get(subject.published_id or 0, {})
    if entry is None or (entry.made is not None and not entry.made.compiled):
        return old, None
    return old, entry.made.compiled if entry.made is not None else old


def _questions(
    session: Session, subject: Subject, old: JsonDict, new: JsonDict
) -> tuple[tuple[QuestionEffect, ...], tuple[str, ...]]:
    before, after = _exercises(old), _exercises(new)
    found: list[tuple[int, Compiled, tuple[Change, ...]]] = []
    for number, (exercise_id, was) in enumerate(before.items(), 1):
        now = after.get(exercise_id)
        place = list(after).index(exercise_id) + 1 if now is not None else number
        said = _changes(was, now)
        if said:
            found.append((place, was, said))
    counted = effect_queries.answered(session, subject.id, subject.kind, [was.id for _place, was, _said in found])
    questions = tuple(QuestionEffect(place, was.title_text, said, counted.get(was.id, 0)) for place, was, said in found)
    added = tuple(now.title_text for exercise_id, now in after.items() if exercise_id not in before)
    return questions, added if before else ()


def _exercises(compiled: JsonDict) -> dict[str, Compiled]:
    found = (block["exercise"] for block in compiled.get("blocks", ()) if "exercise" in block)
    return {one["id"]: Compiled.from_dict(one) for one in found}


def _changes(was: Compiled, now: Compiled | None) -> tuple[Change, ...]:
    """What changed in an exercise; also in one without a right answer, where options that people chose are gone."""
    if now is None:
        return (Change(TAKEN_OUT),)
    if was.graded:
        return changes(was, now)
    kept = {option.key for option in now.options}
    gone = [option for option in was.options if option.key not in kept]
    return tuple(Change(f"{in_quotes(option.text)} was taken out.") for option in gone)


def faults_elsewhere(plan: Plan, subjects: Sequence[Subject]) -> list[FileFault]:
    """What keeps the texts back and stands in none of them."""
    paths = {subject.path for subject in subjects}
    return [fault for fault in plan.report.faults if fault.path not in paths]
