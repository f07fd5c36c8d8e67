"""What the rule is told from the database: repeats, bursts, blocks, and what the filter has learnt."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, union
from sqlalchemy.orm import Session

from coursesite.accounts.models import COACHES, User
from coursesite.blog.models import Block, Comment, Guest, Sketch, State, WordCount
from coursesite.blog.moderation.arrived import Blocked, Repeats
from coursesite.blog.moderation.filter import Count
from coursesite.blog.moderation.shingles import ALIKE, resemblance
from coursesite.db import insert_into
from coursesite.library.search.models import SearchEntry

BURST = timedelta(hours=1)
MOST_CANDIDATES = 40
"""Comments with the most numbers in common that are compared; beyond them nothing is alike."""
FEWEST_COMMON = 4
ALL = ""
"""The word under which the comments themselves are counted."""


def repeats_of(session: Session, text_hash: str, sketch: tuple[int, ...], *, post_id: int, leaving_out: int) -> Repeats:
    """How often the same text, and nearly the same, is among the spam and below other posts.

    `leaving_out` is the comment itself, whose row is written.
    """
    same = select(Comment.state, Comment.post_id).where(Comment.text_hash == text_hash, Comment.id != leaving_out)
    alike = _alike(session, sketch, leaving_out)
    exact = session.execute(same.limit(200)).all()
    return Repeats(
        same_spam=sum(1 for state, _ in exact if state == State.SPAM),
        like_spam=sum(1 for state, _ in alike if state == State.SPAM),
        same_elsewhere=sum(1 for state, post in exact if state in _STANDS and post != post_id),
        like_elsewhere=sum(1 for state, post in alike if state in _STANDS and post != post_id),
    )


_STANDS = (State.APPROVED, State.HELD)


def _alike(session: Session, sketch: tuple[int, ...], leaving_out: int) -> list[tuple[str, int]]:
    """State and post of the comments whose sketches resemble this one."""
    if not sketch:
        return []
    common = func.count()
    near = select(Sketch.comment_id).where(Sketch.number.in_(sketch)).group_by(Sketch.comment_id)
    near = near.having(common >= FEWEST_COMMON).order_by(common.desc(), Sketch.comment_id).limit(MOST_CANDIDATES)
    candidates = [row for row in session.scalars(near) if row != leaving_out]
    sketches: dict[int, list[int]] = {}
    for comment_id, number in session.execute(
        select(Sketch.comment_id, Sketch.number).where(Sketch.comment_id.in_(candidates))
    ):
        sketches.setdefault(comment_id, []).append(number)
    alike = [found for found, numbers in sketches.items() if resemblance(sketch, tuple(sorted(numbers))) >= ALIKE]
    rows = session.execute(select(Comment.state, Comment.post_id).where(Comment.id.in_(alike)))
    return [(state, post_id) for state, post_id in rows]


def save_sketch(session: Session, comment_id: int, sketch: tuple[int, ...]) -> None:
    """Keep a comment's sketch instead of the one it had."""
    session.execute(delete(Sketch).where(Sketch.comment_id == comment_id))
    if sketch:
        session.execute(
            insert_into(session, Sketch), [{"comment_id": comment_id, "number": number} for number in sketch]
        )


def burst_from(session: Session, network: str, now: datetime, *, leaving_out: int) -> int:
    """How many other comments than this one came from a network within the last hour."""
    came = select(func.count()).select_from(Comment).where(Comment.network == network, Comment.id != leaving_out)
    return session.scalar(came.where(Comment.created_at > now - BURST)) or 0


def blocked(session: Session, user_id: int | None, guest_id: int | None, network: str | None, now: datetime) -> Blocked:
    """Which blocks are in force for a person and the network they write from.

    A block of a guest holds for the person under any other address, and for the account that they come to have.
    """
    asked: list[ColumnElement[bool]] = [
        column == value
        for column, value in ((Block.user_id, user_id), (Block.guest_id, guest_id), (Block.network, network))
        if value is not None
    ]
    if not asked:
        return Blocked()
    if user_id is not None:
        wrote = select(Comment.guest_id).where(Comment.user_id == user_id, Comment.guest_id.is_not(None))
        asked.append(Block.guest_id.in_(union(wrote, select(Guest.id).where(Guest.user_id == user_id))))
    live = select(Block.network).where(or_(*asked), Block.until > now, Block.lifted_at.is_(None))
    found = session.scalars(live).all()
    return Blocked(person=any(of is None for of in found), network=any(of is not None for of in found))


def names_of_coaches(session: Session) -> list[str]:
    """What the coaches here are called."""
    desk = select(User.name).where(User.role.in_(COACHES), User.disabled_at.is_(None))
    return [name for name in session.scalars(desk.order_by(User.id)) if name]


def words_of_post(session: Session, post_id: int) -> tuple[str, str]:
    """A published post's title and text as search has them; both empty where it isn't published."""
    row = session.execute(select(SearchEntry.title, SearchEntry.body).where(SearchEntry.piece_id == post_id)).first()
    return ("", "") if row is None else (row.title, row.body)


def counts_of(session: Session, words: Collection[str]) -> tuple[dict[str, Count], Count]:
    """In how many comments each of these hashed words stood, and how many comments the filter has learnt."""
    rows = session.execute(select(WordCount).where(WordCount.word.in_([ALL, *words]))).scalars()
    counts = {row.word: Count(row.spam, row.honest) for row in rows}
    taught = counts.pop(ALL, Count())
    return counts, taught


def add_counts(session: Session, spam: Mapping[str, int], honest: Mapping[str, int]) -> None:
    """Add to the words' counts, or take away; of two at once both count. Words that nothing is left of go."""
    changed = sorted(word for word in {*spam, *honest} if spam.get(word) or honest.get(word))
    if not changed:
        return
    # In one order everywhere, so that two coaches at once wait for each other's rows and never for ever.
    rows = [{"word": word, "spam": spam.get(word, 0), "honest": honest.get(word, 0)} for word in changed]
    for first in range(0, len(rows), 500):
        put = insert_into(session, WordCount).values(rows[first : first + 500])
        added = {"spam": WordCount.spam + put.excluded.spam, "honest": WordCount.honest + put.excluded.honest}
        session.execute(put.on_conflict_do_update(index_elements=["word"], set_=added))
    for first in range(0, len(changed), 500):
        part = WordCount.word.in_(changed[first : first + 500])
        session.execute(delete(WordCount).where(part, WordCount.spam <= 0, WordCount.honest <= 0))
