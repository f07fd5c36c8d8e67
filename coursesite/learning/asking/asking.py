"""Asking a coach, answering, and taking back what was asked. Everybody else who changes an ask waits for its turn."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.asking import queries
from coursesite.learning.asking.bounds import MOST_WORDS
from coursesite.learning.asking.models import Ask, AskWord
from coursesite.learning.asking.rendering import POLICY
from coursesite.library.queries import grow_talk
from coursesite.text.harm import speaks_of_harm


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent: text, its HTML, and the once-only value of its form."""

    text: str
    html: str
    once: str

    @property
    def is_apart(self) -> bool:
        """Whether it speaks of harming oneself, as far as `text.harm` can tell."""
        return speaks_of_harm(self.text)


class Gone(Exception):
    """Meanwhile the ask was taken back by who asked."""


class Long(Exception):
    """The talk has as many turns as one may have."""


def ask(session: Session, user_id: int, lesson: tuple[int, int], sent: Sent, now: datetime, *, is_open: bool) -> int:
    """Write down what somebody asks from a lesson (its course's id and its own); gives the ask's id.

    What speaks of harming oneself stays private, however it was sent: that is no matter for a whole course.
    """
    (course_id, lesson_id), apart = lesson, sent.is_apart
    is_open = is_open and not apart
    asked = Ask(user_id=user_id, course_id=course_id, lesson_id=lesson_id, is_open=is_open, apart=apart, once=sent.once)
    asked.asked_at = asked.waits_since = now
    ask_id = queries.add_ask(session, asked)
    _say(session, ask_id, user_id, sent, now, by_coach=False)
    if is_open:
        grow_talk(session, now)
    return ask_id


def write_more(session: Session, ask_id: int, user_id: int, sent: Sent, now: datetime) -> None:
    """Add a turn by who asked: it waits again. Raises `Gone` and `Long`."""
    asked = _turn(session, ask_id)
    asked.waits_since = asked.waits_since or now
    was_open = asked.is_open
    if sent.is_apart:
        asked.apart, asked.is_open = True, False
    _say(session, ask_id, user_id, sent, now, by_coach=False)
    if was_open:
        session.flush()
        grow_talk(session, now)


def answer(session: Session, ask_id: int, user_id: int, sent: Sent, now: datetime) -> Ask:
    """Add a coach's turn: the ask waits no longer. Raises `Gone` and `Long`."""
    asked = _turn(session, ask_id)
    asked.waits_since, asked.answered_at = None, now
    _say(session, ask_id, user_id, sent, now, by_coach=True)
    if asked.is_open:
        grow_talk(session, now)
    return asked


def settle(session: Session, ask_id: int) -> None:
    """Let an ask wait no longer without an answer: a thank-you wants none. Raises `Gone`."""
    asked = queries.take_turn(session, ask_id)
    if asked is None:
        raise Gone
    if asked.answered_at is not None:
        asked.waits_since = None


def make_private(session: Session, ask_id: int, now: datetime) -> None:
    """Take an open ask from the page of its lesson; who asked and the coaches go on with it."""
    asked = queries.take_turn(session, ask_id)
    if asked is not None and asked.is_open:
        asked.is_open = False
        session.flush()
        grow_talk(session, now)


def withdraw(session: Session, ask_id: int, now: datetime) -> Ask | None:
    """Delete an ask with all that was said in it; gives what it was."""
    asked = queries.take_turn(session, ask_id)
    if asked is None:
        return None
    session.expunge(asked)
    queries.remove(session, ask_id)
    if asked.is_open or asked.public_at is not None:
        grow_talk(session, now)
    return asked


def _turn(session: Session, ask_id: int) -> Ask:
    asked = queries.take_turn(session, ask_id)
    if asked is None:
        raise Gone
    if queries.count_words(session, ask_id) >= MOST_WORDS:
        raise Long
    return asked


def _say(session: Session, ask_id: int, user_id: int, sent: Sent, now: datetime, *, by_coach: bool) -> None:
    word = AskWord(ask_id=ask_id, user_id=user_id, by_coach=by_coach, text=sent.text, html=sent.html, policy=POLICY)
    word.said_at, word.once = now, sent.once
    queries.add_word(session, word)
    session.flush()
