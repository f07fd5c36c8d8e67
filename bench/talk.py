"""A post with twenty comments for the measurement: written and decided on by what the site's forms use."""

import os
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.site import environ
from coursesite import clock, config
from coursesite.accounts import signing_in
from coursesite.accounts.models import Role, User
from coursesite.blog.comments import settling, submitting
from coursesite.blog.comments.rendering import rendered
from coursesite.blog.comments.sent import Sent, Writer
from coursesite.blog.comments.submitting import Again
from coursesite.blog.models import Comment, Discussion, State
from coursesite.blog.posts.addresses import post_path
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Kind, Piece
from coursesite.library.post_queries import PostRow, find_post

COMMENTS = 20
ANSWERED = (None, 0, 1, 0, None, None, 5, 6, 7, None, 9, 9, None, None, 13, 14, 13, None, None, 18)
"""Which comment each one answers, by its place; none: the post."""
SENTENCES = (
    "I had a customer like that on a Monday in March, and nobody had told me about the second parcel.",
    "What helped me was to **say what I had heard**, and then to wait.",
    "Is there a way to do this in writing, where you can't hear how somebody takes it?",
    "My colleague keeps a list of what she may promise and what not; see [her page](https://example.org/list).",
    "It took me three tries, and the third customer said thank you before I had solved anything.",
    "I'd put it the other way round: first the date, then the reason.",
)


def twenty_below(folder: Path) -> str:
    """Let people talk below a post of the site in `folder`, which isn't served yet; gives the post's address."""
    settings = config.complete(config.load({**os.environ, **environ(folder)}))
    database = Database(settings.database)
    try:
        with database.writing() as session:
            post = _quiet_post(session)
            ids = _with_role(session, Role.LEARNER)[: COMMENTS // 2]
            guests = [signing_in.begin_visit(session, "a measurement", clock.now())[0] for _ in ids]
            writers = [Writer(user_id) for user_id in ids]
            writers += [Writer(guest, f"guest{guest}@example.net") for guest in guests]
            written: list[Comment] = []
            for place, answered in enumerate(ANSWERED):
                parent = None if answered is None else written[answered].id
                written.append(_say(session, post, parent, writers[place * 7 % len(writers)], place, settings))
            session.commit()
            return post_path(post.slug)
    finally:
        database.dispose()


def _quiet_post(session: Session) -> PostRow:
    """A post below which nobody has said anything."""
    talked = select(Discussion.post_id)
    quiet = select(Piece.slug).where(Piece.kind == Kind.POST.value, Piece.comments_open, Piece.id.not_in(talked))
    for slug in session.scalars(quiet.order_by(Piece.slug)):
        if (post := find_post(session, slug)) is not None:
            return post
    raise RuntimeError("every post of the demo has comments already")


def _with_role(session: Session, role: Role) -> Sequence[int]:
    asked = select(User.id).where(User.role == role.value, User.erased_at.is_(None)).order_by(func.length(User.name))
    return session.scalars(asked).all()


def _say(
    session: Session, post: PostRow, parent: int | None, writer: Writer, place: int, settings: Settings
) -> Comment:
    now = clock.now()
    text = "\n\n".join(SENTENCES[(place * 5 + n) % len(SENTENCES)] for n in range(1 + place % 4))
    sent = Sent(
        text=f"{text} ({place})",
        html=rendered(f"{text} ({place})"),
        once=f"measured-{place}",
        network=f"measured-{place}",
        name=f"Guest {place}" if writer.is_guest else "",
        seconds=90.0,
    )
    settled = submitting.submit(session, post, parent, writer, sent, settings, now)
    if isinstance(settled, Again):
        raise RuntimeError(f"{sent.once} was there already")  # noqa: TRY004  # the site was not a new one
    settling.close(session, [settled], now)
    coach = _with_role(session, Role.COACH)[0]
    found = settling.taken(session, [settled.comment.id], now)
    settling.close(session, [settling.settle(session, one, State.APPROVED, now, by=coach) for one in found], now)
    return settled.comment
