"""What the coaches write as the month ends: whose the course is, a second one in the making, a change handed in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from coursesite.accounts import auditing
from coursesite.demo.names import COACHES
from coursesite.learning.groups.subject_queries import set_approval
from coursesite.library import reading, staff_queries
from coursesite.library.models import Kind, Part
from coursesite.studio.models import Step
from coursesite.studio.publishing import proposal_queries
from coursesite.studio.shelf import creating, creating_queries
from coursesite.studio.writing import queries as writing
from coursesite.text import frontmatter

OWNER, HELPER, OTHER = (coach.name for coach in COACHES)
HELPED = {
    "service-recovery": HELPER,
    "everyday-of-service": HELPER,
    "soft-skills-at-work": OTHER,
    "between-jobs": OTHER,
}
"""Who coaches a course beside its owner, by its slug."""
COURSE, CHANGED = "srv7kc", "n6mg5r"
SUMMARY = "How to say what somebody seems to feel as an offer that they can refuse, and what to do when they do."
NOTE = "The summary says more plainly whose feeling is meant."

NEW_COURSE = "Somewhere new"
ABOUT_IT = "The first weeks in a new team: what to ask, what to notice, and how to be new in the open."
ABOUT = """
For people in their first month somewhere, and for those who have just put the coffee on for them.

Four short lessons: the first morning, what everybody knows and nobody says, the first mistake, and the end of
the month.
"""
FIRST_LESSON = """
At ten to eight Esi stands in front of a door with a code, in a corridor in Accra that smells of floor polish.
Nobody has told her the code. Behind the glass, three people are laughing about something that happened on
Friday.

## Three things to find out before lunch

Where things are, who decides what, and whom one may interrupt. None of the three stands in a handbook, and
all three have an owner who will gladly tell you, once.

### Question: The door
<!-- id: the-door -->

Somebody opens at last. What does Esi say?

- [ ] "Sorry, sorry, I didn't want to disturb anybody."
  > Polite, and by lunch everybody knows her as the one who apologises.
- [x] "Good morning. I'm Esi, I start today. Who knows the code for this door?"
  > A name, a reason and a question that can be answered in a breath.

> People remember the first question you asked. A small, useful one makes the second easier.
"""
SECOND_LESSON = """
On Wednesday the printer on the second floor stops. "Oh, it always does that," says Yaw, and hits it on the
left side. It prints.

## What everybody knows

A team's knowledge is in its hands, and those who have it no longer notice. You are the only one there who can
still see it: for about three weeks.

Write down each thing that somebody does without a word.
"""
POST = """
A man rang at twenty past three, when the ward is as quiet as it gets, and asked whether his mother was
asleep. She was. He asked what the weather was like where we are. It was raining. He said that it was raining
there, too, and then neither of us said anything for a while, and it was the best call of that week.

I had a list of things that one says. None of them was on it.
"""
POST_TITLE = "What the night shift taught me about silence"


def begin_texts(session: Session, staff: Mapping[str, int], opened: datetime, now: datetime) -> None:
    """Give the courses to their owner, and let a second coach write; `staff` has their ids by name.

    The caller commits.
    """
    _give_courses(session, staff, opened)
    course = creating_queries.course_with(session, COURSE)
    if course is None:
        return
    set_approval(session, course.id, approval=True)
    _hand_in_a_change(session, staff[HELPER], now - timedelta(hours=5))
    helper, begun = (staff[HELPER], HELPER), now - timedelta(days=2)
    creating.create(session, Kind.COURSE, NEW_COURSE, helper, begun, summary=ABOUT_IT, body=ABOUT, key="swn4ew")
    new = creating_queries.course_with(session, "swn4ew")
    for key, lesson, text, about in (
        ("swn2mo", "The first morning", FIRST_LESSON, "What to find out before lunch, and how to ask for it."),
        ("swn3kn", "What everybody knows", SECOND_LESSON, "What a team does without a word, and who can still see it."),
    ):
        begun += timedelta(hours=7)
        creating.create(session, Kind.LESSON, lesson, helper, begun, course=new, summary=about, body=text, key=key)
    _schedule_a_post(session, helper, now)


def _give_courses(session: Session, staff: Mapping[str, int], opened: datetime) -> None:
    for card in reading.every_course(session):
        staff_queries.put_staff(session, card.id, staff[OWNER], Part.OWNER.value, opened)
        if card.slug in HELPED:
            staff_queries.put_staff(session, card.id, staff[HELPED[card.slug]], Part.COACH.value, opened)


def _hand_in_a_change(session: Session, user_id: int, now: datetime) -> None:
    written = writing.find_written(session, CHANGED)
    if written is None or written.published is None:
        return
    text = frontmatter.with_field(written.published.decode(), "summary", SUMMARY).encode()
    draft: dict[str, Any] = {
        "piece_id": written.id,
        "source": text,
        "version": 1,
        "base_revision_id": written.published_id,
    }
    writing.begin_draft(session, draft | {"begun_at": now, "changed_by": user_id, "changed_at": now})
    _put(session, written.id, text, Step.AWAITING, user_id, now, note=NOTE)
    auditing.note(session, user_id, "handed in", written.title, now)


def _schedule_a_post(session: Session, helper: tuple[int, str], now: datetime) -> None:
    """It comes out on the morning after tomorrow."""
    begun = now - timedelta(hours=20)
    about = "A call at twenty past three, and what was said in it."
    key = creating.create(session, Kind.POST, POST_TITLE, helper, begun, summary=about, body=POST, key="nsh5st")
    written = writing.find_written(session, key)
    if written is None or written.draft is None:
        return
    comes_out = (now + timedelta(days=2)).replace(hour=7, minute=30, second=0, microsecond=0)
    _put(session, written.id, written.draft, Step.SCHEDULED, helper[0], begun, at=comes_out)
    auditing.note(session, helper[0], "scheduled", POST_TITLE, begun)


def _put(
    session: Session,
    piece_id: int,
    text: bytes,
    step: Step,
    user_id: int,
    now: datetime,
    *,
    at: datetime | None = None,
    note: str = "",
) -> None:
    values: dict[str, Any] = {
        "source": text,
        "note": note,
        "step": step.value,
        "publish_at": at,
        "answer": "",
        "decided_at": None,
    }
    values |= {"handed_in_by": user_id, "handed_in_at": now, "decided_by": user_id if at else None}
    proposal_queries.put(session, piece_id, values)
