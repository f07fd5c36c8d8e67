"""Every form that writes, as it stands on somebody's page: where it goes, with what, and what one sending changes."""

import re
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from coursesite import clock as site_clock
from coursesite.accounts.models import Role, User
from coursesite.accounts.tasks import first_admin_link
from coursesite.blog.models import Comment, State
from coursesite.db import Base, Database
from coursesite.learning.asking.models import Ask
from coursesite.learning.groups import queries as groups
from coursesite.learning.groups.models import Invitation
from coursesite.learning.growth.statements import key_of
from coursesite.learning.models import Enrolment
from coursesite.learning.quizzes.models import Choice
from coursesite.learning.review.models import Card
from coursesite.learning.writing.models import Writing
from coursesite.library.models import Piece
from coursesite.library.staff_queries import put_staff
from coursesite.studio.models import Aside, Draft, Proposal
from coursesite.web.models import LimitCount
from tests.accounts.pages import hidden_fields
from tests.blog.comments.talking import RESPOND, write_post
from tests.blog.importing.arrivals import A_BLOG, waiting_run
from tests.factories import PASSWORD
from tests.learning.conversing.talking import TALK, Player, write_talk
from tests.learning.courses import PICK, PLAN, TRY, WRITE
from tests.learning.growth.mirrors import RATING, SAYS_BACK, write_statements
from tests.learning.learners import LESSON, Learner
from tests.learning.quizzes.correcting import FIRST, SECOND, SORRY, STUDIO, TURNED, Desk
from tests.learning.quizzes.quizzing import QUIZ, write_quiz
from tests.library.shelves import LESSON as LESSON_TEXT
from tests.library.shelves import Shelf
from tests.mailbox import Mails

ANOTHER = "another kettle altogether"
HERE = {"Origin": "http://localhost"}
GUESSES = ("own_password", "delete_account")
COUNTED = {"used_values", "limit_counts", "changed_learners"}
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

BEGINS = {"pieces": 1, "drafts": 1, "audit": 1}
IMPORTED = "---\ntitle: More to draw from\nkind: pool\n---\n" + PICK

Answer = tuple[int, str, str]

EXERCISES = PICK + POLL + REFLECT + WRITE + TRY + PLAN


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
        names = [name for name in Base.metadata.tables if name not in COUNTED]
        counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
        with self.database.reading() as session:
            return Counter({str(name): int(count) for name, count in session.execute(text(counts))})

    def tries(self) -> dict[str, int]:
        """How often each limit was counted; guesses at a password count each time, whatever the form carries."""
        with self.database.reading() as session:
            counted = select(LimitCount.name, LimitCount.count).where(LimitCount.name.not_in(GUESSES))
            return {str(row[0]): int(row[1]) for row in session.execute(counted)}


@dataclass
class Form:
    """A form as it stands on somebody's page: where it goes, with what, and what one sending of it changes.

    `leads` is none where nobody knows beforehand where it leads, because what it makes has a random key.
    """

    path: str
    data: dict[str, object]
    status: int = 303
    cookie: bool = True
    leads: str | None = ""
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
    return Form(action, data, leads=f"{LESSON}#exercise-third-call", changes={"answers": 1, "cards": 1})


def answer_card(world: World) -> Form:
    made = answer(world)
    world.sends(made.path, made.data, cookie=True)
    with world.database.writing() as session:
        session.execute(update(Card).values(due=Card.last_review))
        session.commit()
        action = f"/review/{session.scalars(select(Card.id)).one()}/answer"
    data = on_page(world, "/review/", action)
    data["pick"] = world.person.option_keys("third-call")["Three calls for one parcel."]
    return Form(action, data, leads=None, changes={"card_reviews": 1})


def poll(world: World) -> Form:
    action = f"{LESSON}answers/where"
    data = on_page(world, LESSON, action)
    data["pick"] = world.person.option_keys("where")["at the counter"]
    return Form(action, data, leads=f"{LESSON}#exercise-where", changes={"answers": 1, "tallies": 1})


def entry(world: World) -> Form:
    action = f"{LESSON}entries/last-time"
    data = on_page(world, LESSON, action, text="My brother, and an hour.", keep="yes")
    return Form(action, data, leads=f"{LESSON}#exercise-last-time", changes={"entries": 1, "consents": 1})


