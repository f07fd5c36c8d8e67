"""Asking a coach from a lesson, and everything that was asked openly below it."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from coursesite import clock
from coursesite.learning.asking import asking, emails, queries
from coursesite.learning.asking.ask_forms import OPEN, AskForm
from coursesite.learning.asking.bounds import ASKS
from coursesite.learning.asking.pages import ON_A_PAGE, Line, MinePage
from coursesite.learning.asking.section import ON_PAGE, Section, section_of
from coursesite.learning.asking.text_views import Refused, counted, notices, preview_of, sent_from
from coursesite.learning.course_views import bp, reader
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.lesson_views import Opened, closed, may_use, mine_in, open_lesson
from coursesite.learning.queries import News
from coursesite.learning.records import queries as records
from coursesite.library.addresses import address_of
from coursesite.text.harm import speaks_of_harm
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.pagecache import cached_with_talk
from coursesite.web.paging import page_number, page_within
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings, write_db

MOST_BYTES_OF_ALL = 400_000
LATELY = timedelta(days=14)
MOST_NEWS = 5


@dataclass(frozen=True, slots=True)
class AskPage:
    """The form, and the lesson that it is about."""

    opened: Opened
    form: AskForm
    once: str
    refused: str = ""
    preview: Markup | None = None

    @property
    def is_apart(self) -> bool:
        """Whether the text speaks of harming oneself."""
        return speaks_of_harm(self.form.text.data or "")

    @property
    def address(self) -> str:
        """The lesson."""
        return lesson_address(self.opened)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        lesson = self.opened.lesson
        return [(lesson.course_title, f"/courses/{lesson.course_slug}/"), (lesson.title, self.address), ("Ask", None)]


def lesson_address(opened: Opened) -> str:
    """A lesson's path."""
    return address_of(opened.lesson.kind, opened.lesson.slug, opened.lesson.course_slug)


@bp.get("/courses/<course_slug>/<lesson_slug>/ask")
@needs("learner")
def ask(course_slug: str, lesson_slug: str) -> Response:
    """The form for asking a coach about this lesson."""
    found = open_lesson(course_slug, lesson_slug)
    mine = mine_in(found, current_user.id)
    return _page(AskPage(found, AskForm(), once.submitted())) if may_use(found, mine) else closed(found, mine)


@bp.post("/courses/<course_slug>/<lesson_slug>/ask")
@needs("learner")
def ask_post(course_slug: str, lesson_slug: str) -> Response:
    """Show how it would look, or take it. Whatever goes wrong, the text comes back with a sentence."""
    found = open_lesson(course_slug, lesson_slug)
    mine = mine_in(found, current_user.id)
    if not may_use(found, mine):
        return closed(found, mine)
    page = AskPage(found, AskForm(request.form), once.submitted())
    if led := outcome_of(read_db(), page.once):
        return see(led)
    if not page.form.validate():
        return _page(page, 422)
    try:
        if request.form.get("do") == "preview":
            return _page(AskPage(found, page.form, page.once, preview=preview_of(page.form.text)))
        return _ask(page)
    except Refused as refusal:
        return refusal.on(_page(AskPage(found, page.form, page.once, refusal.sentence)))


def _ask(page: AskPage) -> Response:
    counted(ASKS)
    sent = sent_from(page.form.text)
    session, now, lesson = write_db(), clock.now(), page.opened.lesson
    if not spend_value(session, sent.once, now):
        return see(outcome_of(session, sent.once) or url_for("learning.my_asks"))
    records.take_turn(session, current_user.id)
    emails.tell_coaches(session, settings(), lesson.course_id, sent, now, but=current_user.id)
    is_open = page.form.reach.data == OPEN
    ask_id = asking.ask(session, current_user.id, (lesson.course_id, lesson.id), sent, now, is_open=is_open)
    leads = url_for("learning.my_ask", ask_id=ask_id, done="asked")
    set_outcome(session, sent.once, leads)
    session.commit()
    return see(leads)


def _page(page: AskPage, status: int = 200) -> Response:
    return make_response(render_template("learning/ask.html", page=page), status)


@bp.get("/courses/<course_slug>/<lesson_slug>/asked")
@cached_with_talk
def asked(course_slug: str, lesson_slug: str) -> Response:
    """Everything that was asked openly below a lesson, or became public, for those who may read the lesson."""
    found = open_lesson(course_slug, lesson_slug)
    mine = mine_in(found, current_user.id)
    if not may_use(found, mine):
        return closed(found, mine)
    number = page_number()
    section = _section(found, mine, number)
    trail = AskPage(found, AskForm(), "").trail[:-1]
    page = render_template(
        "learning/asked.html",
        lesson=found.lesson,
        section=section,
        number=number,
        trail=[*trail, ("Questions people asked", None)],
        page_url=f"{settings().base_url}{section.all_href}",
    )
    return make_response(page)


def _section(found: Opened, mine: Mine, number: int) -> Section:
    who = reader(found.lesson.course_id)
    names = mine.enrolled_at is not None or who.sees_all
    place = (found.lesson.id, lesson_address(found))
    return section_of(
        read_db(), place, current_user.id, names=names, page=number, most=ON_PAGE, most_bytes=MOST_BYTES_OF_ALL
    )


def asks_answered(news: News) -> list[Line]:
    """What a coach answered the person who asks lately, and what they are asked to agree to.

    One query, and none where their `news` say that there is nothing.
    """
    since = clock.now() - LATELY
    if not news.is_any_since(since):
        return []
    return [Line(row) for row in queries.answered_since(read_db(), current_user.id, since, MOST_NEWS)]


@bp.get("/asks/")
@needs("learner")
def my_asks() -> str:
    """What the person who asks has asked coaches."""
    total = queries.count_asks_of(read_db(), current_user.id)
    number = page_within(total, ON_A_PAGE, page_number())
    rows = queries.asks_of(read_db(), current_user.id, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    page = MinePage([Line(row) for row in rows], total, number)
    return render_template("learning/my_asks.html", page=page, notices=notices(request.args.get("done", "")))
