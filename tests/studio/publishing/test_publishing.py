"""Publishing from the desk: what the page says beforehand, and what is there afterwards."""

import threading

import pytest

from coursesite.library.models import Kind, Part, State
from coursesite.studio.models import Aside, Draft, Proposal
from tests.counting import count_queries
from tests.learning.courses import PICK
from tests.library.shelves import COURSE
from tests.mailbox import Mails
from tests.studio.publishing.desks import Desk, hidden_fields_of, lesson

TURNED = PICK.replace("[x] Three calls", "[ ] Three calls").replace("[ ] Can I have", "[x] Can I have")
BODY = f"Listen well before you ask.\n{TURNED}"


def test_the_page_says_what_changes_for_whom_and_which_words(desk: Desk) -> None:
    desk.crowd(3, finished=1)
    desk.draft("calls1a", lesson("calls1a", "Begin", BODY))
    page = desk.page("calls1a")

    assert "2 people are in the middle of this lesson" in page
    assert "1 person has finished it; that stays so." in page
    assert "Question 1, “The third call”." in page
    assert "The right answer was “Three calls for one parcel.” and is “Can I have your order number?” now." in page
    assert "3 people have answered it." in page
    assert '<ins><span class="visually-hidden">[in: </span>well' in page
    assert "in, " in page


def test_options_in_other_words_and_those_without_counterpart_are_named(desk: Desk) -> None:
    other = PICK.replace("Three calls for one parcel.", "Three calls for just one parcel.")
    other = other.replace("- [~] I'm sorry about that.\n  > Warmer, and still vague.\n", "")
    desk.draft("calls1a", lesson("calls1a", "Begin", f"Listen before you ask.\n{other}"))
    page = desk.page("calls1a")

    assert "Options in other words" in page
    assert "Three calls for just one parcel." in page
    assert "“I&#39;m sorry about that.” was taken out." in page


def test_faults_stand_with_their_line_and_lead_into_the_editor_and_nothing_is_published(desk: Desk) -> None:
    desk.draft("calls1b", lesson("calls1b", "Next", "See [nothing](09-nothing.md)."))

    assert 'href="/studio/write/calls1b/?line=1#body">Line 1</a>' in desk.page("calls1b")
    assert desk.send("calls1b", when="now").status_code == 422
    assert len(desk.texts("calls1b")) == 1


def test_publishing_makes_the_draft_the_newest_wording_and_lets_go_of_it(desk: Desk) -> None:
    text = lesson("calls1b", "Next", "Other words.")
    desk.draft("calls1b", text)
    done = desk.send("calls1b", when="now", note="Shorter.")

    assert done.status_code == 303
    assert "It is published." in desk.client.get(done.location).text
    assert desk.texts("calls1b")[-1] == text
    assert "Other words." in desk.shelf.prose("next")
    assert desk.rows(Draft) == []
    assert "published Next" in desk.deeds()
    page = desk.page("calls1b", "history")
    assert "Shorter." in page
    assert "Maren Holt" in page
    assert "there is nothing to publish" in desk.page("calls1b")