ENTRY = "/journal/calls1a/last-time/"


def written(world: World) -> None:
    """The person has written something for themselves."""
    made = entry(world)
    world.sends(made.path, made.data, cookie=True)


def change_entry(world: World) -> Form:
    written(world)
    return Form(ENTRY, on_page(world, ENTRY, ENTRY, text="My sister.", do="save"), leads=f"{ENTRY}?done=saved")


def delete_entry(world: World) -> Form:
    written(world)
    data = on_page(world, ENTRY, ENTRY, sure="yes", do="delete") | {"once": "once-and-no-more"}
    return Form(ENTRY, data, leads="/journal/?done=deleted", changes={"entries": -1})


def share_entry(world: World) -> Form:
    written(world)
    return Form(f"{ENTRY}share", on_page(world, ENTRY, f"{ENTRY}share"), leads=f"{ENTRY}?done=shared")


def take_entry_back(world: World) -> Form:
    made = share_entry(world)
    world.sends(made.path, made.data, cookie=True)
    return Form(f"{ENTRY}take-back", on_page(world, ENTRY, f"{ENTRY}take-back"), leads=f"{ENTRY}?done=back")


def answer_entry(world: World) -> Form:
    made = share_entry(world)
    world.sends(made.path, made.data, cookie=True)
    desk(world)
    page = f"/studio/shared/{world.person.person.key}/calls1a/last-time/"
    data = on_page(world, page, page, text="Thank you.", do="send")
    return Form(page, data, leads=f"{page}?done=written-back", changes={"entry_replies": 1, "outbox": 1})


def promise(world: World) -> Form:
    action = f"{LESSON}promises/one-call"
    data = on_page(world, LESSON, action, text="I will say it back.", days="7", keep="yes")
    return Form(action, data, leads=f"{LESSON}#exercise-one-call", changes={"promises": 1, "consents": 1})


def tell_promise(world: World) -> Form:
    kept = promise(world)
    world.sends(kept.path, kept.data, cookie=True)
    action = re.findall(r"/promises/\d+/", world.person.reads("/promises/"))[0]
    data = on_page(world, action, action, do="tell", fate="partly", onward="Once more.", next="yes", days="1")
    return Form(action, data, leads="/promises/?done=next", changes={"promises": 1})


def plan(world: World) -> Form:
    action = f"{LESSON}plans/when-it-starts"
    data = on_page(world, LESSON, action, keep="yes") | {
        "take": "1",
        "cue-1": "I sit down",
        "response-1": "I will write",
    }
    return Form(action, data, leads=f"{LESSON}#exercise-when-it-starts", changes={"plans": 1, "consents": 1})


def own_plan(world: World) -> Form:
    data = on_page(world, "/plans/", "/plans/", cue="I sit down", response="I will write", keep="yes")
    return Form("/plans/", data, leads="/plans/?done=kept", changes={"plans": 1, "consents": 1})


def delete_plan(world: World) -> Form:
    kept = own_plan(world)
    world.sends(kept.path, kept.data, cookie=True)
    action = re.findall(r"/plans/\d+/", world.person.reads("/plans/"))[0]
    data = on_page(world, action, action, do="delete", sure="yes")
    return Form(action, data, leads="/plans/?done=deleted", changes={"plans": -1})


def keep_day(world: World) -> Form:
    data = on_page(world, "/days/", "/days/", person="Ilse", do="frame", keep="yes")
    changes = {"days": 1, "day_frames": 1, "consents": 1}
    return Form("/days/", data, leads="/days/?done=frame", changes=changes)


def keep_story(world: World) -> Form:
    data = on_page(world, "/story/", "/story/", s1="I made tyres.", do="keep", keep="yes")
    return Form("/story/", data, leads="/story/?done=kept", changes={"stories": 1, "consents": 1})


