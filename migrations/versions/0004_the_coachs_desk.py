"""The coach's desk: who may do what, drafts, groups, asks, insights, settings of the site."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "counted_at",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_counted_at_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_at")),
    )
    op.create_table(
        "course_sums",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("span", sa.String(length=10), nullable=False),
        sa.Column("figure", sa.String(length=1), nullable=False),
        sa.Column("cell", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("course_id", "span", "figure", "cell", name=op.f("pk_course_sums")),
    )
    op.create_table(
        "missed_searches",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "words", name=op.f("pk_missed_searches")),
    )
    op.create_table(
        "site_settings",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_site_settings")),
    )
    op.create_table(
        "asides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name=op.f("fk_asides_piece_id_pieces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_asides_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asides")),
    )
    with op.batch_alter_table("asides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asides_piece_id"), ["piece_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_asides_user_id"), ["user_id"], unique=False)

    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("apart", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_for_consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pseudonym", sa.String(length=80), nullable=False),
        sa.Column("public_question", sa.Text(), nullable=False),
        sa.Column("public_answer", sa.Text(), nullable=False),
        sa.Column("question_html", sa.Text(), server_default="", nullable=False),
        sa.Column("answer_html", sa.Text(), server_default="", nullable=False),
        sa.Column("public_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_asks_course_id_pieces")),
        sa.ForeignKeyConstraint(["lesson_id"], ["pieces.id"], name=op.f("fk_asks_lesson_id_pieces")),
        sa.ForeignKeyConstraint(["post_id"], ["pieces.id"], name=op.f("fk_asks_post_id_pieces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_asks_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_asks_user_id_once")),
    )
    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asks_answered_at"), ["answered_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_asks_course_id_answered_at"), ["course_id", "answered_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_asks_lesson_id_is_open_asked_at"), ["lesson_id", "is_open", "asked_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_asks_lesson_id_public_at"), ["lesson_id", "public_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_asks_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_asks_user_id"), ["user_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_asks_waits_since"), ["waits_since"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["about_id"], ["users.id"], name=op.f("fk_audit_about_id_users")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_audit_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_about_id"), ["about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_user_id"), ["user_id"], unique=False)

    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_canned_replies_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
    )
    with op.batch_alter_table("canned_replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_canned_replies_user_id"), ["user_id"], unique=False)

    op.create_table(
        "changed_learners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_changed_learners_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changed_learners")),
    )
    with op.batch_alter_table("changed_learners", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_changed_learners_user_id"), ["user_id"], unique=False)

    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("join_code", sa.String(length=40), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["pieces.id"], name=op.f("fk_groups_course_id_pieces")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_groups_made_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("join_code", name=op.f("uq_groups_join_code")),
        sa.UniqueConstraint("key", name=op.f("uq_groups_key")),
    )
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_groups_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_groups_made_by"), ["made_by"], unique=False)

    op.create_table(
        "journeys",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_journeys_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "course_id", name=op.f("pk_journeys")),
    )
    with op.batch_alter_table("journeys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journeys_course_id_since"), ["course_id", "since"], unique=False)

    op.create_table(
        "preview_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_preview_links_made_by_users")),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name=op.f("fk_preview_links_piece_id_pieces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_preview_links_token_hash")),
    )
    with op.batch_alter_table("preview_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preview_links_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_preview_links_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_preview_links_piece_id"), ["piece_id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("step", sa.String(length=9), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_in_by", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_proposals_decided_by_users")),
        sa.ForeignKeyConstraint(["handed_in_by"], ["users.id"], name=op.f("fk_proposals_handed_in_by_users")),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name=op.f("fk_proposals_piece_id_pieces")),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposals_decided_by"), ["decided_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposals_handed_in_by"), ["handed_in_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposals_step_publish_at"), ["step", "publish_at"], unique=False)

    op.create_table(
        "staff",
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name=op.f("fk_staff_piece_id_pieces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_staff_user_id_users")),
        sa.PrimaryKeyConstraint("piece_id", "user_id", name=op.f("pk_staff")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_user_id"), ["user_id"], unique=False)

    op.create_table(
        "writers",
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name=op.f("fk_writers_piece_id_pieces")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_writers_user_id_users")),
        sa.PrimaryKeyConstraint("piece_id", "user_id", name=op.f("pk_writers")),
    )
    with op.batch_alter_table("writers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_writers_seen_at"), ["seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_writers_user_id"), ["user_id"], unique=False)

    op.create_table(
        "ask_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by_coach", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("policy", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["asks.id"], name=op.f("fk_ask_words_ask_id_asks")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_ask_words_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask_words")),
    )
    with op.batch_alter_table("ask_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ask_words_ask_id"), ["ask_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ask_words_user_id"), ["user_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base_revision_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_revision_id"], ["revisions.id"], name=op.f("fk_drafts_base_revision_id_revisions")
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["users.id"], name=op.f("fk_drafts_changed_by_users")),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name=op.f("fk_drafts_piece_id_pieces")),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_drafts")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_base_revision_id"), ["base_revision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_drafts_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_drafts_changed_by"), ["changed_by"], unique=False)

    op.create_table(
        "group_leads",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_leads_group_id_groups")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_group_leads_user_id_users")),
        sa.PrimaryKeyConstraint("group_id", "user_id", name=op.f("pk_group_leads")),
    )
    with op.batch_alter_table("group_leads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_leads_user_id"), ["user_id"], unique=False)

    op.create_table(
        "group_members",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_members_group_id_groups")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_group_members_user_id_users")),
        sa.PrimaryKeyConstraint("group_id", "user_id", name=op.f("pk_group_members")),
    )
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_members_user_id"), ["user_id"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_invitations_group_id_groups")),
        sa.ForeignKeyConstraint(["invited_by"], ["users.id"], name=op.f("fk_invitations_invited_by_users")),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name=op.f("fk_invitations_piece_id_pieces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_invited_by"), ["invited_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_piece_id"), ["piece_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_piece_id_address"), ["piece_id", "address"], unique=False)

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("post_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_enrolments_post_id"), ["post_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_enrolments_post_id_pieces"), "pieces", ["post_id"], ["id"])

    with op.batch_alter_table("images", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pushed", sa.Boolean(), server_default=sa.true(), nullable=False))

    with op.batch_alter_table("pieces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("joining", sa.String(length=4), server_default="open", nullable=False))
        batch_op.add_column(sa.Column("join_code", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("approval", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("taken_off_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("pushed_path", sa.String(length=400), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_pieces_join_code"), ["join_code"])

    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leads", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_column("leads")

    with op.batch_alter_table("pieces", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_pieces_join_code"), type_="unique")
        batch_op.drop_column("pushed_path")
        batch_op.drop_column("trashed_at")
        batch_op.drop_column("taken_off_at")
        batch_op.drop_column("approval")
        batch_op.drop_column("join_code")
        batch_op.drop_column("joining")

    with op.batch_alter_table("images", schema=None) as batch_op:
        batch_op.drop_column("pushed")

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_enrolments_post_id_pieces"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_enrolments_post_id"))
        batch_op.drop_column("post_id")

    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitations_piece_id_address"))
        batch_op.drop_index(batch_op.f("ix_invitations_piece_id"))
        batch_op.drop_index(batch_op.f("ix_invitations_invited_by"))
        batch_op.drop_index(batch_op.f("ix_invitations_group_id"))
        batch_op.drop_index(batch_op.f("ix_invitations_expires_at"))
        batch_op.drop_index(batch_op.f("ix_invitations_address"))

    op.drop_table("invitations")
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_members_user_id"))

    op.drop_table("group_members")
    with op.batch_alter_table("group_leads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_leads_user_id"))

    op.drop_table("group_leads")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_changed_by"))
        batch_op.drop_index(batch_op.f("ix_drafts_changed_at"))
        batch_op.drop_index(batch_op.f("ix_drafts_base_revision_id"))

    op.drop_table("drafts")
    with op.batch_alter_table("ask_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ask_words_user_id"))
        batch_op.drop_index(batch_op.f("ix_ask_words_ask_id"))

    op.drop_table("ask_words")
    with op.batch_alter_table("writers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_writers_user_id"))
        batch_op.drop_index(batch_op.f("ix_writers_seen_at"))

    op.drop_table("writers")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_user_id"))

    op.drop_table("staff")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposals_step_publish_at"))
        batch_op.drop_index(batch_op.f("ix_proposals_handed_in_by"))
        batch_op.drop_index(batch_op.f("ix_proposals_decided_by"))

    op.drop_table("proposals")
    with op.batch_alter_table("preview_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_preview_links_piece_id"))
        batch_op.drop_index(batch_op.f("ix_preview_links_made_by"))
        batch_op.drop_index(batch_op.f("ix_preview_links_expires_at"))

    op.drop_table("preview_links")
    with op.batch_alter_table("journeys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journeys_course_id_since"))

    op.drop_table("journeys")
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_groups_made_by"))
        batch_op.drop_index(batch_op.f("ix_groups_course_id"))

    op.drop_table("groups")
    with op.batch_alter_table("changed_learners", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_changed_learners_user_id"))

    op.drop_table("changed_learners")
    with op.batch_alter_table("canned_replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_canned_replies_user_id"))

    op.drop_table("canned_replies")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_user_id"))
        batch_op.drop_index(batch_op.f("ix_audit_at"))
        batch_op.drop_index(batch_op.f("ix_audit_about_id"))

    op.drop_table("audit")
    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asks_waits_since"))
        batch_op.drop_index(batch_op.f("ix_asks_user_id"))
        batch_op.drop_index(batch_op.f("ix_asks_post_id"))
        batch_op.drop_index(batch_op.f("ix_asks_lesson_id_public_at"))
        batch_op.drop_index(batch_op.f("ix_asks_lesson_id_is_open_asked_at"))
        batch_op.drop_index(batch_op.f("ix_asks_course_id_answered_at"))
        batch_op.drop_index(batch_op.f("ix_asks_answered_at"))

    op.drop_table("asks")
    with op.batch_alter_table("asides", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asides_user_id"))
        batch_op.drop_index(batch_op.f("ix_asides_piece_id"))

    op.drop_table("asides")
    op.drop_table("site_settings")
    op.drop_table("missed_searches")
    op.drop_table("course_sums")
    op.drop_table("counted_at")
