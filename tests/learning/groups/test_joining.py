"""How people come into a course: everybody, by a code, by a link that nobody else knows of; and with a group."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.learning.groups import bounds
from tests.conftest import FrozenClock
from tests.learning.groups.gathering import PEOPLE, World
from tests.learning.learners import LESSON, Learner, words_of

COURSE, CLOSED, WORKBOOK = (f"/courses/calls/{name}" for name in ("", "part-2/", "workbook"))
LISTS = ("/", "/courses/", "/search?q=Begin", "/search?q=Course", "/sitemap.xml", "/blog/feed.atom", "/blog/feed.json")


def opens_by(owner: Learner, world: World, joining: str) -> str:
    """Let the course be joined like this; gives the code."""
    owner.reads(PEOPLE)
    owner.follows(owner.posts(f"{PEOPLE}joining", {**owner.form(f"{PEOPLE}invite"), "joining": joining}))
    return world.piece().join_code or ""


def test_a_course_by_link_is_known_to_those_who_came_by_it_and_to_nobody_else(
    world: World, owner: Learner, alice: Learner, bob: Learner
) -> None:
    guest = world.stranger()
    for path in (*LISTS, COURSE, LESSON):
        guest.reads(path)
    assert "calls" in guest.reads("/sitemap.xml")
    code = opens_by(owner, world, "link")
    for client in (guest, bob):
        for path in LISTS:
            assert "calls" not in client.reads(path).lower(), path
        for path in (COURSE, LESSON, CLOSED, WORKBOOK):
            client.reads(path, 404)
    bob.posts(f"{COURSE}enrol", bob.form("/sign-out"), 404)
    assert "Course calls" in guest.reads(f"/join/{code}")
    alice.reads(f"/join/{code.lower()}")
    assert "Begin" in alice.follows(alice.sends(f"/join/{code}"))
    for path in (COURSE, LESSON, CLOSED, WORKBOOK):
        alice.reads(path)
    assert "Course calls" in alice.reads("/learn/")
    # Listed again, it is everywhere at once.
    opens_by(owner, world, "open")
    for path in (*LISTS[:2], COURSE, LESSON):
        assert "calls" in guest.reads(path)
    guest.reads(f"/join/{code}", 404)


def test_a_course_by_code_says_so_and_lets_in_who_types_it(world: World, owner: Learner, alice: Learner) -> None:
    guest = world.stranger()
    assert "Join this course" in alice.reads(COURSE)
    code = opens_by(owner, world, "code")
    for client in (guest, alice):
        page = words_of(client.reads(COURSE))
        assert "joined with a code" in page
        assert "Listen before you ask" in client.reads(LESSON)
    guest.reads("/sitemap.xml")
    assert "calls" in guest.page
    assert "which you join with a code" in alice.reads(CLOSED, 403)
    # Joining without the code leads to where it is asked for.
    assert alice.posts(f"{COURSE}enrol", alice.form("/sign-out")).headers["Location"] == "/join/"
    assert "eight letters" in alice.reads("/join/?code=ABC", 422).lower()
    typed = alice.client.get(f"/join/?code={code[:4].lower()}+-+{code[4:]}")
    assert typed.headers["Location"] == f"/join/{code}"
    alice.reads(f"/join/{code}")
    alice.follows(alice.sends(f"/join/{code}"))
    alice.reads(CLOSED)
    assert "You are in already" in alice.reads(f"/join/{code}")
    asked = guest.posts(f"/join/{code}", {})
    assert asked.headers["Location"] == f"/sign-up?next=/join/{code}"


def test_a_new_code_ends_the_one_before(world: World, owner: Learner, bob: Learner) -> None:
    first = opens_by(owner, world, "code")
    owner.posts(f"{PEOPLE}joining", {**owner.form(f"{PEOPLE}invite"), "renew": "yes"})
    second = world.piece().join_code
    assert second not in (None, first)
    bob.reads(f"/join/{first}", 404)
    bob.reads(f"/join/{second}")
    assert world.deeds() == ["set joining to code", "renewed the code"]


def test_whoever_guesses_codes_is_stopped_and_learns_nothing_more(
    world: World, owner: Learner, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "WRONG_CODES", bounds.WRONG_CODES.__class__("wrong_codes", 3, timedelta(hours=1)))
    code, guest = opens_by(owner, world, "code"), world.stranger()
    for wrong in ("AAAA-AAAA", "BBBBBBBB", "x"):
        assert "No course and no group" in guest.reads(f"/join/{wrong}", 404)
    # The right one too: else trying on would still tell.
    guest.reads(f"/join/{code}", 429)
    guest.posts(f"/join/{code}", {}, 429)
    clock.tick(hours=1)
    guest.reads(f"/join/{code}")


def test_a_group_that_has_not_begun_keeps_its_lessons_closed_and_says_until_when(
    world: World, alice: Learner, bob: Learner, clock: FrozenClock
) -> None:
    world.group(starts_at=clock.now + timedelta(days=3))
    bob.joins()
    clock.tick(minutes=5)
    for person in (alice, bob):
        assert "The group begins on 5 March 2026" in person.reads("/join/NGHTWXYZ")
        person.follows(person.sends("/join/NGHTWXYZ"))
    page = words_of(alice.reads(COURSE))
    assert "You are in “The night shift”, which begins on 5 March 2026. The lessons open then." in page
    assert "opens on 5 March 2026, when your group begins" in words_of(alice.reads(CLOSED, 403))
    assert "It opens on 5 March 2026, with the lessons, when your group begins." in words_of(alice.reads(WORKBOOK, 403))
    alice.posts(f"{CLOSED}finish", alice.form("/sign-out"), 403)
    # The open first lesson is open to everybody, and so to them.
    alice.picks("third-call", "Can I have your order number?")
    alice.reads(LESSON)
    assert alice.finishes(LESSON).headers["Location"] == f"{LESSON}#finish"
    assert "It opens on 5 March 2026" in words_of(alice.reads(LESSON))
    mine = words_of(alice.reads("/learn/"))
    assert "With “The night shift”, which begins on 5 March 2026." in mine
    assert "Your next step" not in mine
    # Bob took the course before: nothing that was open is closed to him.
    bob.reads(CLOSED)
    clock.tick(days=3)
    alice.reads(CLOSED)
    assert "You learn this course with “The night shift”." in words_of(alice.reads(COURSE))
    assert "With “The night shift”." in words_of(alice.reads("/learn/"))


def test_a_visitor_who_answered_joins_with_all_of_it(world: World, app: Flask, mails: object) -> None:
    world.group()
    visitor = world.stranger()
    visitor.picks("third-call", "Can I have your order number?")
    assert "Sign up and join" in visitor.reads("/join/NGHTWXYZ")
    assert visitor.sends("/join/NGHTWXYZ").headers["Location"] == "/sign-up?next=/join/NGHTWXYZ"


def test_an_ended_group_takes_nobody_in(world: World, client: FlaskClient, clock: FrozenClock) -> None:
    world.group(ended_at=clock.now)
    assert client.get("/join/NGHTWXYZ").status_code == 404
