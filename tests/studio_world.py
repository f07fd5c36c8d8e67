"""A site with a course that is looked after, another that others look after, and everybody who has to do with them.

The course `calls` (key `calls1`) has three lessons, a conversation, a quiz (`quiz01`) that Bea took before two of its
questions changed, and a pool (`pool01`); its second lesson (`calls1x2`) is being changed. The course `forms` (`forms1`)
is the coach's from elsewhere. The post `consoled` has the course's staff, and a guest's comment that waits. `numbers`
says what stands for the `{names}` in an address of `studio_routes.py`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.blog.models import Comment
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning import enrolling
from coursesite.learning.answering import Place
from coursesite.learning.asking import asking, consenting, reply_queries
from coursesite.learning.asking.asking import Sent
from coursesite.learning.groups import invitation_queries
from coursesite.learning.groups import queries as groups
from coursesite.learning.groups.inviting import row_of
from coursesite.learning.groups.models import Group, Invitation, Member
from coursesite.learning.models import Consent, Entry
from coursesite.learning.quizzes.models import Choice
from coursesite.learning.writing import drafts, sending
from coursesite.learning.writing.drafts import Task, Typed
from coursesite.library import staff_queries
from coursesite.library.models import Part, Piece
from coursesite.studio.models import Aside, Draft, PreviewLink, Proposal
from coursesite.studio.site.backups import folder
from tests.accounts.pages import hidden_fields
from tests.blog.comments.talking import RESPOND, write_post
from tests.blog.importing.arrivals import waiting_run
from tests.factories import make_user
from tests.learning.conversing.talking import write_talk
from tests.learning.courses import write_course
from tests.learning.quizzes.correcting import FIRST, SECOND, SORRY, TURNED, Desk
from tests.library.shelves import LESSON, Shelf
from tests.mailbox import Mails
from tests.studio_routes import PEOPLE

HERE = {"Origin": "http://localhost"}
COACHES = ("elsewhere", "approver", "cocoach", "owner")
CHANGED = SECOND.replace("- [=] naming", "- [=] labelling")
STAFF = {"owner": Part.OWNER, "cocoach": Part.COACH, "approver": Part.APPROVER}


@dataclass
class World:
    """The site, a browser for each of the people, and what was made."""

    app: Flask
    database: Database
    users: dict[str, User]
    clients: dict[str, FlaskClient]
    numbers: dict[str, object] = field(default_factory=dict)

    def piece(self, key: str) -> Piece:
        """A piece by its key."""
        with self.database.reading() as session:
            return session.scalars(select(Piece).where(Piece.key == key)).one()


@pytest.fixture
def world(
    app: Flask,
    settings: Settings,
    database: Database,
    mails: Mails,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> World:
    """All of it, and mail besides."""
    shelf = Shelf(settings.content_dir, database, settings)
    write_course(shelf)
    write_course(shelf, folder="forms", key="forms1", lessons=2)
    write_talk(shelf, name="05-dana-calls")
    users = {name: make_user(database, role=role_of(name), name=name.title()) for name in PEOPLE[1:]}
    clients = {name: app.test_client() for name in PEOPLE}
    for name, user in users.items():
        sign_in(clients[name], user)
    made = World(app, database, users, clients)
    write_post(shelf)
    _take_quiz(made, shelf)
    _give_parts(made)
    _talk(made)
    _gather(made)
    _write(made)
    _ask(made)
    _share(made)
    _send_text(made)
    _hand_in(made)
    made.numbers["run"] = waiting_run(database)
    made.numbers["backup"] = "coursesite-20260301-120000.zip"
    folder(settings).mkdir(parents=True)
    (folder(settings) / "coursesite-20260301-120000.zip").write_bytes(b"everything")
    return made


def role_of(name: str) -> Role:
    """What somebody is on the site."""
    return Role.ADMIN if name == "admin" else Role.COACH if name in COACHES else Role.LEARNER


def _take_quiz(world: World, shelf: Shelf) -> None:
    desk = Desk(shelf, world.database, world.users["owner"])
    desk.publishes_pool(FIRST)
    desk.publishes(FIRST, SECOND)
    desk.takes("Bea", third_call=SORRY, the_word="naming")
    desk.publishes(TURNED, CHANGED)
    correction, _people = desk.decides(Choice.LEAVE)
    world.numbers |= {"bea": desk.people["Bea"].key, "correction": correction.id}


def _give_parts(world: World) -> None:
    with world.database.writing() as session:
        pieces = {piece.key: piece.id for piece in session.scalars(select(Piece))}
        post = session.scalars(select(Piece).where(Piece.slug == "consoled")).one()
        world.numbers["post"] = post.key
        for name, part in STAFF.items():
            for piece_id in (pieces["calls1"], post.id):
                staff_queries.put_staff(session, piece_id, world.users[name].id, part, clock.now())
        staff_queries.put_staff(session, pieces["forms1"], world.users["elsewhere"].id, Part.OWNER, clock.now())
        enrolling.enrol(session, world.users["learner"].id, pieces["calls1"], [], clock.now())
        session.commit()


def _talk(world: World) -> None:
    guest = world.app.test_client()
    typed = {"name": "Jo", "address": "jo@example.net", "text": "Late, and nobody rang.", "do": "send"}
    guest.post(RESPOND, data={**hidden_fields(guest.get(RESPOND)), **typed}, headers=HERE)
    with world.database.reading() as session:
        world.numbers["comment"] = session.scalars(select(Comment.id)).one()


def _gather(world: World) -> None:
    now, course = clock.now(), world.piece("calls1")
    with world.database.writing() as session:
        group = Group(key="group01", course_id=course.id, name="The night shift", join_code="NGHTWXYZ", made_at=now)
        session.add(group)
        session.flush()
        session.add(Member(group_id=group.id, user_id=world.users["learner"].id, joined_at=now))
        groups.add_lead(session, group.id, world.users["lead"].id, now)
        owner = world.users["owner"].id
        rows = [
            row_of("invited", "new@example.org", "coach", (course.id, None), owner, now),
            row_of("to a group", "new@example.org", "learner", (course.id, group.id), owner, now),
        ]
        invitation_queries.add(session, rows)
        invited = {one.group_id: one.id for one in session.scalars(select(Invitation))}
        session.commit()
    people = {name: world.users[name].key for name in ("learner", "lead", "cocoach")}
    world.numbers |= people | {"invited": "invited", "invitation": invited[None], "group_invitation": invited[group.id]}


def _write(world: World) -> None:
    lesson, post, now = world.piece("calls1x2"), world.piece(str(world.numbers["post"])), clock.now()
    text = LESSON.format(key=lesson.key, title="Another title", summary="s", body="Being changed.")
    with world.database.writing() as session:
        draft = Draft(piece_id=lesson.id, source=text.encode(), base_revision_id=lesson.published_revision_id)
        draft.begun_at = draft.changed_at = now
        draft.changed_by = world.users["cocoach"].id
        session.add(draft)
        # A text that came too late, of somebody who has left; and a draft of the post, which was published meanwhile.
        aside = Aside(piece_id=lesson.id, source=text.encode(), version=1, kept_at=now)
        late = Draft(piece_id=post.id, source=b"---\ntitle: Mine\n---\nMine.\n", begun_at=now, changed_at=now)
        session.add_all([aside, late])
        session.commit()
        world.numbers["aside"] = aside.id


def _ask(world: World) -> None:
    now, lesson, learner, owner = clock.now(), world.piece("calls1a"), world.users["learner"], world.users["owner"]
    place, sent = (
        (lesson.course_id or 0, lesson.id),
        Sent("What if nobody rings?", "<p>What if nobody rings?</p>", "once"),
    )
    with world.database.writing() as session:
        ask_id = asking.ask(session, learner.id, place, sent, now, is_open=True)
        asking.answer(session, ask_id, owner.id, sent, now)
        consenting.ask_for_consent(session, ask_id, sent, sent, now)
        reply_queries.add_reply(session, owner.id, "Thanks", "Thank you for asking.", now)
        session.flush()
        world.numbers |= {"ask": ask_id, "reply": reply_queries.replies_of(session, owner.id)[0].id}
        session.commit()


def _share(world: World) -> None:
    """The learner shares what they wrote under a Reflect of the first lesson."""
    lesson, learner, now = world.piece("calls1a"), world.users["learner"], clock.now()
    revision = lesson.published_revision_id
    with world.database.writing() as session:
        session.add(Consent(user_id=learner.id, purpose="entries", given_at=now))
        about = {"user_id": learner.id, "lesson_id": lesson.id, "exercise": "last-time", "revision_id": revision}
        session.add(Entry(**about, text="My brother, and an hour.", written_at=now, shared_at=now, waits_since=now))
        session.commit()


def _send_text(world: World) -> None:
    """The learner sent a text under a Write of the first lesson; it waits."""
    lesson, learner, now = world.piece("calls1a"), world.users["learner"], clock.now()
    place = Place(lesson.course_id or 0, lesson.id, lesson.published_revision_id or 0)
    with world.database.writing() as session:
        kept = drafts.save(session, learner.id, place, Task("to-dana", "To Dana", ()), Typed("Dear Dana"), now)
        assert kept.writing is not None
        sending.send(session, kept.writing, "once", now)
        world.numbers |= {"writing": kept.writing.id, "sent": now.isoformat()}
        session.commit()


def _hand_in(world: World) -> None:
    """A wording of the third lesson that waits, a link to the second one's draft, and a lesson in the trash."""
    lesson, drafted, course, now = world.piece("calls1x3"), world.piece("calls1x2"), world.piece("calls1"), clock.now()
    text = LESSON.format(key=lesson.key, title="Another title", summary="s", body="Handed in.")
    token = "a-link-that-somebody-sent"
    with world.database.writing() as session:
        handed_in = Proposal(piece_id=lesson.id, source=text.encode(), handed_in_by=world.users["cocoach"].id)
        handed_in.handed_in_at = now
        link = PreviewLink(piece_id=drafted.id, token_hash=hashlib.sha256(token.encode()).hexdigest(), made_at=now)
        link.expires_at = now + timedelta(days=7)
        gone = Piece(key="calls1z", kind="lesson", slug="gone~calls1z", title="Gone", course_id=course.id)
        gone.path, gone.state, gone.created_at, gone.changed_at = "courses/calls/40-gone.md", "trashed", now, now
        gone.taken_off_at = gone.trashed_at = now
        session.add_all([handed_in, link, gone])
        session.flush()
        world.numbers |= {"preview": token, "link": link.id, "trashed": gone.key}
        session.commit()
