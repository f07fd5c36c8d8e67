"""The shelf, a course's page, joining, and My learning."""

from tests.conftest import FrozenClock
from tests.learning.courses import write_course
from tests.learning.learners import LESSON, Learner, elements, text_of, words_of
from tests.library.shelves import Shelf

COURSE, SECOND = "/courses/calls/", "/courses/calls/part-2/"


def test_the_shelf_shows_courses_by_topic(shelf: Shelf, guest: Learner) -> None:
    shelf.course("grief", key="grief1", title="Course grief", topics="loss")
    shelf.lesson("01-begin", key="grief1a", folder="grief", title="Begin")
    shelf.pushed()
    page = guest.reads("/courses/")
    assert [text_of(node) for node in elements(page, "h2")] == ["Phone", "Loss"]
    assert [text_of(node) for node in elements(page, "h3")] == ["Course calls", "Course grief"]
    assert page.count('<svg class="motif') == 2


def test_an_empty_shelf_says_what_to_do(shelf: Shelf, guest: Learner) -> None:
    for path in list(shelf.root.rglob("*.md")):
        path.unlink()
    shelf.push(archive=True)
    assert "No course is published yet" in words_of(guest.reads("/courses/"))
    assert "No course is published yet" in words_of(guest.reads("/"))


def test_a_long_shelf_comes_in_pages(shelf: Shelf, guest: Learner) -> None:
    for number in range(30):
        shelf.course(f"more-{number}", key=f"more{number}", title=f"More {number}")
        shelf.lesson("01-begin", key=f"more{number}a", folder=f"more-{number}")
    shelf.pushed()
    first, second = guest.reads("/courses/"), guest.reads("/courses/?page=2")
    assert first.count("course-card-label") == 24
    assert second.count("course-card-label") == 7
    assert "/courses/?page=2" in first
    assert guest.reads("/courses/?page=999").count("course-card-label") == 7
    assert guest.reads("/courses/?page=²").count("course-card-label") == 24


def test_a_guest_sees_the_outline_with_the_first_lesson_open(guest: Learner) -> None:
    page = guest.reads(COURSE)
    links = {node.get("href") for node in elements(page, "a")}
    assert LESSON in links
    assert SECOND not in links
    assert "opens when you join the course" in words_of(page)
    assert '"@type": "Course"' in page


def test_a_guest_who_joins_signs_up_first_and_comes_back(guest: Learner) -> None:
    guest.reads(COURSE)
    assert guest.sends(f"{COURSE}enrol").headers["Location"] == f"/sign-up?next={COURSE}"
    assert guest.posts(f"{COURSE}enrol", {"next": SECOND}).headers["Location"] == f"/sign-up?next={SECOND}"


def test_joining_is_one_click_and_leads_into_the_course(alice: Learner) -> None:
    alice.reads(COURSE)
    assert alice.sends(f"{COURSE}enrol").headers["Location"] == LESSON
    page = words_of(alice.reads(COURSE))
    assert "0 of 3 lessons finished" in page
    assert "Begin the first lesson" in page


def test_joining_twice_keeps_the_first_day(alice: Learner, clock: FrozenClock) -> None:
    alice.joins()
    alice.posts(f"{COURSE}enrol", {"csrf_token": alice.form("/sign-out")["csrf_token"]})
    assert "0 of 3 lessons finished" in words_of(alice.reads(COURSE))


def test_joining_leads_nowhere_else(alice: Learner) -> None:
    alice.reads(COURSE)
    response = alice.sends(f"{COURSE}enrol", next="//evil.example/")
    assert response.headers["Location"] == LESSON


def test_continue_leads_to_the_lesson_that_comes_next(alice: Learner) -> None:
    alice.joins()
    alice.picks("third-call", "Can I have your order number?")
    assert "Continue: Begin" in words_of(alice.reads(COURSE))
    alice.finishes(LESSON)
    assert "Continue: Lesson 2 of calls" in words_of(alice.reads(COURSE))
    assert "1 of 3 lessons finished" in words_of(alice.reads("/courses/"))


def test_an_unknown_course_is_not_here(guest: Learner) -> None:
    guest.reads("/courses/nothing/", 404)
    guest.posts("/courses/nothing/enrol", {}, 404)


def test_a_renamed_course_is_found_at_its_old_address(shelf: Shelf, guest: Learner) -> None:
    shelf.move("courses/calls", "courses/talks")
    shelf.pushed()
    response = guest.client.get(LESSON)
    assert response.status_code == 301
    assert response.headers["Location"] == "/courses/talks/begin/"


def test_my_learning_is_kind_when_nothing_was_begun(alice: Learner) -> None:
    assert "Nothing begun yet" in words_of(alice.reads("/learn/"))


def test_my_learning_names_the_next_thing_in_the_course_last_worked_in(
    shelf: Shelf, alice: Learner, clock: FrozenClock
) -> None:
    write_course(shelf, folder="talks", key="talks1")
    for course in ("calls", "talks"):
        clock.tick(hours=1)
        alice.joins(course)
    clock.tick(hours=1)
    alice.picks("third-call", "Can I have your order number?")
    clock.tick(hours=1)
    alice.finishes(LESSON)
    page = words_of(alice.reads("/learn/"))
    assert "Your next step Lesson 2 of calls" in page
    assert "One question answered." in page
    assert page.index("Course calls 1 of 3") < page.index("Course talks 0 of 3")


def test_my_learning_is_for_who_is_signed_in(guest: Learner) -> None:
    assert guest.client.get("/learn/").headers["Location"] == "/sign-in?next=/learn/"


def test_nobody_finds_another_learners_courses(alice: Learner, bob: Learner) -> None:
    alice.joins()
    assert "Nothing begun yet" in words_of(bob.reads("/learn/"))


def test_a_lesson_of_one_minute_takes_one_minute(shelf: Shelf, alice: Learner) -> None:
    path = shelf.root / "courses/calls/01-begin.md"
    path.write_text(path.read_text().replace("summary:", "minutes: 1\nsummary:", 1))
    shelf.push()
    alice.reads(COURSE)
    alice.sends(f"{COURSE}enrol")
    for page in ("/courses/calls/begin/", "/learn/"):
        assert "about 1 minute" in words_of(alice.reads(page))
        assert "1 minutes" not in words_of(alice.reads(page))
