"""One piece published from the browser, and files that meet it afterwards."""

from collections.abc import Mapping

import pytest

from coursesite import clock
from coursesite.accounts.models import Role
from coursesite.library.publishing import Plan, Stale, carry_out, plan_one
from tests.factories import make_user
from tests.library.pictures import png
from tests.library.revisions import revisions
from tests.library.shelves import LESSON, QUESTION, Shelf

POOL = "courses/calls/09-pool.md"
TEXT = f"---\ntitle: Pool\nkind: pool\n---\n{QUESTION}"


@pytest.fixture
def calls(shelf: Shelf) -> Shelf:
    """A published course with one lesson."""
    shelf.course()
    shelf.lesson("01-first", "Listen.\n\n## Say it back\n\nSay it.", key="lesson1", title="First")
    shelf.pushed()
    return shelf


def plan(shelf: Shelf, path: str, text: str, pictures: Mapping[str, bytes] | None = None) -> Plan:
    with shelf.database.reading() as session:
        return plan_one(session, path, text.encode(), shelf.settings.data_dir, pictures or {}, now=clock.now())


def publish(shelf: Shelf, path: str, text: str, pictures: Mapping[str, bytes] | None = None) -> Plan:
    found = plan(shelf, path, text, pictures)
    assert [str(fault) for fault in found.report.faults] == []
    with shelf.database.writing() as session:
        carry_out(session, found, clock.now())
        session.commit()
    return found


def faults(shelf: Shelf, path: str, text: str, pictures: Mapping[str, bytes] | None = None) -> list[str]:
    return [str(fault) for fault in plan(shelf, path, text, pictures).report.faults]


def test_what_is_published_in_the_browser_is_pulled_and_a_push_then_changes_nothing(calls: Shelf) -> None:
    made = publish(calls, POOL, TEXT)
    assert b"key: " in made.entries[0].data

    assert calls.pull().written == [POOL]
    assert calls.read(POOL) == made.entries[0].data
    report = calls.pushed()
    assert (report.taken_in, report.newer_on_site, report.keys_written) == ([], [], [])
    with calls.database.reading() as session:
        assert len(revisions(session, made.entries[0].key)) == 1


def test_a_push_before_the_pull_leaves_it_published(calls: Shelf) -> None:
    publish(calls, POOL, TEXT)

    assert calls.pushed().without_file == [POOL]
    assert calls.push(archive=True).archived == []
    assert calls.pull().written == [POOL]


def test_a_lesson_rewritten_in_the_browser_is_newer_on_the_site(calls: Shelf) -> None:
    path = "courses/calls/01-first.md"
    publish(calls, path, LESSON.format(key="lesson1", title="First", summary="s", body="Anew."))

    assert "Anew." in calls.prose("first")
    assert calls.push().newer_on_site == [path]
    assert calls.pull().written == [path]
    assert calls.pushed().taken_in == []


def test_a_text_taken_back_in_the_browser_to_what_the_file_says_is_published(calls: Shelf) -> None:
    path = "courses/calls/01-first.md"
    old = calls.read(path).decode()
    publish(calls, path, LESSON.format(key="lesson1", title="First", summary="s", body="Anew."))
    publish(calls, path, old)

    assert "Anew." not in calls.prose("first")
    with calls.database.reading() as session:
        assert len(revisions(session, "lesson1")) == 3


def test_publishing_the_same_text_again_changes_nothing(calls: Shelf) -> None:
    publish(calls, "courses/calls/01-first.md", calls.read("courses/calls/01-first.md").decode())

    with calls.database.reading() as session:
        assert len(revisions(session, "lesson1")) == 1


def test_both_changed_is_a_conflict_as_ever(calls: Shelf) -> None:
    path = "courses/calls/01-first.md"
    publish(calls, path, LESSON.format(key="lesson1", title="First", summary="s", body="From the browser."))
    calls.write(path, LESSON.format(key="lesson1", title="First", summary="s", body="From the file."))

    assert [conflict.path for conflict in calls.push().conflicts] == [path]


