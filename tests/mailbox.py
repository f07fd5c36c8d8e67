"""The mail that a test's site wrote, as its readers would get it."""

import re
from urllib.parse import urlsplit

from sqlalchemy import select

from coursesite.db import Database
from coursesite.mail.models import Mail


class Mails:
    """The outbox's rows, oldest first. A test that doesn't ask for them fails when there are any."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __len__(self) -> int:
        return len(self.all())

    def all(self) -> list[Mail]:
        """Every mail written so far, sent or waiting."""
        with self._database.reading() as session:
            return list(session.scalars(select(Mail).order_by(Mail.id)))

    def to(self, address: str) -> list[Mail]:
        """Every mail to one address."""
        return [mail for mail in self.all() if mail.recipient == address]

    def newest(self, address: str | None = None) -> Mail:
        """The newest mail, to one address or to anyone; fails when there is none."""
        found = self.all() if address is None else self.to(address)
        assert found, f"there is no mail to {address or 'anyone'}"
        return found[-1]

    def link(self, address: str | None = None) -> str:
        """The first link in the newest mail, as far as a browser would take it."""
        body = self.newest(address).body
        link = re.search(r"https?://[^\s<>\"]+", body)
        assert link, f"there is no link in this mail:\n{body}"
        return link[0].rstrip(".,)")

    def path(self, address: str | None = None) -> str:
        """That link without the site's address, for a client or a browser that is on the test's site already."""
        return urlsplit(self.link(address))._replace(scheme="", netloc="").geturl()
