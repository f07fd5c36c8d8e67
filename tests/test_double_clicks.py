"""A double click is one: every form that writes, sent eight times with the value it carries once.

One row, one mail, the same answer each time: at once in eight threads, and with a second click that runs from end to
end while the first is about to write.
"""

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coursesite.accounts import queries
from coursesite.accounts.passwords import Hasher
from coursesite.accounts.session_views import Submission
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning import queries as learning
from coursesite.learning.models import Enrolment
from tests.conftest import FrozenClock
from tests.factories import PASSWORD, make_user
from tests.forms_that_write import (
    EXERCISES,
    FORMS,
    LOOKING,
    Answer,
    Form,
    World,
    address,
    address_link,
    answer,
    delete,
    on_page,
    password,
)
from tests.learning.courses import write_course
from tests.learning.learners import LESSON, Learner
from tests.library.shelves import Shelf
from tests.mailbox import Mails
from tests.test_worker import wait_for

CLICKS = 8
# Two answers that are one still carry tokens of their own: a signed one says in which second it was made.
SIGNED = re.compile(r'(name="(?:csrf_token|once)") value="[^"]*"')


@pytest.fixture
def world(app: Flask, database: Database, settings: Settings, mails: Mails, sign_in: Callable[..., Any]) -> World:
    write_course(Shelf(settings.content_dir, database, settings), first=EXERCISES)
    hashed = Hasher(settings).hashed(PASSWORD)
    user = make_user(database, name="Alice", address="alice@example.org", password_hash=hashed)
    return World(app, database, mails, Learner(sign_in(app.test_client(), user), database, user))


