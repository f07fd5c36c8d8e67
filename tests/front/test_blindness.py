"""Nobody but its author finds what is private, wherever they look: every page there is, search, mail, logs and figures.

A new private thing is a function that writes it for the learner of `studio_world.py`, and a line in `PRIVATE`. All of
them are walked at once, each by a mark of its own, and each stands beside the word that the walk looks for.
"""

import logging
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.config import Settings
from coursesite.learning.certificates.models import Certificate
from coursesite.learning.days.models import Day, DayFrame, Story, WeekLook
from coursesite.learning.growth.models import Feeling, SelfRating
from coursesite.learning.insights import tasks as insights
from coursesite.learning.intending.models import Plan, Promise
from coursesite.learning.models import Entry
from coursesite.learning.review.models import Card, CardReview
from coursesite.learning.writing.models import Stage, Writing
from coursesite.studio.site.backup_tasks import make_backup
from tests.front.marks import traces
from tests.routes import GETS as EVERY_GET
from tests.routes import PARTS
from tests.studio_routes import GETS as DESK_GETS
from tests.studio_routes import PEOPLE
from tests.studio_world import World, world

__all__ = ["world"]

AUTHOR = "learner"
STAFF = ("approver", "cocoach", "owner", "admin")
OTHERS = tuple(name for name in PEOPLE if name != AUTHOR)
CODE = "2222-3333-4444-5555-6666"
COMMON = "quetzal"
"""Stands in every private text, so that a search for it would find them all."""


class Place(NamedTuple):
    """Whose a private thing is, and the lesson that it hangs on."""

    user_id: int
    course_id: int
    lesson_id: int
    revision_id: int


OTHER_LISTS = (("shared", "read"), ("writings", "answered"), ("asks", "answered"))
"""Lists of the desk that only a word in the address opens."""

Maker = Callable[[Session, Place, str], None]


class Private(NamedTuple):
    """A private thing: what writes it with these words, in which tables they may stand, and where its author reads
    them (empty where no page of its own shows them).
    """

    write: Maker
    tables: frozenset[str]
    own_page: str = ""


def entry(session: Session, place: Place, words: str) -> None:
    session.add(Entry(**_in_lesson(place), exercise="unshared", text=words, written_at=clock.now()))


def promise(session: Session, place: Place, words: str) -> None:
    now = clock.now()
    told = {"happened": words, "onward": words, "made_at": now, "ask_at": now, "once": "promise"}
    session.add(Promise(**_in_lesson(place), course_id=place.course_id, exercise="one-call", text=words, **told))


def plan(session: Session, place: Place, words: str) -> None:
    now = clock.now()
    told = {"cue": words, "response": words, "made_at": now, "changed_at": now, "once": "plan"}
    session.add(Plan(**_in_lesson(place), course_id=place.course_id, exercise="when", **told))


def days(session: Session, place: Place, words: str) -> None:
    now, mine = clock.now(), place.user_id
    parts = dict.fromkeys(("first_block", "second_block", "person", "good_thing"), words)
    session.add(DayFrame(user_id=mine, **parts, changed_at=now))
    session.add(Day(user_id=mine, day=now.date(), parts={"person": words}, held=[], note=words, changed_at=now))
    looked = dict.fromkeys(("went_well", "was_hard", "next_week"), words)
    session.add(WeekLook(user_id=mine, monday=now.date(), **looked, written_at=now))


def story(session: Session, place: Place, words: str) -> None:
    session.add(Story(user_id=place.user_id, number=1, sentences=[words] * 5, written_at=clock.now(), once="story"))


def feeling(session: Session, place: Place, words: str) -> None:
    session.add(Feeling(user_id=place.user_id, pleasant=-2, energetic=1, note=words, felt_at=clock.now(), once="felt"))


def self_rating(session: Session, place: Place, words: str) -> None:
    rated = {"steps": {"one": 2}, "words": {"one": words}, "rated_at": clock.now()}
    session.add(SelfRating(user_id=place.user_id, course_id=place.course_id, moment="start", **rated))


def draft(session: Session, place: Place, words: str) -> None:
    kept = {"stage": Stage.DRAFT.value, "text": words, "ticked": [], "saved_at": clock.now()}
    session.add(Writing(**_in_lesson(place), course_id=place.course_id, exercise="dana", **kept))


def card(session: Session, place: Place, words: str) -> None:
    now, mine = clock.now(), place.user_id
    about = {"about": "question", "course_id": place.course_id, "lesson_id": place.lesson_id, "exercise": "third-call"}
    made = Card(user_id=mine, **about, due=now.date(), added_at=now)
    session.add(made)
    session.flush()
    given = {"given": {"text": words}, "before": {}, "rating": 1, "asked_at": now, "once": "card"}
    session.add(CardReview(user_id=mine, card_id=made.id, **given))


def certificate(session: Session, place: Place, words: str) -> None:
    named = {"name": words, "printed_name": words, "title": words, "shows_name": True, "shows_day": True}
    when = {"completed_at": clock.now(), "made_at": clock.now()}
    session.add(Certificate(user_id=place.user_id, course_id=place.course_id, code=CODE, **named, **when))


