"""A coach at the queue."""

from dataclasses import dataclass

from sqlalchemy import select
from werkzeug.test import TestResponse

from coursesite.blog.models import Comment, Report, WordCount
from coursesite.blog.queue import queries
from coursesite.blog.queue.deciding import seen
from tests.blog.comments.talking import Discussing, Person

QUEUE = "/studio/comments"


@dataclass
class Desk:
    """The coach's browser, and what stands in the database after."""

    talk: Discussing
    coach: Person

    def reads(self, query: str = "") -> str:
        """The queue."""
        return self.coach.reads(f"{QUEUE}{query}")

    def picked(self, comment: Comment) -> str:
        """What the queue's form would send for this comment now."""
        with self.talk.database.reading() as session:
            row = queries.comment(session, comment.id)
        assert row is not None
        return f"{row.id}:{seen(row.last_decision, row.edited_at)}"

    def does(self, deed: str, comment: Comment, *, picked: str = "", **fields: object) -> TestResponse:
        """Press a comment's button."""
        data = {"comment": picked or self.picked(comment), "deed": deed, "back": QUEUE, **fields}
        return self._sends(f"{QUEUE}/{comment.id}/decide", **data)

    def does_with(self, deed: str, *comments: Comment) -> TestResponse:
        """Tick several and press a button."""
        return self._sends(QUEUE, comment=[self.picked(one) for one in comments], deed=deed, back=QUEUE)

    def replies(self, comment: Comment, text: str, **fields: object) -> TestResponse:
        """Answer in place."""
        return self._sends(f"{QUEUE}/{comment.id}/reply", comment=self.picked(comment), text=text, back=QUEUE, **fields)

    def blocks(self, comment: Comment, whom: str, span: str = "week", why: str = "") -> TestResponse:
        """Block whoever wrote a comment."""
        return self._sends(f"{QUEUE}/{comment.id}/block", whom=whom, span=span, why=why)

    def follows(self, answer: TestResponse) -> str:
        """The page that an answer leads to."""
        assert answer.status_code == 303, answer.text
        return self.coach.reads(answer.headers["Location"])

    def _sends(self, path: str, **fields: object) -> TestResponse:
        page = self.coach.opens(QUEUE)
        token = page.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        return self.coach.sends(path, csrf_token=token, **fields)

    def taught(self) -> dict[str, tuple[int, int]]:
        """What the filter has learnt: each hashed word with its counts."""
        with self.talk.database.reading() as session:
            return {row.word: (row.spam, row.honest) for row in session.scalars(select(WordCount))}

    def reports(self) -> list[Report]:
        """What readers reported."""
        with self.talk.database.reading() as session:
            return list(session.scalars(select(Report).order_by(Report.id)))


def desk_of(talk: Discussing) -> Desk:
    """The coach of a discussion at the queue."""
    return Desk(talk, talk.coached())
