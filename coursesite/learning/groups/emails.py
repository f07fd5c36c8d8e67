"""The mail of groups: invitations, and what a coach writes to somebody. Texts from templates/learning/mail/."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from sqlalchemy.orm import Session

from coursesite.accounts.forms import tidy
from coursesite.config import Settings
from coursesite.learning.groups.inviting import PURPOSE
from coursesite.mail import outbox
from coursesite.web.filters import day_in_words

MESSAGE = "group_message"


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail that is written and not yet in the outbox, so that no transaction waits for its rendering."""

    purpose: str
    recipient: str
    user_id: int | None
    text: str
    host: str

    def put(self, session: Session, now: datetime) -> None:
        """Put it into the outbox, in the caller's transaction. Its first line is the subject."""
        outbox.put_letter(
            session,
            self.text,
            purpose=self.purpose,
            recipient=self.recipient,
            user_id=self.user_id,
            host=self.host,
            now=now,
        )


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation's mail says: who invites whom to what. `kind` is the piece's, `starts_at` the group's day."""

    by: str
    part: str
    kind: str
    title: str
    group: str = ""
    starts_at: datetime | None = None
    time_zone: str = "UTC"


def invitation(settings: Settings, invited: Invited, address: str, name: str, path: str) -> Draft:
    """To somebody who is invited: by whom, to what, and the link."""
    starts = "" if invited.starts_at is None else day_in_words(invited.starts_at, invited.time_zone)
    text = render_template(
        "learning/mail/invitation.txt",
        by=tidy(invited.by) or "A coach",
        name=name,
        part=invited.part,
        kind=invited.kind,
        title=tidy(invited.title),
        group=tidy(invited.group),
        starts=starts,
        link=settings.base_url + path,
    )
    return Draft(PURPOSE, address, None, text, settings.host)


def message(settings: Settings, by: str, course: str, person: tuple[int, str], text: str, path: str) -> Draft:
    """What a coach writes to somebody of a group (their id and address)."""
    body = render_template(
        "learning/mail/group_message.txt",
        by=tidy(by) or "Your coach",
        title=tidy(course),
        text=text,
        link=settings.base_url + path,
    )
    return Draft(MESSAGE, person[1], person[0], body, settings.host)
