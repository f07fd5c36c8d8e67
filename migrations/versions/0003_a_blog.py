"""The blog: posts dated, signed and tagged; comments and what becomes of them; imports."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "comment_words",
        sa.Column("word", sa.String(length=16), nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("honest", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_comment_words")),
    )
    op.create_table(
        "discussions",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["pieces.id"], name=op.f("fk_discussions_post_id_pieces")),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_discussions")),
    )
    op.create_table(
        "guests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("picture", sa.String(length=10), nullable=False),
        sa.Column("picture_file", sa.String(length=80), nullable=True),
        sa.Column("picture_fetch", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_wrote_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_guests_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guests")),
        sa.UniqueConstraint("address", name=op.f("uq_guests_address")),
        sa.UniqueConstraint("key", name=op.f("uq_guests_key")),
    )
    with op.batch_alter_table("guests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guests_last_wrote_at"), ["last_wrote_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_guests_user_id"), ["user_id"], unique=False)

    op.create_table(
        "import_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("program", sa.String(length=20), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_import_runs_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_runs_user_id"), ["user_id"], unique=False)

    op.create_table(
        "post_tags",
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name=op.f("fk_post_tags_piece_id_pieces")),
        sa.PrimaryKeyConstraint("piece_id", "slug", name=op.f("pk_post_tags")),
    )
    with op.batch_alter_table("post_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_tags_slug"), ["slug"], unique=False)

    op.create_table(
        "comment_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("network", sa.String(length=64), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_comment_blocks_guest_id_guests")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_comment_blocks_made_by_id_users")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_comment_blocks_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_blocks")),
    )
    with op.batch_alter_table("comment_blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_blocks_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_blocks_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_blocks_network"), ["network"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_blocks_user_id"), ["user_id"], unique=False)

    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=66), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("below", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("site", sa.String(length=300), nullable=False),
        sa.Column("by_coach", sa.Boolean(), nullable=False),
        sa.Column("policy", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=True),
        sa.Column("likely_spam", sa.Integer(), nullable=True),
        sa.Column("trained", sa.String(length=6), nullable=False),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_comments_guest_id_guests")),
        sa.ForeignKeyConstraint(["parent_id"], ["comments.id"], name=op.f("fk_comments_parent_id_comments")),
        sa.ForeignKeyConstraint(["post_id"], ["pieces.id"], name=op.f("fk_comments_post_id_pieces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_comments_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("once", name=op.f("uq_comments_once")),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comments_guest_id_created_at"), ["guest_id", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_network_created_at"), ["network", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(
            "ix_comments_pinned",
            ["post_id"],
            unique=False,
            sqlite_where=sa.text("pinned_at IS NOT NULL"),
            postgresql_where=sa.text("pinned_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_comments_post_id_path"), ["post_id", "path"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_state_created_at"), ["state", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_text_hash"), ["text_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_user_id_created_at"), ["user_id", "created_at"], unique=False)

    op.create_table(
        "comment_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(length=10), nullable=False),
        sa.Column("after", sa.String(length=10), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("undone_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_decisions_comment_id_comments")),
        sa.ForeignKeyConstraint(
            ["undone_id"], ["comment_decisions.id"], name=op.f("fk_comment_decisions_undone_id_comment_decisions")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_comment_decisions_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_decisions")),
    )
    with op.batch_alter_table("comment_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_decisions_comment_id"), ["comment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_decisions_undone_id"), ["undone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_decisions_user_id"), ["user_id"], unique=False)

    op.create_table(
        "comment_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_reports_comment_id_comments")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_comment_reports_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_reports")),
        sa.UniqueConstraint("comment_id", "user_id", name=op.f("uq_comment_reports_comment_id_user_id")),
    )
    with op.batch_alter_table("comment_reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comment_reports_settled_at_reported_at"), ["settled_at", "reported_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_comment_reports_user_id"), ["user_id"], unique=False)

    op.create_table(
        "comment_sketches",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_sketches_comment_id_comments")),
        sa.PrimaryKeyConstraint("comment_id", "number", name=op.f("pk_comment_sketches")),
    )
    with op.batch_alter_table("comment_sketches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_sketches_number"), ["number"], unique=False)

    op.create_table(
        "import_items",
        sa.Column("identity", sa.String(length=300), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("piece_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_import_items_comment_id_comments")),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name=op.f("fk_import_items_piece_id_pieces")),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], name=op.f("fk_import_items_run_id_import_runs")),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_import_items")),
    )
    with op.batch_alter_table("import_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_items_comment_id"), ["comment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_items_piece_id"), ["piece_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_items_run_id"), ["run_id"], unique=False)

    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_subscriptions_comment_id_comments")),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_subscriptions_guest_id_guests")),
        sa.ForeignKeyConstraint(["post_id"], ["pieces.id"], name=op.f("fk_subscriptions_post_id_pieces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_subscriptions_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
    )
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subscriptions_comment_id"), ["comment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subscriptions_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subscriptions_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subscriptions_user_id"), ["user_id"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unsubscribe", sa.String(length=300), server_default="", nullable=False))

    with op.batch_alter_table("pieces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("author", sa.String(length=120), server_default="", nullable=False))
        batch_op.add_column(sa.Column("author_slug", sa.String(length=120), server_default="", nullable=False))
        batch_op.add_column(sa.Column("comments_open", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("about_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_pieces_about_id"), ["about_id"], unique=False)
        batch_op.create_index("ix_pieces_author_slug", ["author_slug", "published_at"], unique=False)
        batch_op.create_index("ix_pieces_kind_state_published_at", ["kind", "state", "published_at"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_pieces_about_id_pieces"), "pieces", ["about_id"], ["id"])

    with op.batch_alter_table("shelf", schema=None) as batch_op:
        batch_op.add_column(sa.Column("talk", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_users_role_name"), ["role", "name"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_users_role_name"))

    with op.batch_alter_table("shelf", schema=None) as batch_op:
        batch_op.drop_column("talk")

    with op.batch_alter_table("pieces", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_pieces_about_id_pieces"), type_="foreignkey")
        batch_op.drop_index("ix_pieces_kind_state_published_at")
        batch_op.drop_index("ix_pieces_author_slug")
        batch_op.drop_index(batch_op.f("ix_pieces_about_id"))
        batch_op.drop_column("about_id")
        batch_op.drop_column("comments_open")
        batch_op.drop_column("author_slug")
        batch_op.drop_column("author")
        batch_op.drop_column("published_at")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("unsubscribe")

    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscriptions_user_id"))
        batch_op.drop_index(batch_op.f("ix_subscriptions_post_id"))
        batch_op.drop_index(batch_op.f("ix_subscriptions_guest_id"))
        batch_op.drop_index(batch_op.f("ix_subscriptions_comment_id"))

    op.drop_table("subscriptions")
    with op.batch_alter_table("import_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_items_run_id"))
        batch_op.drop_index(batch_op.f("ix_import_items_piece_id"))
        batch_op.drop_index(batch_op.f("ix_import_items_comment_id"))

    op.drop_table("import_items")
    with op.batch_alter_table("comment_sketches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_sketches_number"))

    op.drop_table("comment_sketches")
    with op.batch_alter_table("comment_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_reports_user_id"))
        batch_op.drop_index(batch_op.f("ix_comment_reports_settled_at_reported_at"))

    op.drop_table("comment_reports")
    with op.batch_alter_table("comment_decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_decisions_user_id"))
        batch_op.drop_index(batch_op.f("ix_comment_decisions_undone_id"))
        batch_op.drop_index(batch_op.f("ix_comment_decisions_comment_id"))

    op.drop_table("comment_decisions")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comments_user_id_created_at"))
        batch_op.drop_index(batch_op.f("ix_comments_text_hash"))
        batch_op.drop_index(batch_op.f("ix_comments_state_created_at"))
        batch_op.drop_index(batch_op.f("ix_comments_post_id_path"))
        batch_op.drop_index(
            "ix_comments_pinned",
            sqlite_where=sa.text("pinned_at IS NOT NULL"),
            postgresql_where=sa.text("pinned_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_comments_parent_id"))
        batch_op.drop_index(batch_op.f("ix_comments_network_created_at"))
        batch_op.drop_index(batch_op.f("ix_comments_guest_id_created_at"))

    op.drop_table("comments")
    with op.batch_alter_table("comment_blocks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_blocks_user_id"))
        batch_op.drop_index(batch_op.f("ix_comment_blocks_network"))
        batch_op.drop_index(batch_op.f("ix_comment_blocks_made_by_id"))
        batch_op.drop_index(batch_op.f("ix_comment_blocks_guest_id"))

    op.drop_table("comment_blocks")
    with op.batch_alter_table("post_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_tags_slug"))

    op.drop_table("post_tags")
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_runs_user_id"))

    op.drop_table("import_runs")
    with op.batch_alter_table("guests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guests_user_id"))
        batch_op.drop_index(batch_op.f("ix_guests_last_wrote_at"))

    op.drop_table("guests")
    op.drop_table("discussions")
    op.drop_table("comment_words")
