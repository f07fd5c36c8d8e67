"""Every form that writes, as it stands on somebody's page: where it goes, with what, and what one sending changes."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from coursesite import clock as site_clock
from coursesite.accounts.models import Role, User
from coursesite.accounts.tasks import first_admin_link
from coursesite.blog.models import Comment, State
from coursesite.db import Base, Database
from coursesite.learning.quizzes.models import Choice
from coursesite.web.models import LimitCount
from tests.accounts.pages import hidden_fields
from tests.blog.comments.talking import RESPOND, write_post
from tests.blog.importing.arrivals import A_BLOG, waiting_run
from tests.factories import PASSWORD
from tests.learning.courses import PICK
from tests.learning.learners import LESSON, Learner
from tests.learning.quizzes.correcting import FIRST, SECOND, SORRY, STUDIO, TURNED, Desk
from tests.learning.quizzes.quizzing import QUIZ, write_quiz
from tests.library.shelves import Shelf
from tests.mailbox import Mails

ANOTHER = "another kettle altogether"
HERE = {"Origin": "http://localhost"}
GUESSES = ("own_password", "delete_account")
COUNTED = {"used_values", "limit_counts"}
REFLECT = """
### Reflect: The last time
<!-- id: last-time -->

Who was it, and what did they need?
"""
POLL = """
### Poll: Where do you meet it
<!-- id: where; shuffle: no -->

- [ ] on the telephone
- [ ] at the counter
"""

IMPORTED = "---\ntitle: More to draw from\nkind: pool\n---\n" + PICK

Answer = tuple[int, str, str]

EXERCISES = PICK + POLL + REFLECT


@dataclass
class World:
    """Somebody with a password at a browser, and the site around them."""

    app: Flask
    database: Database
    mails: Mails
    person: Learner

    def sends(self, path: str, data: dict[str, object], *, cookie: bool) -> Answer:
        """Send a form from a browser that is the same person's; gives status, where it leads, and the page."""
        client = self.app.test_client()
        held = self.person.client.get_cookie("session") if cookie else None
        if held is not None:
            client.set_cookie("session", held.value)
        response = client.post(path, data=data, headers=HERE)
        return response.status_code, response.headers.get("Location", ""), "" if response.location else response.text

    def rows(self) -> Counter[str]:
        """How many rows each table holds."""
        with self.database.reading() as session:
            tables = [table for name, table in Base.metadata.tables.items() if name not in COUNTED]
            return Counter({table.name: session.scalar(select(func.count()).select_from(table)) for table in tables})

    def tries(self) -> dict[str, int]:
        """How often each limit was counted; guesses at a password count each time, whatever the form carries."""
        with self.database.reading() as session:
            counted = select(LimitCount.name, LimitCount.count).where(LimitCount.name.not_in(GUESSES))
            return {str(row[0]): int(row[1]) for row in session.execute(counted)}


@dataclass
class Form:
    """A form as it stands on somebody's page: where it goes, with what, and what one sending of it changes."""

    path: str
    data: dict[str, object]
    status: int = 303
    cookie: bool = True
    leads: str = ""
    changes: dict[str, int] = field(default_factory=dict)


def on_page(world: World, page: str, action: str = "", **typed: object) -> dict[str, object]:
    """The fields of a form on a page of the person's, hidden ones and typed ones."""
    world.person.reads(page)
    return (world.person.form(action) if action else _hidden(world.person.client, page)) | typed


def for_a_stranger(world: World, page: str, **typed: object) -> dict[str, object]:
    """The same on a page that somebody without a cookie opens."""
    return _hidden(world.app.test_client(), page) | typed


def _hidden(client: FlaskClient, page: str) -> dict[str, object]:
    return {**hidden_fields(client.get(page))}


def answer(world: World) -> Form:
    action = f"{LESSON}answers/third-call"
    data = on_page(world, LESSON, action)
    data["pick"] = world.person.option_keys("third-call")["Can I have your order number?"]
    return Form(action, data, leads=f"{LESSON}#exercise-third-call", changes={"answers": 1})


