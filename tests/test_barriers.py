"""Pages without barriers: axe on every page, filled, empty and in error, in both themes and at both widths."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select, update

from coursesite import clock
from coursesite.accounts.models import User
from coursesite.cli.content import take_in_at_start
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.models import Enrolment
from coursesite.library.models import Piece
from tests.browsers import DESK, Axe, LiveSite, OpenPage
from tests.factories import make_user
from tests.learning.conversing.talking import DENIES, TAKES_BACK, TALK, VAGUE, Player, write_talk
from tests.learning.courses import ALL_KINDS, WRITE, write_course
from tests.learning.learners import Learner, elements
from tests.learning.quizzes.quizzing import EVERY, QUIZ, Taker, write_quiz
from tests.library.shelves import Shelf
from tests.mailbox import Mails

pytestmark = pytest.mark.browser
CONTENT = Path(__file__).parent.parent / "content"
NARROW = {"width": 320, "height": 740}
WIDTHS = (NARROW, {"width": 390, "height": 844}, DESK)
COURSE = "/courses/service-recovery/"
POST = "/blog/two-kinds-of-sorry/"
OPEN_LESSON = f"{COURSE}what-was-in-the-parcel/"

GUEST_PAGES = (
    "/",
    "/courses/",
    COURSE,
    OPEN_LESSON,
    f"{COURSE}so-that-they-can-tell/",
    "/search",
    "/search?q=fairness",
    "/search?q=zzzz",
    "/blog/",
    "/blog/?page=2",
    POST,
    "/blog/tags/colleagues/",
    "/blog/2026/11/",
    "/blog/authors/maren-holt/",
    "/blog/search",
    "/blog/search?q=sorry",
    "/blog/search?q=zzzz",
    "/about",
    "/privacy",
    "/help",
    "/sign-up",
    "/sign-up/sent",
    "/sign-in",
    "/forgotten",
    "/reset/no-such-link",
    "/no/such/page",
    "/dev/styles",
    "/dev/mail",
)
CODE = "2222-3333-4444-5555-6666"
LEARNER_PAGES = (
    "/review/",
    "/review/cards",
    "/review/settings",
    "/",
    "/courses/",
    "/courses/calls/",
    "/courses/calls/begin/",
    "/courses/calls/part-2/",
    QUIZ,
    f"{QUIZ}attempts/1/",
    f"{QUIZ}attempts/2/",
    f"{QUIZ}attempts/2/review",
    f"{COURSE}so-that-they-can-tell/",
    TALK,
    f"{TALK}runs/1/",
    f"{TALK}runs/2/",
    "/learn/",
    "/asks/",
    "/promises/",
    "/promises/1/",
    "/plans/",
    "/plans/1/",
    "/certificates/",
    f"/certificates/{CODE}/",
    "/days/",
    "/days/weeks/2024-01-01/",
    "/story/",
    "/story/compare?one=1&other=2",
    "/growth/",
    "/growth/feelings",
    "/growth/between-jobs/",
    "/courses/between-jobs/workbook",
    f"{COURSE}what-was-in-the-parcel/ask",
    "/blog/",
    POST,
    "/search?q=fairness",
    "/settings/",
    "/settings/profile",
    "/settings/address",
    "/settings/password",
    "/settings/picture",
    "/settings/sessions",
    "/journal/",
    "/journal/?q=zzz",
    "/journal/calls1a/last-time/",
    "/settings/data",
    "/settings/delete",
)


@pytest.fixture(autouse=True)
def site(settings: Settings, database: Database) -> None:
    """The content that ships, and a course with every kind of exercise."""
    take_in_at_start(database, replace(settings, content_dir=CONTENT), clock.now())
    shelf = Shelf(settings.content_dir, database, settings)
    write_quiz(shelf, "minutes: 30", "pass: 70%", "feedback: at once", body=EVERY)
    write_course(shelf, first=ALL_KINDS + WRITE)
    write_talk(shelf)


def no_barrier(page: Page, path: str, axe: Axe) -> None:
    """Open a page and look it over at every width, in the dark at the narrowest; nothing may stick out sideways."""
    # While colours fade from one theme into the other, they are neither's.
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(path)
    for width in WIDTHS:
        page.set_viewport_size(width)  # type: ignore[arg-type]  # the library's own TypedDict
        if width is WIDTHS[0]:
            # What the dark changes is colour, and that is the same at every width: what is seen at one of the three is
            # seen at the narrowest or at the widest.
            in_both_themes(page, axe)
        else:
            axe(page, colours=width is not WIDTHS[1])
        sticks_out = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert sticks_out <= 0, f"{path} is {sticks_out} px too wide at {width['width']} px"


def in_both_themes(page: Page, axe: Axe) -> None:
    """Look a page over as it stands, and for its colours once more in the dark."""
    axe(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    axe(page, the_rest=False)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def test_a_guest_meets_no_barrier(open_page: OpenPage, axe: Axe, complaints: list[str]) -> None:
    page = open_page(color_scheme="light", reduced_motion="reduce")
    for path in GUEST_PAGES:
        no_barrier(page, path, axe)
    complaints.clear()  # of the pages that answer 404 and 410


def test_a_learner_meets_no_barrier(
    app: Flask,
    database: Database,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
    live: LiveSite,
    open_page: OpenPage,
    axe: Axe,
    complaints: list[str],
) -> None:
    user = make_user(database, name="Ines")
    learner = Learner(sign_in(app.test_client(), user), database, user)
    learner.joins()
    learner.picks("third-call", "Can I have your order number?", lesson="/courses/calls/begin/")
    learner.answers("the-word", lesson="/courses/calls/begin/", text="naming")
    learner.answers("fill-in", lesson="/courses/calls/begin/", gap_1="fed up", gap_2="fine")
    learner.reads("/courses/calls/begin/")
    learner.sends("/courses/calls/begin/entries/last-time", text="My brother, and an hour.", keep="yes")
    practise(learner)
    complete(learner)
    learner.reads("/courses/calls/begin/")
    learner.sends("/courses/calls/begin/writings/to-dana", text="Dear Dana, by noon.", do="anyway")
    player = Player(learner)
    player.plays(DENIES, TAKES_BACK, VAGUE)
    player.begins(from_run="1", from_step="3")
    taker = Taker(learner).begins()
    taker.enters(q1_pick=taker.keys(1)["I'm sorry about that."], q3_text="venting", q5_gap_1="fed up")
    taker.hands_in()
    taker.begins()
    page = open_page(color_scheme="light", reduced_motion="reduce")
    page.context.add_cookies([{"name": "session", "value": cookie(learner), "url": live.url}])
    for path in LEARNER_PAGES:
        no_barrier(page, path, axe)
    complaints.clear()  # of the lesson that wants to be joined first, which answers 403


def complete(learner: Learner) -> None:
    """Somebody completed two courses, and has a certificate of one."""
    with learner.database.writing() as session:
        mine, now = learner.person.id, clock.now()
        session.execute(update(Enrolment).where(Enrolment.user_id == mine).values(completed_at=now))
        course_id = session.scalars(select(Piece.id).where(Piece.key == "calls1")).one()
        when = {"completed_at": now, "made_at": now}
        shown = {"is_public": True, "shows_name": True, "shows_day": True}
        named = {"code": CODE, "name": "Ines", "title": "Calls"}
        session.add(Certificate(user_id=mine, course_id=course_id, **named, **when, **shown))
        session.commit()


def practise(learner: Learner) -> None:
    """Somebody promised something, made a plan, wrote down a day and told their story twice."""
    kept: dict[str, object] = {"keep": "yes"}
    lesson = "/courses/calls/begin/"
    learner.reads(lesson)
    promise = f"{lesson}promises/one-call"
    learner.posts(promise, learner.form(promise) | kept | {"text": "I will say it back.", "days": "7"})
    sent: tuple[tuple[str, dict[str, object]], ...] = (
        ("/plans/", {"cue": "a caller shouts", "response": "I will breathe out"}),
        ("/days/", {"up_at": "07:30", "person": "Ilse", "held": "person", "note": "It rained."}),
        ("/days/weeks/2024-01-01/", {"went_well": "Two calls."}),
        ("/story/", {"s1": "I worked in quality."}),
        ("/story/", {"s1": "I made tyres for seventeen years."}),
    )
    for path, typed in sent:
        learner.reads(path)
        learner.posts(path, learner.form(path) | kept | typed)
    learner.joins("between-jobs")
    learner.reads("/growth/between-jobs/")
    steps = {str(node.get("name")): "2" for node in elements(learner.page, "input") if node.get("type") == "radio"}
    for path, chosen in (
        ("/growth/between-jobs/", steps),
        ("/growth/feelings", {"place": "1,-1", "word": "warm"}),
    ):
        learner.reads(path)
        learner.posts(path, learner.form(path) | kept | chosen)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_forms_with_faults_hold_no_barrier(theme: str, open_page: OpenPage, axe: Axe, complaints: list[str]) -> None:
    page = open_page(color_scheme=theme, java_script_enabled=True, reduced_motion="reduce")
    for path, button in (("/sign-up", "Sign up"), ("/sign-in", "Sign in"), ("/forgotten", None)):
        page.goto(path)
        main = page.get_by_role("main")
        (main.get_by_role("button", name=button) if button else main.get_by_role("button")).first.click()
        page.wait_for_selector("[aria-invalid=true]")
        axe(page)
    complaints.clear()  # of the answers 422


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_behind_a_mailed_link_hold_no_barrier(
    theme: str,
    app: Flask,
    mails: Mails,
    open_page: OpenPage,
    axe: Axe,
    complaints: list[str],
) -> None:
    answer = app.test_client().post(
        "/sign-up", data={"address": "ines@example.org"}, headers={"Origin": "http://localhost"}
    )
    assert answer.status_code == 303
    page = open_page(color_scheme=theme, reduced_motion="reduce")
    no_barrier(page, mails.path("ines@example.org"), axe)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_selector("[aria-invalid=true]")
    axe(page)
    complaints.clear()  # of the answer 422


def cookie(learner: Learner) -> str:
    found = learner.client.get_cookie("session")
    assert found is not None
    return found.value