def rate_oneself(world: World) -> Form:
    settings = world.app.extensions["settings"]
    write_statements(Shelf(settings.content_dir, world.database, settings))
    world.person.joins()
    step = {f"step-{key_of(SAYS_BACK)}": "2"}
    data = on_page(world, RATING, RATING, do="keep", keep="yes") | step
    return Form(RATING, data, leads=f"{RATING}?done=kept", changes={"self_ratings": 1, "consents": 1})


def delete_rating(world: World) -> Form:
    given = rate_oneself(world)
    world.sends(given.path, given.data, cookie=True)
    data = on_page(world, "/growth/", "/growth/", moment="start", sure="yes") | {"once": "once-and-no-more"}
    return Form("/growth/", data, leads="/growth/?done=deleted", changes={"self_ratings": -1})


def note_feeling(world: World) -> Form:
    page = "/growth/feelings"
    data = on_page(world, page, page, place="1,-1", note="Soup.", do="note", keep="yes")
    return Form(page, data, leads=f"{page}?done=noted", changes={"feelings": 1, "consents": 1})


def make_certificate(world: World) -> Form:
    world.person.joins()
    with world.database.writing() as session:
        session.execute(update(Enrolment).values(completed_at=site_clock.now()))
        session.commit()
    action = "/courses/calls/certificate"
    data = on_page(world, "/certificates/", action, name="Alice Amsel")
    return Form(action, data, leads=None, changes={"certificates": 1})


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


def begin_talk(world: World) -> Form:
    settings = world.app.extensions["settings"]
    write_talk(Shelf(settings.content_dir, world.database, settings))
    world.person.joins()
    data = on_page(world, TALK, f"{TALK}runs")
    return Form(f"{TALK}runs", data, leads=f"{TALK}runs/1/#now", changes={"runs": 1})


def say(world: World) -> Form:
    begun = begin_talk(world)
    world.sends(begun.path, begun.data, cookie=True)
    page, action = f"{TALK}runs/1/", f"{TALK}runs/1/steps"
    data = on_page(world, page, action)
    data["choice"] = next(iter(Player(world.person).replies().values()))
    return Form(action, data, leads=f"{page}#now", changes={"run_steps": 1})


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
    return Form(path, data, cookie=False, leads="/studio/", changes={"users": 1, "sign_ins": 1, "tokens": -1})


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


def begin_course(world: World) -> Form:
    desk(world)
    page = "/studio/write/new/course"
    data = on_page(world, page, title="Saying no", summary="Kindly, and early.")
    changes = {"pieces": 1, "drafts": 1, "staff": 1, "audit": 1}
    return Form(page, data, leads=None, changes=changes)


def begin_lesson(world: World) -> Form:
    desk(world)
    page = "/studio/write/calls1/new/lesson"
    data = on_page(world, page, title="Saying no")
    return Form(page, data, leads=None, changes=BEGINS)


def begin_brought(world: World) -> Form:
    desk(world)
    page = "/studio/write/calls1/bring"
    read = on_page(world, page, page) | {"file": (BytesIO(b":: Start\n[[On]]\n:: On\nOver."), "dana.twee")}
    held = world.person.client.post(page, data=read, headers=HERE, content_type="multipart/form-data")
    data: dict[str, object] = {**hidden_fields(held), "title": "Dana"}
    return Form(f"{page}/draft", data, leads=None, changes=BEGINS)


def insert_exercise(world: World) -> Form:
    desk(world)
    page = "/studio/write/calls1x2/insert/reflect"
    data = on_page(world, page, page, title="The last time")
    return Form(page, data, leads="/studio/write/calls1x2/#body", changes={"drafts": 1})


def put_in_order(world: World) -> Form:
    desk(world)
    page = "/studio/write/calls1/outline"
    data = on_page(world, page, page, up="calls1x3")
    return Form(page, data, leads=f"{page}?moved=calls1x3&by=up", changes={"audit": 1})


def missed_search(world: World) -> Form:
    data = on_page(world, "/search?q=zorbing", "/search/missed")
    return Form("/search/missed", data, status=204, changes={"missed_searches": 1})


WRITE = "/studio/write/calls1x2"


