"""What speaks for whoever wrote a comment, what the rule makes of it, and what of that stays with the comment."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.accounts.models import COACHES
from coursesite.blog.comments import writer_queries
from coursesite.blog.comments.sent import Sent
from coursesite.blog.models import Comment
from coursesite.blog.moderation.arrived import Arrived, Verdict
from coursesite.blog.moderation.judging import judge_coming
from coursesite.blog.moderation.queries import save_sketch
from coursesite.config import Settings


def judge(session: Session, comment: Comment, sent: Sent, settings: Settings, now: datetime) -> Verdict:
    """Judge a comment whose row is written, and note beside it what the rule says. That row itself counts for nothing.

    An account earns trust by an approved comment. A guest needs a confirmed address besides, and the browser that
    confirmed it: anybody can type anybody's address.
    """
    session.flush()
    user_id = comment.user_id or 0
    known = writer_queries.standing(session, user_id, comment.guest_id, but=comment.id)
    confirmed = comment.guest_id is None or (known.guest_confirmed and known.guest_user_id == user_id)
    arrived = Arrived(
        text=sent.text,
        name=comment.name,
        site=comment.site,
        seconds=sent.seconds,
        honeypot=sent.honeypot,
        trusted=known.role in COACHES or (confirmed and known.has_approved),
        by_coach=known.role in COACHES,
        confirmed=confirmed,
        first_time=not known.has_approved,
    )
    judged = judge_coming(session, comment, arrived, sent.network, settings, now)
    verdict = judged.verdict
    comment.score, comment.reasons, comment.apart = verdict.score, list(verdict.reasons), verdict.apart
    comment.text_hash, comment.likely_spam = judged.text_hash, judged.likely_spam
    session.flush()
    save_sketch(session, comment.id, judged.sketch)
    return verdict
