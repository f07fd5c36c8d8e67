"""The mail that accounts write: texts from templates/accounts/mail/, the first line being the subject.

Nothing that a stranger can type stands in them: whoever signs up with somebody else's address writes to that address.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from sqlalchemy.orm import Session

from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.mail import outbox


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail that is written and not yet in the outbox, so that no transaction waits for its rendering."""

    purpose: str
    recipient: str
    user_id: int | None
    subject: str
    body: str
    host: str

    def put(self, session: Session, now: datetime, user_id: int | None = None) -> None:
        """Put it into the outbox, in the caller's transaction. `user_id` is whose it is, where nobody knew before."""
        outbox.put(
            session,
            purpose=self.purpose,
            recipient=self.recipient,
            subject=self.subject,
            body=self.body,
            user_id=self.user_id if user_id is None else user_id,
            host=self.host,
            now=now,
        )


def _draft(settings: Settings, purpose: str, recipient: str, user_id: int | None, **values: object) -> Draft:
    text = render_template(f"accounts/mail/{purpose}.txt", **values)
    subject, _, body = text.strip().partition("\n")
    return Draft(purpose, recipient, user_id, subject.strip(), body.strip() + "\n", settings.host)


def _link(settings: Settings, path: str) -> str:
    """A whole address from the configured base, whatever host the request named."""
    return settings.base_url + path


def confirm_sign_up(settings: Settings, address: str, path: str) -> Draft:
    """To somebody new: the link that makes the account."""
    return _draft(settings, "sign_up", address, None, link=_link(settings, path))


def has_account(settings: Settings, user: User, path: str) -> Draft:
    """To somebody who signs up a second time: there is an account, and a link for a new password."""
    return _draft(settings, "has_account", user.address or "", user.id, link=_link(settings, path))


def reset(settings: Settings, user: User, path: str) -> Draft:
    """The link for a new password."""
    return _draft(settings, "reset", user.address or "", user.id, link=_link(settings, path))


def no_account(settings: Settings, address: str, path: str) -> Draft:
    """To an address for which a new password was asked and that has no account."""
    return _draft(settings, "no_account", address, None, link=_link(settings, path))


def confirm_address(settings: Settings, address: str, user_id: int, path: str) -> Draft:
    """To the new address: the link that makes it the account's."""
    return _draft(settings, "new_address", address, user_id, link=_link(settings, path))


def address_in_use(settings: Settings, user: User) -> Draft:
    """To somebody whose address another account wanted to take."""
    return _draft(settings, "address_in_use", user.address or "", user.id)


def address_asked(settings: Settings, address: str, user_id: int, path: str) -> Draft:
    """To the address so far: a change was asked for."""
    return _draft(settings, "address_asked", address, user_id, link=_link(settings, path))


def address_changed(settings: Settings, old: str, user_id: int) -> Draft:
    """To the address that was: it is no longer the account's."""
    return _draft(settings, "address_changed", old, user_id)


def password_changed(settings: Settings, user: User, path: str) -> Draft:
    """A notice that the password is another one now."""
    return _draft(settings, "password_changed", user.address or "", user.id, link=_link(settings, path))


AS_WHAT = {Role.COACH: "as a coach", Role.ADMIN: "as an admin", Role.LEARNER: "to learn"}


def invited(settings: Settings, address: str, role: Role, path: str) -> Draft:
    """To somebody for whom an admin made an account: the link with which they set a password."""
    return _draft(settings, "invited", address, None, link=_link(settings, path), as_what=AS_WHAT[role])
