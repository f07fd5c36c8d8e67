"""Carries the month out through the site's own rules, at the moments at which its people did what they did."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from coursesite.accounts import joining
from coursesite.accounts import queries as accounts
from coursesite.accounts.models import Role
from coursesite.accounts.passwords import Hasher
from coursesite.cli.content import push_tree
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.demo.asking import COACH, ask_and_answer
from coursesite.demo.calendar import DAYS
from coursesite.demo.certifying import certify
from coursesite.demo.commenting import talking
from coursesite.demo.course import read_course, read_others
from coursesite.demo.deeds import Deed
from coursesite.demo.living import Living
from coursesite.demo.mirroring import look_at_oneself
from coursesite.demo.people import PASSWORDS, Staff, learners, staff
from coursesite.demo.plan import plan
from coursesite.demo.stages import VISITORS
from coursesite.demo.texts import begin_texts
from coursesite.front.data.belongings import Personal
from coursesite.learning.insights.tasks import keep_sums
from coursesite.library.tasks import publish_due

BATCH = 250
"""Deeds in one commit."""
BEFORE = timedelta(days=DAYS + 12)
"""How long before the end the site was opened: its content and its staff were there before its learners."""


class ContentFaults(Exception):
    """The content can't be taken in; the message holds the faults."""


def fill(database: Database, settings: Settings, personal: Sequence[Personal], now: datetime, seed: int) -> None:
    """Write a month that ends `now` into a migrated database without people; the same seed gives the same month.

    `personal` is what every feature knows about people, lowest floor first, for the one who leaves. Raises
    `ContentFaults`, or `CauseLost` where the content doesn't fit the story.
    """
    site, employed = open_site(database, settings, personal, now, seed)
    everyone, (course, *others) = learners(seed, VISITORS), site.courses
    live(database, site, plan(everyone, course, now, seed, others))
    talk(database, settings, site, employed, now, seed)
    with database.writing() as session:
        ask_and_answer(session, course, everyone, site.ids, employed[COACH], now)
        look_at_oneself(session, everyone, site.ids, now)
        certify(session, everyone, site.ids, now)
        begin_texts(session, employed, now - BEFORE, now)
        session.commit()
    keep_sums(database, now)


def open_site(
    database: Database, settings: Settings, personal: Sequence[Personal], now: datetime, seed: int
) -> tuple[Living, dict[str, int]]:
    """The site as its first learner finds it, the story's course first, and the ids of its staff by their names."""
    opened = now - BEFORE
    _take_in_content(database, settings, opened)
    with database.reading() as session:
        courses = (read_course(session), *read_others(session))
    hasher = Hasher(settings)
    hashes = {role: hasher.hashed(password) for role, password in PASSWORDS.items()}
    with database.writing() as session:
        employed = {one.name: _employ(session, one, hashes[one.role], opened) for one in staff(seed)}
        session.commit()
    return Living(courses, hashes[Role.LEARNER], personal, settings.data_dir), employed


def live(database: Database, site: Living, deeds: Iterable[Deed]) -> None:
    """Let all of this happen, in this order."""
    month = iter(deeds)
    while batch := list(islice(month, BATCH)):
        with database.writing() as session:
            site.carry_out(session, batch)
            session.commit()


def talk(
    database: Database, settings: Settings, site: Living, employed: Mapping[str, int], now: datetime, seed: int
) -> None:
    """Let be said what is said below the posts, by those who are there."""
    # Posts that came out during the month had waited since the site was opened.
    while publish_due(database, now):
        pass
    with database.writing() as session:
        people = talking(settings, seed, learners(seed, VISITORS), site.ids, employed)
        people.carry_out(session, now - BEFORE, now)
        session.commit()


def _take_in_content(database: Database, settings: Settings, now: datetime) -> None:
    report = push_tree(database, settings.content_dir, data_dir=settings.data_dir, now=now, write_keys=False)
    if report.faults:
        raise ContentFaults("\n".join(str(fault) for fault in report.faults))


def _employ(session: Session, one: Staff, password_hash: str, now: datetime) -> int:
    user_id = joining.add_by_hand(
        session, one.address, one.name, one.role, now, password_hash=password_hash, time_zone=one.time_zone
    )
    if user_id is None:
        raise ValueError(f"two people of the demo have the address {one.address}")
    accounts.change_user(session, user_id, key=one.key)
    return user_id
