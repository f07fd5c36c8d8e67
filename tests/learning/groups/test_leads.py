"""A group's lead sees completion and figures of the group, none under five people, and never anything of one person."""

import re

from flask import Flask
from sqlalchemy import Table, inspect, update

from coursesite.accounts.models import User
from coursesite.db import Base, Database
from coursesite.learning.asking.models import Ask
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.front.marks import fill, mark_of
from tests.learning.groups.gathering import World
from tests.learning.learners import Learner, words_of
from tests.mailbox import Mails

PAGE = "/groups/night/"
WHO = "zqw"
MARK = re.compile(rf"{WHO}\d\.")
LINK = re.compile(r'(?:href|action|src)="(/[^"#?]*)')


def test_nothing_is_told_of_fewer_than_five_people(world: World, clock: FrozenClock) -> None:
    group, lead = world.group(), world.person("Lea")
    world.leads(group, lead.person)
    people = [make_user(world.database) for _ in range(5)]
    # The lead is no fifth: they know about themselves.
    world.joins(group, lead.person, *people[:4])
    world.finish("calls1a", *people[:4])
    clock.tick(days=7)
    page = words_of(lead.reads(PAGE))
    assert "it takes five people" in page
    assert "<progress" not in lead.page
    assert not {"everybody", "nobody yet", "one or two"} & set(
        re.findall(r"everybody|nobody yet|one or two", page.partition("What you see here")[0])
    )
    world.joins(group, people[4])
    # Whoever came since Monday isn't counted yet.
    assert "it takes five people" in words_of(lead.reads(PAGE))
    clock.tick(days=7)
    page = words_of(lead.reads(PAGE))
    assert "Five people, as of 16 March 2026" in page
    assert "Have begun all but one or two" in page
    assert "Have finished the course nobody yet" in page


def test_a_figure_does_not_move_on_the_day_on_which_somebody_learns(world: World, clock: FrozenClock) -> None:
    group, lead = world.group(), world.person("Lea")
    world.leads(group, lead.person)
    people = [make_user(world.database) for _ in range(8)]
    world.joins(group, *people)
    world.finish("calls1a", *people[:3])
    clock.tick(days=7)
    before = words_of(lead.reads(PAGE))
    assert "Begin 3 of 8" in before
    world.finish("calls1a", people[3])
    world.joins(group, make_user(world.database))
    assert words_of(lead.reads(PAGE)) == before
    clock.tick(days=7)
    assert "Begin 4 of 9" in words_of(lead.reads(PAGE))


def test_the_page_is_its_leads_alone(world: World, owner: Learner, alice: Learner) -> None:
    group, lead = world.group(), world.person("Lea")
    world.leads(group, lead.person)
    world.joins(group, alice.person)
    assert world.stranger().client.get(PAGE).status_code == 303
    for person in (owner, alice):
        assert person.client.get(PAGE).status_code == 404
        assert "You lead no group" in person.reads("/groups/")
    assert "The night shift" in lead.reads("/groups/")
    for path in (
        "/studio/group/night/",
        "/studio/groups/calls1/",
        "/studio/people/calls1/",
        "/studio/group/night/people.csv",
    ):
        assert lead.client.get(path).status_code == 403


def test_no_page_that_a_lead_can_open_holds_anything_of_a_member(
    world: World,
    app: Flask,
    database: Database,
    clock: FrozenClock,
    mails: Mails,
) -> None:
    """Six people with a mark in every column of every table; all that a lead can reach is opened and looked through."""
    # What coaches write is no learner's, and of a text's draft there is one.
    rooms = [room for room in app.extensions["personal"] if ".studio" not in room.__name__]
    tables = frozenset().union(*(room.TABLES for room in rooms)) - {"revisions"}
    group, lead = world.group(), world.person("Lea")
    world.leads(group, lead.person)
    for number in range(6):
        user_id = fill(database, f"{WHO}{number}", tables, "no hash")
        with database.reading() as session:
            user = session.get(User, user_id)
        assert user is not None
        world.joins(group, user)
    with database.writing() as session:
        # Asked privately, as asks are until their asker agrees to more.
        session.execute(update(Ask).values(public_at=None, is_open=False))
        session.commit()
    clock.tick(days=7)
    assert "Six people" in lead.reads(PAGE)
    seen, waiting = (
        set(),
        ["/", "/groups/", PAGE, "/learn/", "/courses/calls/", "/courses/calls/begin/", "/search?q=text"],
    )
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(("/static/", "/dev/", "/sign-out")):
            continue
        seen.add(path)
        response = lead.client.get(path)
        assert not MARK.search(response.text), path
        assert not MARK.search(str(response.headers)), path
        if response.mimetype == "text/html":
            waiting += LINK.findall(response.text)
    assert {PAGE, "/learn/", "/settings/data"} <= seen
    marked = {(table.name, column.name) for table in _tables(database) for column in table.columns}
    assert ("entries", "text") in marked
    assert mark_of(f"{WHO}0", "entries", "text") in str(_rows(database, "entries"))


def _tables(database: Database) -> list[Table]:
    with database.reading() as session:
        names = inspect(session.connection()).get_table_names()
    return [table for name, table in Base.metadata.tables.items() if name in names]


def _rows(database: Database, name: str) -> list[object]:
    with database.reading() as session:
        return list(session.connection().exec_driver_sql(f'SELECT * FROM "{name}"'))