def test_every_fault_comes_at_once_and_nothing_is_written(calls: Shelf) -> None:
    text = TEXT.replace("title: Pool\n", "title: Pool\nlevel: x\n").replace("- [x]", "- [ ]")
    text += "\n[a link](01-first.md#nothing)\n"
    found = faults(calls, POOL, text)

    assert len(found) == 3
    assert all(line.startswith(f"{POOL}:") for line in found)
    assert calls.pull().written == []


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("courses/calls/pool.md", "is not named like a lesson"),
        ("courses/../09-pool.md", "is not named like a lesson"),
        ("courses/none/09-pool.md", "no course.md"),
        ("courses/calls/01-pool.md", "The number 1 stands before 01-first.md as well."),
        ("courses/calls/09-first.md", "The address “first” belongs to “First”"),
        ("courses/calls/01-first.md", "The key is gone, by which the site knows this as “First”."),
    ],
)
def test_a_place_where_it_can_not_stand_is_named(calls: Shelf, path: str, problem: str) -> None:
    assert problem in faults(calls, path, TEXT)[0]


def test_a_key_that_belongs_elsewhere_is_named(calls: Shelf) -> None:
    (found,) = faults(calls, POOL, TEXT.replace("---\n", "---\nkey: lesson1\n", 1))

    assert "The key “lesson1” belongs to “First”, which stands at courses/calls/01-first.md." in found


def test_links_and_pictures_of_the_course_are_known(calls: Shelf) -> None:
    calls.write("courses/calls/images/old.png", png(40, 30))
    calls.pushed()
    body = "![An old queue](images/old.png)\n\n![A new queue](images/new.png)\n\n[back](01-first.md#say-it-back)"
    text = LESSON.format(key="lesson9", title="Ninth", summary="s", body=body)

    publish(calls, "courses/calls/09-ninth.md", text, {"new.png": png(50, 30)})

    html = calls.prose("ninth")
    assert html.count("/images/") == 2
    assert "/courses/calls/first/#h-say-it-back" in html
    assert sorted(calls.pull().written) == ["courses/calls/09-ninth.md", "courses/calls/images/new.png"]
    assert calls.pushed().taken_in == []


def test_archiving_what_is_gone_leaves_the_pictures_that_only_the_browser_has(calls: Shelf) -> None:
    text = LESSON.format(key="lesson9", title="Ninth", summary="s", body="![A new queue](images/new.png)")
    publish(calls, "courses/calls/09-ninth.md", text, {"new.png": png(50, 30)})

    assert calls.push(archive=True).images == []
    assert "courses/calls/images/new.png" in calls.pull().written


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("old.png", png(9, 9), "There is another image of the name old.png already."),
        ("../old.png", png(9, 9), "can't be the name of an image"),
        ("new.gif", b"GIF89a", "can't be the name of an image"),
        ("new.png", b"nothing", "is not the image that its name says"),
    ],
)
def test_a_picture_that_can_not_stay_is_named(calls: Shelf, name: str, data: bytes, problem: str) -> None:
    calls.write("courses/calls/images/old.png", png(40, 30))
    calls.pushed()

    assert problem in faults(calls, POOL, TEXT, {name: data})[0]


def test_a_pool_that_a_quiz_draws_from_keeps_enough_questions(calls: Shelf) -> None:
    publish(calls, POOL, TEXT.replace("---\n", "---\nkey: pool01\n", 1))
    calls.piece("10-check", "quiz", "draw: 1 from 09-pool", key="quiz01", body="", title="Check")
    calls.pushed()

    (found,) = faults(calls, POOL, "---\nkey: pool01\ntitle: Pool\nkind: pool\n---\nNone left.\n")

    assert "The quiz “Check” (courses/calls/10-check.md) draws “1 from 09-pool”." in found


def test_a_gate_stays_a_gate(calls: Shelf) -> None:
    calls.piece("02-check", "quiz", key="quiz01", title="Check")
    calls.piece("03-more", "lesson", "opens after: 02-check", key="lesson3", title="More", body="Text.")
    calls.pushed()

    (found,) = faults(calls, "courses/calls/02-check.md", TEXT.replace("---\n", "---\nkey: quiz01\n", 1))

    assert "“More” (courses/calls/03-more.md) opens after this." in found


def test_who_publishes_second_begins_again(calls: Shelf) -> None:
    first, second = plan(calls, POOL, TEXT), plan(calls, "courses/calls/08-other.md", TEXT)
    with calls.database.writing() as session:
        carry_out(session, first, clock.now())
        session.commit()
        with pytest.raises(Stale):
            carry_out(session, second, clock.now())


def test_the_author_stands_with_the_revision(calls: Shelf) -> None:
    coach = make_user(calls.database, role=Role.COACH)
    found = plan(calls, POOL, TEXT)
    with calls.database.writing() as session:
        carry_out(session, found, clock.now(), author_id=coach.id)
        session.commit()
        assert [revision.author_id for revision in revisions(session, found.entries[0].key)] == [coach.id]
