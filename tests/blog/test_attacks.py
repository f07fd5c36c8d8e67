"""What somebody would try who wants more than is theirs: to be seen unread, to learn of others, to stall the blog."""

import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from xml.etree import ElementTree

import pytest
from sqlalchemy import func, insert, select, update

from coursesite.accounts.models import User
from coursesite.blog.comments import arrivals, belonging_queries, editing, settling
from coursesite.blog.comments.sent import Sent
from coursesite.blog.comments.showing import may_edit
from coursesite.blog.models import Block, Comment, State, Subscription, WordCount
from coursesite.blog.moderation.arrived import Arrived
from coursesite.blog.moderation.filter import words_kept
from coursesite.blog.moderation.rule import judge
from coursesite.blog.moderation.shingles import sketch, text_hash
from coursesite.blog.queue import queries as queue_queries
from coursesite.blog.queue.deciding import Deed, Pick, carry_out, seen
from coursesite.config import Settings
from tests.blog.comments.conftest import talk as talk  # a fixture
from tests.blog.comments.talking import POST, RESPOND, Discussing, Person
from tests.counting import count_queries
from tests.mailbox import Mails

pytestmark = pytest.mark.usefixtures("mails")
TEXT = "First I would let them finish, and then I would say back to them what I have understood."
OTHER = "The parcel was late twice before, so I would begin by saying that I know about both times."
LONGEST = 8000
STALLING = (
    "<a href",
    "[](",
    "[a](http://",
    "[url",
    "a",
    "-",
    "a-",
    "1a",
    "_",
    "@",
    "$",
    "hxx",
    "h tt",
    '"a" ',
    "“a” ",
    "a.",
)


def mine(mails: Mails, address: str) -> str:
    """The path of a guest's own link, out of the mail."""
    body = mails.newest(address).body
    return next(line.strip() for line in body.split("\n") if "/blog/mine/" in line).removeprefix("http://localhost")


def confirmed(talk: Discussing, mails: Mails, person: Person) -> Person:
    """A guest whom the site trusts: something of theirs is shown, and the address is confirmed in their browser."""
    talk.shown(person, f"I am {person.name}, and I would begin with a question about the parcel.")
    path = mine(mails, person.address)
    assert person.deed(f"{path}/confirm", path).status_code == 303
    return person


@pytest.mark.parametrize("piece", STALLING)
def test_no_text_makes_the_rule_think_for_long(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    before = time.process_time()
    judge(Arrived(text, name="Jo"))
    text_hash(text), sketch(text), words_kept(text, "", "", "secret")
    assert time.process_time() - before < 1.5


def test_a_report_says_nothing_of_comments_that_wait(talk: Discussing) -> None:
    talk.guest().writes(TEXT)
    stranger = talk.guest("Sam", "sam@example.net")
    waiting, nowhere = talk.newest().id, talk.newest().id + 1000
    for query in ("", "?done=yes"):
        answers = [
            stranger.opens(f"/blog/comments/{number}/report{query}").status_code for number in (waiting, nowhere)
        ]
        assert answers == [404, 404]


def test_who_has_reported_is_thanked_although_it_is_held_back_by_now(talk: Discussing) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    reader = talk.guest("Sam", "sam@example.net")
    path = f"/blog/comments/{comment.id}/report"
    done = reader.deed(path, path, words="It is rude.").headers["Location"]
    talk.settles(comment, State.HELD)
    assert "Thank you" in reader.reads(done)


def test_nobody_learns_by_a_guess_which_address_a_comment_came_from(talk: Discussing) -> None:
    talk.shown(talk.guest("Jo", "jo@example.net"), TEXT)
    page = talk.guest().reads()
    known = set(re.findall(r"/(?:blog/guests|people)/[\w-]+/picture", page))
    guesses = [
        talk.guest("Sam", address, network=f"192.0.{n}.7")
        for n, address in enumerate(("jo@example.net", "no@example.net"))
    ]
    # The same words under the same address are stored as under any other.
    assert [guess.writes(TEXT).status_code for guess in guesses] == [303, 303]
    for guess in guesses:
        own = guess.reads().partition("comment-list")[2]
        assert known
        faces = re.findall(r"/(?:blog/guests|people)/[\w-]+/picture", own)
        assert len(faces) == 2
        assert len(set(faces)) == 2
        assert all(guess.opens(face).status_code == 200 for face in faces)


def test_nobody_else_begins_mail_to_a_confirmed_address(talk: Discussing, mails: Mails) -> None:
    confirmed(talk, mails, talk.guest("Jo", "jo@example.net"))
    talk.guest("Mallory", "jo@example.net").writes(OTHER, notify="y", notify_all="y")
    with talk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Subscription)) == 0


