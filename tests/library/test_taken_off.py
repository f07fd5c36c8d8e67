"""What a coach takes off the site in the browser, and what was never on it: no push, pull or link is disturbed."""

import pytest
from flask.testing import FlaskClient

from coursesite import clock
from coursesite.library import queries, reading
from coursesite.library.models import Kind, Piece, State
from coursesite.library.publishing import carry_out, plan_states, plan_texts
from coursesite.library.search.finding import find
from coursesite.library.shelving.queries import known_pictures
from tests.library.revisions import piece, revisions
from tests.library.shelves import COURSE, LESSON, Shelf

FIRST, SECOND = "courses/calls/01-first.md", "courses/calls/02-second.md"


@pytest.fixture
def calls(shelf: Shelf) -> Shelf:
    """A published course with two lessons, of which the first links to the second."""
    shelf.course()
    shelf.lesson("01-first", "Read [the next](02-second.md) about kingfishers.", key="lesson1", title="First")
    shelf.lesson("02-second", "Said again, with kingfishers.", key="lesson2", title="Second")
    shelf.pushed()
    return shelf


def write_draft(shelf: Shelf, path: str, key: str, slug: str, *, kind: str = Kind.LESSON.value) -> None:
    """A piece that was made in the studio and never published."""
    with shelf.database.writing() as session:
        course = piece(session, "course1").id if path.startswith("courses/calls/") else None
        values = {"key": key, "kind": kind, "slug": slug, "title": "In the making", "path": path, "course_id": course}
        session.add(Piece(**values, place=3, created_at=clock.now(), changed_at=clock.now()))
        session.commit()


def take_off(shelf: Shelf, state: State, *keys: str) -> None:
    with shelf.database.reading() as reader:
        plan = plan_states(reader, dict.fromkeys(keys, state), now=clock.now())
    with shelf.database.writing() as session:
        carry_out(session, plan, clock.now())
        session.commit()


def publish(shelf: Shelf, texts: dict[str, str], *, wrong: str = "") -> None:
    data = {path: text.encode() for path, text in texts.items()}
    with shelf.database.reading() as reader:
        plan = plan_texts(reader, data, shelf.settings.data_dir, now=clock.now())
    if wrong:
        assert any(wrong in str(fault) for fault in plan.report.faults), plan.report.faults
        return
    assert [str(fault) for fault in plan.report.faults] == []
    with shelf.database.writing() as session:
        carry_out(session, plan, clock.now())
        session.commit()


def shown(shelf: Shelf, slug: str = "calls") -> list[str]:
    """What the sitemap, search and the outline say is there."""
    with shelf.database.reading() as session:
        listed = {address for address, _changed in queries.published_addresses(session)}
        found = {hit.address for hit in find(session, "kingfishers").hits}
        course = queries.find_course(session, slug)
        outline = reading.outline(session, course.id, course.outline_version) if course else None
        assert found <= listed
        assert {lesson.address for lesson in outline.lessons} <= listed if outline else not found
        return sorted(found)


def test_a_piece_in_the_making_disturbs_no_push_pull_or_sitemap(calls: Shelf) -> None:
    write_draft(calls, "courses/calls/03-third.md", "draft3", "third")
    write_draft(calls, "pages/help.md", "draftp", "help", kind=Kind.PAGE.value)
    before = shown(calls)

    report = calls.pushed()
    assert (report.without_file, report.drafts, report.taken_in) == ([], [], [])
    assert calls.push(archive=True).archived == []
    assert calls.pull().written == []
    assert shown(calls) == before == ["/courses/calls/first/", "/courses/calls/second/"]


def test_a_file_takes_the_name_of_a_piece_in_the_making_which_gives_way(calls: Shelf) -> None:
    write_draft(calls, "courses/calls/03-third.md", "draft3", "third")
    calls.lesson("03-third", key="lesson3", title="Third")
    calls.pushed()

    publish(
        calls,
        {"courses/calls/03-third.md": LESSON.format(key="draft3", title="Mine", summary="s", body="b")},
        wrong="The address “third” belongs to “Third”.",
    )
    with calls.database.reading() as session:
        assert piece(session, "draft3").state == State.DRAFT