def poll(world: World) -> Form:
    action = f"{LESSON}answers/where"
    data = on_page(world, LESSON, action)
    data["pick"] = world.person.option_keys("where")["at the counter"]
    return Form(action, data, leads=f"{LESSON}#exercise-where", changes={"answers": 1, "tallies": 1})


def entry(world: World) -> Form:
    action = f"{LESSON}entries/last-time"
    data = on_page(world, LESSON, action, text="My brother, and an hour.", keep="yes")
    return Form(action, data, leads=f"{LESSON}#exercise-last-time", changes={"entries": 1, "consents": 1})


def enrol(world: World) -> Form:
    data = on_page(world, "/courses/calls/", "/courses/calls/enrol")
    return Form("/courses/calls/enrol", data, leads=LESSON, changes={"enrolments": 1})


def finish(world: World) -> Form:
    world.person.joins()
    data = on_page(world, "/courses/calls/part-2/", "/courses/calls/part-2/finish")
    return Form("/courses/calls/part-2/finish", data, leads="/courses/calls/part-3/", changes={"finished_lessons": 1})


def start(world: World) -> Form:
    settings = world.app.extensions["settings"]
    write_quiz(Shelf(settings.content_dir, world.database, settings))
    world.person.joins()
    data = on_page(world, QUIZ, f"{QUIZ}start")
    return Form(f"{QUIZ}start", data, leads=f"{QUIZ}attempts/1/", changes={"attempts": 1, "responses": 2})


def hand_in(world: World) -> Form:
    begun = start(world)
    world.sends(begun.path, begun.data, cookie=True)
    action = f"{begun.leads}submit"
    data = on_page(world, f"{begun.leads}review", action)
    return Form(action, data, leads=begun.leads, changes={"finished_lessons": 1})


def sign_up(world: World) -> Form:
    data = for_a_stranger(world, "/sign-up", address="bo@example.org")
    return Form("/sign-up", data, cookie=False, leads="/sign-up/sent", changes={"outbox": 1, "tokens": 1})


def sign_up_link(world: World) -> Form:
    asked = sign_up(world)
    world.sends(asked.path, asked.data, cookie=False)
    path = world.mails.path("bo@example.org")
    data = for_a_stranger(world, path, name="Bo", password=PASSWORD, time_zone="UTC")
    return Form(path, data, cookie=False, leads="/learn/", changes={"users": 1, "sign_ins": 1, "tokens": -1})


def first_admin(world: World) -> Form:
    link = first_admin_link(world.database, world.app.extensions["settings"], site_clock.now())
    assert link is not None
    path = urlsplit(link).path
    data = for_a_stranger(world, path, name="Maren", address="m@example.org", password=PASSWORD, time_zone="UTC")
    return Form(path, data, cookie=False, leads="/learn/", changes={"users": 1, "sign_ins": 1, "tokens": -1})


def forgotten(world: World) -> Form:
    data = for_a_stranger(world, "/forgotten", address="alice@example.org")
    return Form("/forgotten", data, cookie=False, leads="/forgotten/sent", changes={"outbox": 1, "tokens": 1})


def reset(world: World) -> Form:
    asked = forgotten(world)
    world.sends(asked.path, asked.data, cookie=False)
    path = world.mails.path("alice@example.org")
    data = for_a_stranger(world, path, password=ANOTHER)
    return Form(path, data, cookie=False, leads="/learn/", changes={"outbox": 1, "tokens": -1})


def address(world: World) -> Form:
    data = on_page(world, "/settings/address", address="new@example.org", password=PASSWORD)
    return Form("/settings/address", data, leads="/settings/?done=asked", changes={"outbox": 2, "tokens": 1})


def address_link(world: World) -> Form:
    asked = address(world)
    world.sends(asked.path, asked.data, cookie=True)
    path = world.mails.path("new@example.org")
    return Form(path, on_page(world, path), leads="/settings/?done=address", changes={"outbox": 1, "tokens": -1})


