"""What the outbox knows about a person."""

import re
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.mail import queries

TABLES = frozenset({"outbox"})

LINK = re.compile(r"https?://\S+")


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """The mail we wrote to this person. Links are left out: some of them open an account."""
    return {
        "mail": [
            {
                "about": mail.purpose,
                "to": mail.recipient,
                "subject": mail.subject,
                "text": LINK.sub("(a link)", mail.body),
                "written": mail.created_at,
                "sent": mail.sent_at,
            }
            for mail in queries.mails_of(session, user_id)
        ]
    }


def files(_session: Session, _user_id: int, _data_dir: Path) -> list[Path]:
    """None: the outbox keeps no files."""
    return []


def erase(session: Session, user_id: int, _now: datetime) -> list[Path]:
    """Remove all mail to this person, sent or waiting."""
    queries.delete_of(session, user_id)
    return []
