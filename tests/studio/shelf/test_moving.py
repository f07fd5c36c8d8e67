"""A lesson or quiz goes to another course: whatever people did in it goes along, and nobody loses their place."""

import re

from sqlalchemy import select

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.db import Base
from coursesite.learning import moving_queries
from coursesite.learning.asking.models import Ask
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.learning.quizzes.models import Attempt
from coursesite.library.models import Part, State
from tests.learning.courses import PICK
from tests.learning.learners import Learner, words_of
from tests.learning.quizzes.correcting import CALLS, FIRST, ORDER, SECOND, SORRY, Desk
from tests.studio.shelf.conftest import Site

OUTLINE = "/studio/write/calls1/outline"
LESSON, MOVED = "/courses/calls/part-2/", "/courses/forms/part-2-2/"
POLL = (
    "\n### Poll: Where do you meet it\n<!-- id: where; shuffle: no -->\n\n- [ ] on the telephone\n- [ ] at a counter\n"
)
REFLECT = "\n### Reflect: The last time\n<!-- id: last-time -->\n\nWho was it?\n"
# What names a course and is about the course itself, or made anew from the rest.
ABOUT_COURSES = {"pieces", "enrolments", "groups", "course_sums", "journeys", "certificates", "self_ratings"}


def test_no_table_that_names_a_lessons_course_is_forgotten() -> None:
    naming = {table.name for table in Base.metadata.sorted_tables if "course_id" in table.columns}
    following = {table.__tablename__ for table, _about in moving_queries.FOLLOWING}
    assert naming == following | ABOUT_COURSES


def moves(site: Site, key: str, to: str = "forms1") -> None:
    site.coach.reads(f"{OUTLINE}?piece={key}")
    page = site.coach.follows(site.coach.sends(OUTLINE, move=key, to=to))
    assert "What people did in it went along" in page


def taker(site: Site, name: str) -> Learner:
    learner = site.person(name)
    learner.joins()
    return learner


def courses_of(site: Site, table: type[Answer | FinishedLesson | Attempt | Ask | Enrolment], user: User) -> set[int]:
    with site.database.reading() as session:
        return set(session.scalars(select(table.course_id).where(table.user_id == user.id)))


def test_what_people_did_in_a_lesson_goes_along(site: Site) -> None:
    site.shelf.lesson("02-part-2", f"Look.\n{PICK}{POLL}{REFLECT}", key="calls1x2", title="Two")
    site.shelf.pushed()
    alice = taker(site, "Alice")
    alice.picks("third-call", SORRY, lesson=LESSON)
    alice.picks("where", "at a counter", lesson=LESSON)
    alice.reads(LESSON)
    alice.sends(f"{LESSON}entries/last-time", text="My brother, and an hour.", keep="yes")
    alice.finishes(LESSON)
    _asks(site, alice)
    before = [row.id for row in alice.rows()]
    moves(site, "calls1x2")

    forms = site.piece("forms1").id
    for table in (Answer, FinishedLesson, Ask):
        assert courses_of(site, table, alice.person) == {forms}
    assert [row.id for row in alice.rows()] == before
    answer = alice.client.get(LESSON)
    assert (answer.status_code, answer.headers["Location"]) == (301, MOVED)
    page = words_of(alice.reads(MOVED))
    for said in ("Warmer, and still vague.", "at a counter", "My brother, and an hour."):
        assert said in page
    assert "1 of 3" in words_of(alice.reads("/courses/forms/"))
    assert "0 of 2" in words_of(alice.reads("/courses/calls/"))
    mine = words_of(alice.reads("/learn/"))
    assert "Course forms" in mine
    assert "Course calls" in mine
    assert "My brother, and an hour." in words_of(alice.reads("/journal/"))


def test_who_did_nothing_in_it_finds_the_other_course_as_it_was(site: Site) -> None:
    bob = taker(site, "Bob")
    moves(site, "calls1x2")
    assert courses_of(site, Enrolment, bob.person) == {site.piece("calls1").id}
    assert bob.client.get(MOVED).status_code == 403


def test_who_had_finished_all_the_rest_has_completed_the_course(site: Site) -> None:
    bob = taker(site, "Bob")
    bob.picks("third-call", "Three calls for one parcel.")
    for lesson in ("/courses/calls/begin/", "/courses/calls/part-3/"):
        bob.finishes(lesson)
    moves(site, "calls1x2")
    with site.database.reading() as session:
        assert [one.completed_at is not None for one in session.scalars(select(Enrolment))] == [True]


def test_a_quiz_takes_its_pool_along_and_its_figures_are_what_they_were(site: Site) -> None:
    desk = Desk(site.shelf, site.database, site.coach.person, rules="pass: 60%\ndraw: 1 from 08-pool\n")
    desk.publishes_pool(FIRST)
    desk.publishes(SECOND)
    for name, answer in (("Ann", ORDER), ("Bea", SORRY), ("Cis", CALLS)):
        desk.takes(name, third_call=answer, the_word="naming")
    before = figures(site, "calls")
    moves(site, "quiz01")
    assert site.piece("quiz01").path == "courses/forms/04-check.md"
    assert site.piece("pool01").path == "courses/forms/03-pool.md"
    assert figures(site, "forms") == before
    with site.database.reading() as session:
        assert set(session.scalars(select(Attempt.course_id))) == {site.piece("forms1").id}


def test_a_published_pool_goes_only_where_one_may_publish(site: Site) -> None:
    desk = Desk(site.shelf, site.database, site.coach.person, rules="draw: 1 from 08-pool\n")
    desk.publishes_pool(FIRST)
    desk.publishes(SECOND)
    site.sets("quiz01", state=State.DRAFT.value, taken_off_at=clock.now())
    site.sets("forms1", approval=True)
    jo = site.person("Jo", Role.COACH)
    site.gives("calls1", jo.person, Part.OWNER)
    site.gives("forms1", jo.person, Part.COACH)
    jo.reads(f"{OUTLINE}?piece=quiz01")
    jo.sends(OUTLINE, 403, move="quiz01", to="forms1")


def figures(site: Site, course: str) -> str:
    """A quiz's figures as a table, and as its page says them, but for the course's name."""
    address = f"/studio/courses/{course}/check/quiz"
    page = words_of(site.coach.reads(address).partition("<main")[2])
    return site.coach.client.get(f"{address}.csv").text + re.sub("Course (calls|forms)", "", page)


def _asks(site: Site, learner: Learner) -> None:
    now = clock.now()
    with site.database.writing() as session:
        lesson = site.piece("calls1x2")
        session.add(
            Ask(user_id=learner.person.id, course_id=lesson.course_id, lesson_id=lesson.id, asked_at=now, once="o")
        )
        session.commit()
