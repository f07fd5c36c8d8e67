"""Who may do what with a course, and invitations to it."""

import pytest
from sqlalchemy import update

from coursesite.accounts.models import Role, User
from coursesite.library.models import Part
from tests.conftest import FrozenClock
from tests.factories import PASSWORD
from tests.learning.groups.gathering import PEOPLE, World, invites
from tests.learning.learners import Learner, words_of
from tests.mailbox import Mails


def test_where_nobody_is_named_a_coach_looks_and_an_admin_names_the_owner(world: World) -> None:
    coach, admin = world.person("Maren", Role.COACH), world.person("Ruth", Role.ADMIN)
    page = words_of(coach.reads(PEOPLE))
    assert "Every coach looks after it" in page
    assert "An admin of the site can change this." in page
    coach.posts(f"{PEOPLE}owner", coach.form("/sign-out") | {"coach": coach.person.key}, 403)
    admin.reads(PEOPLE)
    admin.follows(admin.sends(f"{PEOPLE}owner", coach=coach.person.key))
    assert world.parts() == {"Maren": "owner"}
    assert "made owner" in world.deeds()
    # It is there by now: a second one would take it over.
    admin.posts(f"{PEOPLE}owner", admin.form("/sign-out") | {"coach": admin.person.key})
    assert world.parts() == {"Maren": "owner"}


def test_the_last_owner_stays_and_the_page_says_why(world: World, owner: Learner) -> None:
    other = world.staff("Cia", Part.COACH)
    own, hers = f"{PEOPLE}staff/{owner.person.key}", f"{PEOPLE}staff/{other.person.key}"
    assert "only owner" in owner.reads(PEOPLE)
    for part in ("coach", "none"):
        page = owner.follows(owner.posts(own, owner.form("/sign-out") | {"part": part}))
        assert "This is the only owner" in words_of(page)
    owner.follows(owner.sends(hers, part="owner"))
    owner.follows(owner.sends(own, part="coach"))
    assert world.parts() == {"Olu": "coach", "Cia": "owner"}
    other.reads(PEOPLE)
    other.follows(other.sends(own, part="none"))
    assert world.parts() == {"Cia": "owner"}
    assert "took a part away" in world.deeds()


def test_an_invited_stranger_makes_an_account_by_the_link_and_becomes_a_coach(
    world: World, owner: Learner, mails: Mails
) -> None:
    path = invites(owner, mails, "new@example.org", "coach")
    assert "Olu asks you to look after the course “Course calls”" in " ".join(mails.newest().body.split())
    guest = world.stranger()
    for _scanner in range(2):
        assert "co-coach" in guest.reads(path)
    guest.sends(f"{path}/account", 422, password="short")
    guest.follows(guest.sends(f"{path}/account", password=PASSWORD, name="New"))
    assert world.parts()["New"] == "coach"
    assert world.deeds()[-2:] == ["made a coach", "accepted an invitation"]
    world.stranger().reads(path, 410)


def test_an_account_accepts_as_learner_and_stays_a_learner(
    world: World, owner: Learner, alice: Learner, mails: Mails
) -> None:
    with world.database.writing() as session:
        session.execute(update(User).where(User.id == alice.person.id).values(address="alice@example.org"))
        session.commit()
    path = invites(owner, mails, "alice@example.org", "learner")
    guest = world.stranger()
    assert "has an account here" in guest.reads(path)
    assert guest.posts(path, {}).headers["Location"].startswith("/sign-in?next=")
    alice.reads(path)
    alice.follows(alice.sends(path))
    assert "Begin" in alice.reads("/courses/calls/")
    assert world.parts() == {"Olu": "owner"}
    alice.reads(path, 410)


def test_somebody_signed_in_with_another_address_is_told_and_may_accept_with_it(
    world: World, owner: Learner, bob: Learner, mails: Mails
) -> None:
    path = invites(owner, mails, "other@example.org", "approver")
    page = words_of(bob.reads(path))
    assert "It was sent to other@example.org, and you are signed in as" in page
    bob.follows(bob.sends(path))
    assert world.parts()["Bob"] == "approver"