def drafted(world: World, step: str = "") -> str:
    """The second lesson has a draft, and (with a step) that was handed in; gives the page before publishing."""
    desk(world)
    with world.database.writing() as session:
        lesson = session.scalars(select(Piece).where(Piece.key == "calls1x2")).one()
        text = LESSON_TEXT.format(key=lesson.key, title="Next", summary="s", body="Anew.").encode()
        now = site_clock.now()
        draft = Draft(piece_id=lesson.id, source=text, base_revision_id=lesson.published_revision_id)
        draft.begun_at = draft.changed_at = now
        session.add(draft)
        if step:
            session.add(Proposal(piece_id=lesson.id, source=text, step=step, handed_in_at=now))
        session.commit()
    return f"{WRITE}/publish"


def publish(world: World) -> Form:
    page = drafted(world)
    changes = {"revisions": 1, "drafts": -1, "audit": 1}
    return Form(page, on_page(world, page, page, when="now"), leads=f"{page}?done=published", changes=changes)


def schedule(world: World) -> Form:
    page = drafted(world)
    data = on_page(world, page, page, when="later", day=f"{site_clock.now().year + 1}-06-01", time="09:00")
    return Form(page, data, leads=f"{page}?done=scheduled", changes={"proposals": 1, "audit": 1})


def withdraw(world: World) -> Form:
    page, action = drafted(world, "scheduled"), f"{WRITE}/withdraw"
    data = on_page(world, page, action)
    return Form(action, data, leads=f"{page}?done=withdrawn", changes={"proposals": -1, "audit": 1})


def approve(world: World) -> Form:
    drafted(world, "awaiting")
    page = f"{WRITE}/approve"
    changes = {"revisions": 1, "drafts": -1, "proposals": -1, "audit": 1}
    return Form(page, on_page(world, page, page, do="approve"), leads=f"{page}?done=published", changes=changes)


def unpublish(world: World) -> Form:
    page, action = drafted(world), f"{WRITE}/unpublish"
    changes = {"audit": 1, "search_entries": -1, "old_addresses": 1}
    return Form(action, on_page(world, page, action), leads=f"{page}?done=unpublished", changes=changes)


def throw_away(world: World) -> Form:
    page, action = drafted(world), f"{WRITE}/trash"
    changes = {"audit": 1, "search_entries": -1, "old_addresses": 1}
    return Form(action, on_page(world, page, action), leads="/studio/trash/?done=trashed", changes=changes)


def take_out(world: World) -> Form:
    thrown = throw_away(world)
    world.sends(thrown.path, thrown.data, cookie=True)
    action = f"{WRITE}/restore"
    data = on_page(world, "/studio/trash/", action)
    return Form(action, data, leads=f"{WRITE}/publish?done=restored", changes={"audit": 1})


def go_back(world: World) -> Form:
    drafted(world)
    action = f"{WRITE}/history/1/restore"
    data = on_page(world, f"{WRITE}/history/1", action)
    return Form(action, data, leads=f"{WRITE}/?done=restored", changes={"asides": 1, "audit": 1})


def make_link(world: World) -> Form:
    page, action = drafted(world), f"{WRITE}/links"
    return Form(action, on_page(world, page, action, days="7"), 200, changes={"preview_links": 1, "audit": 1})


def owned(world: World) -> None:
    """The person is a coach and owns the course; a group is in it."""
    assert world.person.user is not None
    with world.database.writing() as session:
        session.get_one(User, world.person.user.id).role = Role.COACH
        course = session.scalars(select(Piece).where(Piece.key == "calls1")).one()
        put_staff(session, course.id, world.person.user.id, "owner", site_clock.now())
        made = {"name": "Nights", "join_code": "NGHTWXYZ", "made_at": site_clock.now()}
        groups.add_group(session, key="night", course_id=course.id, **made)
        session.commit()


INVITED = {"invitations": 1, "outbox": 1, "audit": 1}
PEOPLE_PAGE, GROUP_PAGE = "/studio/people/calls1/", "/studio/group/night/"


def invite(world: World) -> Form:
    owned(world)
    data = on_page(world, PEOPLE_PAGE, f"{PEOPLE_PAGE}invite", address="bo@example.org", part="coach")
    return Form(f"{PEOPLE_PAGE}invite", data, leads=f"{PEOPLE_PAGE}?done=invited", changes=INVITED)