def test_a_course_goes_out_with_its_lessons_in_one_go_and_not_a_lesson_without_it(calls: Shelf) -> None:
    course = COURSE.format(key="course9", title="New", topics="phone")
    lesson = LESSON.format(key="lesson9", title="One", summary="s", body="Kingfishers in [course](course.md).")
    write_draft(calls, "courses/new/course.md", "course9", "new~course9", kind=Kind.COURSE.value)

    publish(calls, {"courses/new/01-one.md": lesson}, wrong="The course “In the making” isn't published")
    publish(calls, {"courses/new/01-one.md": lesson, "courses/new/course.md": course})

    assert "/courses/new/one/" in shown(calls)
    assert sorted(calls.pull().written) == ["courses/new/01-one.md", "courses/new/course.md"]
    assert calls.pushed().taken_in == []


@pytest.mark.parametrize("state", [State.DRAFT, State.ARCHIVED, State.TRASHED])
def test_what_a_coach_took_off_stays_off_whatever_its_file_does(calls: Shelf, state: State) -> None:
    take_off(calls, state, "lesson2")
    assert shown(calls) == ["/courses/calls/first/"]

    assert calls.pushed().off_site == [SECOND]
    calls.lesson("02-second", "Other words.", key="lesson2", title="Second")
    calls.lesson("01-first", "Anew: [the next](02-second.md) of kingfishers.", key="lesson1", title="First")
    report = calls.pushed()
    assert (report.off_site, report.taken_in, report.conflicts) == ([SECOND], [FIRST], [])
    assert calls.push(archive=True).archived == []
    assert calls.pull().written == []
    assert shown(calls) == ["/courses/calls/first/"]

    assert calls.push(on_conflict={SECOND: "files"}).taken_in == [SECOND]
    assert "Other words." in calls.prose("second")


def test_an_address_that_became_free_is_free_and_comes_back_with_the_piece(calls: Shelf, client: FlaskClient) -> None:
    text = calls.read(SECOND).decode()
    take_off(calls, State.TRASHED, "lesson2")
    assert client.get("/courses/calls/second/").status_code == 410
    assert b"has taken it off the site" in client.get("/courses/calls/second/").data

    take_off(calls, State.DRAFT, "lesson2")
    publish(calls, {SECOND: text})
    assert client.get("/courses/calls/second/").status_code == 303
    assert shown(calls) == ["/courses/calls/first/", "/courses/calls/second/"]
    with calls.database.reading() as session:
        found = piece(session, "lesson2")
        assert (found.slug, found.taken_off_at, found.trashed_at) == ("second", None, None)
        assert len(revisions(session, "lesson2")) == 1


def test_a_course_takes_its_lessons_along_out_of_sight_and_back(calls: Shelf, client: FlaskClient) -> None:
    calls.write("courses/calls/images/kept.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    calls.pushed()
    text = calls.read("courses/calls/course.md").decode()
    take_off(calls, State.TRASHED, "course1")

    assert shown(calls) == []
    assert client.get("/courses/calls/first/").status_code == 410
    calls.lesson("03-third", "Kingfishers, [again](01-first.md).", key="lesson3", title="Third")
    assert calls.pushed().off_site == ["courses/calls/course.md"]
    assert shown(calls) == []

    publish(calls, {"courses/calls/course.md": text})
    assert shown(calls) == ["/courses/calls/first/", "/courses/calls/second/", "/courses/calls/third/"]
    assert calls.moved_to("/courses/calls/first/") is None
    with calls.database.reading() as session:
        assert "courses/calls/images/kept.svg" in known_pictures(session)


def test_what_a_gate_waited_for_is_off_and_files_are_taken_in_all_the_same(calls: Shelf) -> None:
    calls.piece("03-check", "quiz", key="quiz01", title="Check")
    calls.piece("04-more", "lesson", "opens after: 03-check", key="lesson4", title="More", body="Text.")
    calls.pushed()
    take_off(calls, State.DRAFT, "quiz01")
    calls.piece("04-more", "lesson", "opens after: 03-check", key="lesson4", title="More", body="Other text.")

    assert calls.pushed().taken_in == ["courses/calls/04-more.md"]
    text = calls.read("courses/calls/04-more.md").decode()
    publish(calls, {"courses/calls/04-more.md": text + "\n"}, wrong="There is no 03-check.md")


def test_a_text_for_the_site_may_not_link_to_what_is_off_it(calls: Shelf) -> None:
    take_off(calls, State.TRASHED, "lesson2")

    publish(calls, {FIRST: calls.read(FIRST).decode() + "\n"}, wrong="which is in the trash")
