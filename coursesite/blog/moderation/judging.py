"""Judging a comment on its way in: what the database knows of such comments is gathered, and the rule is asked."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.blog.models import Comment
from coursesite.blog.moderation import filter as bayes
from coursesite.blog.moderation import queries
from coursesite.blog.moderation.arrived import Arrived, Verdict
from coursesite.blog.moderation.names import reads_as_a_coach
from coursesite.blog.moderation.praise import subject_of
from coursesite.blog.moderation.rule import judge
from coursesite.blog.moderation.shingles import sketch, text_hash
from coursesite.config import Settings


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict, and what is kept with the comment. `likely_spam` is the filter's opinion in percent, or None."""

    verdict: Verdict
    text_hash: str
    sketch: tuple[int, ...]
    likely_spam: int | None


def judge_coming(
    session: Session, comment: Comment, arrived: Arrived, network: str, settings: Settings, now: datetime
) -> Judged:
    """Judge a comment with all that the database knows of such comments; its own row counts for nothing. Reads only.

    `arrived` is what came with it, and what speaks for its writer; the rest is filled in here. `network` is the keyed
    hash of the block of addresses that it comes from now, which for a changed comment may be another than its row's.
    """
    hashed, drawn = text_hash(arrived.text), sketch(arrived.text)
    gathered = replace(
        arrived,
        repeats=queries.repeats_of(session, hashed, drawn, post_id=comment.post_id, leaving_out=comment.id),
        burst=queries.burst_from(session, network, now, leaving_out=comment.id),
        blocked=queries.blocked(session, comment.user_id, comment.guest_id, network, now),
        subject=subject_of(*queries.words_of_post(session, comment.post_id)),
        own_words=settings.comment_words,
        name_of_coach=bool(arrived.name) and reads_as_a_coach(arrived.name, queries.names_of_coaches(session)),
        own_host=settings.host,
    )
    words = bayes.words_kept(arrived.text, arrived.name, arrived.site, settings.secret_key)
    likely_spam = bayes.percent_spam(*queries.counts_of(session, words))
    return Judged(judge(gathered), hashed, drawn, likely_spam)