def test_what_the_inviter_reads_is_the_same_whether_the_address_has_an_account(
    world: World, owner: Learner, mails: Mails, clock: FrozenClock
) -> None:
    clock.tick()
    world.person("Known")
    pages = []
    for address in ("known@example.org", "never@example.org"):
        invites(owner, mails, address, "learner")
        pages.append(words_of(owner.page).replace(address, "X"))
        owner.follows(owner.sends(f"{PEOPLE}invitations/{world.invitations()[0].id}", do="withdraw"))
    assert pages[0] == pages[1]
    bodies = [mail.body for mail in mails.all()]
    assert bodies[0].partition("/invitations/")[0] == bodies[1].partition("/invitations/")[0]


def test_a_withdrawn_a_renewed_and_an_old_invitation_open_nothing(
    world: World, owner: Learner, mails: Mails, clock: FrozenClock
) -> None:
    first = invites(owner, mails, "new@example.org", "learner")
    again = f"{PEOPLE}invitations/{world.invitations()[0].id}"
    owner.follows(owner.sends(again, do="again"))
    second = mails.path("new@example.org")
    world.stranger().reads(first, 410)
    world.stranger().reads(second)
    third = invites(owner, mails, "new@example.org", "learner")
    world.stranger().reads(second, 410)
    owner.reads(PEOPLE)
    assert (
        "three invitations in the last day"
        in owner.sends(f"{PEOPLE}invite", 422, address="new@example.org", part="learner").text
    )
    clock.tick(days=14, seconds=1)
    world.stranger().reads(third, 410)
    assert "new@example.org" not in owner.reads(PEOPLE)


def test_an_invitation_to_look_after_something_holds_while_its_sender_may_send_it(
    world: World, owner: Learner, mails: Mails
) -> None:
    helper = world.staff("Cia", Part.OWNER)
    path = invites(helper, mails, "friend@example.org", "owner")
    learner = invites(helper, mails, "pupil@example.org", "learner")
    owner.reads(PEOPLE)
    owner.follows(owner.sends(f"{PEOPLE}staff/{helper.person.key}", part="none"))
    world.stranger().reads(path, 410)
    world.stranger().reads(learner)


def test_the_first_who_is_named_is_an_owner(world: World, mails: Mails) -> None:
    admin = world.person("Ruth", Role.ADMIN)
    admin.reads(PEOPLE)
    page = admin.sends(f"{PEOPLE}invite", 422, address="a@example.org", part="coach").text
    assert "It has no owner yet" in page
    invites(admin, mails, "a@example.org", "owner")


def test_an_owner_who_accepts_less_stays_an_owner(world: World, owner: Learner, mails: Mails) -> None:
    path = invites(owner, mails, "olu@example.org", "approver")
    owner.reads(path)
    owner.follows(owner.sends(path))
    assert world.parts() == {"Olu": "owner"}


def test_approval_is_turned_on_and_off(world: World, owner: Learner) -> None:
    for wanted, holds in (("yes", True), ("no", False)):
        owner.reads(PEOPLE)
        owner.follows(owner.sends(f"{PEOPLE}approval", approval=wanted))
        assert world.piece().approval is holds
    assert world.deeds() == ["turned approval on", "turned approval off"]


@pytest.mark.parametrize("key", ["page001", "post001"])
def test_posts_and_pages_have_people_and_no_learners(world: World, shelf, key: str) -> None:  # type: ignore[no-untyped-def]
    front = f"key: {key}\ntitle: A text\nsummary: S.\n"
    place = "pages/text.md" if key == "page001" else "blog/2026-01-02-text.md"
    shelf.write(place, f"---\n{front}{'' if key == 'page001' else 'author: Maren' + chr(10)}---\nText.\n")
    shelf.pushed()
    admin = world.person("Ruth", Role.ADMIN)
    page = admin.reads(f"/studio/people/{key}/")
    assert "Who can join" not in page
    assert 'value="learner"' not in page
