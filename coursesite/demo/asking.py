"""Three asks from lessons: one that waits, one that was answered openly, one that everybody may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.demo.course import Course
from coursesite.demo.people import Learner
from coursesite.demo.stages import Stage
from coursesite.learning.asking import asking, consenting
from coursesite.learning.asking.asking import Sent
from coursesite.learning.asking.rendering import rendered

READER = "Ioana Munteanu"
"""Who the demo signs in as a learner."""
FURTHER = (Stage.SLOW, Stage.BUSY, Stage.LAST_LAP)
COACH = "Maren Holt"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked from the lesson with this key, so many days ago, and answered a while later, if it was."""

    lesson: str
    question: str
    days_ago: float
    answer: str = ""
    is_open: bool = False
    wording: tuple[str, str] | None = None
    pseudonym: str = ""


OPEN = Asked(
    "f9mn3d",
    "In our chat the form asks for the order number before anybody can write a word. Is there any point in saying "
    "it back afterwards, when they have already been asked?",
    5.2,
    "Yes, and it may matter more there. The form has asked on your behalf, so your first line is the first sign "
    "that somebody read what they wrote:\n\n> “Three evenings at home for a boiler that never came. I’m Farah, "
    "and I have your number here.”\n\nAnd tell whoever owns the form. One field more, *What happened?*, above the "
    "number, costs nothing.",
    is_open=True,
)
WAITING = Asked(
    "m5gr9t",
    "What do I do when it is my own manager who says I should just let them shout? I said what the lesson says, "
    "and was told afterwards that we don’t end calls here, whatever is said.",
    1.3,
)
PUBLIC = Asked(
    "w4tg2m",
    "I work nights on a ward in a small town and everyone knows everyone. When a family asks me what went wrong, "
    "I am not allowed to tell them. Is it honest to ask about the second size of it, if I can’t say anything "
    "about the first?",
    17.6,
    "I think so, as long as you say what you can’t tell and who can. “I’m not the one who may explain what "
    "happened, and Dr Weiss is; I can ask her to come before nine. Tell me what this night has been like for "
    "you.” You hold nothing back that was yours to give.",
    wording=(
        "When somebody asks me what went wrong, I am not allowed to tell them. Is it honest to ask about the "
        "second size of it, if I can’t say anything about the first?",
        "I think so, as long as you say what you can’t tell and who can. “I’m not the one who may explain what "
        "happened; I can ask her to come before nine. Tell me what this night has been like for you.” You hold "
        "nothing back that was yours to give.",
    ),
    pseudonym="a nurse on nights",
)


def ask_and_answer(
    session: Session, course: Course, everyone: Sequence[Learner], ids: Mapping[int, int], coach: int, now: datetime
) -> None:
    """Let three people ask, and a coach answer two of them; the caller commits."""
    here = [one for one in everyone if one.stays and one.number in ids and one.stage in FURTHER]
    reader = next((one for one in everyone if one.name == READER and one.number in ids), here[0])
    others = [one for one in here if one is not reader]
    for person, asked in zip((reader, *others), (OPEN, WAITING, PUBLIC), strict=False):
        _ask(session, course, asked, (ids[person.number], coach), now - timedelta(days=asked.days_ago))


def _ask(session: Session, course: Course, asked: Asked, people: tuple[int, int], at: datetime) -> None:
    asker, coach = people
    place = course.lesson(asked.lesson).place
    question = _sent(asked.question, f"{asked.lesson}-asked")
    ask_id = asking.ask(session, asker, (course.id, place.lesson_id), question, at, is_open=asked.is_open)
    if asked.answer:
        asking.answer(session, ask_id, coach, _sent(asked.answer, f"{asked.lesson}-answered"), at + timedelta(hours=19))
    if asked.wording:
        wording = [_sent(text, f"{asked.lesson}-public") for text in asked.wording]
        shown = consenting.ask_for_consent(session, ask_id, wording[0], wording[1], at + timedelta(days=1))
        name = consenting.wording_of(shown)
        consenting.agree(session, ask_id, asked.pseudonym, name, at + timedelta(days=2))
        consenting.publish(session, ask_id, name, at + timedelta(days=2.4))


def _sent(text: str, name: str) -> Sent:
    return Sent(text, rendered(text), f"demo-{name}")
