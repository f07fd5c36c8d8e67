"""What the writing room's pages ask of the database doesn't grow with what is written."""

from datetime import timedelta

from flask import Flask

from coursesite import clock
from coursesite.accounts.models import Role
from coursesite.studio.models import Aside, Writer
from coursesite.studio.writing import queries
from tests.counting import count_queries
from tests.factories import make_user
from tests.learning.courses import write_course
from tests.library.shelves import Shelf
from tests.studio.writing.coaches import LESSON, Coach


def counted(app: Flask, maren: Coach) -> dict[str, int]:
    """The queries of each page, once what is kept in the process is there."""
    found = {}
    maren.opens()
    for _time in range(2):
        for path in (LESSON, f"{LESSON}preview", f"{LESSON}state", f"{LESSON}pictures"):
            with count_queries(app) as asked:
                assert maren.client.get(path).status_code == 200
            found[path] = len(asked)
        for what in ("look", "here", "save"):
            with count_queries(app) as asked:
                maren.asks(what)
            found[what] = len(asked)
    return found


def test_every_page_asks_the_same_of_a_small_site_and_of_a_large_one(app: Flask, maren: Coach, shelf: Shelf) -> None:
    maren.opens()
    maren.asks("save", body="A draft.")
    small = counted(app, maren)
    write_course(shelf, folder="forms", key="forms1", lessons=40)
    write_course(shelf, lessons=40)
    other, now = make_user(maren.database, role=Role.COACH), clock.now()
    with maren.database.writing() as session:
        lesson = queries.identify(session, "calls1a")
        assert lesson is not None
        session.add(Writer(piece_id=lesson.id, user_id=other.id, seen_at=now + timedelta(minutes=5)))
        late = [f"Late {number}".encode() for number in range(12)]
        asides = (
            Aside(piece_id=lesson.id, user_id=maren.user.id, source=text, version=1, kept_at=now) for text in late
        )
        session.add_all(asides)
        session.commit()
    assert counted(app, maren) == small
    assert max(small.values()) <= 14, small