def check(world: World, form: Form, before: Counter[str], tries: dict[str, int], answers: list[Answer]) -> None:
    """Every click was answered alike, and all of them together changed what one changes."""
    leads = answers[0][1] if form.leads is None else form.leads
    assert {answer[:2] for answer in answers} == {(form.status, leads)}
    assert len({SIGNED.sub(r"\1", page) for _status, _leads, page in answers}) == 1
    after = world.rows()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == form.changes
    assert all(count - tries.get(name, 0) <= 1 for name, count in world.tries().items())


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: str(kind.__name__))
def test_eight_clicks_at_once_are_one(world: World, kind: Callable[[World], Form]) -> None:
    form = kind(world)
    before, tries = world.rows(), world.tries()
    together = Barrier(CLICKS)

    def click(_number: int) -> Answer:
        together.wait(10)
        return world.sends(form.path, form.data, cookie=form.cookie)

    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(click, range(CLICKS)))
    check(world, form, before, tries, answers)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        *(pytest.param(kind, (Database, "write_session"), id=f"{kind.__name__}-writes") for kind in FORMS),
        *(pytest.param(kind, (Submission, "led_to"), id=f"{kind.__name__}-has-looked") for kind in LOOKING),
    ],
)
def test_a_second_click_that_overtakes_the_first_changes_nothing_twice(
    world: World, kind: Callable[[World], Form], place: tuple[type, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is about to write, or has looked whether it came before: now the second comes, and is done at once."""
    form = kind(world)
    before, tries = world.rows(), world.tries()
    real = getattr(*place)
    answers: list[Answer] = []

    def overtaken(subject: object) -> object:
        found = real(subject)
        if not answers:
            monkeypatch.setattr(*place, real)
            # In a thread of its own: two requests in one thread would share their sessions.
            with ThreadPoolExecutor(1) as pool:
                answers.append(pool.submit(world.sends, form.path, form.data, cookie=form.cookie).result(30))
        return found

    monkeypatch.setattr(*place, overtaken)
    answers.append(world.sends(form.path, form.data, cookie=form.cookie))
    assert len(answers) == 2
    check(world, form, before, tries, answers)


@pytest.mark.parametrize("kind", [password, address, delete], ids=lambda kind: str(kind.__name__))
def test_one_form_sent_again_and_again_is_no_way_to_guess_a_password(
    world: World, kind: Callable[[World], Form], clock: FrozenClock
) -> None:
    form = kind(world)
    guesses = [world.sends(form.path, form.data | {"password": f"guess {n}"}, cookie=True)[0] for n in range(11)]
    assert guesses == [422] * 10 + [429]


def test_of_two_accounts_that_confirm_one_address_at_once_one_gets_it(
    world: World, sign_in: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    if world.database.write.dialect.name == "sqlite":
        pytest.skip("SQLite lets one of them write after the other")
    first = address_link(world)
    bo = make_user(
        world.database,
        address="bo@example.org",
        password_hash=Hasher(world.app.extensions["settings"]).hashed(PASSWORD),
    )
    other = World(world.app, world.database, world.mails, Learner(sign_in(world.app.test_client(), bo), world.database))
    second = address_link(other)
    real = queries.change_user

    def overtaken(*args: object, **values: object) -> None:
        monkeypatch.setattr(queries, "change_user", real)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(other.sends, second.path, second.data, cookie=True).result(30)[0] == 303
        real(*args, **values)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(queries, "change_user", overtaken)
    status, _leads, page = world.sends(first.path, first.data, cookie=True)
    assert status == 409
    assert "belongs to another account" in page


def test_the_last_two_lessons_finished_at_once_in_two_windows_complete_the_course(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    if world.database.write.dialect.name == "sqlite":
        pytest.skip("SQLite lets one of them write after the other")
    answered = answer(world)
    world.sends(answered.path, answered.data, cookie=True)
    world.person.joins()
    world.person.finishes(LESSON)
    one, other = "/courses/calls/part-2/", "/courses/calls/part-3/"
    forms = {page: on_page(world, page, f"{page}finish") for page in (one, other)}
    real, pool = learning.standing, ThreadPoolExecutor(1)

    def overtaken(session: Session, *args: int) -> object:
        found = real(session, *args)
        monkeypatch.setattr(learning, "standing", real)
        second = pool.submit(world.sends, f"{other}finish", forms[other], cookie=True)
        wait_for(lambda: second.done() or _somebody_waits(world.database))
        return found

    monkeypatch.setattr(learning, "standing", overtaken)
    world.sends(f"{one}finish", forms[one], cookie=True)
    pool.shutdown()
    with world.database.reading() as session:
        assert session.scalars(select(Enrolment.completed_at)).one() is not None


def _somebody_waits(database: Database) -> bool:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with database.reading() as session:
        return bool(session.execute(waiting).scalar_one())


def test_every_form_that_writes_is_either_here_or_said_why_not(app: Flask) -> None:
    """A new form that writes needs a double click here, or a reason."""
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    clicked = {
        "accounts.address_post",
        "accounts.confirm_address_post",
        "accounts.confirm_post",
        "accounts.first_admin_post",
        "accounts.forgotten_post",
        "accounts.password_post",
        "accounts.reset_post",
        "accounts.sign_up_post",
        "blog.block_writer",
        "blog.close_discussion",
        "blog.comment_decide",
        "blog.comment_reply",
        "blog.comments_decide",
        "blog.decide_import",
        "blog.lift_block",
        "blog.report_comment_post",
        "blog.respond_post",
        "blog.send_blog",
        "front.delete",
        "learning.accept_invitation",
        "learning.accept_with_account",
        "learning.allow_person",
        "learning.answer",
        "learning.decide_correction",
        "learning.change_invitation",
        "learning.enrol",
        "learning.entry",
        "learning.finish",
        "learning.invite",
        "learning.invite_to_group",
        "learning.join_post",
        "learning.send_list",
        "learning.write_to_member",
        "learning.publish_import",
        "learning.answer_card",
        "learning.begin_run",
        "learning.take_step",
        "learning.start_attempt",
        "learning.submit_attempt",
        "learning.tell_options",
        "learning.undo_correction",
        "studio.begin",
        "studio.begin_in_course",
        "studio.begin_brought",
        "studio.change_outline",
        "studio.do_insert",
        "studio.approve",
        "studio.archive",
        "studio.make_link",
        "studio.publish",
        "studio.restore",
        "studio.restore_wording",
        "studio.trash",
        "studio.unpublish",
        "studio.withdraw",
        "learning.ask_answer",
        "learning.ask_consent_post",
        "learning.ask_post",
        "learning.ask_public_post",
        "learning.ask_withdraw",
        "learning.my_writing_post",
        "learning.write",
        "learning.writing_answer",
        "learning.journal_entry_post",
        "learning.share_entry",
        "learning.shared_entry_post",
        "learning.take_entry_back",
        "learning.plan_in_lesson",
        "learning.plan_post",
        "learning.plans_post",
        "learning.promise_in_lesson",
        "learning.promise_post",
        "learning.days_post",
        "learning.story_post",
        "learning.feelings_post",
        "learning.growth_post",
        "learning.self_rating_post",
        "learning.make_certificate",
        "learning.reply_keep",
        "studio.add_picture",
        "studio.decide_aside",
        "studio.decide_meanwhile",
        "studio.post_from_ask",
        "studio.save_text",
        "studio.ask_for_backup",
        "studio.change_person",
        "studio.invite_to_site",
        "studio.save_site_look",
        "studio.save_site_mail",
        "studio.save_site_words",
        "studio.send_link",
        "studio.try_site_mail",
    }
    # Sent twice they set what they set once, or begin or end what may be begun and ended twice.
    harmless = {
        # A file that is fetched twice is fetched, and one that is deleted is gone.
        "studio.delete_backup",
        "studio.download_backup",
        "accounts.end_other_sessions",
        "accounts.end_session",
        "accounts.picture_post",
        "accounts.profile_post",
        # A changed text, a comment taken back, an address confirmed, mail wanted or ended: what is set twice is set.
        "blog.change_comment",
        "blog.change_mine",
        "blog.confirm_mine",
        "blog.end_subscription",
        "blog.pin_comment",
        "blog.subscribe",
        "blog.withdraw_comment",
        "blog.withdraw_mine",
        # A link that is ended is ended, what is private is private, a reply says what it says.
        "studio.end_link",
        "learning.ask_private",
        "learning.reply_change",
        # What was easy is easy, what is left out is left out; of one's own word the same value makes one review.
        "learning.easy_card",
        "learning.judge_card",
        "learning.leave_card",
        "learning.review_plan",
        "learning.review_settings",
        "learning.end_review",
        # A look back says what it says, what is shown is shown, and mail that is ended is ended.
        "learning.week_post",
        "learning.certificate_shows",
        "learning.end_promise_mail",
        # Led on by its own value, as the first question is (see tests/learning/asking).
        "learning.my_ask_post",
        # A script's own: the same text twice is no conflict, and who has a text open has it open.
        "studio.save_draft",
        "studio.writer_here",
        # Counts words without a person, once for each of its page's values.
        "front.search_missed",
        # Show what was sent, and write nothing.
        "studio.look_at",
        "studio.paste",
        "studio.preview_sent",
        # Reads a file and shows it; nothing is written.
        "learning.read_import",
        "studio.read_story",
        "accounts.sign_in_post",
        "accounts.sign_out",
        "front.data",
        "learning.change_code",
        "learning.change_group",
        "learning.change_group_invitation",
        "learning.change_staff",
        "learning.check_response",
        "learning.end_group",
        "learning.name_owner",
        # Led on by its own value to the group that it made (see tests/learning/groups).
        "learning.new_group",
        # Shows what a list would do; nothing is written.
        "learning.read_list",
        "learning.remove_lead",
        "learning.remove_member",
        "learning.set_approval",
        "learning.set_joining",
        # Says what becomes of everything; the same said twice is the same.
        "learning.journal_consent",
        "learning.see_replies",
        "learning.save_attempt",
    }
    assert posts == clicked | harmless