def test_nobody_else_begins_mail_again_that_its_reader_has_ended(talk: Discussing, mails: Mails) -> None:
    person = confirmed(talk, mails, talk.guest("Jo", "jo@example.net"))
    person.writes(OTHER, notify_all="y")
    with talk.database.writing() as session:
        session.scalars(select(Subscription)).one().ended_at = talk.clock.now
        session.commit()
    talk.guest("Mallory", "jo@example.net").writes("I am somebody else altogether, you see.", notify_all="y")
    with talk.database.reading() as session:
        assert session.scalars(select(Subscription)).one().ended_at is not None


def test_a_blocked_guest_stays_blocked_with_an_account(talk: Discussing, mails: Mails) -> None:
    person = confirmed(talk, mails, talk.guest("Jo", "jo@example.net"))
    comment = talk.newest()
    with talk.database.writing() as session:
        session.add(Block(guest_id=comment.guest_id, made_at=talk.clock.now, until=talk.clock.tick(days=7)))
        session.commit()
    talk.clock.tick(days=-6)
    member = talk.member("Jo")
    assert member.user is not None
    assert comment.user_id is not None
    with talk.database.writing() as session:
        arrivals.adopt(session, comment.user_id, member.user.id, talk.clock.now)
        session.commit()
    member.writes(OTHER)
    assert talk.newest().state == State.SPAM
    assert OTHER not in talk.guest().reads()
    assert person.address == "jo@example.net"


@pytest.mark.parametrize(
    "name", ["Maren", "  MAREN ", "Mаren", "Marén", "Maren\u200b", "Coach", "Coach Maren", "Moderator", "The Admin"]
)
def test_a_trusted_guest_who_takes_a_coachs_name_waits(talk: Discussing, mails: Mails, name: str) -> None:
    person = confirmed(talk, mails, talk.guest("Jo", "jo@example.net"))
    person.name = name
    person.writes(OTHER)
    assert talk.newest().state == State.HELD


def test_a_trusted_guest_with_a_name_of_their_own_does_not_wait(talk: Discussing, mails: Mails) -> None:
    person = confirmed(talk, mails, talk.guest("Jo", "jo@example.net"))
    person.name = "Marenka Coachman"
    person.writes(OTHER)
    assert talk.newest().state == State.APPROVED


def test_the_queue_tells_a_confirmed_address_from_one_that_somebody_typed(talk: Discussing, mails: Mails) -> None:
    confirmed(talk, mails, talk.guest("Jo", "jo@example.net"))
    talk.guest("Jo", "jo@example.net").writes(OTHER)
    page = talk.coached().reads("/studio/comments")
    assert "confirmed in another browser" in page
    assert "<li>address confirmed</li>" not in page


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_no_number_in_an_address_breaks_a_page(talk: Discussing, number: int) -> None:
    coach, guest = talk.coached(), talk.guest()
    for path in ("", "/edit", "/report", "/report?done=yes"):
        assert guest.opens(f"/blog/comments/{number}{path}").status_code == 404, path
    assert coach.opens(f"/studio/comments/{number}").status_code == 404
    for path in (
        f"/blog/{number}/3/",
        f"/blog/2026/{number}/",
        f"/blog/mine/{number}",
        f"/blog/guests/{number}/picture",
    ):
        assert guest.opens(path).status_code in (404, 410), path
    for query in (f"comments={number}", f"thread={number}", "comments=99999", "comments=-1", "comments=0", "thread=-1"):
        assert guest.opens(f"{POST}?{query}").status_code in (200, 404), query
    assert guest.opens(f"{RESPOND}?to={number}").status_code in (200, 404)
    for path in ("withdraw", "pin", "edit"):
        assert coach.deed(f"/blog/comments/{number}/{path}").status_code == 404, path