def invite_again(world: World) -> Form:
    asked = invite(world)
    world.sends(asked.path, asked.data, cookie=True)
    with world.database.reading() as session:
        action = f"{PEOPLE_PAGE}invitations/{session.scalars(select(Invitation.id)).one()}"
    data = on_page(world, PEOPLE_PAGE, action, do="again")
    return Form(action, data, leads=f"{PEOPLE_PAGE}?done=again", changes={"outbox": 1, "audit": 1})


def invite_to_group(world: World) -> Form:
    owned(world)
    data = on_page(world, GROUP_PAGE, f"{GROUP_PAGE}invite", address="bo@example.org", part="lead")
    return Form(f"{GROUP_PAGE}invite", data, leads=f"{GROUP_PAGE}?done=invited", changes=INVITED)


def send_list(world: World) -> Form:
    owned(world)
    typed = "Bo,bo@example.org\nCy,cy@example.org\n"
    asked = on_page(world, GROUP_PAGE, f"{GROUP_PAGE}list", list=typed)
    world.person.page = world.sends(f"{GROUP_PAGE}list", asked, cookie=True)[2]
    data = world.person.form(f"{GROUP_PAGE}list/send") | {"list": typed}
    changes = {"invitations": 2, "outbox": 2, "audit": 1}
    return Form(f"{GROUP_PAGE}list/send", data, leads=f"{GROUP_PAGE}?done=invited", changes=changes)


def accept_invitation(world: World) -> Form:
    asked = invite(world)
    world.sends(asked.path, asked.data, cookie=True)
    path = world.mails.path("bo@example.org")
    changes = {"invitations": -1, "audit": 1}
    return Form(path, on_page(world, path, path), leads=f"{PEOPLE_PAGE}?done=accepted", changes=changes)


def accept_with_account(world: World) -> Form:
    asked = invite_to_group(world)
    world.sends(asked.path, asked.data, cookie=True)
    path = world.mails.path("bo@example.org")
    data = for_a_stranger(world, path, name="Bo", password=PASSWORD, time_zone="UTC")
    changes = {"invitations": -1, "group_leads": 1, "users": 1, "sign_ins": 1, "audit": 1}
    return Form(f"{path}/account", data, cookie=False, leads="/groups/night/", changes=changes)


def join_group(world: World) -> Form:
    owned(world)
    data = on_page(world, "/join/NGHTWXYZ", "/join/NGHTWXYZ")
    changes = {"group_members": 1, "enrolments": 1}
    return Form("/join/NGHTWXYZ", data, leads=LESSON, changes=changes)


def write_to_member(world: World) -> Form:
    join = join_group(world)
    world.sends(join.path, join.data, cookie=True)
    action = f"{GROUP_PAGE}members/{world.person.person.key}/message"
    data = on_page(world, GROUP_PAGE, f"{GROUP_PAGE}list", text="Hello.") | {"once": "once-and-no-more"}
    return Form(action, data, leads=f"{GROUP_PAGE}?done=written", changes={"outbox": 1, "audit": 1})


def ask_coach(world: World) -> Form:
    page = f"{LESSON}ask"
    data = on_page(world, page, page, text="What if nobody rings?", reach="open", do="send")
    return Form(page, data, leads=None, changes={"asks": 1, "ask_words": 1})


def asked(world: World) -> str:
    """The person has asked, and is the coach who answers; gives the desk's page."""
    made = ask_coach(world)
    world.sends(made.path, made.data, cookie=True)
    desk(world)
    return f"/studio/asks/{ask_id(world)}"


def ask_id(world: World) -> int:
    """The number of the one ask that there is."""
    with world.database.reading() as session:
        return session.scalars(select(Ask.id)).one()


def answer_ask(world: World) -> Form:
    page = asked(world)
    data = on_page(world, page, page, text="Then ring them.", do="send")
    return Form(page, data, leads=f"{page}?done=answered", changes={"ask_words": 1, "outbox": 1})


def propose(world: World) -> Form:
    made = answer_ask(world)
    world.sends(made.path, made.data, cookie=True)
    page = f"{made.path}/public"
    data = on_page(world, page, page, question="What if?", answer="Ring.", do="ask")
    return Form(page, data, leads=f"{page}?done=consent", changes={"outbox": 1})


