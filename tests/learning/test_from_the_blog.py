"""What the blog says about a lesson stands at that lesson's end."""

from flask import Flask

from coursesite.library import tasks
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.learners import LESSON, Learner, elements, text_of
from tests.library.shelves import QUESTION, Shelf


def blog_links(learner: Learner, path: str) -> list[tuple[str, str]]:
    """Titles and addresses below “From the blog”."""
    learner.reads(path)
    (section,) = [node for node in elements(learner.page, "section") if node.get("aria-labelledby") == "posts-title"]
    return [(text_of(node), node.get("href")) for node in section.iter("a")]


def test_a_lesson_shows_the_newest_posts_about_it(shelf: Shelf, guest: Learner, alice: Learner) -> None:
    assert "From the blog" not in guest.reads(LESSON)
    for day in (1, 2, 3, 4):
        shelf.post(f"2026-02-0{day}-post-{day}", "lesson: calls/01-begin", key=f"post1{day}", title=f"<b>Day {day}</b>")
    shelf.pushed()
    expected = [(f"<b>Day {day}</b>", f"/blog/post-{day}/") for day in (4, 3, 2)]
    assert blog_links(guest, LESSON) == expected
    assert blog_links(alice, LESSON) == expected
    assert "4 February 2026" in alice.page
    alice.joins()
    assert "From the blog" not in alice.reads("/courses/calls/part-2/")


def test_a_quiz_shows_them_too(shelf: Shelf, alice: Learner) -> None:
    shelf.piece("09-check", "quiz", key="quiz11", body=QUESTION)
    shelf.post("2026-02-01-on-it", "lesson: calls/09-check", key="post11", title="On the check")
    shelf.pushed()
    alice.joins()
    assert blog_links(alice, "/courses/calls/check/") == [("On the check", "/blog/on-it/")]


def test_a_guests_page_gets_the_post_when_it_comes_out(shelf: Shelf, guest: Learner, clock: FrozenClock) -> None:
    shelf.post("2026-03-04-soon", "lesson: calls/01-begin", key="post11", title="Soon")
    shelf.pushed()
    assert "Soon" not in guest.reads(LESSON)
    tasks.publish_due(shelf.database, clock.tick(days=2))
    assert blog_links(guest, LESSON) == [("Soon", "/blog/soon/")]


def test_posts_cost_a_lesson_no_query(app: Flask, shelf: Shelf, alice: Learner) -> None:
    alice.joins()
    alice.reads(LESSON)
    with count_queries(app) as before:
        alice.reads(LESSON)
    for number in range(40):
        shelf.post(f"2026-02-01-post-{number}", "lesson: calls/01-begin", key=f"many{number}")
    shelf.pushed()
    with count_queries(app) as cold:
        alice.reads(LESSON)
    with count_queries(app) as warm:
        alice.reads(LESSON)
    assert (len(cold), len(warm)) == (len(before) + 1, len(before))
