"""Judging a comment on its way in: what the database knows is gathered, and the rule is asked.

    judged = judging.judge_coming(session, coming, settings, now)     # inside the transaction, after the post's turn
    comment.score, comment.reasons = judged.verdict.score, list(judged.verdict.reasons)
    comment.apart, comment.text_hash = judged.verdict.apart, judged.text_hash
    comment.likely_spam = judged.likely_spam
    …flush, settle(session, comment, judged.verdict.state, now, by=None, reasons=judged.verdict.reasons)
    queries.save_sketch(session, comment.id, judged.sketch)
    … `verdict.apart`: write to the coaches at once.

An edited comment is judged again with its `comment_id`, after `training.forget` where the filter has learnt it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.blog.moderation import filter as bayes
from coursesite.blog.moderation import queries
from coursesite.blog.moderation.arrived import Arrived, Verdict
from coursesite.blog.moderation.names import reads_as_a_coach
from coursesite.blog.moderation.praise import subject_of
from coursesite.blog.moderation.rule import judge
from coursesite.blog.moderation.shingles import sketch, text_hash
from coursesite.config import Settings


@dataclass(frozen=True, slots=True)
class Coming:
    """A comment as it was sent, and who sent it.

    `seconds` comes from `formtime.seconds_open`. `trusted`, `by_coach`, `confirmed` and `first_time` are explained at
    `arrived.Arrived`. `network` is the keyed hash of the sender's block of addresses. `comment_id` is filled where a
    comment is judged again.
    """

    text: str
    post_id: int
    name: str = ""
    site: str = ""
    seconds: float | None = None
    honeypot: bool = False
    trusted: bool = False
    by_coach: bool = False
    confirmed: bool = False
    first_time: bool = True
    user_id: int | None = None
    guest_id: int | None = None
    network: str | None = None
    comment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict, and what is kept with the comment. `likely_spam` is the filter's opinion in percent, or None."""

    verdict: Verdict
    text_hash: str
    sketch: tuple[int, ...]
    likely_spam: int | None


def judge_coming(session: Session, coming: Coming, settings: Settings, now: datetime) -> Judged:
    """Judge a comment with all that the database knows of such comments. Reads only."""
    hashed, drawn = text_hash(coming.text), sketch(coming.text)
    itself = coming.comment_id
    arrived = Arrived(
        text=coming.text,
        name=coming.name,
        site=coming.site,
        seconds=coming.seconds,
        honeypot=coming.honeypot,
        trusted=coming.trusted,
        by_coach=coming.by_coach,
        confirmed=coming.confirmed,
        first_time=coming.first_time,
        repeats=queries.repeats_of(session, hashed, drawn, post_id=coming.post_id, leaving_out=itself),
        burst=queries.burst_from(session, coming.network, now, leaving_out=itself),
        blocked=queries.blocked(session, coming.user_id, coming.guest_id, coming.network, now),
        subject=subject_of(*queries.words_of_post(session, coming.post_id)),
        own_words=settings.comment_words,
        name_of_coach=bool(coming.name) and reads_as_a_coach(coming.name, queries.names_of_coaches(session)),
        own_host=settings.host,
    )
    words = bayes.words_kept(coming.text, coming.name, coming.site, settings.secret_key)
    likely_spam = bayes.percent_spam(*queries.counts_of(session, words))
    return Judged(judge(arrived), hashed, drawn, likely_spam)
