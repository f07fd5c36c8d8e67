"""Bringing a blog along from the studio: send, read what would come, decide, and look again."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coursesite.accounts.models import Role
from coursesite.blog.importing import tasks, waiting_tasks
from coursesite.blog.importing.gathering import NotFetched
from coursesite.blog.importing.locking import alone, folder
from coursesite.blog.importing.models import ImportRun
from coursesite.blog.models import Comment
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Piece, Revision
from tests.accounts.pages import hidden_fields
from tests.blog.importing.arrivals import SAMPLES, Arrivals, waiting_run
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.inert import alive

HERE = "/studio/blog/import"
WORDPRESS = (SAMPLES / "wordpress-1.2.xml").read_bytes()


@dataclass
class Coach:
    """A coach at the desk, and the worker beside it."""

    client: FlaskClient
    database: Database
    settings: Settings
    clock: FrozenClock
    id: int

    def sends(self, data: bytes, name: str = "blog.xml", **boxes: str) -> TestResponse:
        """Send a file, as the page has it."""
        fields = hidden_fields(self.client.get(HERE))
        return self.client.post(HERE, data={**fields, **boxes, "file": (BytesIO(data), name)})

    def sent(self, data: bytes, **boxes: str) -> str:
        """Send a file; gives the address of its page."""
        response = self.sends(data, **boxes)
        assert response.status_code == 303
        return response.headers["Location"]

    def decides(self, page: str, deed: str) -> TestResponse:
        """Press a button there."""
        return self.client.post(page, data={**hidden_fields(self.client.get(page)), "deed": deed})

    def works(self) -> None:
        """Let the worker do what waits."""
        waiting_tasks.work(self.database, self.settings, self.clock.now)

    def reads(self, page: str) -> str:
        """The page's text."""
        return self.client.get(page).text


@pytest.fixture
def coach(
    client: FlaskClient,
    database: Database,
    settings: Settings,
    clock: FrozenClock,
    sign_in: Callable[..., FlaskClient],
) -> Coach:
    user = make_user(database, role=Role.COACH)
    return Coach(sign_in(client, user), database, settings, clock, user.id)


def test_a_file_is_read_then_decided_on_then_taken_in(coach: Coach, arrivals: Arrivals) -> None:
    page = coach.sent(WORDPRESS)
    assert "The file is being read. Nothing is taken in yet." in coach.reads(page)
    coach.works()
    text = coach.reads(page)
    assert "“Calm at the Counter”, from WordPress." in text
    assert "Two published posts." in text
    assert "One pingback." in text
    assert "“For myself”: It was private, and comes as a draft." in text
    assert arrivals.rows(Piece) == []
    assert coach.decides(page, "take").headers["Location"] == page
    assert "The blog is being brought along." in coach.reads(page)
    coach.works()
    text = coach.reads(page)
    assert "Readers see what was published" in text
    assert "“Calm at the Counter”, from WordPress." in text
    assert (len(arrivals.rows(Piece)), len(arrivals.rows(Comment))) == (8, 4)
    assert {revision.author_id for revision in arrivals.rows(Revision)} == {coach.id}
    assert [path.name for path in folder(coach.settings.data_dir).iterdir()] == ["lock"]
    assert "blog.xml</bdi></a> was brought along" in coach.reads(HERE)


def test_it_can_be_left(coach: Coach, arrivals: Arrivals) -> None:
    page = coach.sent(WORDPRESS)
    coach.works()
    assert coach.decides(page, "leave").headers["Location"] == HERE
    assert coach.client.get(page).status_code == 404
    assert arrivals.rows(ImportRun) == arrivals.rows(Piece) == []
    assert [path.name for path in folder(coach.settings.data_dir).iterdir()] == ["lock"]


def test_a_second_time_there_is_nothing_to_bring(coach: Coach) -> None:
    page = coach.sent(WORDPRESS)
    coach.works()
    coach.decides(page, "take")
    coach.works()
    again = coach.sent(WORDPRESS)
    coach.works()
    text = coach.reads(again)
    assert "Everything is here already" in text
    assert "Nothing new." in text
    assert "Eight posts and pages: here already." in text
    assert "Bring it along" not in text


