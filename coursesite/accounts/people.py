"""Who is asking: a person with a session, or a guest with the same fields."""

from dataclasses import dataclass, field
from datetime import datetime

from coursesite.accounts.models import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a session on this site, as one select found them. A visitor has a session and no account."""

    id: int
    key: str
    role: str
    name: str
    address: str | None
    time_zone: str
    picture: str
    picture_file: str | None
    leads: bool
    sign_in_id: int
    last_posted_at: datetime
    expires_at: datetime
    token: str = field(repr=False)

    @property
    def signed_in(self) -> bool:
        """Whether this person has an account and is signed in to it."""
        return self.role != Role.VISITOR

    @property
    def is_authenticated(self) -> bool:
        """The same, under the name that Flask-Login knows."""
        return self.signed_in

    @property
    def is_active(self) -> bool:
        """True: a disabled account's sessions are not found in the first place."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """False: there is a row for this person."""
        return False

    @property
    def picture_url(self) -> str:
        """The path of this person's picture; it changes when the picture does."""
        return picture_path(self.key, self.picture_file)

    def get_id(self) -> str:
        """What the cookie holds for this person: the session's token."""
        return self.token


@dataclass(frozen=True, slots=True)
class Guest:
    """Nobody in particular: no cookie, or one that no longer opens anything."""

    id: None = None
    key: str = ""
    role: str = "guest"
    name: str = ""
    address: None = None
    time_zone: str = "UTC"
    picture: str = "drawn"
    picture_file: None = None
    picture_url: str = ""
    leads: bool = False
    sign_in_id: None = None
    signed_in: bool = False
    is_authenticated: bool = False
    is_active: bool = False
    is_anonymous: bool = True

    def get_id(self) -> None:
        """None: a guest has no session."""


def picture_path(key: str, picture_file: str | None) -> str:
    """The path of a person's picture, with a part that changes when the file does."""
    return f"/people/{key}/picture" + (f"?v={picture_file[:8]}" if picture_file else "")
