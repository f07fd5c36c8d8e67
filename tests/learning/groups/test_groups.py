"""A course's groups at the desk: who is where, who has gone quiet, who is invited, what changes."""

import io
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select

from coursesite.learning.groups.models import Group
from coursesite.library.models import Part
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.factories import make_user
from tests.inert import alive
from tests.learning.groups.gathering import GROUP, GROUPS, PEOPLE, World, invites
from tests.learning.learners import LESSON, Learner, words_of
from tests.mailbox import Mails
from tests.test_hostile_text import HOSTILE

LIST = "name;address\nAda;ada@example.org\nBo;bo@example.org\nNobody;nobody\nAda;ada@example.org\nAl;al@example.org\n"


def test_a_new_group_has_a_first_day_where_the_coach_is_and_a_code(world: World, clock: FrozenClock) -> None:
    owner = world.staff("Olu", Part.OWNER)
    with world.database.writing() as session:
        session.merge(owner.person).time_zone = "Asia/Tokyo"
        session.commit()
    assert "No group yet" in owner.reads(GROUPS)
    assert "Please give the group a name" in owner.sends(GROUPS, 422, name="  ", starts="2026-04-01").text
    assert "Write the day like" in owner.sends(GROUPS, 422, name="Evening", starts="first of May").text
    owner.reads(GROUPS)
    filled = owner.form(GROUPS) | {"name": "Evening", "starts": "2026-04-01"}
    made, again = owner.posts(GROUPS, filled), owner.posts(GROUPS, filled)
    assert made.headers["Location"] == again.headers["Location"]
    assert "No people; begins on 1 April 2026." in words_of(owner.follows(made))
    with world.database.reading() as session:
        group = session.scalars(select(Group)).one()
    assert group.starts_at == datetime(2026, 3, 31, 15, tzinfo=UTC)
    assert len(group.join_code or "") == 8
    assert "Evening" in owner.reads(GROUPS)


def test_the_page_says_who_is_where_and_who_may_be_glad_of_a_word(
    world: World, owner: Learner, alice: Learner, bob: Learner, mails: Mails, clock: FrozenClock
) -> None:
    group = world.group()
    cy = world.person("Cy")
    world.joins(group, alice.person, bob.person, cy.person)
    clock.tick(days=9)
    alice.picks("third-call", "Can I have your order number?")
    world.finish("calls1a", alice.person)
    assert "Who may be glad" not in owner.reads(GROUP)
    clock.tick(days=2)
    page = words_of(owner.reads(GROUP))
    assert "1 of 3 finished" in page
    assert "came on 2 March 2026 and has not begun" in page
    quiet = owner.page.partition('id="quiet"')[2].partition("</section>")[0]
    assert ("Bob" in quiet, "Cy" in quiet, "Alice" in quiet) == (True, True, False)
    # Nothing is sent until the coach sends it, and then once a week.
    send = f"{GROUP}members/{bob.person.key}/message"
    assert len(mails) == 0
    assert "Please write something" in owner.sends(send, 422, text="   ").text
    owner.reads(GROUP)
    owner.follows(owner.sends(send, text="Hello Bob,\r\nare you well?"))
    assert "Hello Bob,\nare you well?" in mails.newest(bob.person.address).body
    assert "Was written to on 13 March 2026" in words_of(owner.page)
    other = world.staff("Cia", Part.COACH)
    other.reads(GROUP)
    page = other.follows(other.posts(send, other.form("/sign-out") | {"text": "Again?"}))
    assert "once a week is enough" in words_of(page)
    assert len(mails) == 1
    clock.tick(days=7, seconds=1)
    other.reads(GROUP)
    other.follows(other.sends(send, text="How are you?"))
    assert len(mails) == 2


def test_a_list_is_looked_at_first_and_sent_by_a_second_step(
    world: World, owner: Learner, alice: Learner, mails: Mails, clock: FrozenClock
) -> None:
    clock.tick()
    group = world.group()
    person = world.person("Alina")
    world.joins(group, person.person)
    text = LIST.replace("al@", "alina@")
    owner.reads(GROUP)
    fields = owner.form(f"{GROUP}list")
    response = owner.posts(
        f"{GROUP}list", fields | {"file": (io.BytesIO(b"\xef\xbb\xbf" + text.encode()), "people.csv")}, 200
    )
    owner.page = response.text
    page = words_of(response.text)
    assert "Nothing has been sent." in page
    assert "4 Nobody nobody is left out. An email address has an @ in it" in page
    assert "One line is in the group already." in page
    assert "One line stands there twice." in page
    assert (len(mails), world.invitations()) == (0, [])
    owner.follows(owner.sends(f"{GROUP}list/send", list="Ada,ada@example.org\nBo,bo@example.org\n"))
    assert sorted(mail.recipient for mail in mails.all()) == ["ada@example.org", "bo@example.org"]
    assert "Dear Ada," in mails.to("ada@example.org")[0].body
    owner.reads(GROUP)
    again = words_of(owner.sends(f"{GROUP}list", 200, list=text).text)
    assert "Two lines have an invitation already." in again
    assert "invited 2 people" in world.deeds()
    assert "There is nobody in the list" in owner.posts(f"{GROUP}list", fields | {"list": ""}, 422).text