def test_a_double_click_is_one_wording(desk: Desk) -> None:
    desk.draft("calls1b", lesson("calls1b", "Next", "Other words."))
    page = desk.page("calls1b")
    statuses: list[int] = []
    clients = [desk.signed_in(desk.coach) for _ in range(4)]
    ready = threading.Barrier(len(clients))
    forms = [(client, client.get("/studio/write/calls1b/publish").text) for client in clients]

    def press(client: object, own: str) -> None:
        once = hidden_fields_of(page)["once"]
        ready.wait()
        found = desk.send("calls1b", client=client, page=own, when="now", once=once)  # type: ignore[arg-type]
        statuses.append(found.status_code)

    threads = [threading.Thread(target=press, args=form) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 4
    assert len(desk.texts("calls1b")) == 2


def test_a_text_that_was_changed_after_the_page_was_made_is_shown_first(desk: Desk) -> None:
    desk.draft("calls1b", lesson("calls1b", "Next", "One."))
    page = desk.page("calls1b")
    desk.draft("calls1b", lesson("calls1b", "Next", "Two."))

    again = desk.send("calls1b", page=page, when="now")
    assert again.status_code == 422
    assert "The text was changed since this page was made" in again.text
    assert len(desk.texts("calls1b")) == 1


def test_a_new_course_goes_out_with_the_lessons_that_are_ticked(desk: Desk) -> None:
    desk.new_course()
    page = desk.page("fresh1")
    assert page.count('name="with"') == 3
    assert "Publish 3 texts" in page

    assert "isn&#39;t published" in desk.page("fresh1a")
    assert desk.send("fresh1", when="now", along=["fresh1", "fresh2a"]).status_code == 303
    assert [desk.row(key).state for key in ("fresh1", "fresh1a", "fresh2a")] == ["published", "draft", "published"]
    assert desk.send("fresh1", when="now", along=["fresh1a"]).status_code == 303
    assert desk.row("fresh1a").slug == "fresh-1"


def test_a_new_post_is_dated_by_the_moment_it_comes_out(desk: Desk) -> None:
    post = "---\nkey: post01\ntitle: A post\nsummary: s\n---\nText.\n"
    desk.new("post01", "blog/2025-12-24-a-post.md", post, Kind.POST, None)
    assert desk.send("post01", when="now").status_code == 303

    row = desk.row("post01")
    assert (row.state, row.published_at) == (State.PUBLISHED, desk.clock.now)
    assert "published: 2026-03-02 09:30\n" in desk.texts("post01")[-1]


def test_a_post_that_its_file_kept_a_draft_comes_out_and_one_dated_ahead_waits(desk: Desk) -> None:
    desk.shelf.post("2026-01-05-kept", "state: draft", key="kept01")
    desk.shelf.pushed()
    assert desk.send("kept01", when="now").status_code == 303
    assert (desk.row("kept01").state, desk.row("kept01").published_at) == (State.PUBLISHED, desk.clock.now)

    ahead = "---\nkey: post02\ntitle: A post\nsummary: s\npublished: 2026-04-01\n---\nText.\n"
    desk.new("post02", "blog/2026-04-01-a-post.md", ahead, Kind.POST, None)
    done = desk.send("post02", when="now")
    assert desk.row("post02").state == State.SCHEDULED
    assert "comes out on the day that its settings name" in desk.client.get(done.location).text


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        ("2026-03-02", "10:29", "Monday 2 March 2026, 10:29 is over."),
        ("2026-03-29", "02:30", "There is no 02:30 on that day: clocks go forward, and it is 03:30 at once."),
        ("2026-02-30", "10:00", "Choose a day and a time"),
        ("0001-01-01", "00:00", "Choose a day and a time"),
        ("", "", "Choose a day and a time"),
        ("2031-01-01", "10:00", "more than two years away"),
    ],
)
def test_a_moment_that_can_not_be_meant_is_refused_in_words(desk: Desk, day: str, time: str, sentence: str) -> None:
    desk.draft("calls1b", lesson("calls1b", "Next", "Other words."))
    again = desk.send("calls1b", when="later", day=day, time=time)

    assert again.status_code == 422
    assert sentence in again.text
    assert desk.rows(Proposal) == []


def test_what_was_handed_in_before_is_kept_aside_when_another_wording_goes_out(desk: Desk) -> None:
    desk.draft("calls1b", lesson("calls1b", "Next", "One."))
    desk.send("calls1b", when="later", day="2026-04-01", time="09:00")
    desk.draft("calls1b", lesson("calls1b", "Next", "Two."))
    assert "The draft was changed since." in desk.page("calls1b")
    desk.send("calls1b", when="now")

    assert desk.rows(Proposal) == []
    (aside,) = desk.rows(Aside)
    assert isinstance(aside, Aside)
    assert b"One." in aside.source


def test_a_co_coach_hands_in_where_the_owner_wants_approval(desk: Desk, mails: Mails) -> None:
    desk.wants_approval()
    _user, client = desk.staff(Part.COACH, "Jo")
    desk.draft("calls1b", lesson("calls1b", "Next", "Other words."))

    assert "Hand in for approval" in desk.page("calls1b", client=client)
    assert desk.send("calls1b", client=client, when="now").status_code == 303
    assert len(desk.texts("calls1b")) == 1
    (proposal,) = desk.rows(Proposal)
    assert isinstance(proposal, Proposal)
    assert proposal.step == "awaiting"
    assert len(mails) == 1


def test_the_page_asks_the_same_questions_for_a_few_people_and_for_many(desk: Desk) -> None:
    desk.draft("calls1a", lesson("calls1a", "Begin", BODY))
    counts = []
    for more in (1, 12):
        desk.crowd(more)
        with count_queries(desk.app) as counted:
            desk.page("calls1a")
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 16, counts


def test_the_course_of_nobody_says_so(desk: Desk) -> None:
    desk.draft("calls1", COURSE.format(key="calls1", title="Calls", topics="phone") + "\nMore.\n")
    assert "Nobody takes this course yet." in desk.page("calls1")