def test_a_file_that_will_not_do_is_refused_in_a_sentence(coach: Coach, arrivals: Arrivals) -> None:
    page = coach.sent(WORDPRESS[: len(WORDPRESS) // 2])
    coach.works()
    text = coach.reads(page)
    assert "This blog did not come along" in text
    assert "The file ends in the middle: it was not downloaded whole." in text
    assert arrivals.rows(Piece) == []
    coach.decides(page, "leave")
    assert arrivals.rows(ImportRun) == []


def test_without_a_file_the_page_asks_for_one(coach: Coach) -> None:
    fields = hidden_fields(coach.client.get(HERE))
    response = coach.client.post(HERE, data=fields)
    assert response.status_code == 422
    assert "Choose the file that the old blog gave you." in response.text


def test_a_file_may_be_larger_than_other_requests_but_not_boundless(
    coach: Coach, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    monkeypatch.setattr("coursesite.blog.import_desk.LARGEST_UPLOAD", 50_000)
    monkeypatch.setattr("coursesite.blog.import_desk.CHUNK", 1_000)
    assert coach.sends(b" " * 40_000).status_code == 303
    answer = coach.sends(b" " * 60_000)
    assert answer.status_code == 413
    assert "the most that can be sent here" in answer.text
    assert "coursesite blog import" in answer.text


def test_nothing_is_taken_in_before_it_was_read(coach: Coach, arrivals: Arrivals) -> None:
    page = coach.sent(WORDPRESS)
    coach.decides(page, "take")
    coach.works()
    assert "Ready to be brought along" in coach.reads(page)
    assert arrivals.rows(Piece) == []


def test_the_worker_waits_while_another_blog_is_brought_along(coach: Coach) -> None:
    page = coach.sent(WORDPRESS)
    with alone(coach.settings.data_dir):
        coach.works()
    assert "The file is being read." in coach.reads(page)
    coach.works()
    assert "Ready to be brought along" in coach.reads(page)


def test_a_worker_that_dies_leaves_nothing_and_the_page_says_so(
    coach: Coach, arrivals: Arrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = coach.sent(WORDPRESS)
    coach.works()
    coach.decides(page, "take")

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "_show", die)
        patched.setattr(tasks, "sweep_run", die)
        with pytest.raises(KeyboardInterrupt):
            coach.works()
    assert {piece.state for piece in arrivals.rows(Piece)} == {"staged"}
    coach.works()
    assert arrivals.rows(Piece) == arrivals.rows(Comment) == []
    assert "It was ended before it was done, and nothing of it is here." in coach.reads(page)


def test_a_name_taken_meanwhile_is_named(coach: Coach, arrivals: Arrivals) -> None:
    page = coach.sent(WORDPRESS)
    coach.works()
    coach.decides(page, "take")
    with coach.database.writing() as session:
        session.add(
            Piece(
                key="abcd23",
                kind="post",
                slug="before-you-answer",
                title="Another",
                state="published",
                path="blog/2026-01-01-before-you-answer.md",
                created_at=coach.clock.now,
                changed_at=coach.clock.now,
            )
        )
        session.commit()
    coach.works()
    assert "“before-you-answer” was published by somebody else meanwhile. Nothing of it is here." in coach.reads(page)
    assert [piece.key for piece in arrivals.rows(Piece)] == ["abcd23"]


@pytest.mark.parametrize("place", ["prepare", "counted"])
def test_a_fault_of_ours_is_told_once_and_not_tried_forever(
    coach: Coach, arrivals: Arrivals, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    page = coach.sent(WORDPRESS)
    with monkeypatch.context() as patched:
        patched.setattr(waiting_tasks, place, fail)
        coach.works()
    assert "Something is wrong with this site, not with your file." in coach.reads(page)
    assert arrivals.rows(Piece) == []
    coach.works()
    assert "Something is wrong with this site" in coach.reads(page)


def test_what_nobody_decided_about_is_forgotten_after_a_week(coach: Coach, arrivals: Arrivals) -> None:
    coach.sent(WORDPRESS)
    coach.works()
    waiting_tasks.tidy(coach.database, coach.settings, coach.clock.tick(days=6))
    assert len(arrivals.rows(ImportRun)) == 1
    waiting_tasks.tidy(coach.database, coach.settings, coach.clock.tick(days=2))
    assert arrivals.rows(ImportRun) == []
    assert [path.name for path in folder(coach.settings.data_dir).iterdir()] == ["lock"]


def test_what_was_brought_along_is_never_forgotten(coach: Coach, arrivals: Arrivals) -> None:
    page = coach.sent(WORDPRESS)
    coach.works()
    coach.decides(page, "take")
    coach.works()
    waiting_tasks.tidy(coach.database, coach.settings, coach.clock.tick(days=20))
    assert "The blog is here" in coach.reads(page)


def test_progress_is_told_on_the_page(coach: Coach) -> None:
    run_id = waiting_run(coach.database, stage="uploaded", progress={"what": "converting", "done": 300, "of": 1200})
    assert "Converting: 300 of 1,200." in coach.reads(f"{HERE}/{run_id}")


def test_only_coaches_see_it(coach: Coach, sign_in: Callable[..., FlaskClient], client: FlaskClient) -> None:
    page = coach.sent(WORDPRESS)
    learner = sign_in(client, make_user(coach.database, role=Role.LEARNER))
    assert learner.get(page).status_code == learner.get(HERE).status_code == 403


def test_pictures_are_fetched_only_where_somebody_asked_for_it(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Fetcher:
        def __call__(self, address: str) -> bytes:
            asked.append(address)
            raise NotFetched("the server answered 404")

    monkeypatch.setattr(waiting_tasks, "Fetcher", Fetcher)
    coach.sent(WORDPRESS)
    coach.works()
    assert asked == []
    page = coach.sent(WORDPRESS, fetch="yes")
    coach.works()
    desk = "https://calm.example/wp-content/uploads/2019/05/desk.jpg"
    assert asked == [desk, "https://calm.example/wp-content/uploads/2018/11/phone.png"]
    assert f"The picture {desk} was not fetched: the server answered 404." in coach.reads(page)


EVIL = '<script>canary()</script>"><img src=x onerror=canary()><canary a="'
EVIL_ITEM = f"""<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title><![CDATA[{EVIL}]]></title><wp:wxr_version>1.2</wp:wxr_version>
<item><title>{escape(escape(EVIL))}</title><link>http://t.example/canary?"onfocus=canary()</link><dc:creator>{escape(EVIL)}
</dc:creator><content:encoded><![CDATA[<p onclick="canary()">{EVIL}</p>]]></content:encoded>
<wp:post_id>1</wp:post_id><wp:post_name>evil</wp:post_name><wp:post_date_gmt>2019-05-03 08:15:00</wp:post_date_gmt>
<wp:status>publish</wp:status><wp:post_type>{escape(EVIL)}</wp:post_type></item>
<item><title>{escape(escape(EVIL))}</title><dc:creator>{escape(EVIL)}</dc:creator>
<content:encoded><![CDATA[<p onclick="canary()">{EVIL}</p><a href="javascript:canary()">x</a>
<img src="{escape(EVIL)}">]]></content:encoded><category domain="post_tag"><![CDATA[{EVIL}]]></category>
<wp:post_id>2</wp:post_id><wp:post_name>evil</wp:post_name><wp:post_date_gmt>2019-05-03 08:15:00</wp:post_date_gmt>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>{escape(EVIL)}</wp:comment_author>
<wp:comment_author_url>{escape(EVIL)}</wp:comment_author_url><wp:comment_content>{escape(EVIL)}</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type></wp:comment_type></wp:comment>
<wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>x</wp:comment_author>
<wp:comment_type>{escape(EVIL)}</wp:comment_type><wp:comment_approved>1</wp:comment_approved></wp:comment></item>
</channel></rss>"""


def test_text_of_another_blog_is_never_live(coach: Coach) -> None:
    page = coach.sent(EVIL_ITEM.encode())
    coach.works()
    assert alive(coach.reads(page)) == []
    assert "canary" in coach.reads(page)
    coach.decides(page, "take")
    coach.works()
    for path in (page, HERE, "/blog/evil/", "/blog/", "/studio/blog/", "/blog/feed.json"):
        answer = coach.client.get(path)
        assert answer.status_code == 200
        assert alive(answer.text) == [] or path.endswith(".json")
    assert "canary" in coach.reads("/blog/evil/")


def test_a_hostile_name_of_a_file_is_mere_text(coach: Coach) -> None:
    coach.sends(b"<rss/>", name="<script>canary()<!--.xml")
    coach.works()
    assert alive(coach.reads(HERE)) == []
    assert "canary" in coach.reads(HERE)
