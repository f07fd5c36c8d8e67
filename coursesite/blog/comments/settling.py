"""The one place where a comment's state changes.

Whoever changes several takes them with `taken` first, settles each, writes the mail that is due (`emails.tell`), and
calls `close` last, all in one transaction:

    comments = settling.taken(session, comment_ids, now)
    settled = [settling.settle(session, comment, State.APPROVED, now, by=coach_id) for comment in comments]
    emails.tell(session, settings, settled, now)
    settling.close(session, settled, now)

The order of locks is the same for everybody: the posts' discussions by number, then everything else, the shelf last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.blog.comments import paths, queries
from coursesite.blog.models import Comment, Decision, State
from coursesite.library.queries import grow_talk


class NotUndone(Exception):
    """A decision can't be taken back; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a comment. `decision` is None where it stood so already, and no coach said so again.

    `is_seen`: readers see something else than before. `is_new`: they see it for the first time, so that mail is due.
    """

    comment: Comment
    decision: Decision | None
    is_seen: bool = False
    is_new: bool = False


def taken(session: Session, comment_ids: Iterable[int], now: datetime) -> Sequence[Comment]:
    """These comments, oldest first, once nobody else changes what stands below their posts; unknown ids are left out.

    Comes before everything else that the transaction writes.
    """
    ids = list(comment_ids)
    queries.take_turn(session, queries.posts_of(session, ids), now)
    return queries.comments_with_ids(session, ids)


def settle(
    session: Session,
    comment: Comment,
    state: State,
    now: datetime,
    *,
    by: int | None,
    reasons: Sequence[str] = (),
    undone: Decision | None = None,
) -> Settled:
    """Put a comment, whose post's turn has been taken, into a state, and write down who decided that and why.

    `by` is the coach's id, None for the rule, the worker and the comment's author. A coach's decision settles what
    readers reported and is written down, even where the state stays. A new comment comes here with an empty `state`.
    """
    session.flush()
    if by is not None:
        queries.settle_reports(session, comment.id, now)
    before = comment.state
    if before == state and by is None:
        return Settled(comment, None)
    decision = Decision(
        comment_id=comment.id,
        user_id=by,
        before=before,
        after=state.value,
        reasons=list(reasons),
        undone_id=undone.id if undone is not None else None,
        decided_at=now,
    )
    session.add(decision)
    comment.state = state.value
    is_new = state == State.APPROVED and comment.shown_at is None
    if is_new:
        comment.shown_at = now
    session.flush()
    is_seen = before != state and State.APPROVED in (before, state)
    if is_seen:
        recount(session, comment, now)
    return Settled(comment, decision, is_seen, is_new)


def undo(session: Session, comment: Comment, decision_id: int, now: datetime, *, by: int) -> Settled:
    """Take back the last decision about a comment that `taken` gave; mail that has gone stays gone.

    Raises `NotUndone` where something else was decided since, where the author withdrew the comment, and where the
    decision was the rule's first.
    """
    last = queries.last_decision(session, comment.id)
    if last is None or last.id != decision_id:
        raise NotUndone("Something else has been decided about this comment since. Nothing was changed.")
    if State.WITHDRAWN in (last.after, last.before):
        raise NotUndone("Its author has withdrawn this comment, so that there is nothing left to show.")
    if not last.before:
        raise NotUndone("This is where the comment began. Decide about it instead.")
    return settle(session, comment, State(last.before), now, by=by, undone=last)


def recount(session: Session, comment: Comment, now: datetime) -> None:
    """Count again what is shown above a comment and below its post, by counting and never by adding."""
    for path in paths.ancestors(comment.path):
        queries.count_below(session, comment.post_id, path)
    queries.count_shown(session, comment.post_id, now)


def recount_post(session: Session, post_id: int, now: datetime) -> None:
    """The same for all comments of a post whose turn has been taken, after many were written together."""
    session.flush()
    queries.count_all_below(session, post_id)
    queries.count_shown(session, post_id, now)


def close(session: Session, settled: Iterable[Settled], now: datetime) -> None:
    """Let guests' cached pages be made anew if readers see something else. Comes last in the transaction."""
    if any(one.is_seen for one in settled):
        session.flush()
        grow_talk(session, now)
