"""A coach answers a comment from the queue: it is shown, and the answer stands below it, in one transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.blog.comments import settling, submitting
from coursesite.blog.comments.sent import Sent, Writer
from coursesite.blog.comments.submitting import Again
from coursesite.blog.models import State
from coursesite.blog.queue.deciding import Deed, Outcome, Pick, carry_out
from coursesite.config import Settings
from coursesite.library.post_queries import PostRow


def reply(
    session: Session, pick: Pick, post: PostRow, sent: Sent, by: int, settings: Settings, now: datetime
) -> Outcome:
    """Approve a comment unless it is shown already, and write the coach's answer below it.

    The same form sent twice is one answer. Raises `submitting.Refused` where the discussion is closed meanwhile.
    """
    parents = settling.taken(session, [pick.comment_id], now)
    shown = all(parent.state == State.APPROVED for parent in parents)
    outcome = Outcome() if shown else carry_out(session, Deed.APPROVE, [pick], by, settings.secret_key, now)
    if outcome.missed:
        return outcome
    session.flush()
    answer = submitting.submit(session, post, pick.comment_id, Writer(by, is_coach=True), sent, settings, now)
    if not isinstance(answer, Again):
        outcome.settled.append(answer)
    return outcome
