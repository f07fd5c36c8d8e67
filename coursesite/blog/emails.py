"""The mail that comments cause: texts from templates/blog/mail/, the first line being the subject.

Mail about a comment goes in the commit in which readers see it for the first time. That something waits is told to
coaches only, and quotes nothing.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from flask import render_template
from sqlalchemy.orm import Session

from coursesite.blog.comments import signing, words
from coursesite.blog.comments import subscription_queries as queries
from coursesite.blog.comments.queries import comment_with_id
from coursesite.blog.comments.settling import Settled
from coursesite.blog.comments.subscription_queries import Reader
from coursesite.blog.comments.writer_queries import guest_with_id
from coursesite.blog.models import Comment, State
from coursesite.blog.posts.addresses import comment_path
from coursesite.config import Settings
from coursesite.mail import outbox
from coursesite.mail.queries import written_since
from coursesite.web.queries import spend_value

NEW, UP, WAITS, APART = "comment_new", "comment_up", "comment_waits", "comment_apart"
HOUR = timedelta(hours=1)
QUEUE = "/studio/comments"


def tell(session: Session, settings: Settings, settled: Iterable[Settled], now: datetime) -> None:
    """Write about every comment that readers now see for the first time, in the caller's transaction."""
    for one in settled:
        if one.is_new:
            _tell_readers(session, settings, one.comment, now)
            # Whoever is trusted saw it stand there at once.
            if one.decision is not None and one.decision.before:
                _tell_guest(session, settings, one.comment, now)


def tell_coaches(session: Session, settings: Settings, comment: Comment, now: datetime) -> None:
    """Let every coach know that a comment waits.

    Of those who may be in need each one is told at once; of all others a coach hears at most once an hour.
    """
    if comment.state == State.HELD and comment.apart:
        _notify(session, settings, APART, f"comment {comment.id}", now)
    elif comment.state == State.HELD:
        tell_of_waiting(session, settings, now)


def tell_of_waiting(session: Session, settings: Settings, now: datetime) -> None:
    """Write to every coach that something waits, unless they were told so within the hour."""
    told = {user_id for user_id, _ in queries.coaches(session) if written_since(session, WAITS, user_id, now - HOUR)}
    _notify(session, settings, WAITS, f"{now:%Y%m%d%H}", now, but=told)


def _notify(
    session: Session, settings: Settings, purpose: str, once: str, now: datetime, but: Collection[int] = ()
) -> None:
    for user_id, address in queries.coaches(session):
        # Of two comments in the same moment, or of two changes of one, only the first finds this value unspent.
        if user_id not in but and spend_value(session, f"{purpose} {user_id} {once}", now):
            _put(session, settings, purpose, address, user_id, now, link=settings.base_url + QUEUE)


def _tell_readers(session: Session, settings: Settings, comment: Comment, now: datetime) -> None:
    post = queries.post_of(session, comment.post_id)
    if post is None:
        return
    guest = guest_with_id(session, comment.guest_id) if comment.guest_id is not None else None
    written_to = {(guest.address or "").casefold()} if guest is not None else set()
    name = words.name_of(*queries.author_of(session, comment))
    # Nothing is asked for each reader: a post may have thousands, and whoever comments waits for all of their mail.
    answered, quoted = _answered(session, comment), _quoted(comment.source)
    for reader in queries.readers_of(session, comment):
        if reader.address.casefold() in written_to:
            continue
        written_to.add(reader.address.casefold())
        _put(
            session,
            settings,
            NEW,
            reader.address,
            reader.user_id,
            now,
            unsubscribe=_end_link(settings, reader),
            title=post[0],
            name=name,
            answered=answered,
            is_answered=reader.is_answered,
            quoted=quoted,
            link=settings.base_url + comment_path(comment.id),
        )


def _tell_guest(session: Session, settings: Settings, comment: Comment, now: datetime) -> None:
    guest = guest_with_id(session, comment.guest_id) if comment.guest_id is not None else None
    post = queries.post_of(session, comment.post_id)
    if guest is None or not guest.address or post is None:
        return
    token = signing.token_for(settings.secret_key, signing.MINE, comment.id)
    _put(
        session,
        settings,
        UP,
        guest.address,
        guest.user_id if guest.confirmed_at is not None else None,
        now,
        title=post[0],
        is_confirmed=guest.confirmed_at is not None,
        link=settings.base_url + comment_path(comment.id),
        mine=f"{settings.base_url}/blog/mine/{token}",
    )


def _answered(session: Session, comment: Comment) -> str:
    parent = comment_with_id(session, comment.parent_id) if comment.parent_id is not None else None
    return "" if parent is None else words.name_of(*queries.author_of(session, parent))


def _quoted(source: str) -> str:
    # Split wherever some program might begin a line, so that nothing of it stands outside of the quotation.
    return "\n".join(f"> {line}".rstrip() for line in source.splitlines())


def _end_link(settings: Settings, reader: Reader) -> str:
    token = signing.token_for(settings.secret_key, signing.SUBSCRIPTION, reader.subscription_id)
    return f"{settings.base_url}/blog/subscriptions/{token}"


def _put(
    session: Session,
    settings: Settings,
    purpose: str,
    recipient: str,
    user_id: int | None,
    now: datetime,
    *,
    unsubscribe: str = "",
    **values: object,
) -> None:
    text = render_template(f"blog/mail/{purpose}.txt", unsubscribe=unsubscribe, **values)
    outbox.put_letter(
        session,
        text,
        purpose=purpose,
        recipient=recipient,
        user_id=user_id,
        host=settings.host,
        now=now,
        unsubscribe=unsubscribe,
    )
