"""The pages of people: who is here as what, and what changes when that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from coursesite.accounts import joining, queries
from coursesite.accounts.models import Role, User
from coursesite.studio.site.people_queries import CLOSED, INVITED

SORTS = {
    "": "everybody",
    Role.LEARNER.value: "learners",
    Role.COACH.value: "coaches",
    Role.ADMIN.value: "admins",
    INVITED: "who have no password yet",
    CLOSED: "whose account is closed",
}
OPEN = "open"
PARTS = {"owner": "owner", "coach": "co-coach", "approver": "approver"}


class LastAdmin(Exception):
    """Nobody would be left who can do this."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change that can be made: its button, its question, what follows from it, and the log's words."""

    to: str
    button: str
    question: str
    follows: str
    deed: str
    done: str


CHANGES = {
    change.to: change
    for change in (
        Change(
            Role.LEARNER.value,
            "Make a learner",
            "Make {name} a learner?",
            "They keep all that they learned and wrote, and no longer see the desk.",
            "made a learner",
            "{name} is a learner now.",
        ),
        Change(
            Role.COACH.value,
            "Make a coach",
            "Make {name} a coach?",
            "They see the desk and can begin courses. They look after all that has nobody of its own, and after what "
            "they are named in: there they see names, answers to quizzes and comments. They can’t change the site.",
            "made a coach",
            "{name} is a coach now.",
        ),
        Change(
            Role.ADMIN.value,
            "Make an admin",
            "Make {name} an admin?",
            "They can do everything that you can: see every course and the people in it, change the site and its mail, "
            "download backups, and make you a learner.",
            "made an admin",
            "{name} is an admin now.",
        ),
        Change(
            CLOSED,
            "Close the account",
            "Close {name}’s account?",
            "They are signed out everywhere and can’t sign in. Nothing of theirs is deleted. You can open it again.",
            "closed the account",
            "{name}’s account is closed, and every browser of theirs is signed out.",
        ),
        Change(
            OPEN,
            "Open the account again",
            "Open {name}’s account again?",
            "They can sign in with the password that they had, and find everything as it was.",
            "opened the account",
            "{name}’s account is open again.",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody with an account."""

    user: User

    @property
    def name(self) -> str:
        """What to call them."""
        return self.user.name or self.user.address or ""

    @property
    def standing(self) -> str:
        """What they are here, in a few words."""
        words = self.user.role.capitalize()
        if self.user.disabled_at is not None:
            return f"{words}, account closed"
        return f"{words}, no password yet" if self.user.password_hash is None else words

    @property
    def changes(self) -> Sequence[Change]:
        """What could be made of them."""
        return [change for change in CHANGES.values() if may_become(self.user, change.to)]

    @property
    def can_be_sent_a_link(self) -> bool:
        """Whether they were invited and haven’t come yet."""
        return self.user.password_hash is None and self.user.disabled_at is None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of people. `words` and `sort` say which."""

    lines: Sequence[Line]
    words: str
    sort: str
    total: int
    number: int
    last: int

    def href(self, number: int) -> str:
        """The address of another page of the same list."""
        asked = {"q": self.words, "sort": self.sort, "page": number}
        return "/studio/site/people?" + urlencode({name: value for name, value in asked.items() if value})


def may_become(user: User, to: str) -> bool:
    """Whether this would change anything."""
    if to in (CLOSED, OPEN):
        return (user.disabled_at is None) == (to == CLOSED)
    return user.role != to


def change(session: Session, user: User, to: str, now: datetime) -> None:
    """Make somebody this, or close or open their account. Raises `LastAdmin`."""
    is_admin = user.role == Role.ADMIN and user.disabled_at is None
    if is_admin and not queries.other_admins(session, user.id):
        raise LastAdmin
    if to == CLOSED:
        joining.disable(session, user.id, now)
    elif to == OPEN:
        queries.change_user(session, user.id, disabled_at=None)
    else:
        queries.change_user(session, user.id, role=to)
