"""A few people practise a conversation: some only once, some again from where it turned, one is in the middle of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.conversations.compiled import Conversation, Reply, Scene
from coursesite.demo.asking import FURTHER, READER
from coursesite.demo.dice import Dice
from coursesite.demo.people import Learner
from coursesite.demo.stages import Stage
from coursesite.learning import completion, enrolling
from coursesite.learning.answering import Place
from coursesite.learning.conversing import queries as runs
from coursesite.learning.conversing import running
from coursesite.learning.conversing.models import Run
from coursesite.learning.conversing.running import Choice, Fate, Said
from coursesite.library import queries, reading
from coursesite.library.reading import Outline

COURSE = "hard-conversations"
MOST_PEOPLE = 14
MOST_STEPS = 24
"""How long somebody talks at most before leaving it for another day."""
FINDS_THE_BEST = 0.45
LEARNS = 0.35
"""How much likelier the better reply is in a second run."""
COMES_BACK = 0.5
LEAVES_IT_AT = 3


@dataclass(frozen=True, slots=True)
class Talk:
    """A published conversation, and where it stands."""

    place: Place
    outline: Outline
    conversation: Conversation


def practise(session: Session, everyone: Sequence[Learner], ids: Mapping[int, int], now: datetime, seed: int) -> None:
    """Let some people play the course's first conversation; the caller commits. Nothing without the course."""
    talk = _talk(session)
    if talk is None:
        return
    stages = (*FURTHER, Stage.QUICK)
    here = [one for one in everyone if one.stays and one.has_account and one.number in ids and one.stage in stages]
    here.sort(key=lambda one: one.name != READER)
    for person in here[:MOST_PEOPLE]:
        dice = Dice(seed, f"talk {person.number}")
        _play(session, talk, ids[person.number], person.name == READER, dice, now - timedelta(days=dice.between(1, 8)))


def _talk(session: Session) -> Talk | None:
    course = queries.find_course(session, COURSE)
    if course is None:
        return None
    outline = reading.outline(session, course.id, course.outline_version)
    line = next((one for one in outline.lessons if one.is_conversation), None)
    row = queries.find_lesson(session, course.slug, line.slug) if line else None
    found = reading.content(session, row.published_revision_id).conversation if row else None
    if row is None or found is None:
        return None
    return Talk(Place(course.id, row.id, row.published_revision_id), outline, found)


def _play(session: Session, talk: Talk, user_id: int, is_reader: bool, dice: Dice, at: datetime) -> None:
    enrolling.enrol(session, user_id, talk.place.course_id, talk.outline.needed, at)
    first = _run(session, talk, user_id, (), (FINDS_THE_BEST, MOST_STEPS), dice, at)
    if is_reader or dice.happens(COMES_BACK):
        steps = runs.steps_of(session, first.id)
        said = [(step.scene, step.choice) for step in steps[: len(steps) // 2]]
        most = LEAVES_IT_AT if is_reader else MOST_STEPS
        later = at + timedelta(hours=dice.between(1, 20))
        _run(session, talk, user_id, said, (FINDS_THE_BEST + LEARNS, most), dice, later)


def _run(
    session: Session,
    talk: Talk,
    user_id: int,
    said: Sequence[Said],
    how: tuple[float, int],
    dice: Dice,
    at: datetime,
) -> Run:
    likely, most = how
    sent = f"demo-run-{user_id}-{len(said)}"
    run = running.begin(session, user_id, talk.place, talk.conversation, said, sent, at)
    for number in range(most):
        at += timedelta(seconds=dice.between(15, 70))
        reply = _reply(talk.conversation.by_name[run.scene], likely, dice)
        choice = Choice(run.scene, run.steps, reply.key, f"{sent}-{number}")
        if running.choose(session, run.id, user_id, talk.conversation, choice, at) is Fate.ENDED:
            place = (talk.place.course_id, talk.place.lesson_id, talk.place.revision_id)
            completion.finish(session, user_id, place, talk.outline.needed, at)
            break
    return run


def _reply(scene: Scene, likely: float, dice: Dice) -> Reply:
    best = [reply for reply in scene.replies if reply.mark == "x"]
    if best and dice.happens(likely):
        return best[0]
    return scene.replies[dice.whole(0, len(scene.replies) - 1)]
