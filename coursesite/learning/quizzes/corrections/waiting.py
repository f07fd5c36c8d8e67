"""Which questions wait for a decision: derived from what was answered and what is published, never stored."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from coursesite.exercises import Compiled
from coursesite.learning.quizzes.corrections import queries
from coursesite.learning.quizzes.corrections.changes import Change, changes, means_the_same
from coursesite.learning.quizzes.corrections.queries import Asked, OldSource, Question
from coursesite.learning.quizzes.models import Correction
from coursesite.library import reading


@dataclass(slots=True)
class Waiting:
    """A question that changed after it was answered, and about which nobody has decided.

    `published_id` is its piece's published revision, `oldest` the first attempt's id. `old` is the newest earlier
    wording that was answered, `new` the published one (none where the question was taken out), `changes` what lies
    between them.
    """

    question: Question
    published_id: int
    old: Compiled
    new: Compiled | None
    changes: tuple[Change, ...]
    answers: int = 0
    oldest: int = 0
    revisions: list[int] = field(default_factory=list)


def waiting(session: Session, quiz_ids: Collection[int]) -> list[Waiting]:
    """What waits in these quizzes, the question with the oldest answer first.

    The number of queries doesn't grow with quizzes, people or questions once the revisions' contents are in memory.
    """
    olds = queries.old_sources(session, quiz_ids) if quiz_ids else []
    changed = {old.revision_id: (old, names) for old in olds if (names := _changed(session, old))}
    if not changed:
        return []
    names = set().union(*(names for _, names in changed.values()))
    decided = queries.in_force(session, quiz_ids)
    found: dict[Question, Waiting] = {}
    for asked in queries.asked(session, quiz_ids, names, changed):
        old, of_this = changed[asked.revision_id]
        if asked.exercise in of_this:
            _add(session, found, asked, old, decided)
    return sorted(found.values(), key=lambda one: (one.oldest, one.question))


def about(session: Session, question: Question, published_id: int) -> Waiting | None:
    """How a question stands that was answered in earlier wordings, whether it waits or not; None where nothing differs.

    `published_id` is the published revision of the piece that holds it.
    """
    olds = [one for one in queries.old_sources(session, [question.quiz_id]) if one.source_id == question.source_id]
    found: dict[Question, Waiting] = {}
    asked_in = [one.revision_id for one in olds]
    for asked in queries.asked(session, [question.quiz_id], [question.exercise], asked_in):
        if Question(*asked[:3]) == question:
            _add(session, found, asked, OldSource(question.source_id, asked.revision_id, published_id), {})
    return found.get(question)


def _changed(session: Session, old: OldSource) -> set[str]:
    """The exercises of an earlier revision that are no longer what they were."""
    was = reading.content(session, old.revision_id).exercises
    now = reading.content(session, old.published_id).exercises
    return {name for name, exercise in was.items() if changes(exercise, now.get(name))}


def _add(
    session: Session,
    found: dict[Question, Waiting],
    asked: Asked,
    source: OldSource,
    decided: Mapping[Question, Correction],
) -> None:
    """Add the answers to one earlier wording, unless it says the same or somebody has decided about it."""
    question = Question(*asked[:3])
    old = _wording(session, asked.revision_id, asked.exercise)
    new = _wording(session, source.published_id, asked.exercise)
    differences = changes(old, new) if old is not None else ()
    if old is None or not differences or _is_covered(session, decided.get(question), asked, (old, new)):
        return
    one = found.setdefault(question, Waiting(question, source.published_id, old, new, differences))
    one.answers += asked.answers
    one.revisions.append(asked.revision_id)
    one.oldest = min(one.oldest or asked.oldest, asked.oldest)
    if asked.revision_id == max(one.revisions):
        one.old, one.changes = old, differences


def _is_covered(
    session: Session, decision: Correction | None, asked: Asked, wordings: tuple[Compiled, Compiled | None]
) -> bool:
    """Whether a decision holds for answers to this wording and still meets what is published now."""
    if decision is None or decision.revision_id <= asked.revision_id:
        return False
    old, new = wordings
    then = _wording(session, decision.revision_id, asked.exercise)
    if then is None or new is None:
        return then is new
    return not changes(then, new) and means_the_same(old, then, new)


def _wording(session: Session, revision_id: int, exercise: str) -> Compiled | None:
    return reading.content(session, revision_id).exercises.get(exercise)


def by_quiz(found: Iterable[Waiting]) -> dict[int, int]:
    """How many questions wait in each quiz; the quizzes in the order of `found`."""
    counted: dict[int, int] = {}
    for one in found:
        counted[one.question.quiz_id] = counted.get(one.question.quiz_id, 0) + 1
    return counted
