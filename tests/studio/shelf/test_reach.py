"""A coach of other courses: their lists, and pages of courses that they don't look after."""

import zipfile
from io import BytesIO

from coursesite.accounts.models import Role
from coursesite.library.models import Part
from tests.counting import count_queries
from tests.learning.learners import words_of
from tests.learning.quizzes.correcting import FIRST, SECOND, Desk
from tests.studio.shelf.conftest import Site

CHECK = "/courses/calls/check/"


def test_a_course_is_shown_whole_to_those_who_look_after_it(site: Site) -> None:
    other = site.person("Ines", Role.COACH)
    assert site.coach.client.get("/courses/calls/part-2/").status_code == 200
    assert other.client.get("/courses/calls/part-2/").status_code == 403
    assert other.client.get("/courses/calls/begin/").status_code == 200
    assert "Join" in words_of(other.reads("/courses/calls/"))
    other.joins()
    assert other.client.get("/courses/calls/part-2/").status_code == 200
    site.gives("forms1", other.person, Part.APPROVER)
    assert other.client.get("/courses/forms/part-2/").status_code == 200
    assert site.person("Ruth", Role.ADMIN).client.get("/courses/calls/part-2/").status_code == 200


def test_asking_who_looks_after_a_course_costs_learners_nothing_and_a_coach_one_query(site: Site) -> None:
    counted = {}
    for name, role in (("Alice", Role.LEARNER), ("Ines", Role.COACH)):
        person = site.person(name, role)
        person.joins()
        person.reads("/courses/calls/part-2/")
        with count_queries(site.app) as counted[name]:
            person.reads("/courses/calls/part-2/")
    assert len(counted["Ines"]) == len(counted["Alice"]) + 1


def test_a_coachs_lists_hold_what_is_theirs(site: Site) -> None:
    desk = Desk(site.shelf, site.database, site.coach.person)
    desk.publishes_pool(FIRST)
    desk.publishes(SECOND)
    site.shelf.post("2026-03-01-marens", key="post01", title="A post of Maren’s")
    site.shelf.post("2026-03-02-ours", key="post02", title="A post of everybody’s")
    site.shelf.pushed()
    site.gives("post01", site.coach.person, Part.OWNER)
    other = site.person("Ines", Role.COACH)
    for path, words in (
        ("/studio/quizzes/", "Final check"),
        ("/studio/quizzes/", "Questions to draw from"),
        ("/studio/quizzes/import", "Course calls"),
        ("/studio/blog/", "A post of Maren’s"),
    ):
        assert words in words_of(site.coach.reads(path)), path
        assert words not in words_of(other.reads(path)), path
    assert "A post of everybody’s" in words_of(other.reads("/studio/blog/"))
    assert "One post or page" in words_of(other.reads("/studio/blog/export"))
    taken = [other.client.get(f"/studio/blog/export?format={name}").data for name in ("wxr", "markdown")]
    assert "A post of everybody’s" in taken[0].decode()
    assert "A post of Maren’s" not in taken[0].decode()
    assert zipfile.ZipFile(BytesIO(taken[1])).namelist() == ["blog/2026-03-02-ours.md"]


def test_an_approver_takes_questions_nowhere(site: Site) -> None:
    other = site.person("Ines", Role.COACH)
    site.gives("calls1", other.person, Part.APPROVER)
    assert "Course calls" not in words_of(other.reads("/studio/quizzes/import"))
