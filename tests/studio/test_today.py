"""Today: what waits, the oldest first, within a coach's reach, and answered on the spot."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import delete, select

from coursesite import clock
from coursesite.blog.models import Comment
from coursesite.learning.asking.models import Ask
from coursesite.library.models import Piece
from coursesite.studio import today_desk
from coursesite.studio.models import Draft, Proposal
from tests.browsers import LiveSite, OpenPage
from tests.counting import count_queries
from tests.learning.learners import Learner, words_of
from tests.studio_world import World

TODAY = "/studio/"


def person(world: World, name: str) -> Learner:
    return Learner(world.clients[name], world.database, world.users[name])


def hand_in(world: World, step: str, by: str = "cocoach") -> None:
    lesson, now = world.piece("calls1x3"), clock.now()
    with world.database.writing() as session:
        handed_in_by = world.users[by].id
        session.execute(delete(Proposal))
        session.add(Proposal(piece_id=lesson.id, source=b"x", step=step, handed_in_at=now, handed_in_by=handed_in_by))
        session.commit()


def let_wait(world: World, **ago: float) -> None:
    """The ask waits again, since so long ago."""
    with world.database.writing() as session:
        session.scalars(select(Ask)).one().waits_since = clock.now() - timedelta(**ago)
        session.commit()


def test_what_waits_stands_the_oldest_first_and_somebody_in_need_before_all(world: World) -> None:
    let_wait(world, days=3)
    hand_in(world, "awaiting")
    page = words_of(person(world, "owner").reads(TODAY))
    order = [
        page.index(words) for words in ("What if nobody rings?", "Late, and nobody rang.", "It awaits your approval")
    ]
    assert order == sorted(order)
    with world.database.writing() as session:
        session.scalars(select(Comment)).one().apart = True
        session.commit()
    page = words_of(person(world, "owner").reads(TODAY))
    assert page.index("Late, and nobody rang.") < page.index("What if nobody rings?")
    assert "Please read this first" in page


def test_each_coach_sees_what_is_within_their_reach_and_theirs_to_decide(world: World) -> None:
    let_wait(world, days=3)
    hand_in(world, "awaiting")
    seen = {name: words_of(person(world, name).reads(TODAY)) for name in ("elsewhere", "approver", "cocoach", "admin")}
    assert {name for name, page in seen.items() if "What if nobody rings?" in page} == {"approver", "cocoach", "admin"}
    assert {name for name, page in seen.items() if "awaits your approval" in page} == {"approver", "admin"}
    assert "With somebody for approval" in seen["cocoach"]
    assert {name for name, page in seen.items() if "changed question" in page} == {"approver", "cocoach", "admin"}
    assert {name for name, page in seen.items() if "Left open" in page} == {"approver", "cocoach", "admin"}
    assert "Course calls" not in seen["elsewhere"]
    assert "Course forms" in seen["elsewhere"]
    assert seen["admin"].count("Nobody has joined yet.") == 2


def test_who_leads_a_group_never_reads_what_its_people_ask(world: World) -> None:
    lead = person(world, "lead")
    for path in ("/groups/", "/groups/group01/", "/learn/", "/asks/"):
        assert "nobody rings" not in lead.reads(path), path
    for path in (f"/asks/{world.numbers['ask']}", f"/studio/asks/{world.numbers['ask']}"):
        assert lead.client.get(path).status_code in (403, 404)


def test_an_ask_and_a_comment_are_answered_on_the_spot(world: World) -> None:
    let_wait(world, days=3)
    owner, number = person(world, "owner"), world.numbers["ask"]
    owner.reads(TODAY)
    owner.follows(owner.sends(f"/studio/asks/{number}", text="Ring them first.", do="send"))
    assert "Your answer is sent. Whoever asked" in owner.page
    assert "Ring them first." in person(world, "learner").reads(f"/asks/{number}")
    comment = world.numbers["comment"]
    owner.follows(owner.sends(f"/studio/comments/{comment}/decide", deed="approve"))
    assert "It is approved" in words_of(owner.page)
    owner.follows(owner.sends(f"/studio/comments/{comment}/decide", deed="undo"))
    owner.follows(owner.sends(f"/studio/comments/{comment}/reply", text="So sorry, Jo."))
    assert "Late, and nobody rang." not in owner.page


def test_what_came_back_and_what_is_scheduled_stands_below_and_own_drafts_first(world: World) -> None:
    hand_in(world, "returned", by="owner")
    page = words_of(person(world, "owner").reads(TODAY))
    assert "Not approved as it stands" in page
    with world.database.writing() as session:
        proposal = session.scalars(select(Proposal)).one()
        proposal.step, proposal.publish_at = "scheduled", clock.now() + timedelta(days=2)
        lesson = session.scalars(select(Piece).where(Piece.key == "calls1a")).one()
        begun = {"source": b"x", "begun_at": clock.now(), "changed_at": clock.now() - timedelta(days=9)}
        session.add(Draft(piece_id=lesson.id, changed_by=world.users["owner"].id, **begun))
        session.commit()
    page = words_of(person(world, "owner").reads(TODAY))
    assert "Scheduled" in page
    assert page.index("Saved last by you") < page.index("Saved last by Cocoach")


def test_quizzes_with_changed_questions_beyond_those_listed_are_counted_with_a_way_to_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_wait(world, days=3)
    assert "One changed question waits for you" in words_of(person(world, "owner").reads(TODAY))
    monkeypatch.setattr(today_desk, "SHOWN", 0)
    page = person(world, "owner").reads(TODAY)
    assert "changed question waits" not in page
    assert '<a href="/studio/quizzes/">One more quiz with changed questions</a>' in page


def test_nothing_waiting_is_a_quiet_page_and_costs_a_few_queries(world: World, app: Flask) -> None:
    elsewhere = person(world, "elsewhere")
    elsewhere.reads(TODAY)
    with world.database.writing() as session:
        session.scalars(select(Comment)).one().state = "spam"
        session.commit()
    page = elsewhere.reads(TODAY)
    assert "Nothing waits for you" in page
    assert "!" not in words_of(page).replace("<!doctype html>", "")
    with count_queries(app) as counted:
        elsewhere.reads(TODAY)
    assert len(counted) <= 10, str(counted)
    assert "wait" not in words_of(elsewhere.reads("/")).partition("Courses")[0].replace("waiting", "")


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_today_and_answering_hold_no_barrier(
    theme: str, world: World, live: LiveSite, open_page: OpenPage, axe: Callable[[Page], None]
) -> None:
    let_wait(world, days=3)
    hand_in(world, "awaiting")
    cookie = world.clients["owner"].get_cookie("session")
    assert cookie is not None
    page = open_page(color_scheme=theme, reduced_motion="reduce")
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
    ask = f"/studio/asks/{world.numbers['ask']}"
    page.set_viewport_size({"width": 320, "height": 740})
    for path in (TODAY, "/studio/asks/", "/studio/asks/?state=answered", ask, f"{ask}/public", "/studio/replies/"):
        page.goto(path)
        for more in page.locator("main details").all():
            more.evaluate("more => { more.open = true }")
        axe(page)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, path
