"""The pages about people and groups hold no barrier, filled as they are in daily life."""

import pytest

from coursesite.library.models import Part
from tests.browsers import Axe, LiveSite, OpenPage
from tests.factories import make_user
from tests.learning.groups.gathering import GROUP, GROUPS, PEOPLE, World, invites
from tests.mailbox import Mails
from tests.test_barriers import no_barrier

pytestmark = pytest.mark.browser
LONG = "Everybody who answers the telephone in the evening, and Wednesdays"


def test_nobody_meets_a_barrier_among_people_and_groups(
    world: World,
    mails: Mails,
    live: LiveSite,
    open_page: OpenPage,
    axe: Axe,
    complaints: list[str],
) -> None:
    owner, lead = world.staff("Olu", Part.OWNER), world.person("Lea")
    world.staff("Cia", Part.COACH)
    group = world.group(name=LONG)
    world.leads(group, lead.person)
    people = [make_user(world.database, created_at=lead.person.created_at) for _ in range(6)]
    world.joins(group, *people, now=lead.person.created_at.replace(year=2025))
    paths = {page: invites(owner, mails, "new@example.org", "learner", page) for page in (PEOPLE, GROUP)}
    for person, pages in (
        (owner, (PEOPLE, GROUPS, GROUP)),
        (lead, ("/groups/", "/groups/night/", "/join/NGHTWXYZ", paths[GROUP])),
        (world.stranger(), ("/join/", "/join/?code=A", "/join/NGHTWXYZ", paths[GROUP])),
    ):
        page = open_page(color_scheme="light", reduced_motion="reduce")
        if (held := person.client.get_cookie("session")) is not None:
            page.context.add_cookies([{"name": "session", "value": held.value, "url": live.url}])
        for path in pages:
            no_barrier(page, path, axe)
    complaints.clear()  # of the half code, which answers 422
