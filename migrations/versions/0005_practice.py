"""Practice: conversations, writing, the journal, promises and plans, days, review, growth, certificates."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("printed_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_public", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("shows_name", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("shows_day", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_certificates_course_id_pieces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_certificates_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint("user_id", "course_id", name=op.f("uq_certificates_user_id_course_id")),
    )
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificates_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificates_user_id_made_at"), ["user_id", "made_at"], unique=False)

    op.create_table(
        "day_frames",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("up_at", sa.String(length=5), nullable=False),
        sa.Column("first_block", sa.Text(), nullable=False),
        sa.Column("second_block", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("good_thing", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_day_frames_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_day_frames")),
    )
    op.create_table(
        "days",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_days_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_days")),
    )
    op.create_table(
        "feelings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("pleasant", sa.Integer(), nullable=False),
        sa.Column("energetic", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("felt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_feelings_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feelings")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_feelings_user_id_once")),
    )
    with op.batch_alter_table("feelings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feelings_user_id_felt_at"), ["user_id", "felt_at"], unique=False)

    op.create_table(
        "review_settings",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_mail", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("remind_at", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_to", sa.Integer(), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_review_settings_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_review_settings")),
    )
    with op.batch_alter_table("review_settings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_settings_by_mail_mailed_at"), ["by_mail", "mailed_at"], unique=False
        )

    op.create_table(
        "self_ratings",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=5), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_self_ratings_course_id_pieces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_self_ratings_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "course_id", "moment", name=op.f("pk_self_ratings")),
    )
    with op.batch_alter_table("self_ratings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_self_ratings_course_id"), ["course_id"], unique=False)

    op.create_table(
        "stories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_stories_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
        sa.UniqueConstraint("user_id", "number", name=op.f("uq_stories_user_id_number")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_stories_user_id_once")),
    )
    op.create_table(
        "week_looks",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("was_hard", sa.Text(), nullable=False),
        sa.Column("next_week", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_week_looks_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "monday", name=op.f("pk_week_looks")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("lesson_id", sa.Integer(), nullable=True),
        sa.Column("exercise", sa.String(length=100), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_plans_course_id_pieces")),
        sa.ForeignKeyConstraint(["lesson_id"], ["pieces.id"], name=op.f("fk_plans_lesson_id_pieces")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_plans_revision_id_revisions")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_plans_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_plans_user_id_once")),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plans_lesson_id"), ["lesson_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plans_user_id"), ["user_id"], unique=False)

    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("lesson_id", sa.Integer(), nullable=True),
        sa.Column("exercise", sa.String(length=100), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fate", sa.String(length=7), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("onward", sa.Text(), nullable=False),
        sa.Column("postponed", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_mail", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_promises_course_id_pieces")),
        sa.ForeignKeyConstraint(["lesson_id"], ["pieces.id"], name=op.f("fk_promises_lesson_id_pieces")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_promises_revision_id_revisions")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_promises_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_promises_user_id_once")),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_promises_by_mail_fate_ask_at"), ["by_mail", "fate", "ask_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_promises_lesson_id"), ["lesson_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_promises_user_id_fate_ask_at"), ["user_id", "fate", "ask_at"], unique=False
        )

    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scene", sa.String(length=80), nullable=False),
        sa.Column("meters", sa.JSON(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("copied", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_runs_course_id_pieces")),
        sa.ForeignKeyConstraint(["lesson_id"], ["pieces.id"], name=op.f("fk_runs_lesson_id_pieces")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_runs_revision_id_revisions")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_runs_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("user_id", "lesson_id", "number", name=op.f("uq_runs_user_id_lesson_id_number")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_runs_user_id_once")),
    )
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_runs_course_id_moved_at"), ["course_id", "moved_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_runs_lesson_id"), ["lesson_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_runs_user_id_moved_at"), ["user_id", "moved_at"], unique=False)

    op.create_table(
        "writings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(length=100), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=5), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ticked", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tab", sa.String(length=32), nullable=False),
        sa.Column("tab_number", sa.Integer(), nullable=False),
        sa.Column("apart", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_writings_course_id_pieces")),
        sa.ForeignKeyConstraint(["lesson_id"], ["pieces.id"], name=op.f("fk_writings_lesson_id_pieces")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_writings_revision_id_revisions")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_writings_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writings")),
        sa.UniqueConstraint("user_id", "lesson_id", "exercise", name=op.f("uq_writings_user_id_lesson_id_exercise")),
    )
    with op.batch_alter_table("writings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_writings_course_id_answered_at"), ["course_id", "answered_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_writings_course_id_waits_since"), ["course_id", "waits_since"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_writings_lesson_id"), ["lesson_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_writings_user_id_saved_at"), ["user_id", "saved_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_writings_waits_since"), ["waits_since"], unique=False)

    op.create_table(
        "cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=12), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("lesson_id", sa.Integer(), nullable=True),
        sa.Column("exercise", sa.String(length=100), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Float(precision=53), nullable=True),
        sa.Column("difficulty", sa.Float(precision=53), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("last_review", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_cards_course_id_pieces")),
        sa.ForeignKeyConstraint(["lesson_id"], ["pieces.id"], name=op.f("fk_cards_lesson_id_pieces")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_cards_plan_id_plans")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_cards_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("user_id", "lesson_id", "exercise", name=op.f("uq_cards_user_id_lesson_id_exercise")),
        sa.UniqueConstraint("user_id", "plan_id", name=op.f("uq_cards_user_id_plan_id")),
    )
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cards_lesson_id"), ["lesson_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cards_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cards_user_id_left_out_at_due"), ["user_id", "left_out_at", "due"], unique=False
        )

    op.create_table(
        "entry_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(length=100), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("policy", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["coach_id"], ["users.id"], name=op.f("fk_entry_replies_coach_id_users")),
        sa.ForeignKeyConstraint(["lesson_id"], ["pieces.id"], name=op.f("fk_entry_replies_lesson_id_pieces")),
        sa.ForeignKeyConstraint(
            ["user_id", "lesson_id", "exercise"],
            ["entries.user_id", "entries.lesson_id", "entries.exercise"],
            name=op.f("fk_entry_replies_user_id_lesson_id_exercise_entries"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_entry_replies_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_replies")),
    )
    with op.batch_alter_table("entry_replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_replies_coach_id"), ["coach_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_entry_replies_user_id_lesson_id_exercise"),
            ["user_id", "lesson_id", "exercise"],
            unique=False,
        )

    op.create_table(
        "run_steps",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scene", sa.String(length=80), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("meters", sa.JSON(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_run_steps_run_id_runs")),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_run_steps")),
    )
    op.create_table(
        "writing_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("writing_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ticked", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("met", sa.JSON(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("reply_html", sa.Text(), nullable=False),
        sa.Column("policy", sa.Integer(), nullable=False),
        sa.Column("again", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["coach_id"], ["users.id"], name=op.f("fk_writing_rounds_coach_id_users")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_writing_rounds_revision_id_revisions")
        ),
        sa.ForeignKeyConstraint(["writing_id"], ["writings.id"], name=op.f("fk_writing_rounds_writing_id_writings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writing_rounds")),
        sa.UniqueConstraint("writing_id", "number", name=op.f("uq_writing_rounds_writing_id_number")),
    )
    with op.batch_alter_table("writing_rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_writing_rounds_coach_id"), ["coach_id"], unique=False)

    op.create_table(
        "card_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=6), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("recall", sa.Float(precision=53), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_card_reviews_card_id_cards")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_card_reviews_revision_id_revisions")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_card_reviews_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_reviews")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_card_reviews_user_id_once")),
    )
    with op.batch_alter_table("card_reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_card_reviews_card_id"), ["card_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_card_reviews_user_id_asked_at"), ["user_id", "asked_at"], unique=False)

    op.create_table(
        "writing_passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("begin", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["writing_rounds.id"], name=op.f("fk_writing_passages_round_id_writing_rounds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writing_passages")),
    )
    with op.batch_alter_table("writing_passages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_writing_passages_round_id"), ["round_id"], unique=False)

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("apart", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(batch_op.f("ix_entries_shared_at"), ["shared_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_entries_user_id_written_at"), ["user_id", "written_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_entries_waits_since"), ["waits_since"], unique=False)
    _answers_become_cards()


def _answers_become_cards() -> None:
    """Make a card of every question that somebody answered before there were reviews, due the day after."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    day_after = "date(max(a.answered_at), '+1 day')" if on_sqlite else "CAST(max(a.answered_at) AS date) + 1"
    op.execute(
        "INSERT INTO cards (user_id, about, course_id, lesson_id, exercise, state, step, due, added_at) "  # noqa: S608
        "SELECT a.user_id, 'question', max(a.course_id), a.lesson_id, a.exercise, 1, 0, "
        f"{day_after}, min(a.answered_at) FROM answers AS a JOIN users AS u ON u.id = a.user_id "
        "WHERE a.credit <> '' AND u.erased_at IS NULL GROUP BY a.user_id, a.lesson_id, a.exercise"
    )


