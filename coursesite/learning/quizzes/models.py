"""Attempts at quizzes, the responses in them, what a coach allowed somebody, and what was put right afterwards."""

from datetime import datetime
from enum import IntFlag, StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment
from coursesite.learning.models import LONGEST_FRACTION


class Standing(IntFlag):
    """Which of a person's graded attempts at a quiz one is; figures choose by it, so it stands with each response."""

    FIRST = 1
    LAST = 2
    COUNTS = 4


class Choice(StrEnum):
    """What a coach decides for the answers that were given before a question changed."""

    REGRADE = "regrade"
    BOTH = "both"
    EVERYONE = "everyone"
    LEAVE = "leave"


class Attempt(Base):
    """One go at a quiz, in the wording of `revision_id`.

    It is in progress until `due_at` (none: no limit), overdue from then until it is handed in or closed, submitted
    from `submitted_at` on, and graded once `graded_at` is filled. `score` and `out_of` are marks, `share` is the one
    over the other: exact fractions such as "7/10", empty until it is graded. `seed` decides what is drawn and how
    options are shuffled. `once` is the start form's value: a double click starts one attempt. `standing` adds up
    `Standing`.
    """

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    number: Mapped[int] = mapped_column(Integer)
    seed: Mapped[str] = mapped_column(String(32))
    started_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    graded_at: Mapped[datetime | None] = mapped_column(Moment)
    score: Mapped[str] = mapped_column(String(LONGEST_FRACTION), default="")
    out_of: Mapped[str] = mapped_column(String(LONGEST_FRACTION), default="")
    share: Mapped[str] = mapped_column(String(LONGEST_FRACTION), default="")
    passed: Mapped[bool] = mapped_column(Boolean, default=False)
    standing: Mapped[int] = mapped_column(Integer, default=0)
    once: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("user_id", "quiz_id", "number"),
        UniqueConstraint("user_id", "once"),
        Index(None, "quiz_id", "graded_at"),
        # What the worker asks each minute: the attempts not yet graded whose time is up.
        Index(None, "graded_at", "due_at"),
    )


class Response(Base):
    """One question as one attempt asks it, and what was answered.

    Written with the attempt, so that a question left open is a row too. The question stands in the quiz or in a pool
    (`source_id`), in the wording of `revision_id`; `slot` is the line of the quiz that asks it: questions in place
    count from 1, each draw is one slot after them. `given` is what `exercises.mark` takes, none until something is
    saved. `sequence` counts what was saved; `tab` and `tab_number` name the page that saved last and its count.
    `checked_at` is filled where feedback came at once: from then on the answer stands.

    Filled by grading: `credit` (exact share of `marks`), `outcome` (open where nothing was answered), `chosen` (the
    answer in short, for figures), `total` (the attempt's share), `standing`; `graded_by` is the revision whose right
    answer counted.
    """

    __tablename__ = "responses"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    slot: Mapped[int] = mapped_column(Integer)
    source_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    exercise: Mapped[str] = mapped_column(String(100))
    marks: Mapped[str] = mapped_column(String(40))
    given: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    saved_at: Mapped[datetime | None] = mapped_column(Moment)
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    tab: Mapped[str] = mapped_column(String(32), default="")
    tab_number: Mapped[int] = mapped_column(Integer, default=0)
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    credit: Mapped[str] = mapped_column(String(LONGEST_FRACTION), default="")
    outcome: Mapped[str] = mapped_column(String(6), default="")
    chosen: Mapped[str] = mapped_column(String(200), default="")
    total: Mapped[str] = mapped_column(String(LONGEST_FRACTION), default="")
    standing: Mapped[int] = mapped_column(Integer, default=0)
    graded_by: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"), index=True)

    __table_args__ = (
        # Figures read nothing else: they group by these, in this order, straight from the index.
        Index(
            "ix_responses_figures",
            "quiz_id",
            "source_id",
            "exercise",
            "chosen",
            "slot",
            "credit",
            "marks",
            "total",
            "standing",
        ),
    )


class Allowance(Base):
    """What a coach allowed one person in one quiz beyond its rules: minutes for each attempt, further attempts."""

    __tablename__ = "allowances"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True, index=True)
    extra_minutes: Mapped[int] = mapped_column(Integer, default=0)
    extra_attempts: Mapped[int] = mapped_column(Integer, default=0)
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    granted_at: Mapped[datetime] = mapped_column(Moment)


class Correction(Base):
    """A coach's decision about the answers given to a question before the wording of `revision_id`.

    It holds for every answer to an earlier wording in this quiz, also for attempts that are graded later, until
    `undone_at`. `rose`, `fell` and `stayed` count the results it touched when it was made.
    """

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    exercise: Mapped[str] = mapped_column(String(100))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    choice: Mapped[str] = mapped_column(String(10))
    rose: Mapped[int] = mapped_column(Integer, default=0)
    fell: Mapped[int] = mapped_column(Integer, default=0)
    stayed: Mapped[int] = mapped_column(Integer, default=0)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)


class CorrectedResponse(Base):
    """What one correction changed in one response: by it the person is told, and the correction undone.

    The shares are the attempt's, before and after.
    """

    __tablename__ = "corrected_responses"

    correction_id: Mapped[int] = mapped_column(ForeignKey("corrections.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True, index=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True)
    old_credit: Mapped[str] = mapped_column(String(LONGEST_FRACTION))
    new_credit: Mapped[str] = mapped_column(String(LONGEST_FRACTION))
    old_marks: Mapped[str] = mapped_column(String(40))
    new_marks: Mapped[str] = mapped_column(String(40))
    old_outcome: Mapped[str] = mapped_column(String(6))
    new_outcome: Mapped[str] = mapped_column(String(6))
    old_share: Mapped[str] = mapped_column(String(LONGEST_FRACTION))
    new_share: Mapped[str] = mapped_column(String(LONGEST_FRACTION))
    old_graded_by: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"), index=True)
    new_graded_by: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"), index=True)
