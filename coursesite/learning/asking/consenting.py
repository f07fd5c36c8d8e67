"""Showing an answered ask to everyone: in the wording that its asker has seen and agreed to, and until they say no.

A coach writes the wording; the asker agrees to exactly that, under a name that they choose. A changed wording is asked
for anew. Whoever said no, or took it back, is not asked again.
"""

import hashlib
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from coursesite.learning.asking import queries
from coursesite.learning.asking.asking import Gone, Sent
from coursesite.learning.asking.models import Ask
from coursesite.library.queries import grow_talk

PSEUDONYM = "a learner"


class Stage(Enum):
    """How far an ask is on its way to everyone."""

    PRIVATE = "nobody was asked"
    ASKED = "who asked was asked whether they agree"
    AGREED = "they agreed, and nobody sees it yet"
    PUBLIC = "everyone who reads the lesson sees it"
    DECLINED = "they said no, or took it back"


class Changed(Exception):
    """Meanwhile the wording or the stage is another than the form showed."""


def stage_of(ask: Ask) -> Stage:
    """How far an ask is."""
    if ask.declined_at is not None:
        return Stage.DECLINED
    if ask.public_at is not None:
        return Stage.PUBLIC
    if ask.consented_at is not None:
        return Stage.AGREED
    return Stage.ASKED if ask.asked_for_consent_at is not None else Stage.PRIVATE


def wording_of(ask: Ask) -> str:
    """A short name of the wording as it stands, so that nobody agrees to another than they read."""
    whole = f"{len(ask.public_question)} {ask.public_question} {ask.public_answer}"
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def ask_for_consent(session: Session, ask_id: int, question: Sent, answer: Sent, now: datetime) -> Ask:
    """Put the wording before who asked. What was agreed to before, in another wording, holds no longer.

    Raises `Gone`, and `Changed` where they said no.
    """
    asked = _turn(session, ask_id)
    if asked.declined_at is not None or asked.answered_at is None:
        raise Changed
    was_public = asked.public_at is not None
    asked.public_question, asked.question_html = question.text, question.html
    asked.public_answer, asked.answer_html = answer.text, answer.html
    asked.asked_for_consent_at, asked.consented_at, asked.public_at = now, None, None
    _shown_otherwise(session, now, when=was_public)
    return asked


def agree(session: Session, ask_id: int, pseudonym: str, wording: str, now: datetime) -> Ask:
    """Note that who asked agrees to this wording, under this name. Raises `Gone` and `Changed`."""
    asked = _turn(session, ask_id)
    if stage_of(asked) is not Stage.ASKED or wording_of(asked) != wording:
        raise Changed
    asked.pseudonym, asked.consented_at = pseudonym, now
    return asked


def decline(session: Session, ask_id: int, now: datetime) -> bool:
    """Note that who asked says no, or no longer: at once nobody reads it, and its wording is deleted.

    What was agreed to before is a private ask from then on. Gives whether it was. Raises `Gone`.
    """
    asked = _turn(session, ask_id)
    if stage_of(asked) in (Stage.PRIVATE, Stage.DECLINED):
        return False
    had_agreed = asked.consented_at is not None
    was_shown = had_agreed and (asked.public_at is not None or asked.is_open)
    asked.declined_at = now
    # Where it was open besides, the talk itself would come back in the place of what was taken from the lesson.
    asked.is_open = asked.is_open and not had_agreed
    asked.asked_for_consent_at = asked.consented_at = asked.public_at = None
    asked.public_question = asked.question_html = asked.public_answer = asked.answer_html = asked.pseudonym = ""
    _shown_otherwise(session, now, when=was_shown)
    return had_agreed


def publish(session: Session, ask_id: int, wording: str, now: datetime) -> Ask:
    """Show it to everyone who reads the lesson. Raises `Gone` and `Changed`."""
    asked = _turn(session, ask_id)
    if stage_of(asked) is not Stage.AGREED or wording_of(asked) != wording:
        raise Changed
    asked.public_at = now
    _shown_otherwise(session, now)
    return asked


def hide(session: Session, ask_id: int, now: datetime) -> Ask:
    """Take it from the lesson; the consent stays. Raises `Gone`."""
    asked = _turn(session, ask_id)
    if asked.public_at is not None:
        asked.public_at = None
        _shown_otherwise(session, now)
    return asked


def take_for_post(session: Session, ask_id: int, wording: str) -> Ask:
    """The ask whose wording becomes the beginning of a post. Raises `Gone` and `Changed`."""
    asked = _turn(session, ask_id)
    if stage_of(asked) not in (Stage.AGREED, Stage.PUBLIC) or wording_of(asked) != wording:
        raise Changed
    return asked


def as_post(ask: Ask) -> str:
    """The Markdown that a post about it begins with."""
    question = "\n".join(f"> {line}".rstrip() for line in ask.public_question.splitlines())
    asker = ask.pseudonym[:1].upper() + ask.pseudonym[1:]
    return f"\n{_escaped(asker)} asked:\n\n{question}\n\n{ask.public_answer}\n"


def _escaped(name: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#!&" else sign for sign in name)


def _turn(session: Session, ask_id: int) -> Ask:
    asked = queries.take_turn(session, ask_id)
    if asked is None:
        raise Gone
    return asked


def _shown_otherwise(session: Session, now: datetime, *, when: bool = True) -> None:
    session.flush()
    if when:
        grow_talk(session, now)