def test_characters_that_xml_cannot_hold_do_not_break_the_feed(talk: Discussing) -> None:
    talk.shown(
        talk.guest("Jo\uffff\ufffe", "jo@example.net"),
        "Hello \uffff and \ufffe and \x0b and \ud83d\ude00 there, parcels.".encode("utf-16", "surrogatepass").decode(
            "utf-16"
        ),
    )
    feed = talk.guest().reads(f"{POST}comments.atom")
    assert "parcels" in feed
    ElementTree.fromstring(feed)


def recounted(talk: Discussing, settings: Settings) -> None:
    """Compare every stored count with what a plain count of the rows gives."""
    comments = talk.comments()
    shown = [comment for comment in comments if comment.state == State.APPROVED]
    assert talk.discussion().comments == len(shown)
    for comment in comments:
        below = [one for one in shown if one.path.startswith(comment.path) and one.path != comment.path]
        assert comment.below == len(below), comment.id
    words: dict[str, list[int]] = {}
    for comment in comments:
        if comment.trained:
            for word in ("", *words_kept(comment.source, comment.name, comment.site, settings.secret_key)):
                words.setdefault(word, [0, 0])[comment.trained == "honest"] += 1
    with talk.database.reading() as session:
        rows = session.scalars(select(WordCount)).all()
        assert {row.word: [row.spam, row.honest] for row in rows} == words


@pytest.mark.parametrize("seed", range(3))
def test_no_walk_through_all_deeds_lets_a_count_or_the_filter_drift(
    talk: Discussing, settings: Settings, seed: int
) -> None:
    chance = random.Random(seed)
    people = [
        talk.trusted("Ravi"),
        talk.member("Ines"),
        talk.guest("Jo", "jo@example.net"),
        talk.guest("Bo", "b@example.net"),
    ]
    for step in range(70):
        talk.clock.tick(seconds=chance.choice((0, 0, 40)))
        _one_deed(talk, settings, chance, people, step)
        if step % 10 == 9:
            recounted(talk, settings)
    recounted(talk, settings)


def _one_deed(talk: Discussing, settings: Settings, chance: random.Random, people: list[Person], step: int) -> None:
    found, deed = talk.comments(), chance.random()
    if deed < 0.35:
        shown = [comment.id for comment in found if comment.state == State.APPROVED]
        to = chance.choice([None, *shown[-6:]])
        chance.choice(people).writes(f"Words {step} about parcels and customers, number {chance.randrange(9)}.", to)
        return
    now, secret = talk.clock.now, settings.secret_key
    with talk.app.test_request_context(), talk.database.writing() as session:
        if deed < 0.85:
            chosen = chance.sample(found, min(len(found), 3))
            made = queue_queries.decisions_of(session, [one.id for one in chosen])
            picks = [
                Pick(one.id, seen(made[one.id][-1].id if made.get(one.id) else None, one.edited_at)) for one in chosen
            ]
            done = carry_out(session, chance.choice(list(Deed)), picks, talk.coach.id, secret, now).settled
        else:
            [one] = settling.taken(session, [chance.choice(found).id], now)
            if one.state not in editing.LIVE:
                return
            if deed < 0.92:
                done = [editing.withdraw(session, one, secret, now)]
            elif may_edit(one.created_at, now):
                sent = Sent(f"Changed in step {step}.", f"<p>Changed in step {step}.</p>", one.once, "", seconds=60)
                done = [editing.change(session, one, sent, settings, now)]
            else:
                return
        settling.close(session, done, now)
        session.commit()


