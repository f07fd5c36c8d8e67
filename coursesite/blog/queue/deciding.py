"""What a coach does with comments: each deed is written down, taught to the filter, and can be taken back exactly.

A form carries what its coach saw of a comment (`seen`): its last decision and the moment of its last change. Where
that no longer holds, somebody else decided or the author wrote something else meanwhile, and nothing is done with that
comment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from coursesite.blog.comments import settling
from coursesite.blog.comments.settling import NotUndone, Settled
from coursesite.blog.models import Comment, State
from coursesite.blog.moderation import training
from coursesite.blog.moderation.training import Taught
from coursesite.blog.queue import queries
from coursesite.blog.queue.queries import DecisionRow


class Deed(StrEnum):
    """What can be done with a comment from the queue."""

    APPROVE = "approve"
    SPAM = "spam"
    REMOVE = "remove"
    UNDO = "undo"


LEADS_TO = {Deed.APPROVE: State.APPROVED, Deed.SPAM: State.SPAM, Deed.REMOVE: State.REMOVED}
TEACHES = {Deed.APPROVE: Taught.HONEST, Deed.SPAM: Taught.SPAM}
AS = {State.APPROVED.value: Taught.HONEST, State.SPAM.value: Taught.SPAM}


@dataclass(frozen=True, slots=True)
class Pick:
    """A comment that a coach decides on, and what they saw of it."""

    comment_id: int
    seen: str

    @classmethod
    def read(cls, value: str) -> "Pick | None":
        """What a form sent: "12:34-0"; None for anything else."""
        number, _, seen = value.partition(":")
        fits = number.isascii() and number.isdigit() and len(number) < 10
        return cls(int(number), seen) if fits else None


@dataclass(slots=True)
class Outcome:
    """What became of a deed: the comments it was done with, and those that were decided on or changed meanwhile."""

    settled: list[Settled] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)


def seen(last_decision: int | None, edited_at: datetime | None) -> str:
    """What a coach sees of a comment, in a few characters."""
    return f"{last_decision or 0}-{int(edited_at.timestamp() * 1000) if edited_at else 0}"


def carry_out(session: Session, deed: Deed, picks: Iterable[Pick], by: int, secret: str, now: datetime) -> Outcome:
    """Do one deed with each of these comments. The mail that is due, and `settling.close`, are the caller's."""
    wanted = {pick.comment_id: pick.seen for pick in picks}
    comments = settling.taken(session, wanted, now)
    made = queries.decisions_of(session, list(wanted))
    outcome = Outcome(missed=[gone for gone in wanted if gone not in {comment.id for comment in comments}])
    lessons = []
    for comment in comments:
        before = made.get(comment.id, [])
        settled = _done(session, deed, comment, before, wanted[comment.id], by, now)
        if settled is None:
            outcome.missed.append(comment.id)
            continue
        outcome.settled.append(settled)
        lessons.append((comment, _taught(deed, comment, before)))
    session.flush()
    training.teach(session, lessons, secret)
    return outcome


def _done(
    session: Session, deed: Deed, comment: Comment, made: Sequence[DecisionRow], saw: str, by: int, now: datetime
) -> Settled | None:
    last = made[-1] if made else None
    if comment.state == State.WITHDRAWN or seen(last.id if last else None, comment.edited_at) != saw:
        return None
    if deed is not Deed.UNDO:
        return settling.settle(session, comment, LEADS_TO[deed], now, by=by)
    if last is None or last.user_id is None:
        return None
    try:
        settled = settling.undo(session, comment, last.id, now, by=by)
    except NotUndone:
        return None
    queries.reopen_reports(session, comment.id, [last.decided_at, now])
    return settled


def _taught(deed: Deed, comment: Comment, made: Sequence[DecisionRow]) -> Taught:
    """As what the filter knows a comment after a deed: removing says nothing about its words."""
    if deed is Deed.UNDO:
        since = [one for one in made if comment.edited_at is None or one.decided_at > comment.edited_at]
        return taught_before(since, since[-1].id) if since else Taught.NOTHING
    return TEACHES.get(deed, Taught(comment.trained))


def taught_before(made: Sequence[DecisionRow], decision_id: int) -> Taught:
    """As what the filter knew a comment just before a decision was made, by the decisions since its last change."""
    known = {}
    taught = Taught.NOTHING
    for one in made:
        known[one.id] = taught
        if one.undone_id is not None:
            taught = known.get(one.undone_id, Taught.NOTHING)
        elif one.user_id is not None:
            taught = AS.get(one.after, taught)
    return known.get(decision_id, Taught.NOTHING)