def downgrade() -> None:
    """Go back."""

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entries_waits_since"))
        batch_op.drop_index(batch_op.f("ix_entries_user_id_written_at"))
        batch_op.drop_index(batch_op.f("ix_entries_shared_at"))
        batch_op.drop_column("apart")
        batch_op.drop_column("waits_since")
        batch_op.drop_column("shared_at")

    with op.batch_alter_table("writing_passages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_writing_passages_round_id"))

    op.drop_table("writing_passages")
    with op.batch_alter_table("card_reviews", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_reviews_user_id_asked_at"))
        batch_op.drop_index(batch_op.f("ix_card_reviews_card_id"))

    op.drop_table("card_reviews")
    with op.batch_alter_table("writing_rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_writing_rounds_coach_id"))

    op.drop_table("writing_rounds")
    op.drop_table("run_steps")
    with op.batch_alter_table("entry_replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_replies_user_id_lesson_id_exercise"))
        batch_op.drop_index(batch_op.f("ix_entry_replies_coach_id"))

    op.drop_table("entry_replies")
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cards_user_id_left_out_at_due"))
        batch_op.drop_index(batch_op.f("ix_cards_plan_id"))
        batch_op.drop_index(batch_op.f("ix_cards_lesson_id"))

    op.drop_table("cards")
    with op.batch_alter_table("writings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_writings_waits_since"))
        batch_op.drop_index(batch_op.f("ix_writings_user_id_saved_at"))
        batch_op.drop_index(batch_op.f("ix_writings_lesson_id"))
        batch_op.drop_index(batch_op.f("ix_writings_course_id_waits_since"))
        batch_op.drop_index(batch_op.f("ix_writings_course_id_answered_at"))

    op.drop_table("writings")
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_runs_user_id_moved_at"))
        batch_op.drop_index(batch_op.f("ix_runs_lesson_id"))
        batch_op.drop_index(batch_op.f("ix_runs_course_id_moved_at"))

    op.drop_table("runs")
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promises_user_id_fate_ask_at"))
        batch_op.drop_index(batch_op.f("ix_promises_lesson_id"))
        batch_op.drop_index(batch_op.f("ix_promises_by_mail_fate_ask_at"))

    op.drop_table("promises")
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plans_user_id"))
        batch_op.drop_index(batch_op.f("ix_plans_lesson_id"))

    op.drop_table("plans")
    op.drop_table("week_looks")
    op.drop_table("stories")
    with op.batch_alter_table("self_ratings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_self_ratings_course_id"))

    op.drop_table("self_ratings")
    with op.batch_alter_table("review_settings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_settings_by_mail_mailed_at"))

    op.drop_table("review_settings")
    with op.batch_alter_table("feelings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feelings_user_id_felt_at"))

    op.drop_table("feelings")
    op.drop_table("days")
    op.drop_table("day_frames")
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificates_user_id_made_at"))
        batch_op.drop_index(batch_op.f("ix_certificates_course_id"))

    op.drop_table("certificates")