def test_forgetting_and_adopting_wait_for_nobody_who_decides(talk: Discussing) -> None:
    first = talk.shown(talk.guest(), TEXT)
    writer = talk.guest("Sam", "sam@example.net")
    ids = [first.id]
    for turn in range(6):
        writer.writes(f"Number {turn} of what I have to say about parcels.", first.id)
        ids.append(talk.newest().id)
    member, visitor = talk.member("Ines"), talk.newest().user_id
    assert member.user is not None
    assert visitor is not None
    talk.clock.tick(days=40)
    together, now = Barrier(3), talk.clock.now

    def decides(turn: int) -> None:
        with talk.database.writing() as session:
            found = settling.taken(session, ids, now)
            state = State.APPROVED if turn % 2 else State.HELD
            done = [settling.settle(session, one, state, now, by=talk.coach.id) for one in reversed(found)]
            settling.close(session, done, now)
            session.commit()

    def forgets(_turn: int) -> None:
        with talk.database.writing() as session:
            belonging_queries.drop_networks(session, now)
            session.commit()

    def adopts(turn: int) -> None:
        pair = (visitor, member.user.id if member.user else 0)
        with talk.database.writing() as session:
            arrivals.adopt(session, *(pair if turn % 2 == 0 else pair[::-1]), now)
            session.commit()

    def works(deed: Callable[[int], None]) -> None:
        for turn in range(25):
            if deed is forgets:
                with talk.database.writing() as session:
                    session.execute(update(Comment).values(network="n"))
                    session.commit()
            together.wait(30)
            deed(turn)
            together.wait(30)

    with ThreadPoolExecutor(3) as pool:
        doing = [pool.submit(works, deed) for deed in (decides, forgets, adopts)]
        faults = [error for done in doing if (error := done.exception(120)) is not None]
    assert faults == []


def test_mail_to_many_readers_asks_nothing_for_each(talk: Discussing) -> None:
    writer = talk.trusted()
    first = talk.shown(writer, TEXT)
    asked = []
    for readers in (2, 40):
        with talk.database.writing() as session:
            for number in range(readers):
                user = User(key=f"r{readers}x{number}", role="learner", address=f"r{readers}x{number}@example.net")
                user.name, user.created_at = "Reader", talk.clock.now
                session.add(user)
                session.flush()
                session.add(Subscription(post_id=first.post_id, user_id=user.id, begun_at=talk.clock.now))
            session.commit()
        form = writer.form(first.id)
        talk.clock.tick(seconds=30)
        with count_queries(talk.app) as counted:
            assert writer.sends(RESPOND, **form, text=f"To {readers} readers, about parcels.").status_code == 303
        asked.append(sum(1 for statement in counted.statements if statement.startswith(("SELECT", "WITH"))))
    assert asked[0] == asked[1]


def test_the_last_of_many_pages_of_the_queue_works_out_its_own_rows_only(talk: Discussing) -> None:
    writer = talk.member("Ines")
    writer.writes(TEXT)
    [model] = talk.comments()
    same = {column.name: getattr(model, column.name) for column in Comment.__table__.columns}
    with talk.database.writing() as session:
        rows = [{**same, "id": 1000 + n, "once": f"value {n}", "path": f"{n:022d}"} for n in range(1200)]
        session.execute(insert(Comment), rows)
        session.commit()
    coach = talk.coached()
    page = coach.reads("/studio/comments?page=13")
    assert len(re.findall(r'<nav class="row" aria-label="More comments">.*?</nav>', page, re.S)[0].split("Page ")) == 12
    ids = [int(found) for number in (24, 25) for found in _ticked(coach, number)]
    assert ids == sorted(ids)
    assert len(ids) == 51


def _ticked(coach: Person, number: int) -> list[str]:
    return re.findall(r'id="tick-(\d+)"', coach.reads(f"/studio/comments?page={number}"))
