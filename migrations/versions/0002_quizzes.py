"""quizzes: attempts, what opens after what, and room for long ids."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "allowances",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("extra_minutes", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("granted_by", sa.Integer(), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["granted_by"], ["users.id"], name=op.f("fk_allowances_granted_by_users")),
        sa.ForeignKeyConstraint(["quiz_id"], ["pieces.id"], name=op.f("fk_allowances_quiz_id_pieces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_allowances_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "quiz_id", name=op.f("pk_allowances")),
    )
    with op.batch_alter_table("allowances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allowances_granted_by"), ["granted_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_allowances_quiz_id"), ["quiz_id"], unique=False)

    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("graded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.String(length=1000), nullable=False),
        sa.Column("out_of", sa.String(length=1000), nullable=False),
        sa.Column("share", sa.String(length=1000), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_attempts_course_id_pieces")),
        sa.ForeignKeyConstraint(["quiz_id"], ["pieces.id"], name=op.f("fk_attempts_quiz_id_pieces")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_attempts_revision_id_revisions")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_attempts_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_attempts_user_id_once")),
        sa.UniqueConstraint("user_id", "quiz_id", "number", name=op.f("uq_attempts_user_id_quiz_id_number")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_graded_at_due_at"), ["graded_at", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_quiz_id_graded_at"), ["quiz_id", "graded_at"], unique=False)

    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(length=100), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("rose", sa.Integer(), nullable=False),
        sa.Column("fell", sa.Integer(), nullable=False),
        sa.Column("stayed", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_corrections_made_by_users")),
        sa.ForeignKeyConstraint(["quiz_id"], ["pieces.id"], name=op.f("fk_corrections_quiz_id_pieces")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_corrections_revision_id_revisions")),
        sa.ForeignKeyConstraint(["source_id"], ["pieces.id"], name=op.f("fk_corrections_source_id_pieces")),
        sa.ForeignKeyConstraint(["undone_by"], ["users.id"], name=op.f("fk_corrections_undone_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrections_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_quiz_id"), ["quiz_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_revision_id"), ["revision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_undone_by"), ["undone_by"], unique=False)

    op.create_table(
        "corrected_responses",
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("old_credit", sa.String(length=1000), nullable=False),
        sa.Column("new_credit", sa.String(length=1000), nullable=False),
        sa.Column("old_marks", sa.String(length=40), nullable=False),
        sa.Column("new_marks", sa.String(length=40), nullable=False),
        sa.Column("old_outcome", sa.String(length=6), nullable=False),
        sa.Column("new_outcome", sa.String(length=6), nullable=False),
        sa.Column("old_share", sa.String(length=1000), nullable=False),
        sa.Column("new_share", sa.String(length=1000), nullable=False),
        sa.Column("old_graded_by", sa.Integer(), nullable=True),
        sa.Column("new_graded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_corrected_responses_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name=op.f("fk_corrected_responses_correction_id_corrections")
        ),
        sa.ForeignKeyConstraint(
            ["new_graded_by"], ["revisions.id"], name=op.f("fk_corrected_responses_new_graded_by_revisions")
        ),
        sa.ForeignKeyConstraint(
            ["old_graded_by"], ["revisions.id"], name=op.f("fk_corrected_responses_old_graded_by_revisions")
        ),
        sa.PrimaryKeyConstraint("correction_id", "attempt_id", "place", name=op.f("pk_corrected_responses")),
    )
    with op.batch_alter_table("corrected_responses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrected_responses_attempt_id"), ["attempt_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrected_responses_new_graded_by"), ["new_graded_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrected_responses_old_graded_by"), ["old_graded_by"], unique=False)

    op.create_table(
        "responses",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(length=100), nullable=False),
        sa.Column("marks", sa.String(length=40), nullable=False),
        sa.Column("given", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("tab", sa.String(length=32), nullable=False),
        sa.Column("tab_number", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("credit", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(length=6), nullable=False),
        sa.Column("chosen", sa.String(length=200), nullable=False),
        sa.Column("total", sa.String(length=1000), nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.Column("graded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_responses_attempt_id_attempts")),
        sa.ForeignKeyConstraint(["graded_by"], ["revisions.id"], name=op.f("fk_responses_graded_by_revisions")),
        sa.ForeignKeyConstraint(["quiz_id"], ["pieces.id"], name=op.f("fk_responses_quiz_id_pieces")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_responses_revision_id_revisions")),
        sa.ForeignKeyConstraint(["source_id"], ["pieces.id"], name=op.f("fk_responses_source_id_pieces")),
        sa.PrimaryKeyConstraint("attempt_id", "place", name=op.f("pk_responses")),
    )
    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.create_index(
            "ix_responses_figures",
            ["quiz_id", "source_id", "exercise", "chosen", "slot", "credit", "marks", "total", "standing"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_responses_graded_by"), ["graded_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_responses_revision_id"), ["revision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_responses_source_id"), ["source_id"], unique=False)

    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.alter_column(
            "exercise", existing_type=sa.VARCHAR(length=60), type_=sa.String(length=100), existing_nullable=False
        )
        batch_op.alter_column(
            "credit", existing_type=sa.VARCHAR(length=40), type_=sa.String(length=1000), existing_nullable=False
        )

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.alter_column(
            "exercise", existing_type=sa.VARCHAR(length=60), type_=sa.String(length=100), existing_nullable=False
        )

    with op.batch_alter_table("pieces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counts", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("pass_mark", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("opens_after_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_pieces_opens_after_id"), ["opens_after_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_pieces_opens_after_id_pieces"), "pieces", ["opens_after_id"], ["id"])

    with op.batch_alter_table("tallies", schema=None) as batch_op:
        batch_op.alter_column(
            "exercise", existing_type=sa.VARCHAR(length=60), type_=sa.String(length=100), existing_nullable=False
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("tallies", schema=None) as batch_op:
        batch_op.alter_column(
            "exercise", existing_type=sa.String(length=100), type_=sa.VARCHAR(length=60), existing_nullable=False
        )

    with op.batch_alter_table("pieces", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_pieces_opens_after_id_pieces"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_pieces_opens_after_id"))
        batch_op.drop_column("opens_after_id")
        batch_op.drop_column("pass_mark")
        batch_op.drop_column("counts")

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.alter_column(
            "exercise", existing_type=sa.String(length=100), type_=sa.VARCHAR(length=60), existing_nullable=False
        )

    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.alter_column(
            "credit", existing_type=sa.String(length=1000), type_=sa.VARCHAR(length=40), existing_nullable=False
        )
        batch_op.alter_column(
            "exercise", existing_type=sa.String(length=100), type_=sa.VARCHAR(length=60), existing_nullable=False
        )

    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_responses_source_id"))
        batch_op.drop_index(batch_op.f("ix_responses_revision_id"))
        batch_op.drop_index(batch_op.f("ix_responses_graded_by"))
        batch_op.drop_index("ix_responses_figures")

    op.drop_table("responses")
    with op.batch_alter_table("corrected_responses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrected_responses_old_graded_by"))
        batch_op.drop_index(batch_op.f("ix_corrected_responses_new_graded_by"))
        batch_op.drop_index(batch_op.f("ix_corrected_responses_attempt_id"))

    op.drop_table("corrected_responses")
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrections_undone_by"))
        batch_op.drop_index(batch_op.f("ix_corrections_source_id"))
        batch_op.drop_index(batch_op.f("ix_corrections_revision_id"))
        batch_op.drop_index(batch_op.f("ix_corrections_quiz_id"))
        batch_op.drop_index(batch_op.f("ix_corrections_made_by"))

    op.drop_table("corrections")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_quiz_id_graded_at"))
        batch_op.drop_index(batch_op.f("ix_attempts_graded_at_due_at"))
        batch_op.drop_index(batch_op.f("ix_attempts_course_id"))

    op.drop_table("attempts")
    with op.batch_alter_table("allowances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_allowances_quiz_id"))
        batch_op.drop_index(batch_op.f("ix_allowances_granted_by"))

    op.drop_table("allowances")
