"""A link in a post says which post it was, and the course learns it from who joins."""

import pytest
from flask import Flask
from sqlalchemy import select

from coursesite.blog.posts.addresses import with_leading_links
from coursesite.db import Database
from coursesite.learning.insights import tasks
from coursesite.learning.models import Enrolment
from coursesite.library.models import Piece
from tests.conftest import FrozenClock
from tests.learning.learners import Learner, words_of
from tests.library.shelves import Shelf

COURSE = "/courses/calls/"
SENT_FROM = {"Referer": f"http://localhost{COURSE}?from=post01"}


def brought(database: Database, learner: Learner) -> str | None:
    """The key of the post that brought somebody."""
    with database.reading() as session:
        query = select(Piece.key).join(Enrolment, Enrolment.post_id == Piece.id)
        return session.scalars(query.where(Enrolment.user_id == learner.person.id)).one_or_none()


def test_a_posts_links_to_courses_carry_its_key_and_the_pages_own_addresses_do_not(
    courses: Shelf, guest: Learner
) -> None:
    page = guest.reads("/blog/sorry/")
    assert f'href="{COURSE}?from=post01"' in page
    assert f'href="{COURSE}begin/?from=post01"' in page
    plain = guest.reads(COURSE)
    assert guest.reads(f"{COURSE}?from=post01") == plain
    assert f'<link rel="canonical" href="http://localhost{COURSE}">' in plain


@pytest.mark.parametrize(
    ("html", "leads"),
    [
        ('<a href="/courses/a/b/#c">', '<a href="/courses/a/b/?from=k#c">'),
        ('<a href="/courses/a/?page=2">', '<a href="/courses/a/?page=2">'),
        ('<a href="https://e.example/courses/a/">', '<a href="https://e.example/courses/a/">'),
        ('<a href="/blog/a/">', '<a href="/blog/a/">'),
    ],
)
def test_only_links_to_courses_are_changed(html: str, leads: str) -> None:
    assert with_leading_links(html, "k") == leads


def test_who_joins_from_there_came_by_the_post(
    courses: Shelf, database: Database, alice: Learner, maren: Learner, clock: FrozenClock
) -> None:
    alice.posts(f"{COURSE}enrol", alice_form(alice), headers=SENT_FROM)
    assert brought(database, alice) == "post01"
    tasks.keep_sums(database, clock.now)
    words = words_of(maren.reads("/studio/insights/calls1/"))
    assert "One person came by a post so far: too few to conclude from" in words
    assert "Two kinds of sorry 1 0" in words


def alice_form(learner: Learner) -> dict[str, object]:
    learner.reads(f"{COURSE}?from=post01")
    return learner.form(f"{COURSE}enrol")


@pytest.mark.parametrize(
    "referer",
    [
        "",
        f"http://localhost{COURSE}",
        f"http://localhost{COURSE}?from=nosuch99",
        f"http://localhost{COURSE}?from=calls1",
        f"http://localhost{COURSE}?from=%00%ff'--",
        f"http://elsewhere.example{COURSE}?from=post01",
        "http://[",
    ],
)
def test_what_names_no_post_is_ignored(courses: Shelf, database: Database, alice: Learner, referer: str) -> None:
    headers = {"Referer": referer} if referer else {}
    alice.posts(f"{COURSE}enrol", alice_form(alice), headers=headers)
    assert brought(database, alice) is None


def test_a_guest_takes_it_along_through_signing_up(courses: Shelf, app: Flask, guest: Learner) -> None:
    led = guest.posts(f"{COURSE}enrol", {}, headers=SENT_FROM).headers["Location"]
    assert led == "/sign-up?next=/courses/calls/?from%3Dpost01"
    closed = guest.client.get(f"{COURSE}part-2/?from=post01").headers["Location"]
    assert closed == "/sign-up?next=/courses/calls/part-2/?from%3Dpost01"