def password(world: World) -> Form:
    data = on_page(world, "/settings/password", password=PASSWORD, new_password=ANOTHER)
    return Form("/settings/password", data, leads="/settings/?done=password", changes={"outbox": 1})


def delete(world: World) -> Form:
    data = on_page(world, "/settings/delete", password=PASSWORD)
    return Form("/settings/delete", data, status=200, changes={"sign_ins": -1})


def desk(world: World) -> Desk:
    """The person is a coach, and somebody took a quiz of theirs."""
    user = world.person.user
    assert user is not None
    with world.database.writing() as session:
        session.get_one(User, user.id).role = Role.COACH
        session.commit()
    settings = world.app.extensions["settings"]
    made = Desk(Shelf(settings.content_dir, world.database, settings), world.database, user)
    made.publishes(FIRST, SECOND)
    made.takes("Bea", third_call=SORRY, the_word="naming")
    return made


def decide(world: World) -> Form:
    desk(world).publishes(TURNED, SECOND)
    page = f"{STUDIO}/corrections/quiz01/third-call"
    data = on_page(world, page, page)
    changes = {"corrections": 1, "corrected_responses": 1, "outbox": 1, "finished_lessons": 1}
    return Form(page, data, leads=f"{STUDIO}/corrections?done=decided", changes=changes)


def tell_apart(world: World) -> Form:
    desk(world).publishes(TURNED, SECOND)
    page = f"{STUDIO}/corrections/quiz01/third-call"
    data = on_page(world, page, f"{page}/options")
    return Form(f"{page}/options", data, leads=f"{page}?done=apart", changes={"revisions": 1})


def undo(world: World) -> Form:
    made = desk(world)
    made.publishes(TURNED, SECOND)
    correction, _people = made.decides(Choice.BOTH)
    action = f"{STUDIO}/corrections/{correction.id}/undo"
    data = on_page(world, f"{STUDIO}/corrections", action)
    return Form(action, data, leads=f"{STUDIO}/corrections?done=undone", changes={"outbox": 1})


def allow(world: World) -> Form:
    key = desk(world).people["Bea"].key
    action = f"{STUDIO}/people/{key}/allowance"
    data = on_page(world, f"{STUDIO}/people", action, minutes="15", attempts="1")
    return Form(action, data, leads=f"{STUDIO}/people?done=granted#person-{key}", changes={"allowances": 1})


def publish_import(world: World) -> Form:
    desk(world)
    typed = {"course": "calls", "kind": "pool", "title": "More to draw from", "source": IMPORTED}
    data = on_page(world, "/studio/quizzes/import", "/studio/quizzes/import") | typed | {"once": "once-and-no-more"}
    changes = {"pieces": 1, "revisions": 1}
    return Form("/studio/quizzes/import/publish", data, leads="/studio/quizzes/?done=published", changes=changes)


def comment(world: World) -> Form:
    before = guests_comments(world, "Jo")
    data = on_page(world, RESPOND, RESPOND, text="Late, and an honest day.", do="send", notify="y")
    changes = {"comments": 1, "comment_decisions": 1, "subscriptions": 1}
    return Form(RESPOND, data, leads=f"/blog/consoled/#comment-{before + 1}", changes=changes)


def report(world: World) -> Form:
    comment_id = held_comment(world)
    with world.database.writing() as session:
        session.get_one(Comment, comment_id).state = State.APPROVED
        session.commit()
    page = f"/blog/comments/{comment_id}/report"
    data = on_page(world, page, page, words="Rude.")
    return Form(page, data, leads=f"{page}?done=yes", changes={"comment_reports": 1})


def held_comment(world: World, *also: str) -> int:
    """The person is a coach, and a guest's comment waits; with `also`, more people's. Gives the first one's id."""
    assert world.person.user is not None
    with world.database.writing() as session:
        session.get_one(User, world.person.user.id).role = Role.COACH
        session.commit()
    return guests_comments(world, "Jo", *also)