def _in_lesson(place: Place) -> dict[str, int]:
    return {"user_id": place.user_id, "lesson_id": place.lesson_id, "revision_id": place.revision_id}


PRIVATE = {
    "an entry that isn't shared": Private(entry, frozenset({"entries"}), "/journal/"),
    "a promise": Private(promise, frozenset({"promises"}), "/promises/"),
    "a plan": Private(plan, frozenset({"plans"}), "/plans/"),
    "a day, its frame, a look back": Private(days, frozenset({"days", "day_frames", "week_looks"}), "/days/"),
    "a story": Private(story, frozenset({"stories"}), "/story/"),
    "a feeling": Private(feeling, frozenset({"feelings"}), "/growth/feelings"),
    "a self-rating": Private(self_rating, frozenset({"self_ratings"}), "/growth/"),
    "a text to a coach that isn't sent": Private(draft, frozenset({"writings"})),
    "a certificate that isn't public": Private(certificate, frozenset({"certificates"}), f"/certificates/{CODE}/"),
    "an answer to a card": Private(card, frozenset({"card_reviews"})),
}


def mark_of(kind: str) -> str:
    """The mark of one kind: no two are alike, and no page has it by itself."""
    return f"canary{list(PRIVATE).index(kind)}x7191"


def place_of(world: World) -> Place:
    """The first lesson, and the learner of the world."""
    lesson = world.piece("calls1a")
    return Place(world.users[AUTHOR].id, lesson.course_id or 0, lesson.id, lesson.published_revision_id or 0)


@pytest.fixture
def marked(world: World) -> World:
    """The world with everything private in it."""
    with world.database.writing() as session:
        for kind, private in PRIVATE.items():
            private.write(session, place_of(world), f"{COMMON} {mark_of(kind)}")
        session.commit()
    return world


def addresses(world: World) -> list[str]:
    """An address for every route that there is, with real things in it, and every search for the private words."""
    real = PARTS | {
        "lesson_slug": "begin",
        "quiz_slug": "check",
        "lesson_key": "calls1a",
        "exercise": "unshared",
        "code": CODE,
        **dict.fromkeys(("user_key", "author_key", "key"), world.users[AUTHOR].key),
    }
    plain = [re.sub(r"<(?:\w+:)?(\w+)>", lambda part: real[part[1]], rule) for rule in EVERY_GET]
    desk = [row.address.format(**world.numbers) for row in DESK_GETS.values()]
    searched = ["/search", "/blog/search", "/journal/", "/studio/write/", "/studio/comments", "/studio/site/people"]
    done = ["/courses/calls/workbook?with=mine"]
    done += [f"/studio/{room}/?state={state}" for room, state in OTHER_LISTS]
    return [*dict.fromkeys([*plain, *desk]), *done, *(f"{path}?q={COMMON}" for path in searched)]


def read_by(world: World, person: str, paths: list[str]) -> Iterator[tuple[str, str]]:
    """Every page that somebody opens, and what it says."""
    for path in paths:
        response = world.clients[person].get(path)
        yield path, response.get_data(as_text=True)
        response.close()


def seen_by_others(world: World, paths: list[str], marks: dict[str, str]) -> list[str]:
    """Where anybody but their author finds a mark on these pages: kind, person and page."""
    return [
        f"{kind}: {person} at {path}"
        for person in OTHERS
        for path, page in read_by(world, person, paths)
        for kind, mark in marks.items()
        if mark in page
    ]


SHARED = f"{COMMON} canary-shared-7191"


def set_shared(world: World, *, now: bool) -> None:
    """Share another entry besides, with words of its own; or take it back."""
    moment, place = clock.now() if now else None, place_of(world)
    with world.database.writing() as session:
        put = {"text": SHARED, "written_at": clock.now(), "shared_at": moment, "waits_since": moment}
        session.merge(Entry(**_in_lesson(place), exercise="shared", **put))
        session.commit()


def test_nobody_else_finds_what_is_private_and_only_a_courses_coaches_what_is_shared(
    marked: World, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="coursesite")
    set_shared(marked, now=True)
    insights.keep_sums(marked.database, clock.now())
    make_backup(settings, clock.now())
    marks = {kind: mark_of(kind) for kind in PRIVATE}
    desk = ("/studio/", "/studio/shared/", f"/studio/shared/{marked.users[AUTHOR].key}/calls1a/shared/")
    at_desk = {f"shared: {person} at {path}" for person in STAFF for path in desk}
    assert set(seen_by_others(marked, [*addresses(marked), desk[-1]], marks | {"shared": SHARED})) == at_desk
    for kind, private in PRIVATE.items():
        places = {place.partition(".")[0] for place in traces(marked.database, marks[kind])}
        assert places, f"nothing was written of {kind}"
        assert places <= private.tables, kind
        if private.own_page:
            assert marks[kind] in marked.clients[AUTHOR].get(private.own_page).text, f"its author misses {kind}"
    assert {place.partition(".")[0] for place in traces(marked.database, SHARED)} == {"entries"}
    assert "canary" not in caplog.text

    set_shared(marked, now=False)
    assert seen_by_others(marked, [*desk, "/studio/shared/?state=read"], {"shared": SHARED}) == []
