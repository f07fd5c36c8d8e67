"""What the accounts know about a person."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.accounts import audit_queries, pictures, queries, signing_in
from coursesite.accounts.models import User

TABLES = frozenset({"users", "sign_ins", "tokens", "audit"})


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """The account itself, its sessions, the links that were sent out for it, and what it did or met with as staff; no
    hash of anything. Who did something to this person is another's to tell.
    """
    user = queries.user_with_id(session, user_id)
    if user is None:
        return {"account": [], "sessions": [], "links": [], "deeds": []}
    sessions = queries.all_sign_ins_of(session, user_id)
    links = queries.tokens_of(session, user_id)
    return {
        "account": [_account(user)],
        "sessions": [
            {"device": one.device, "began": one.created_at, "last used": one.last_posted_at, "ends": one.expires_at}
            for one in sessions
        ],
        "links": [
            {
                "for": one.purpose,
                "new address": one.address,
                "sent": one.created_at,
                "good until": one.expires_at,
            }
            for one in links
        ],
        "deeds": [
            {
                "what": one.deed,
                "of": one.subject,
                "when": one.at,
                "done": "by you" if one.user_id == user_id else "to you",
            }
            for one in audit_queries.of_person(session, user_id)
        ],
    }


def _account(user: User) -> dict[str, object]:
    return {
        "number": user.id,
        "key": user.key,
        "name": user.name,
        "address": user.address,
        "role": user.role,
        "time zone": user.time_zone,
        "picture": user.picture,
        "picture fetched from elsewhere": user.picture_fetch,
        "made": user.created_at,
        "closed": user.disabled_at,
    }


def files(session: Session, user_id: int, data_dir: Path) -> list[Path]:
    """The person's own picture, if there is one."""
    user = queries.user_with_id(session, user_id)
    if user is None or user.picture_file is None:
        return []
    return [pictures.path_of(data_dir, user.picture_file)]


def erase(session: Session, user_id: int, now: datetime) -> list[Path]:
    """Remove name, address, password, picture, sessions and links; an ownerless number remains, also in the log of
    what staff did.

    The files it gives are relative to the data folder.
    """
    user = queries.user_with_id(session, user_id)
    if user is None:
        return []
    left_over = [Path(pictures.FOLDER) / user.picture_file] if user.picture_file else []
    signing_in.end_all(session, user_id)
    queries.delete_tokens(session, user_id=user_id)
    if user.address:
        queries.delete_tokens(session, address=user.address)
    queries.change_user(
        session,
        user_id,
        key=signing_in.new_key(),
        address=None,
        name="",
        password_hash=None,
        time_zone="UTC",
        picture="drawn",
        picture_file=None,
        picture_fetch="",
        erased_at=now,
    )
    return left_over