def agree(world: World) -> Form:
    made = propose(world)
    world.sends(made.path, made.data, cookie=True)
    page = f"/asks/{ask_id(world)}/consent"
    return Form(page, on_page(world, page, page, pseudonym="me", do="agree"), leads=f"{page}?done=agreed")


def begin_post(world: World) -> Form:
    made = agree(world)
    world.sends(made.path, made.data, cookie=True)
    page = f"/studio/asks/{ask_id(world)}"
    data = on_page(world, f"{page}/public", f"{page}/post")
    return Form(f"{page}/post", data, leads=None, changes={"pieces": 1, "drafts": 1, "staff": 1, "audit": 1})


def take_ask_back(world: World) -> Form:
    made = agree(world)
    world.sends(made.path, made.data, cookie=True)
    page = f"/asks/{ask_id(world)}"
    data = on_page(world, page, f"{page}/withdraw", sure="yes")
    changes = {"asks": -1, "ask_words": -2, "outbox": 1}
    return Form(f"{page}/withdraw", data, leads="/asks/?done=withdrawn", changes=changes)


def write_to_coach(world: World) -> Form:
    action = f"{LESSON}writings/to-dana"
    data = on_page(world, LESSON, action, text="Dear Dana, noon.", do="anyway")
    return Form(action, data, leads=f"{LESSON}#exercise-to-dana", changes={"writings": 1, "writing_rounds": 1})


def answer_writing(world: World) -> Form:
    made = write_to_coach(world)
    world.sends(made.path, made.data, cookie=True)
    desk(world)
    with world.database.reading() as session:
        page = f"/studio/writings/{session.scalars(select(Writing.id)).one()}"
    data = on_page(world, page, page, text="Noon is good.", words="noon", note="When?", do="again")
    return Form(page, data, leads=f"{page}?done=answered", changes={"writing_passages": 1, "outbox": 1})


def delete_writing(world: World) -> Form:
    made = answer_writing(world)
    world.sends(made.path, made.data, cookie=True)
    page = "/writings/calls1a/to-dana/"
    changes = {"writings": -1, "writing_rounds": -1, "writing_passages": -1}
    data = on_page(world, page, page, do="delete", sure="yes")
    return Form(page, data, leads="/writings/?done=gone", changes=changes)


def keep_reply(world: World) -> Form:
    desk(world)
    page = "/studio/replies/"
    return Form(
        page,
        on_page(world, page, page, name="Thanks", text="Thank you."),
        leads=f"{page}?done=kept",
        changes={"canned_replies": 1},
    )


def write_text(world: World) -> Form:
    desk(world)
    page = f"{WRITE}/"
    data = on_page(world, page, page, body="Anew.", then="")
    return Form(page, data, leads=f"{page}?done=saved", changes={"drafts": 1, "writers": 1})


def bring_picture(world: World) -> Form:
    desk(world)
    page = f"{WRITE}/pictures"
    path = world.app.extensions["settings"].data_dir / "queue.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>')
    data = on_page(world, page, page, alt="A queue") | {"picture": (str(path), "queue.svg")}
    return Form(page, data, leads=f"{WRITE}/?done=picture", changes={"images": 1, "drafts": 1})


def decide_aside(world: World) -> Form:
    drafted(world)
    with world.database.writing() as session:
        lesson = session.scalars(select(Piece).where(Piece.key == "calls1x2")).one()
        aside = Aside(piece_id=lesson.id, source=b"---\ntitle: Next\n---\nLate.\n", version=1, kept_at=site_clock.now())
        session.add(aside)
        session.commit()
        page = f"{WRITE}/asides/{aside.id}"
    return Form(page, on_page(world, page, page, way="mine"), leads=f"{WRITE}/?done=mine", changes={"asides": -1})


def go_on_from_published(world: World) -> Form:
    drafted(world)
    with world.database.writing() as session:
        session.execute(update(Draft).values(base_revision_id=None))
        session.commit()
    page = f"{WRITE}/meanwhile"
    return Form(page, on_page(world, page, page, way="mine"), leads=f"{WRITE}/?done=mine")


