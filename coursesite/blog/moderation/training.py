"""Teaching the filter by what coaches decide, and taking it back exactly."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy.orm import Session

from coursesite.blog.models import Comment
from coursesite.blog.moderation import queries
from coursesite.blog.moderation.filter import words_kept


class Taught(StrEnum):
    """As what the filter has learnt a comment (`Comment.trained`)."""

    NOTHING = ""
    SPAM = "spam"
    HONEST = "honest"


def teach(session: Session, lessons: Iterable[tuple[Comment, Taught]], secret: str) -> None:
    """Let the filter know each comment as what it is told, and as nothing else it knew it as before.

    A comment counts once however often it is decided on. All of them together are one change of the counts.
    """
    spam: Counter[str] = Counter()
    honest: Counter[str] = Counter()
    for comment, taught in lessons:
        # A comment without words (its author is gone, say) can't be taken back, so that it isn't taught either.
        if comment.trained == taught or not comment.source.strip():
            continue
        words = Counter([queries.ALL, *words_kept(comment.source, comment.name, comment.site, secret)])
        for counts, sort in ((spam, Taught.SPAM), (honest, Taught.HONEST)):
            if taught == sort:
                counts.update(words)
            if comment.trained == sort:
                counts.subtract(words)
        comment.trained = taught.value
    queries.add_counts(session, spam, honest)


def forget(session: Session, comment: Comment, secret: str) -> None:
    """Take back what the filter learnt from a comment. Comes before its text, name or site is changed or erased."""
    teach(session, [(comment, Taught.NOTHING)], secret)
