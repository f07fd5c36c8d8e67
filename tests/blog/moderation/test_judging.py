"""What the rule is told from the database: repeats, bursts, blocks; and what the filter says of what comes next."""

import re

import pytest

from coursesite.blog.models import Comment, State
from tests.blog.comments.talking import Discussing
from tests.blog.moderation.desk import Desk, desk_of
from tests.conftest import FrozenClock
from tests.counting import count_queries

pytestmark = pytest.mark.usefixtures("mails")
LONG = (
    "I lost the key to the store on a Saturday, and the man from the garage climbed through the window for me, and "
    "would not take anything for it but a cup of tea and the broken biscuits."
)


@pytest.fixture
def desk(talk: Discussing) -> Desk:
    return desk_of(talk)


def sent(talk: Discussing, text: str, number: int = 1, network: str = "") -> Comment:
    """A guest's comment."""
    answer = talk.guest(f"Jo {number}", f"jo{number}@example.net", network or f"10.9.{number}.7").writes(text)
    assert answer.status_code == 303, answer.text
    return talk.newest()


def test_what_a_coach_called_spam_is_spam_when_it_comes_again_and_nearly_so_too(
    desk: Desk, talk: Discussing, clock: FrozenClock
) -> None:
    desk.does("spam", sent(talk, LONG))
    clock.tick(hours=2)
    again = sent(talk, LONG.upper(), 2)
    assert (again.state, "The same text is among the spam." in again.reasons) == (State.SPAM, True)
    near = sent(talk, LONG.replace("Saturday", "Sunday").replace("tea", "coffee"), 3)
    assert (near.state, "Nearly the same text is among the spam." in near.reasons) == (State.SPAM, True)
    other = sent(talk, "We have a rule in our shop: the manager takes the third complaint of the day, whatever.", 4)
    assert not any("same text" in reason for reason in other.reasons)


def test_once_the_spam_is_approved_after_all_its_repeat_is_not_spam(desk: Desk, talk: Discussing) -> None:
    first = sent(talk, LONG)
    desk.does("spam", first)
    desk.does("undo", first)
    assert sent(talk, LONG, 2).state == State.HELD


def test_the_same_text_below_the_same_post_is_no_repeat_from_elsewhere(talk: Discussing) -> None:
    sent(talk, LONG)
    assert sent(talk, LONG, 2).score == 0


def test_a_burst_from_one_network_is_seen_and_is_over_after_an_hour(talk: Discussing, clock: FrozenClock) -> None:
    for number in range(6):
        clock.tick(minutes=2)
        last = sent(talk, f"Something short about parcel {number}.", number, network="192.0.2.9")
    assert any("came from the same network within an hour" in reason for reason in last.reasons)
    clock.tick(hours=2)
    later = sent(talk, "Something short about tea.", 9, network="192.0.2.9")
    assert not any("same network" in reason for reason in later.reasons)


def test_a_blocked_guest_goes_to_the_spam_until_the_block_is_over_or_lifted(
    desk: Desk, talk: Discussing, clock: FrozenClock
) -> None:
    desk.blocks(sent(talk, "Something rude about the customer."), "guest", "day", "rude twice")
    page = desk.coach.reads("/studio/comments/blocks")
    assert "rude twice" in page
    assert "“Jo 1”" in page
    assert "jo1@example.net" not in page
    assert sent(talk, "Something else, as rude.").state == State.SPAM
    desk._sends("/studio/comments/blocks", block=re.findall(r'name="block" value="(\d+)"', page)[0])
    assert "lifted on" in desk.coach.reads("/studio/comments/blocks")
    assert sent(talk, "Something kind at last.").state == State.HELD


def test_a_block_ends_by_itself(desk: Desk, talk: Discussing, clock: FrozenClock) -> None:
    desk.blocks(sent(talk, "Something rude about the customer."), "guest", "day")
    clock.tick(days=1, minutes=1)
    assert sent(talk, "Something kind at last.").state == State.HELD


def test_a_blocked_network_holds_people_known_here_and_sends_all_others_to_the_spam(
    desk: Desk, talk: Discussing, clock: FrozenClock
) -> None:
    known = talk.trusted()
    desk.blocks(sent(talk, "Something rude about the customer.", network=known.network), "network", "week")
    clock.tick(minutes=20)
    known.writes("And what did the customer say to that, in the end?")
    assert talk.newest().state == State.HELD
    assert sent(talk, "Something else about tea.", 5, network=known.network).state == State.SPAM
    assert sent(talk, "Something else about tea.", 6).state == State.HELD


def test_a_block_shows_the_last_names_typed_from_there_and_many_are_read_as_one(
    desk: Desk, talk: Discussing, clock: FrozenClock
) -> None:
    first = sent(talk, "Something rude about the customer.", 1, "192.0.2.9")
    desk.blocks(first, "guest")
    names, few = named(desk, talk)
    assert names == [["Jo 1"]]
    for number in (2, 3, 4, 3):
        clock.tick(minutes=2)
        last = sent(talk, f"Something rude about parcel {len(talk.comments())}.", number, "192.0.2.9")
    desk.blocks(last, "network")
    desk.blocks(sent(talk, "Something rude about tea.", 5), "guest")
    names, many = named(desk, talk)
    assert names == [["Jo 5"], ["Jo 3", "Jo 4", "Jo 2"], ["Jo 1"]]
    assert many == few


def named(desk: Desk, talk: Discussing) -> tuple[list[list[str]], int]:
    """The names that the list of blocks shows for each, and how many queries it took."""
    with count_queries(talk.app) as made:
        page = desk.coach.reads("/studio/comments/blocks")
    return [re.findall("“(.*?)”", heading) for heading in re.findall("<h2>(.*?)</h2>", page)], len(made)


def test_a_coach_is_not_blocked(desk: Desk, talk: Discussing) -> None:
    talk.coached().writes("A word from me.")
    desk.blocks(talk.newest(), "account", "year")
    assert "Nobody is blocked" in desk.coach.reads("/studio/comments/blocks")


def test_a_text_that_is_changed_is_judged_by_its_new_words(talk: Discussing, clock: FrozenClock) -> None:
    person = talk.trusted()
    person.writes("The customer rang on Friday.")
    comment = talk.newest()
    assert comment.state == State.APPROVED
    clock.tick(minutes=1)
    page = f"/blog/comments/{comment.id}/edit"
    person.deed(page, page, text="Buy viagra online without prescription", do="send")
    assert talk.comment(comment.id).state == State.HELD


def test_the_filter_says_what_it_thinks_once_it_has_learnt_and_likely_spam_stands_last(
    desk: Desk, talk: Discussing, clock: FrozenClock
) -> None:
    for number in range(10):
        clock.tick(minutes=10)
        desk.does("spam", sent(talk, f"Gizmo bargain gadget number {number}, wow.", number))
        clock.tick(minutes=10)
        desk.does("approve", sent(talk, f"The kettle story, part {number}, made my aunt weep.", number + 20))
    bad = sent(talk, "Gizmo bargain gadget, wow.", 50)
    good = sent(talk, "The kettle story made my aunt weep.", 51)
    assert (bad.likely_spam or 0) >= 90
    assert (good.likely_spam or 0) <= 10
    # It decides nothing: both wait.
    assert {bad.state, good.state} == {State.HELD}
    page = desk.reads()
    assert page.index("The kettle story made") < page.index("Held, and probably spam") < page.index("gadget, wow")
