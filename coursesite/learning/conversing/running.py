"""Runs of a conversation: beginning one, also in the middle of an earlier one, and choosing what to say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from coursesite.conversations import play
from coursesite.conversations.compiled import Conversation
from coursesite.conversations.play import BadReply, State
from coursesite.learning.answering import Place
from coursesite.learning.conversing import queries
from coursesite.learning.conversing.models import Run, RunStep
from coursesite.learning.records import queries as records

MOST_STEPS = 500
"""Replies in one run: nobody talks that long, but a circle in a conversation could be gone through for ever."""

Said = tuple[str, str]
"""A scene's name, and the key of the reply that was chosen there."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A reply as it was sent: in which scene, after how many steps, which one. `once` is the form's value."""

    scene: str
    step: int
    reply: str
    once: str


class Fate(Enum):
    """What became of a choice: the conversation goes on, or has ended by it, or it came from an older page."""

    TAKEN = "taken"
    ENDED = "ended"
    OLDER = "older"


def replay(talk: Conversation, said: Iterable[Said]) -> list[State]:
    """The states up to where these replies lead, from the beginning on; shorter where the wording has none of them."""
    states = [play.begin(talk)]
    for scene, reply in said:
        if states[-1].scene != scene:
            break
        try:
            states.append(play.take(talk, states[-1], reply))
        except BadReply:
            break
    return states


def begin(
    session: Session, user_id: int, place: Place, talk: Conversation, said: Sequence[Said], once: str, now: datetime
) -> Run:
    """Begin a run where these replies lead, as far as the wording has them still; without any, at the beginning.

    What was taken over counts as `copied`. The same submission sent again gives the run that it began the first time.
    """
    records.take_turn(session, user_id)
    if (before := queries.run_sent_as(session, user_id, once)) is not None:
        return before
    states = replay(talk, said)
    if talk.by_name[states[-1].scene].is_ending:
        states.pop()
    copied = len(states) - 1
    run = Run(
        user_id=user_id,
        course_id=place.course_id,
        lesson_id=place.lesson_id,
        revision_id=place.revision_id,
        number=queries.last_number(session, user_id, place.lesson_id) + 1,
        scene=states[-1].scene,
        meters=dict(states[-1].meters),
        steps=copied,
        copied=copied,
        started_at=now,
        moved_at=now,
        once=once,
    )
    session.add(run)
    session.flush()
    for number, ((scene, reply), state) in enumerate(zip(said[:copied], states[1:], strict=True), 1):
        session.add(_step(run, number, scene, reply, state, "", now))
    session.flush()
    return run


def choose(session: Session, run_id: int, user_id: int, talk: Conversation, choice: Choice, now: datetime) -> Fate:
    """Take a step, once. What comes from a page that shows another scene, or an earlier moment of it, changes nothing.

    Raises `BadReply` for a reply that the scene has not.
    """
    records.take_turn(session, user_id)
    run = session.get_one(Run, run_id, populate_existing=True)
    if queries.step_sent_as(session, run.id, choice.once) is not None:
        return Fate.TAKEN if run.ended_at is None else Fate.ENDED
    if run.ended_at is not None or (run.scene, run.steps) != (choice.scene, choice.step):
        return Fate.OLDER
    state = play.take(talk, State(run.scene, run.meters), choice.reply)
    run.steps += 1
    session.add(_step(run, run.steps, choice.scene, choice.reply, state, choice.once, now))
    run.scene, run.meters, run.moved_at = state.scene, dict(state.meters), now
    if talk.by_name[state.scene].is_ending or run.steps >= MOST_STEPS:
        run.ended_at = now
    session.flush()
    return Fate.TAKEN if run.ended_at is None else Fate.ENDED


def _step(run: Run, number: int, scene: str, reply: str, state: State, once: str, now: datetime) -> RunStep:
    return RunStep(
        run_id=run.id, number=number, scene=scene, choice=reply, meters=dict(state.meters), taken_at=now, once=once
    )
