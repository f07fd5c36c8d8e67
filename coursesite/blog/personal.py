"""What the blog knows about a person: how it is exported, how it is erased."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.accounts import pictures
from coursesite.accounts.signing_in import new_key
from coursesite.blog.comments import belonging_queries as queries
from coursesite.blog.comments import settling
from coursesite.blog.comments.settling import Settled
from coursesite.blog.models import Comment, State

TABLES = frozenset(
    {
        "guests",
        "comments",
        "comment_sketches",
        "comment_decisions",
        "comment_reports",
        "subscriptions",
        "comment_blocks",
        "import_runs",
        "import_items",
    }
)
LIVE = (State.APPROVED, State.HELD, State.SPAM)
STANDS = {State.SPAM: State.HELD.value}
"""What was taken for spam is called what its author sees it as."""

Rows = list[dict[str, object]]


def export(session: Session, user_id: int) -> dict[str, Rows]:
    """Comments with their places and states, addresses confirmed as a guest, reports, mail wanted, a coach's deeds."""
    return {
        "comments": [_comment(comment, title) for comment, title in queries.comments_of(session, user_id)],
        "comments_from_another_blog": [
            {"under": item.identity, "as it was there": item.details} for item in queries.origins_of(session, user_id)
        ],
        "addresses_given_with_comments": [
            {
                "address": guest.address,
                "key": guest.key,
                "confirmed": guest.confirmed_at,
                "picture": guest.picture,
                "picture fetched from elsewhere": guest.picture_fetch,
            }
            for guest in queries.guests_of(session, user_id)
        ],
        "comments_reported": [
            {"post": title, "comment": row.comment_id, "words": row.words, "when": row.reported_at}
            for row, title in queries.reports_of(session, user_id)
        ],
        "mail_about_comments": [
            {"post": title, "answers to comment": row.comment_id, "since": row.begun_at, "ended": row.ended_at}
            for row, title in queries.subscriptions_of(session, user_id)
        ],
        **_deeds(session, user_id),
    }


def _comment(comment: Comment, title: str) -> dict[str, object]:
    return {
        "number": comment.id,
        "post": title,
        "answers comment": comment.parent_id,
        "name": comment.name,
        "site": comment.site,
        "text": comment.source,
        "as it is shown": comment.html,
        "state": STANDS.get(State(comment.state), comment.state),
        "written": comment.created_at,
        "changed": comment.edited_at,
        "shown first": comment.shown_at,
    }


def _deeds(session: Session, user_id: int) -> dict[str, Rows]:
    """What somebody did as a coach."""
    return {
        "comments_decided": [
            {
                "comment": row.comment_id,
                "before": row.before,
                "after": row.after,
                "why": row.reasons,
                "when": row.decided_at,
            }
            for row in queries.decisions_by(session, user_id)
        ],
        "blocks_made": [
            {"why": row.why, "since": row.made_at, "until": row.until, "lifted": row.lifted_at}
            for row in queries.blocks_by(session, user_id)
        ],
        "blogs_taken_in": [
            {"file": row.name, "from": row.program, "counts": row.counts, "doubts": row.doubts, "when": row.begun_at}
            for row in queries.imports_by(session, user_id)
        ],
    }


def files(session: Session, user_id: int, data_dir: Path) -> list[Path]:
    """Pictures that were fetched for this person as a guest."""
    names = (guest.picture_file for guest in queries.guests_of(session, user_id))
    return [pictures.path_of(data_dir, name) for name in names if name is not None]


def erase(session: Session, user_id: int, now: datetime) -> list[Path]:
    """Empty every comment of this person, let go of addresses, subscriptions and reports' words.

    Where others have answered, a line stands in the comment's place. The rows keep an ownerless number, so that threads
    and counts still add up; so do a coach's decisions about others.
    """
    comments = settling.taken(session, queries.comment_ids_of(session, user_id), now)
    queries.lock_person(session, user_id)
    settled = _withdrawn(session, comments, now)
    queries.empty_comments(session, [comment.id for comment in comments])
    names = queries.empty_the_rest(session, user_id, new_key())
    session.flush()
    settling.close(session, settled, now)
    return [Path(pictures.FOLDER) / name for name in names]


def _withdrawn(session: Session, comments: Sequence[Comment], now: datetime) -> list[Settled]:
    live = [comment for comment in comments if comment.state in LIVE]
    return [settling.settle(session, comment, State.WITHDRAWN, now, by=None) for comment in live]
