"""A lesson's page: who may read it, what stands on it."""

from tests.learning.learners import LESSON, Learner, elements, text_of, words_of

SECOND = "/courses/calls/part-2/"


def test_the_first_lesson_is_open_to_everyone(guest: Learner, alice: Learner) -> None:
    assert "Listen before you ask." in guest.reads(LESSON)
    assert "Listen before you ask." in alice.reads(LESSON)


def test_a_guest_is_led_from_any_other_lesson_to_sign_up_and_back(guest: Learner) -> None:
    response = guest.client.get(SECOND)
    assert response.status_code == 303
    assert response.headers["Location"] == f"/sign-up?next={SECOND}"
    assert "Secret2" not in response.text


def test_who_has_not_joined_is_offered_to_with_one_click_and_comes_back(alice: Learner) -> None:
    page = alice.reads(SECOND, 403)
    assert "Secret2" not in page
    assert "Why lesson 2 matters." in page
    response = alice.sends("/courses/calls/enrol")
    assert response.headers["Location"] == SECOND
    assert "Secret2" in alice.follows(response)


def test_a_coach_reads_every_published_lesson(maren: Learner) -> None:
    assert "Secret2" in maren.reads(SECOND)


def test_another_learners_enrolment_opens_nothing(alice: Learner, bob: Learner) -> None:
    alice.joins()
    assert "Secret2" not in bob.reads(SECOND, 403)


def test_previous_and_next_are_links(alice: Learner) -> None:
    alice.joins()
    links = {node.get("rel"): node.get("href") for node in elements(alice.reads(SECOND), "a") if node.get("rel")}
    assert links["prev"] == LESSON
    assert links["next"] == "/courses/calls/part-3/"


def test_the_outline_says_where_one_is_and_what_is_finished(alice: Learner) -> None:
    alice.joins()
    alice.picks("third-call", "Three calls for one parcel.")
    alice.finishes(LESSON)
    page = alice.reads(SECOND)
    states = [text_of(node) for node in elements(page, "li") if "outline-item" in (node.get("class") or "")]
    assert [state.rpartition("(")[2].partition(")")[0] for state in states] == [
        "finished",
        "you are here",
        "not finished yet",
    ]


def test_nothing_on_the_page_tells_the_right_option_before_it_is_answered(guest: Learner) -> None:
    page = guest.reads(LESSON)
    for told in ("You will need it later", "You named what happened", "Naming it lowers the heat"):
        assert told not in page
    options = [node for node in guest.exercise("third-call").iter() if node.tag == "li"]
    bare = set()
    for number, option in enumerate(options, 1):
        control = next(node for node in option.iter() if node.tag == "input")
        control.attrib.pop("value")
        for node in option.iter():
            for name, value in node.attrib.items():
                node.attrib[name] = value.replace(f"-{number}", "")
        bare.add(tuple((node.tag, tuple(sorted(node.attrib.items()))) for node in option.iter()))
    assert len(options) == 3
    assert len(bare) == 1


def test_a_page_has_a_title_a_description_a_canonical_link_and_its_place(guest: Learner) -> None:
    page = guest.reads(LESSON)
    assert [text_of(node) for node in elements(page, "title")] == ["Begin · Course calls · Steady Ground"]
    links = {node.get("rel"): node.get("href") for node in elements(page, "link")}
    assert links["canonical"] == f"http://localhost{LESSON}"
    assert '"@type": "BreadcrumbList"' in page


def test_an_unknown_lesson_is_not_here(alice: Learner) -> None:
    assert "There is no page here" in words_of(alice.reads("/courses/calls/nothing/", 404))