def test_an_invited_member_and_an_invited_lead_come_in(
    world: World, owner: Learner, alice: Learner, bob: Learner, mails: Mails
) -> None:
    world.group()
    for person, part in ((alice, "learner"), (bob, "lead")):
        path = invites(owner, mails, f"{part}@example.org", part, GROUP)
        person.reads(path)
        person.follows(person.sends(path))
    assert (world.members(), world.led()) == ({"Alice"}, {"Bob"})
    assert 'href="/groups/"' in bob.reads("/learn/")
    assert 'href="/groups/"' not in alice.reads("/learn/")
    owner.reads(GROUP)
    owner.follows(owner.sends(f"{GROUP}leads/{bob.person.key}/remove"))
    assert world.led() == set()
    assert 'href="/groups/"' not in bob.reads("/learn/")


def test_who_is_taken_out_keeps_what_they_began_and_nothing_else(
    world: World, owner: Learner, alice: Learner, bob: Learner
) -> None:
    group = world.group()
    world.joins(group, alice.person, bob.person)
    alice.picks("third-call", "Can I have your order number?")
    for person in (alice, bob):
        owner.reads(GROUP)
        owner.follows(owner.sends(f"{GROUP}members/{person.person.key}/remove"))
    assert world.members() == set()
    alice.reads("/courses/calls/part-2/")
    bob.reads("/courses/calls/part-2/", 403)


def test_a_group_is_renamed_ended_and_goes_on(world: World, owner: Learner, mails: Mails) -> None:
    world.group()
    path = invites(owner, mails, "new@example.org", "learner", GROUP)
    owner.follows(owner.sends(GROUP, name="Nights", starts="2026-03-01"))
    assert "Nights" in owner.page
    owner.follows(owner.posts(f"{GROUP}code", owner.form("/sign-out") | {"code": "off"}))
    assert "has no code" in owner.page
    owner.follows(owner.posts(f"{GROUP}code", owner.form("/sign-out") | {"code": "new"}))
    owner.follows(owner.posts(f"{GROUP}end", owner.form("/sign-out") | {"end": "yes"}))
    assert "The group has ended" in owner.page
    world.stranger().reads(path, 410)
    page = owner.follows(owner.posts(f"{GROUP}list", owner.form("/sign-out") | {"list": LIST}))
    assert "Nothing was changed." in page
    owner.follows(owner.posts(f"{GROUP}end", owner.form("/sign-out") | {"end": "no"}))
    assert world.deeds()[1:] == [
        "changed a group",
        "turned a group’s code off",
        "gave a group a new code",
        "ended a group",
        "reopened a group",
    ]


def test_the_table_for_a_spreadsheet_runs_nothing(world: World, owner: Learner) -> None:
    group = world.group()
    world.joins(group, make_user(world.database, name="=HYPERLINK(1)", address="x@example.org"))
    response = owner.client.get(f"{GROUP}people.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=HYPERLINK(1),x@example.org,2" in response.text.replace('"', "")


def test_a_groups_pages_take_as_many_queries_for_five_hundred_people_as_for_five(
    world: World, owner: Learner, clock: FrozenClock
) -> None:
    group = world.group()
    lead = world.person("Lea")
    world.leads(group, lead.person)
    counts: dict[int, list[int]] = {}
    people = [make_user(world.database) for _ in range(5)]
    world.joins(group, *people)
    world.finish("calls1a", *people[:3])
    clock.tick(days=20)
    for size in (5, 500):
        more = [make_user(world.database) for _ in range(size - 5)]
        world.joins(group, *more, now=clock.now.replace(day=10))
        counts[size] = []
        for person, path in (
            (owner, GROUP),
            (owner, f"{GROUP}people.csv"),
            (owner, GROUPS),
            (lead, "/groups/"),
            (lead, "/groups/night/"),
            (owner, LESSON),
        ):
            person.client.get(path)
            with count_queries(world.app) as counted:
                assert person.client.get(path).status_code == 200
            counts[size].append(len(counted))
    assert counts[5] == counts[500]
    assert max(counts[500]) <= 14


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_on_these_pages_is_live(world: World, owner: Learner, mails: Mails, text: str) -> None:
    group = world.group(name=text[:120])
    lead = world.person("Lea")
    world.leads(group, lead.person)
    person = make_user(world.database, name=text[:80])
    world.joins(group, person, now=person.created_at - timedelta(days=30))
    world.leads(group, person)
    path = invites(owner, mails, "o'canary@example.org", "learner", GROUP)
    for client, paths in (
        (owner, (GROUP, GROUPS, PEOPLE)),
        (lead, ("/groups/", "/groups/night/", "/join/NGHTWXYZ", path)),
    ):
        for page in paths:
            assert alive(client.reads(page)) == [], page
    owner.reads(GROUP)
    for typed in (text, f"{text},a@example.org", f'"{text}"'):
        response = owner.client.post(f"{GROUP}list", data=owner.form(f"{GROUP}list") | {"list": typed})
        assert response.status_code in (200, 422)
        assert alive(response.text) == []
    assert "\n" not in mails.newest().subject
    for address in (f"/join/?code={quote(text)}", f"/join/{quote(text)}"):
        assert alive(lead.client.get(address).text) == []
