"""Sending a text to a coach, taking it back, and the answer. Whoever else changes a writing waits for its turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.asking.asking import Sent
from coursesite.learning.asking.rendering import POLICY
from coursesite.learning.writing import queries
from coursesite.learning.writing.bounds import MOST_ROUNDS
from coursesite.learning.writing.models import Passage, Round, Stage, Writing
from coursesite.learning.writing.passages import Marked
from coursesite.text.harm import speaks_of_harm


class Gone(Exception):
    """Meanwhile the writing was deleted, or what was sent was taken back."""


class Meanwhile(Exception):
    """Meanwhile somebody else has answered this round."""


class Anew(Exception):
    """Meanwhile it was taken back and sent once more: the coach has not read what stands there now."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a coach says to a round: the rubric's keys that it meets, what is marked, the words, and whether again."""

    met: Sequence[str]
    marked: Sequence[Marked]
    words: Sent
    again: bool


def send(session: Session, writing: Writing, once: str, now: datetime) -> Round:
    """Send what stands in a writing whose turn was taken: it waits for a coach, and what was sent is never changed."""
    last = queries.last_round(session, writing.id)
    sent = Round(writing_id=writing.id, number=last.number + 1 if last else 1, once=once, sent_at=now, met=[])
    sent.revision_id, sent.text, sent.ticked = writing.revision_id, writing.text, list(writing.ticked)
    queries.add(session, sent)
    writing.stage, writing.waits_since, writing.saved_at, writing.seen_at = Stage.SENT.value, now, now, now
    writing.apart = speaks_of_harm(writing.text)
    writing.version += 1
    return sent


def is_sent_as(session: Session, writing: Writing, once: str) -> bool:
    """Whether the newest round came with this value: the same form, sent again."""
    last = queries.last_round(session, writing.id)
    return last is not None and last.once == once


def take_back(session: Session, writing_id: int) -> bool:
    """Take back what was sent and not answered: nobody else reads it, and its writer goes on with it. False if late."""
    writing = queries.take_turn(session, writing_id)
    if writing is None or writing.stage != Stage.SENT:
        return False
    last = queries.last_round(session, writing.id)
    if last is not None and last.answered_at is None:
        queries.remove_round(session, last.id)
        writing.stage = (Stage.AGAIN if last.number > 1 else Stage.DRAFT).value
        writing.waits_since, writing.apart = None, False
        writing.version += 1
    return True


def note_read(session: Session, writing_id: int, now: datetime) -> None:
    """Note that its writer has read the answer."""
    writing = queries.take_turn(session, writing_id)
    if writing is not None:
        writing.seen_at = now


def answer(session: Session, writing_id: int, about: Round, coach_id: int, said: Answer, now: datetime) -> Writing:
    """Answer a round that a coach has read.

    Raises `Gone` where nothing waits, `Meanwhile` where another coach was first, `Anew` where another text waits.
    """
    writing = queries.take_turn(session, writing_id)
    last = None if writing is None else queries.last_round(session, writing_id)
    if writing is None or last is None or last.number < about.number:
        raise Gone
    if last.number != about.number or last.answered_at is not None:
        raise Meanwhile
    if last.sent_at != about.sent_at:
        raise Anew
    last.coach_id, last.met, last.answered_at = coach_id, list(said.met), now
    last.reply, last.reply_html, last.policy = said.words.text, said.words.html, POLICY
    last.again = said.again and may_ask_again(last)
    for one in said.marked:
        queries.add(session, Passage(round_id=last.id, begin=one.begin, end=one.end, note=one.note))
    writing.stage = (Stage.AGAIN if last.again else Stage.DONE).value
    writing.waits_since, writing.answered_at = None, now
    if last.again:
        # The next round is measured anew.
        writing.ticked = []
    writing.version += 1
    return writing


def may_ask_again(last: Round) -> bool:
    """Whether there is room for a round after this one."""
    return last.number < MOST_ROUNDS
