"""People who write for themselves, share and answer, as they do it in their browsers."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select

from coursesite import clock
from coursesite.db import Database
from coursesite.learning.journal.models import EntryReply
from coursesite.learning.models import Consent, Entry
from coursesite.library.models import Piece
from tests.learning.learners import LESSON, Learner
from tests.mailbox import Mails

ENTRY = "/journal/calls1a/last-time/"
CANARY = "My brother, and the hour after, canary7191."
ANSWER = "Thank you for this, **swallow88**."


@dataclass
class Sharers:
    """Two learners of a course, its coach, and the coach of another."""

    database: Database
    mails: Mails
    alice: Learner
    bob: Learner
    maren: Learner
    otto: Learner

    def writes(self, text: str = CANARY) -> None:
        """Alice writes under the lesson's Reflect, and agrees that it be kept."""
        self.alice.reads(LESSON)
        self.alice.follows(self.alice.sends(f"{LESSON}entries/last-time", text=text, keep="yes"))

    def does(self, deed: str) -> None:
        """Alice presses a button of the entry's page: share, take-back or seen."""
        self.alice.reads(ENTRY)
        self.alice.follows(self.alice.sends(f"{ENTRY}{deed}"))

    def shares(self, text: str = CANARY) -> None:
        """Alice writes and shares."""
        self.writes(text)
        self.does("share")

    @property
    def desk(self) -> str:
        """The coaches' page of Alice's entry."""
        return f"/studio/shared/{self.alice.person.key}/calls1a/last-time/"

    def answers(self, text: str = ANSWER) -> None:
        """Maren writes back."""
        self.maren.reads(self.desk)
        self.maren.follows(self.maren.sends(self.desk, text=text, do="send"))

    def entry(self) -> Entry | None:
        """Alice's entry as it stands."""
        with self.database.reading() as session:
            return session.scalars(select(Entry).where(Entry.user_id == self.alice.person.id)).first()

    def replies(self) -> list[EntryReply]:
        """All that was written back."""
        with self.database.reading() as session:
            return list(session.scalars(select(EntryReply).order_by(EntryReply.id)))

    def fills(
        self, count: int, text: str = "Näh am Wasser gebaut, number {n}.", start: int = 0, **more: object
    ) -> None:
        """Put so many entries into Alice's journal, one a day back from now, over the course's lessons."""
        now = clock.now()
        with self.database.writing() as session:
            lessons = list(session.scalars(select(Piece).where(Piece.kind == "lesson").order_by(Piece.id)))
            rows = [
                {
                    "user_id": self.alice.person.id,
                    "lesson_id": lessons[n % len(lessons)].id,
                    "exercise": f"e{n}",
                    "revision_id": lessons[n % len(lessons)].published_revision_id,
                    "text": text.format(n=n),
                    "written_at": now - timedelta(days=n),
                    **more,
                }
                for n in range(start, start + count)
            ]
            session.execute(insert(Entry), rows)
            if session.get(Consent, (self.alice.person.id, "entries")) is None:
                session.add(Consent(user_id=self.alice.person.id, purpose="entries", given_at=now))
            session.commit()
