"""Comments and who writes them, and what was decided about them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment

DEEPEST = 3
"""How many levels of answers are shown; what answers a comment of the last level stands beside it, "in reply to"."""
SEGMENT = 22
"""Characters that each level adds to a comment's `path`."""


class State(StrEnum):
    """Where a comment stands. Only an approved one is seen by anybody but its author and coaches.

    A held one waits for a coach. A removed one was taken down by a coach, a withdrawn one by its author.
    """

    HELD = "held"
    APPROVED = "approved"
    SPAM = "spam"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"


class Discussion(Base):
    """The comments below one post, together. The row is written with the post's first comment.

    `comments` counts the approved ones. `closed_at` is filled where a coach closed the discussion by hand; closing by
    age is derived. `changed_at` moves with everything that readers see of it, and dates the post's comment feed.
    """

    __tablename__ = "discussions"

    post_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    comments: Mapped[int] = mapped_column(Integer, default=0)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class Guest(Base):
    """Somebody without an account, known by the address that they gave.

    The address is never shown and goes after its documented time. It is confirmed by opening a link sent to it;
    `user_id` is the person whose browser did that (a visitor, or the account that the visitor became). Only from
    that browser does a confirmed address earn trust: anybody can type somebody's address. `picture_fetch` is as for
    accounts; besides, a picture is asked for by whoever typed the address, and wanted only by whoever confirmed it.
    """

    __tablename__ = "guests"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True)
    address: Mapped[str | None] = mapped_column(String(320), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    picture: Mapped[str] = mapped_column(String(10), default="drawn")
    picture_file: Mapped[str | None] = mapped_column(String(80))
    picture_fetch: Mapped[str] = mapped_column(String(10), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_wrote_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Comment(Base):
    """What somebody wrote below a post.

    `user_id` is the account or visitor who wrote it; beside a visitor stands the `guest_id`. `name` and `site` are as a
    guest typed them; an account's name is read from the account. `parent_id` is the comment it answers. `path` puts
    comments into reading order: one segment of SEGMENT digits for each shown level (time, then id), so that a
    thread is a prefix; `level` counts them from 1 to DEEPEST. `below` counts the approved comments under it by path.

    `source` is what was typed, `html` what the policy of version `policy` made of it. `score` and `reasons` (sentences)
    are the rule's; `apart` says that it speaks of harming oneself. `text_hash` is the normalised text's, for repeats.
    `network` is the keyed hash of the sender's block of network addresses, dropped after its documented time.
    `likely_spam` is the filter's opinion when it came, in percent; none while the filter had learnt too little.
    `shown_at` is when it was first approved: then, and once, others are written to. `trained` says as what the filter
    learnt it: empty, spam or honest. `once` is the form's value: a double click is one comment.
    """

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    path: Mapped[str] = mapped_column(String(SEGMENT * DEEPEST), default="")
    level: Mapped[int] = mapped_column(Integer, default=1)
    below: Mapped[int] = mapped_column(Integer, default=0)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id"))
    name: Mapped[str] = mapped_column(String(80), default="")
    site: Mapped[str] = mapped_column(String(300), default="")
    by_coach: Mapped[bool] = mapped_column(Boolean, default=False)
    policy: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(10))
    apart: Mapped[bool] = mapped_column(Boolean, default=False)
    score: Mapped[int] = mapped_column(Integer, default=0)
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    text_hash: Mapped[str] = mapped_column(String(64), default="")
    network: Mapped[str | None] = mapped_column(String(64))
    likely_spam: Mapped[int | None] = mapped_column(Integer)
    trained: Mapped[str] = mapped_column(String(6), default="")
    pinned_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    shown_at: Mapped[datetime | None] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64), unique=True)
    # The texts come last: what stands behind a long text in its row, SQLite finds only by reading the text.
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index(None, "post_id", "path"),
        Index(None, "state", "created_at"),
        Index(None, "user_id", "created_at"),
        Index(None, "guest_id", "created_at"),
        Index(None, "network", "created_at"),
        Index(None, "text_hash"),
        # The answer that stands first below a post is asked for by each of its pages.
        Index(
            "ix_comments_pinned",
            "post_id",
            sqlite_where=pinned_at.is_not(None),
            postgresql_where=pinned_at.is_not(None),
        ),
    )


class Sketch(Base):
    """A few numbers of a comment's text (the least of its shingles' hashes): texts alike have many in common."""

    __tablename__ = "comment_sketches"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)


class Decision(Base):
    """One change of a comment's state: from what to what, when, why, and by whom.

    `user_id` is the coach, none for the rule, the worker or a guest. `undone_id` is the decision that this one takes
    back. `reasons` are the rule's sentences at that moment, or what the coach wrote.
    """

    __tablename__ = "comment_decisions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    before: Mapped[str] = mapped_column(String(10), default="")
    after: Mapped[str] = mapped_column(String(10))
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    undone_id: Mapped[int | None] = mapped_column(ForeignKey("comment_decisions.id"), index=True)
    decided_at: Mapped[datetime] = mapped_column(Moment)


class Report(Base):
    """A reader says that a comment should be looked at. `settled_at` is filled once a coach has."""

    __tablename__ = "comment_reports"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    words: Mapped[str] = mapped_column(String(500), default="")
    reported_at: Mapped[datetime] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("comment_id", "user_id"), Index(None, "settled_at", "reported_at"))


class Subscription(Base):
    """Somebody wants mail: of every new comment below a post or, with `comment_id`, of what answers that comment.

    Exactly one of `user_id` (an account) and `guest_id` is filled. A guest gets mail once the address is confirmed.
    """

    __tablename__ = "subscriptions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id"), index=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Block(Base):
    """Until a day, what this account, guest or block of network addresses sends goes to spam.

    One of `user_id`, `guest_id` and `network` (a keyed hash) is filled.
    """

    __tablename__ = "comment_blocks"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id"), index=True)
    network: Mapped[str | None] = mapped_column(String(64), index=True)
    why: Mapped[str] = mapped_column(String(300), default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)


class WordCount(Base):
    """In how many comments a word stood that coaches called spam, and honest. A word is its keyed hash.

    The row with the empty word counts the comments themselves.
    """

    __tablename__ = "comment_words"

    word: Mapped[str] = mapped_column(String(16), primary_key=True)
    spam: Mapped[int] = mapped_column(Integer, default=0)
    honest: Mapped[int] = mapped_column(Integer, default=0)