def guests_comments(world: World, *names: str) -> int:
    """There is a post, and guests of these names have written below it. Gives the first comment's id."""
    settings = world.app.extensions["settings"]
    write_post(Shelf(settings.content_dir, world.database, settings))
    for name in names:
        guest = world.app.test_client()
        typed = {"name": name, "address": f"{name.lower()}@example.net", "text": "Late.", "do": "send"}
        guest.post(RESPOND, data={**hidden_fields(guest.get(RESPOND)), **typed}, headers=HERE)
    with world.database.reading() as session:
        return session.scalars(select(Comment.id).order_by(Comment.id)).first() or 0


def decide_comment(world: World) -> Form:
    comment_id = held_comment(world)
    action = f"/studio/comments/{comment_id}/decide"
    data = on_page(world, "/studio/comments", action, deed="approve")
    changes = {"comment_decisions": 1, "comment_words": 3, "outbox": 1}
    return Form(action, data, leads=f"/studio/comments?done=approve-1-0-{comment_id}", changes=changes)


def decide_comments(world: World) -> Form:
    comment_id = held_comment(world, "Al")
    page = world.person.client.get("/studio/comments").text
    data = on_page(world, "/studio/comments", "/studio/comments", deed="spam")
    data["comment"] = re.findall(r'type="checkbox" name="comment" value="([^"]+)"', page)
    changes = {"comment_decisions": 2, "comment_words": 4}
    return Form("/studio/comments", data, leads=f"/studio/comments?done=spam-2-0-{comment_id}", changes=changes)


def reply_to_comment(world: World) -> Form:
    comment_id = held_comment(world)
    action = f"/studio/comments/{comment_id}/reply"
    data = on_page(world, "/studio/comments", action, text="Thank you.")
    changes = {"comments": 1, "comment_decisions": 2, "comment_words": 3, "outbox": 1}
    return Form(action, data, leads=f"/studio/comments?done=reply-1-0-{comment_id}", changes=changes)


def block_writer(world: World) -> Form:
    action = f"/studio/comments/{held_comment(world)}/block"
    data = on_page(world, "/studio/comments", action, whom="guest", span="week")
    return Form(action, data, leads="/studio/comments/blocks?done=block", changes={"comment_blocks": 1})


def lift_block(world: World) -> Form:
    made = block_writer(world)
    world.sends(made.path, made.data, cookie=True)
    action = "/studio/comments/blocks"
    return Form(action, on_page(world, action, action), leads=f"{action}?done=lift")


def close_discussion(world: World) -> Form:
    held_comment(world)
    action = "/studio/blog/consoled/discussion"
    return Form(action, on_page(world, "/studio/blog/", action, to="closed"), leads="/studio/blog/?done=closed")


def send_blog(world: World) -> Form:
    desk(world)
    data = on_page(world, "/studio/blog/import", "/studio/blog/import") | {"file": (str(A_BLOG), "blog.xml")}
    last = waiting_run(world.database)
    return Form("/studio/blog/import", data, leads=f"/studio/blog/import/{last + 1}", changes={"import_runs": 1})


def take_blog(world: World) -> Form:
    desk(world)
    action = f"/studio/blog/import/{waiting_run(world.database)}"
    return Form(action, on_page(world, action, action, deed="take"), leads=action)


LOOKING = (sign_up, sign_up_link, first_admin, forgotten, reset, address, address_link, password)
"""Those that ask, before they do anything, whether they have come before."""
FORMS = (
    answer,
    poll,
    entry,
    enrol,
    finish,
    start,
    hand_in,
    decide,
    tell_apart,
    undo,
    allow,
    publish_import,
    send_blog,
    take_blog,
    comment,
    report,
    decide_comment,
    decide_comments,
    reply_to_comment,
    block_writer,
    lift_block,
    close_discussion,
    *LOOKING,
    delete,
)
