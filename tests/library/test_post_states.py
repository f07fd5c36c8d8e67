"""Drafts, posts that wait for their day, and posts that come out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from coursesite.library import post_queries, queries, tasks
from coursesite.library.models import Piece, State
from coursesite.library.publishing import Stale, carry_out, plan_one
from coursesite.library.pushing import prepare
from coursesite.library.search import find
from tests.conftest import FrozenClock
from tests.library.revisions import count, piece, revisions
from tests.library.shelves import Shelf

DRAFT = "2026-02-20-unfinished"
SOON = "2026-03-04-soon"
LATER = "2026-03-09-later"


@pytest.fixture
def blog(shelf: Shelf, clock: FrozenClock) -> Shelf:
    """A course with a lesson, and a published post; it is Monday, 2 March 2026, 9:30."""
    shelf.course()
    shelf.lesson("01-first", key="lesson1")
    shelf.post("2026-02-02-old", key="post10", title="Old")
    shelf.pushed()
    return shelf


def state(shelf: Shelf, key: str) -> str:
    with shelf.database.reading() as session:
        return piece(session, key).state


def is_seen(shelf: Shelf, slug: str, word: str) -> tuple[bool, bool, bool]:
    """Whether there is a page, whether search finds this word, whether the sitemap has the address."""
    with shelf.database.reading() as session:
        page = post_queries.find_post(session, slug) is not None
        listed = [address for address, _changed in queries.published_addresses(session)]
        return page, find(session, word).total > 0, f"/blog/{slug}/" in listed


def version(shelf: Shelf) -> int:
    with shelf.database.reading() as session:
        return queries.shelf_version(session)


def outline_version(shelf: Shelf) -> int:
    with shelf.database.reading() as session:
        return piece(session, "course1").outline_version


def test_a_draft_is_kept_and_shown_to_nobody(blog: Shelf) -> None:
    path = blog.post(DRAFT, "state: draft", "tags: one", key="post11", body="Elephants.")
    report = blog.pushed()

    assert (report.drafts, report.scheduled) == ([path], [])
    assert state(blog, "post11") == State.DRAFT
    assert is_seen(blog, "unfinished", "elephants") == (False, False, False)
    assert len(_revisions(blog, "post11")) == 1


def test_pushing_a_draft_again_changes_nothing(blog: Shelf) -> None:
    path = blog.post(DRAFT, "state: draft", key="post11")
    blog.pushed()
    before = version(blog)
    report = blog.pushed()
    assert (report.taken_in, report.drafts, path in report.unchanged) == ([], [], True)
    assert (version(blog), len(_revisions(blog, "post11"))) == (before, 1)


def test_a_draft_comes_out_when_its_line_goes_and_is_hidden_when_it_comes_back(blog: Shelf) -> None:
    blog.post(DRAFT, "state: draft", key="post11", body="Elephants.")
    blog.pushed()
    blog.post(DRAFT, key="post11", body="Elephants.")
    assert blog.pushed().drafts == []
    assert is_seen(blog, "unfinished", "elephants") == (True, True, True)

    path = blog.post(DRAFT, "state: draft", key="post11", body="Elephants.")
    assert blog.pushed().drafts == [path]
    assert is_seen(blog, "unfinished", "elephants") == (False, False, False)
    assert blog.moved_to("/blog/unfinished/") is None


def test_a_post_of_a_day_to_come_waits_for_it(blog: Shelf) -> None:
    path = blog.post(SOON, key="post11", body="Elephants.")
    report = blog.pushed()
    assert report.scheduled == [(path, datetime(2026, 3, 4, tzinfo=UTC))]
    assert state(blog, "post11") == State.SCHEDULED
    assert is_seen(blog, "soon", "elephants") == (False, False, False)


def test_a_post_of_today_is_published_at_once_and_one_of_an_hour_to_come_waits(blog: Shelf) -> None:
    blog.post("2026-03-02-today", key="post11")
    blog.post("2026-03-02-at-noon", "published: 2026-03-02 12:00", key="post12")
    blog.pushed()
    assert (state(blog, "post11"), state(blog, "post12")) == (State.PUBLISHED, State.SCHEDULED)


def test_a_post_comes_out_on_its_day_with_all_that_shows_it(blog: Shelf, clock: FrozenClock) -> None:
    blog.post(SOON, "lesson: calls/01-first", key="post11", body="Elephants.")
    blog.pushed()
    assert tasks.publish_due(blog.database, clock.now) == 0
    before, outline = version(blog), outline_version(blog)

    now = clock.tick(days=2)
    assert tasks.publish_due(blog.database, now) == 1

    assert is_seen(blog, "soon", "elephants") == (True, True, True)
    assert (version(blog), outline_version(blog)) == (before + 1, outline + 1)
    with blog.database.reading() as session:
        row = piece(session, "post11")
        assert (row.published_at, row.changed_at) == (datetime(2026, 3, 4, tzinfo=UTC), now)
        (hit,) = find(session, "elephants").hits
        assert (hit.title, hit.address, hit.within) == ("A post", "/blog/soon/", "")


def test_what_came_out_does_not_come_out_again(blog: Shelf, clock: FrozenClock) -> None:
    blog.post(SOON, key="post11")
    blog.pushed()
    now = clock.tick(days=5)
    assert tasks.publish_due(blog.database, now) == 1
    before = version(blog)
    assert tasks.publish_due(blog.database, now) == 0
    report = blog.pushed()
    assert (report.taken_in, report.scheduled) == ([], [])
    assert (version(blog), state(blog, "post11")) == (before, State.PUBLISHED)


def test_a_worker_that_was_away_catches_up_in_one_commit(blog: Shelf, clock: FrozenClock) -> None:
    for day in range(4, 9):
        blog.post(f"2026-03-0{day}-day-{day}", key=f"later{day}")
    blog.pushed()
    before = version(blog)
    assert tasks.publish_due(blog.database, clock.tick(days=4)) == 3
    assert version(blog) == before + 1
    assert [state(blog, f"later{day}") for day in range(4, 9)] == [State.PUBLISHED] * 3 + [State.SCHEDULED] * 2


def test_two_workers_at_once_publish_every_post_once(blog: Shelf, clock: FrozenClock) -> None:
    for day in range(4, 9):
        blog.post(f"2026-03-0{day}-day-{day}", key=f"later{day}")
    blog.pushed()
    before, now = version(blog), clock.tick(days=9)
    with ThreadPoolExecutor(2) as workers:
        done = list(workers.map(lambda _worker: tasks.publish_due(blog.database, now), range(2)))
    assert sorted(done) == [0, 5]
    assert version(blog) == before + 1


def test_a_push_that_was_decided_before_a_post_came_out_begins_again(blog: Shelf, clock: FrozenClock) -> None:
    blog.post(SOON, key="post11")
    blog.pushed()
    blog.post(SOON, key="post11", body="Another text.")
    with blog.database.reading() as session:
        plan = prepare(session, blog.root, clock.now, data_dir=blog.settings.data_dir, write_keys=True)
    tasks.publish_due(blog.database, clock.tick(days=3))
    with blog.database.writing() as session, pytest.raises(Stale):
        carry_out(session, plan, clock.now)
    blog.pushed()
    assert state(blog, "post11") == State.PUBLISHED


def test_a_worker_publishes_no_more_than_a_commit_holds_and_goes_on_with_the_next(
    blog: Shelf, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "MOST_A_RUN", 2)
    for day in (6, 4, 5):
        blog.post(f"2026-03-0{day}-day-{day}", key=f"later{day}")
    blog.pushed()
    assert tasks.publish_due(blog.database, clock.tick(days=9)) == 2
    assert [state(blog, f"later{day}") for day in (4, 5, 6)] == [State.PUBLISHED, State.PUBLISHED, State.SCHEDULED]
    assert tasks.publish_due(blog.database, clock.now) == 1


def test_a_push_before_the_worker_leaves_a_due_post_to_it(blog: Shelf, clock: FrozenClock) -> None:
    blog.post(SOON, key="post11", body="Elephants.")
    blog.pushed()
    now = clock.tick(days=3)
    blog.pushed()
    assert tasks.publish_due(blog.database, now) == 1
    assert is_seen(blog, "soon", "elephants") == (True, True, True)


def test_a_waiting_post_whose_file_gets_an_earlier_day_is_published_whole(blog: Shelf) -> None:
    path = blog.post(SOON, key="post11", body="Elephants.")
    blog.pushed()
    blog.move(path, "blog/2026-03-01-soon.md")
    blog.pushed()
    assert is_seen(blog, "soon", "elephants") == (True, True, True)
    assert len(_revisions(blog, "post11")) == 1


def test_a_published_post_whose_file_gets_a_later_day_is_seen_by_nobody_before_it(blog: Shelf) -> None:
    blog.move("blog/2026-02-02-old.md", "blog/2026-04-01-old.md")
    report = blog.pushed()
    assert report.scheduled == [("blog/2026-04-01-old.md", datetime(2026, 4, 1, tzinfo=UTC))]
    assert is_seen(blog, "old", "old") == (False, False, False)


def test_a_waiting_post_takes_an_address_that_led_elsewhere_only_when_it_comes_out(
    blog: Shelf, clock: FrozenClock
) -> None:
    blog.move("blog/2026-02-02-old.md", "blog/2026-02-02-renamed.md")
    blog.post("2026-03-04-old", key="post11")
    blog.pushed()
    assert blog.moved_to("/blog/old/") == "/blog/renamed/"
    tasks.publish_due(blog.database, clock.tick(days=2))
    assert blog.moved_to("/blog/old/") is None


def test_an_unfinished_import_is_published_by_no_clock(blog: Shelf, clock: FrozenClock) -> None:
    blog.post(SOON, key="post11")
    blog.pushed()
    with blog.database.writing() as session:
        piece(session, "post11").state = State.STAGED
        session.commit()
    assert tasks.publish_due(blog.database, clock.tick(days=9)) == 0


@pytest.mark.parametrize(
    ("name", "line", "why"),
    [
        (DRAFT, "state: draft", "which is a draft"),
        (SOON, "comments: open", "which nobody sees before Wednesday 4 March 2026, 00:00 (UTC)"),
    ],
)
def test_a_link_to_what_nobody_sees_is_a_fault(blog: Shelf, name: str, line: str, why: str) -> None:
    blog.post(name, line, key="post11")
    blog.post("2026-02-02-old", key="post10", body=f"Read\n[this]({name}.md#part).")
    (fault,) = blog.faults()
    assert fault == ("2026-02-02-old.md", 7, f"The text links to “{name}.md#part”, {why}.")


def test_a_waiting_post_may_link_to_one_that_comes_out_before_it(blog: Shelf, clock: FrozenClock) -> None:
    blog.post(SOON, key="post11", body="After [the old one](2026-02-02-old.md).\n\n## Part\n\nText.")
    blog.post(LATER, key="post12", body=f"As [I said]({SOON}.md#part).")
    blog.pushed()
    tasks.publish_due(blog.database, clock.tick(days=9))
    assert (state(blog, "post11"), state(blog, "post12")) == (State.PUBLISHED, State.PUBLISHED)

    blog.post("2026-03-20-a", key="post13", body="See [b](2026-03-21-b.md).")
    blog.post("2026-03-21-b", key="post14")
    assert [line for _file, line, _problem in blog.faults()] == [6]


def test_a_post_that_is_put_off_behind_one_that_links_to_it_is_a_fault_there(blog: Shelf) -> None:
    blog.post(SOON, key="post11")
    blog.post(LATER, key="post12", body=f"As [I said]({SOON}.md).")
    blog.pushed()
    blog.post(SOON, "published: 2026-03-30", key="post11")
    ((file, _line, problem),) = blog.faults()
    assert file == f"{LATER}.md"
    assert "nobody sees before Monday 30 March 2026, 00:00 (UTC)" in problem


def test_a_published_post_that_becomes_a_draft_is_missed_by_what_links_to_it(blog: Shelf) -> None:
    blog.lesson("01-first", "See [the post](../../blog/2026-02-02-old.md).", key="lesson1")
    blog.pushed()
    blog.post("2026-02-02-old", "state: draft", key="post10")
    assert blog.faults() == [("01-first.md", 6, "The text links to “../../blog/2026-02-02-old.md”, which is a draft.")]


def test_drafts_and_waiting_posts_are_pulled_as_they_were_pushed(blog: Shelf) -> None:
    paths = [
        blog.post(DRAFT, "state: draft", key="post11", body="Dos.\r\n"),
        blog.post(SOON, "author: Ann", key="post12"),
    ]
    blog.pushed()
    texts = [blog.read(path) for path in paths]
    for path in paths:
        (blog.root / path).unlink()

    assert sorted(blog.push().without_file) == sorted(paths)
    assert sorted(blog.pull().written) == sorted(paths)
    assert [blog.read(path) for path in paths] == texts
    assert blog.pushed().taken_in == []


def test_drafts_whose_files_are_gone_are_archived_and_come_back_with_them(blog: Shelf) -> None:
    path = blog.post(DRAFT, "state: draft", key="post11")
    blog.pushed()
    text = blog.read(path)
    (blog.root / path).unlink()
    assert blog.push(archive=True).archived == [path]
    assert (state(blog, "post11"), blog.pull().written) == (State.ARCHIVED, [])

    blog.write(path, text)
    assert blog.pushed().drafts == [path]
    assert (state(blog, "post11"), _pieces(blog)) == (State.DRAFT, 4)


def test_a_draft_that_was_changed_on_the_site_and_in_its_file_is_a_conflict(blog: Shelf) -> None:
    path = blog.post(DRAFT, "state: draft", key="post11", body="First.")
    blog.pushed()
    blog.publish_in_browser("post11", blog.read(path).decode().replace("First.", "On the site."))
    assert blog.push().newer_on_site == [path]
    blog.post(DRAFT, "state: draft", key="post11", body="In the file.")
    assert [conflict.path for conflict in blog.push().conflicts] == [path]
    assert state(blog, "post11") == State.DRAFT


def test_a_draft_written_in_the_browser_is_shown_to_nobody(blog: Shelf, clock: FrozenClock) -> None:
    text = b"---\ntitle: T\nsummary: s\nstate: draft\n---\nElephants.\n"
    with blog.database.reading() as session:
        plan = plan_one(session, "blog/2026-02-26-new.md", text, None, now=clock.now)
    assert (plan.report.faults, plan.report.drafts) == ([], ["blog/2026-02-26-new.md"])
    with blog.database.writing() as writer:
        carry_out(writer, plan, clock.now)
        writer.commit()
    assert is_seen(blog, "new", "elephants") == (False, False, False)


def _revisions(shelf: Shelf, key: str) -> list[object]:
    with shelf.database.reading() as session:
        return list(revisions(session, key))


def _pieces(shelf: Shelf) -> int:
    with shelf.database.reading() as session:
        return count(session, Piece)
