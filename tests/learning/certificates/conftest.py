"""Somebody who completed a course, and their certificate."""

import io
from dataclasses import dataclass
from datetime import datetime

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from coursesite import clock
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.models import Enrolment
from coursesite.web.limits import forget_here
from tests.learning.learners import Learner, words_of

LIST, MAKE = "/certificates/", "/courses/calls/certificate"


@dataclass
class Holder:
    """A learner who completed the course."""

    learner: Learner

    def completes(self, moment: datetime | None = None) -> None:
        """Complete it, at a moment or now."""
        with self.learner.database.writing() as session:
            done = update(Enrolment).where(Enrolment.user_id == self.learner.person.id)
            session.execute(done.values(completed_at=moment or clock.now()))
            session.commit()

    def makes(self, name: str = "Alice Amsel") -> str:
        """Make the certificate; gives its address."""
        self.learner.reads(LIST)
        self.learner.page = self.learner.follows(self.learner.sends(MAKE, name=name))
        return self.address

    def sets(self, status: int = 303, /, **values: object) -> str:
        """Send one of the page's forms; gives the words of what comes of it."""
        self.learner.reads(self.address)
        action = f"{self.address}shows"
        response = self.learner.posts(action, self.learner.form(action) | values, status)
        page = self.learner.follows(response) if status == 303 else response.text
        return words_of(page)

    def shows(self, *what: str) -> str:
        """Let others see: public, name_shown, day_shown."""
        ticked: dict[str, object] = dict.fromkeys(what, "yes")
        return self.sets(303, do="show", **ticked)

    def pdf(self) -> PdfReader:
        """The certificate on paper."""
        response = self.learner.client.get(f"{self.address[:-1]}.pdf")
        assert response.status_code == 200, response.text[:2000]
        return PdfReader(io.BytesIO(response.data))

    @property
    def row(self) -> Certificate:
        """The certificate as it is stored."""
        with self.learner.database.reading() as session:
            return session.scalars(select(Certificate).where(Certificate.user_id == self.learner.person.id)).one()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"/certificates/{self.row.code}/"


@pytest.fixture(autouse=True)
def _nothing_printed() -> None:
    forget_here()


@pytest.fixture
def holder(alice: Learner) -> Holder:
    """Alice has completed the course."""
    alice.joins()
    made = Holder(alice)
    made.completes()
    return made
