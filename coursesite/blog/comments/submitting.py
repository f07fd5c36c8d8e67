"""Taking a comment: one transaction with its guest, its row, the rule's verdict and what it wants mail about."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.blog.comments import judging, queries, settling, writer_queries
from coursesite.blog.comments.closing import why_closed
from coursesite.blog.comments.paths import level_of, path_below
from coursesite.blog.comments.rendering import POLICY
from coursesite.blog.comments.sent import Sent, Writer
from coursesite.blog.comments.settling import Settled
from coursesite.blog.comments.subscribing import subscribe
from coursesite.blog.models import Comment, Guest, State
from coursesite.blog.moderation.shingles import text_hash
from coursesite.config import Settings
from coursesite.library.post_queries import PostRow

SAME_TEXT_WITHIN = timedelta(hours=1)
ASKED, WANTED = "asked", "wanted"
"""A guest's picture is asked for by whoever ticks the box, and wanted once the address is known to be theirs."""


class Refused(Exception):
    """A comment is not taken; the message says why and what to do."""


class Repeated(Refused):
    """The same person put the same text below the same post a moment ago."""


class Closed(Refused):
    """The discussion has been closed meanwhile."""


class Unanswerable(Refused):
    """What it answers is no longer shown."""


@dataclass(frozen=True, slots=True)
class Again:
    """The form had come before, and this is what it became."""

    comment: Comment


def submit(
    session: Session,
    post: PostRow,
    parent_id: int | None,
    writer: Writer,
    sent: Sent,
    settings: Settings,
    now: datetime,
) -> Settled | Again:
    """Write a comment down and settle it as the rule says; the mail, and `settling.close`, are the caller's.

    Raises `Refused`, and `NotHere` for somebody who has just been erased.
    """
    discussion = queries.take_turn(session, [post.id], now)[post.id]
    if (before := queries.comment_sent_as(session, sent.once)) is not None:
        return Again(before)
    writer_queries.be_here(session, writer.user_id)
    closed = why_closed(
        comments_open=post.comments_open,
        published_at=post.published_at,
        closed_at=discussion.closed_at,
        days=settings.comments_close_after_days,
        now=now,
    )
    if closed:
        raise Closed(closed)
    parent = _answered(session, post, parent_id)
    guest = _guest(session, writer, sent, now)
    _refuse_repeat(session, post, writer, sent, now)
    comment = _written(session, post, parent, writer, guest, sent, now)
    verdict = judging.judge(session, comment, sent, settings, now)
    settled = settling.settle(session, comment, State(verdict.state), now, by=None, reasons=verdict.reasons)
    _subscribe(session, comment, writer, guest, sent, now)
    return settled


def _answered(session: Session, post: PostRow, parent_id: int | None) -> Comment | None:
    if parent_id is None:
        return None
    parent = queries.comment_with_id(session, parent_id)
    if parent is None or parent.post_id != post.id or parent.state != State.APPROVED:
        raise Unanswerable(
            "The comment that you answer is no longer shown. Your text is below: send it once more, and it will stand "
            "below the post itself."
        )
    return parent


def _guest(session: Session, writer: Writer, sent: Sent, now: datetime) -> Guest | None:
    if not writer.is_guest:
        return None
    guest = writer_queries.guest_with_address(session, writer.address, secrets.token_hex(8), now)
    if sent.fetch and guest.picture_fetch in ("", ASKED, "missing", "failed"):
        guest.picture_fetch = WANTED if _is_theirs(guest, writer) else ASKED
    return guest


def _is_theirs(guest: Guest, writer: Writer) -> bool:
    """Whether a box means its address's owner: anyone can type anyone's, and only one browser has confirmed it."""
    return guest.confirmed_at is not None and guest.user_id == writer.user_id


def _refuse_repeat(session: Session, post: PostRow, writer: Writer, sent: Sent, now: datetime) -> None:
    since, hashed = now - SAME_TEXT_WITHIN, text_hash(sent.text)
    if writer_queries.has_just_come(session, post.id, sent.text, hashed, since, user_id=writer.user_id):
        raise Repeated(
            "You sent this very text a moment ago, and it has reached us. Nothing was stored a second time; if you "
            "want to add something, change the text and send it."
        )


def _written(
    session: Session,
    post: PostRow,
    parent: Comment | None,
    writer: Writer,
    guest: Guest | None,
    sent: Sent,
    now: datetime,
) -> Comment:
    comment = Comment(
        post_id=post.id,
        parent_id=parent.id if parent is not None else None,
        user_id=writer.user_id,
        guest_id=guest.id if guest is not None else None,
        name=sent.name,
        site=sent.site,
        by_coach=writer.is_coach,
        source=sent.text,
        html=sent.html,
        policy=POLICY,
        state="",
        text_hash=text_hash(sent.text),
        network=sent.network,
        created_at=now,
        once=sent.once,
    )
    session.add(comment)
    session.flush()
    comment.path = path_below(parent.path if parent is not None else "", now, comment.id)
    comment.level = level_of(comment.path)
    return comment


def _subscribe(
    session: Session, comment: Comment, writer: Writer, guest: Guest | None, sent: Sent, now: datetime
) -> None:
    if guest is not None and guest.confirmed_at is not None and not _is_theirs(guest, writer):
        # Nobody else begins mail to a confirmed address, or begins it again.
        return
    who = {"user_id": None if guest is not None else writer.user_id, "guest_id": guest.id if guest else None}
    if sent.notify:
        subscribe(session, comment.post_id, comment.id, now, **who)
    if sent.notify_all:
        subscribe(session, comment.post_id, None, now, **who)