SITE = "/studio/site"


def running(world: World) -> None:
    """The person runs the site."""
    assert world.person.user is not None
    with world.database.writing() as session:
        session.get_one(User, world.person.user.id).role = Role.ADMIN
        session.commit()


def set_words(world: World) -> Form:
    running(world)
    typed = {"site_name": "Calm", "site_description": "Courses.", "front_text": "", "sign_up": "everyone"}
    data = on_page(world, f"{SITE}/words") | typed
    return Form(f"{SITE}/words", data, leads=f"{SITE}/?done=words", changes={"site_settings": 3, "audit": 1})


def set_look(world: World) -> Form:
    running(world)
    data = on_page(world, f"{SITE}/look", accent="Plum")
    return Form(f"{SITE}/look", data, leads=f"{SITE}/?done=look", changes={"site_settings": 2, "audit": 1})


def set_mail(world: World) -> Form:
    running(world)
    data = on_page(world, f"{SITE}/mail", host="mail.example.org", scheme="smtp", password=PASSWORD)
    return Form(f"{SITE}/mail", data, leads=f"{SITE}/mail?done=saved", changes={"site_settings": 1, "audit": 1})


def try_mail(world: World) -> Form:
    running(world)
    action = f"{SITE}/mail/test"
    return Form(action, on_page(world, f"{SITE}/mail"), leads=f"{SITE}/mail?done=tried#test", changes={"outbox": 1})


def ask_for_backup(world: World) -> Form:
    running(world)
    page = f"{SITE}/backups"
    return Form(page, on_page(world, page), leads=f"{page}?done=asked", changes={"audit": 1})


def invite_person(world: World) -> Form:
    running(world)
    page = f"{SITE}/people/invite"
    data = on_page(world, page, address="bo@example.org", role="coach")
    return Form(page, data, leads=None, changes={"users": 1, "tokens": 1, "outbox": 1, "audit": 1})


def send_person_link(world: World) -> Form:
    asked = invite_person(world)
    page = world.sends(asked.path, asked.data, cookie=True)[1].partition("?")[0]
    changes = {"outbox": 1, "audit": 1}
    return Form(f"{page}/link", on_page(world, page), leads=f"{page}?done=invited", changes=changes)


def change_role(world: World) -> Form:
    asked = invite_person(world)
    page = world.sends(asked.path, asked.data, cookie=True)[1].partition("?")[0]
    data = on_page(world, f"{page}/change?to=learner", to="learner")
    return Form(f"{page}/change", data, leads=f"{page}?done=learner", changes={"audit": 1})


LOOKING = (sign_up, sign_up_link, first_admin, forgotten, reset, address, address_link, password)
"""Those that ask, before they do anything, whether they have come before."""
FORMS = (
    answer,
    answer_card,
    poll,
    entry,
    enrol,
    finish,
    start,
    begin_talk,
    make_certificate,
    say,
    hand_in,
    decide,
    tell_apart,
    undo,
    allow,
    publish_import,
    promise,
    tell_promise,
    plan,
    own_plan,
    delete_plan,
    keep_day,
    keep_story,
    rate_oneself,
    delete_rating,
    note_feeling,
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
    begin_course,
    begin_lesson,
    begin_brought,
    write_text,
    bring_picture,
    decide_aside,
    go_on_from_published,
    insert_exercise,
    put_in_order,
    publish,
    schedule,
    withdraw,
    approve,
    unpublish,
    throw_away,
    take_out,
    go_back,
    make_link,
    missed_search,
    invite,
    invite_again,
    invite_to_group,
    send_list,
    accept_invitation,
    accept_with_account,
    join_group,
    write_to_member,
    change_entry,
    delete_entry,
    share_entry,
    take_entry_back,
    answer_entry,
    ask_coach,
    answer_ask,
    propose,
    agree,
    begin_post,
    take_ask_back,
    write_to_coach,
    answer_writing,
    delete_writing,
    keep_reply,
    set_words,
    set_look,
    set_mail,
    try_mail,
    ask_for_backup,
    invite_person,
    send_person_link,
    change_role,
    *LOOKING,
    delete,
)
